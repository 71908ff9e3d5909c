/* password.h - whether a password is the right one, and hashes of new ones: found out by threads,
 * for it takes tenths of a second, in which the desk answers others. */
#pragma once

#include <glib.h>

typedef struct Passwords Passwords;
typedef void (*PasswordDone)(gpointer data, gboolean right);
/* `hash` is lent; NULL with an error. */
typedef void (*PasswordMade)(gpointer data, const char *hash, const GError *error);

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

/* Calls `made` in the main loop with the password's hash, as accounts keep it. Nothing is called
 * after FATE_INPUT (it is too short) or FATE_RETRY (too many wait, or it is after the end). */
gboolean passwords_make(Passwords *passwords, const char *password, PasswordMade made,
                        gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Passwords, passwords_free)
