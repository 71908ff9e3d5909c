/* password.h - whether a password is the right one: found out by threads, for it takes tenths of a
 * second, in which the desk answers others. */
#pragma once

#include <glib.h>

typedef struct Passwords Passwords;
typedef void (*PasswordDone)(gpointer data, gboolean right);

/* To be called once, before all else of libsodium. FATE_FATAL when it does not work here. */
gboolean password_library_begin(GError **error);

Passwords *passwords_new(void);

/* Takes no more, and waits for those in hand: their answers come before it returns. */
void passwords_end(Passwords *passwords);
void passwords_free(Passwords *passwords);

/* Calls `done` in the main loop. Takes as long for a `hash` of NULL (nobody has it) as for a wrong
 * password. FALSE, with nothing called, when too many wait already, or after the end. */
gboolean passwords_ask(Passwords *passwords, const char *hash, const char *password,
                       PasswordDone done, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Passwords, passwords_free)
