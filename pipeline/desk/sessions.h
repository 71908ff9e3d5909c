/* sessions.h - who is logged in, and who has to wait before the next try. In memory only: when the
 * desk ends, everybody logs in again. Times are monotonic, in microseconds. */
#pragma once

#include "account.h"

typedef struct {
    char *user;
    Role role;
    gint64 version;  /* of the account when they logged in */
    char *csrf;      /* what every form of theirs must bring back */
    gint64 begun_us; /* a session ends some day also when it is used */
    gint64 used_us;
    GHashTable *opened;   /* ids of documents that she was recorded to have opened */
    char *told, *told_at; /* what is to be told once, at that place; NULL: nothing */
} Session;

typedef struct Sessions Sessions;

/* A session ends `idle_s` seconds after it was used last, and in any case after a working day. */
Sessions *sessions_new(guint idle_s);
void sessions_free(Sessions *sessions);

/* Begins one, for a cookie of its own: a new one at every login. `*token` is yours. */
Session *sessions_begin(Sessions *sessions, const Account *account, gint64 now_us, char **token);

/* The session that the cookie is for, lent; NULL when there is none, or it has ended. With `uses`
 * the person did something: the clock begins anew. */
Session *sessions_lookup(Sessions *sessions, const char *token, gint64 now_us, gboolean uses);

void sessions_end(Sessions *sessions, const char *token);

/* Notes that the person opened the document, which is in the audit trail. */
void session_opens(Session *session, const char *document);
gboolean session_has_opened(const Session *session, const char *document);

/* Has the person told that, when she is led to `place` (path and query). */
void session_tell(Session *session, const char *place, const char *sentences);

/* What is to be told at that place, and is no more from now on; yours; NULL: nothing. */
char *session_told(Session *session, const char *place);

/* Whether `given` is the session's own form token; in constant time. */
gboolean session_owns_form(const Session *session, const char *given);

/* A number that nobody can guess, as 64 hexadecimal digits; yours. */
char *token_new(void);

/* --- wrong passwords -------------------------------------------------------------------------- */

typedef struct Patience Patience;

Patience *patience_new(void);
void patience_free(Patience *patience);

/* Seconds to wait before the next try for `who`; 0: none. */
guint patience_wait_s(Patience *patience, const char *who, gint64 now_us);

/* A try failed: three are free, then each doubles the wait, up to a quarter of an hour. */
void patience_fail(Patience *patience, const char *who, gint64 now_us);
void patience_forget(Patience *patience, const char *who);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sessions, sessions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Patience, patience_free)
