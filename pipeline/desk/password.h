/* password.h - whether a password is the right one. */
#pragma once

#include <glib.h>

/* To be called once, before all else of libsodium. FATE_FATAL when it does not work here. */
gboolean password_library_begin(GError **error);

/* Takes as long for a `hash` of NULL (nobody has it) as for a wrong password. */
gboolean password_is_right(const char *hash, const char *password);
