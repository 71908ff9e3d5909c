/* safe.h - texts that a page bears for the desk, and nobody who looks into the page can read. */
#pragma once

#include <glib.h>

typedef struct Safe Safe;

/* With a key that lives as long as it; sodium has been begun. */
Safe *safe_new(void);
void safe_free(Safe *safe);

/* The text, locked (XSalsa20 and Poly1305, libsodium's secretbox), in letters that a form takes;
 * yours. */
char *safe_close(const Safe *safe, const char *text);

/* What was locked; yours; NULL when it was not locked by this safe, or was changed since. */
char *safe_open(const Safe *safe, const char *locked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Safe, safe_free)
