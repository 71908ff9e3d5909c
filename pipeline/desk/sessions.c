/* sessions.c - sessions by the hash of their cookie, and patience with wrong passwords.
 *
 * Does not: know HTTP, or whether a password is right. */
#include "sessions.h"

#include <sodium.h>
#include <string.h>

enum {
    TOKEN_BYTES = 32,
    SESSIONS_MOST = 500,
    DAY_S = 12 * 3600,
    EMERGENCY_S = 3600,
    FREE_TRIES = 3,
    OPENED_MOST = 2000,
    WAIT_MOST_S = 900,
    REMEMBERED_MOST = 2000,
};

struct Sessions {
    GHashTable *all; /* SHA-256 of the token, hex -> Session */
    gint64 idle_us;
};

static void session_free(gpointer data)
{
    Session *session = data;
    g_free(session->user);
    g_free(session->csrf);
    g_hash_table_unref(session->opened);
    g_free(session->told);
    g_free(session->told_at);
    g_free(session);
}

Sessions *sessions_new(guint idle_s)
{
    Sessions *sessions = g_new0(Sessions, 1);
    sessions->all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, session_free);
    sessions->idle_us = idle_s * G_TIME_SPAN_SECOND;
    return sessions;
}

void sessions_free(Sessions *sessions)
{
    if (sessions == NULL)
        return;
    g_hash_table_unref(sessions->all);
    g_free(sessions);
}

char *token_new(void)
{
    unsigned char bytes[TOKEN_BYTES];
    char *token = g_malloc(2 * TOKEN_BYTES + 1);
    randombytes_buf(bytes, sizeof bytes);
    return sodium_bin2hex(token, 2 * TOKEN_BYTES + 1, bytes, sizeof bytes);
}

/* Kept by its hash: a look-up that takes longer tells nothing of the token itself. */
static char *token_hash(const char *token)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, token, -1);
}

static gboolean session_has_ended(const Sessions *sessions, const Session *session, gint64 now_us)
{
    gint64 longest_s = session->role == ROLE_EMERGENCY ? EMERGENCY_S : DAY_S;
    return now_us - session->used_us >= sessions->idle_us ||
           now_us - session->begun_us >= longest_s * G_TIME_SPAN_SECOND;
}

static void sessions_sweep(Sessions *sessions, gint64 now_us)
{
    GHashTableIter iterator;
    gpointer session;
    g_hash_table_iter_init(&iterator, sessions->all);
    while (g_hash_table_iter_next(&iterator, NULL, &session)) {
        if (session_has_ended(sessions, session, now_us))
            g_hash_table_iter_remove(&iterator);
    }
    if (g_hash_table_size(sessions->all) >= SESSIONS_MOST)
        g_hash_table_remove_all(sessions->all);
}

Session *sessions_begin(Sessions *sessions, const Account *account, gint64 now_us, char **token)
{
    sessions_sweep(sessions, now_us);
    Session *session = g_new0(Session, 1);
    session->user = g_strdup(account->name);
    session->role = account->role;
    session->version = account->version;
    session->csrf = token_new();
    session->opened = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    session->begun_us = session->used_us = now_us;
    *token = token_new();
    g_hash_table_insert(sessions->all, token_hash(*token), session);
    return session;
}

Session *sessions_lookup(Sessions *sessions, const char *token, gint64 now_us, gboolean uses)
{
    g_autofree char *hash = token_hash(token);
    Session *session = g_hash_table_lookup(sessions->all, hash);
    if (session == NULL)
        return NULL;
    if (session_has_ended(sessions, session, now_us)) {
        g_hash_table_remove(sessions->all, hash);
        return NULL;
    }
    if (uses)
        session->used_us = now_us;
    return session;
}

void sessions_end(Sessions *sessions, const char *token)
{
    g_autofree char *hash = token_hash(token);
    g_hash_table_remove(sessions->all, hash);
}

void session_opens(Session *session, const char *document)
{
    if (g_hash_table_size(session->opened) >= OPENED_MOST)
        g_hash_table_remove_all(session->opened);
    g_hash_table_add(session->opened, g_strdup(document));
}

gboolean session_has_opened(const Session *session, const char *document)
{
    return g_hash_table_contains(session->opened, document);
}

void session_tell(Session *session, const char *place, const char *sentences)
{
    g_free(session->told);
    g_free(session->told_at);
    session->told = g_strdup(sentences);
    session->told_at = g_strdup(place);
}

char *session_told(Session *session, const char *place)
{
    if (g_strcmp0(session->told_at, place) != 0)
        return NULL;
    g_clear_pointer(&session->told_at, g_free);
    return g_steal_pointer(&session->told);
}

gboolean session_owns_form(const Session *session, const char *given)
{
    gsize length = strlen(session->csrf);
    return strlen(given) == length && sodium_memcmp(given, session->csrf, length) == 0;
}

/* --- wrong passwords -------------------------------------------------------------------------- */

typedef struct {
    guint failures;
    gint64 until_us;
} Trial;

struct Patience {
    GHashTable *trials; /* who -> Trial */
};

Patience *patience_new(void)
{
    Patience *patience = g_new0(Patience, 1);
    patience->trials = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return patience;
}

void patience_free(Patience *patience)
{
    if (patience == NULL)
        return;
    g_hash_table_unref(patience->trials);
    g_free(patience);
}

guint patience_wait_s(Patience *patience, const char *who, gint64 now_us)
{
    const Trial *trial = g_hash_table_lookup(patience->trials, who);
    if (trial == NULL || trial->until_us <= now_us)
        return 0;
    return (guint)((trial->until_us - now_us + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
}

/* Those whose wait has long been over. */
static gboolean trial_is_old(G_GNUC_UNUSED gpointer who, gpointer trial, gpointer now_us)
{
    return ((Trial *)trial)->until_us + WAIT_MOST_S * G_TIME_SPAN_SECOND < *(gint64 *)now_us;
}

void patience_fail(Patience *patience, const char *who, gint64 now_us)
{
    if (g_hash_table_size(patience->trials) >= REMEMBERED_MOST)
        g_hash_table_foreach_remove(patience->trials, trial_is_old, &now_us);
    Trial *trial = g_hash_table_lookup(patience->trials, who);
    if (trial == NULL) {
        trial = g_new0(Trial, 1);
        g_hash_table_insert(patience->trials, g_strdup(who), trial);
    }
    trial->failures++;
    guint over = trial->failures > FREE_TRIES ? trial->failures - FREE_TRIES : 0;
    gint64 wait_s = over == 0 ? 0 : MIN(1 << MIN(over, 10), WAIT_MOST_S);
    trial->until_us = now_us + wait_s * G_TIME_SPAN_SECOND;
}

void patience_forget(Patience *patience, const char *who)
{
    g_hash_table_remove(patience->trials, who);
}
