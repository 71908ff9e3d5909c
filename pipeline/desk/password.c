/* password.c - passwords as Argon2id hashes (RFC 9106), by libsodium.
 *
 * Does: compare and hash in threads, a few at a time. Does not: keep a password longer than that
 * takes. */
#include "desk.h"

#include "fate.h"
#include "password.h"

#include <sodium.h>
#include <string.h>

/* Three passes over 32 MB: above the least that OWASP's Password Storage Cheat Sheet asks for, and
 * some tenths of a second on an office's machine. */
enum { PASSES = 3, MEMORY_BYTES = 32 << 20, LENGTH_LEAST = 10, BYTES_MOST = 1024 };

/* Each takes a core, and that memory. */
enum { THREADS = 2, WAITING_MOST = 40 };

gboolean password_library_begin(GError **error)
{
    if (sodium_init() >= 0)
        return TRUE;
    g_set_error(error, FATE, FATE_FATAL,
                "The library for passwords (libsodium) cannot be used on this computer.");
    return FALSE;
}

static gboolean password_check(const char *password, GError **error)
{
    if (g_utf8_validate(password, -1, NULL) && g_utf8_strlen(password, -1) >= LENGTH_LEAST &&
        strlen(password) <= BYTES_MOST)
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                "A password needs %d characters at least. Several words do well.", LENGTH_LEAST);
    return FALSE;
}

/* NULL: memory is short. */
static char *hash_make(const char *password)
{
    char hash[crypto_pwhash_STRBYTES];
    return crypto_pwhash_str(hash, password, strlen(password), PASSES, MEMORY_BYTES) == 0
               ? g_strdup(hash)
               : NULL;
}

static void hash_fail(GError **error)
{
    g_set_error(error, FATE, FATE_RETRY,
                "There was not enough memory to keep the password safely. Nothing was changed.");
}

char *desk_hash_password(const char *password, GError **error)
{
    if (!password_check(password, error) || !password_library_begin(error))
        return NULL;
    char *hash = hash_make(password);
    if (hash == NULL)
        hash_fail(error);
    return hash;
}

/* --- in threads ------------------------------------------------------------------------------- */

struct Passwords {
    GThreadPool *threads; /* NULL: the end */
    char
        nobodys[crypto_pwhash_STRBYTES]; /* an unknown name must take as long as a wrong password */
};

typedef struct {
    char *password;
    char *hash; /* to compare with; of the new password, once it is made */
    PasswordDone done;
    PasswordMade made; /* NULL: it is compared */
    gpointer data;
    gboolean right;
} Question;

static gboolean question_end(gpointer data)
{
    Question *question = data;
    g_autoptr(GError) error = NULL;
    if (question->made != NULL && question->hash == NULL)
        hash_fail(&error);
    if (question->made != NULL)
        question->made(question->data, question->hash, error);
    else
        question->done(question->data, question->right);
    g_free(question->hash);
    explicit_bzero(question->password, strlen(question->password));
    g_free(question->password);
    g_free(question);
    return G_SOURCE_REMOVE;
}

static void question_answer(gpointer data, gpointer owner)
{
    Question *question = data;
    const Passwords *passwords = owner;
    if (question->made != NULL) {
        question->hash = hash_make(question->password);
    } else {
        const char *hash = question->hash != NULL ? question->hash : passwords->nobodys;
        gboolean right =
            crypto_pwhash_str_verify(hash, question->password, strlen(question->password)) == 0;
        question->right = right && question->hash != NULL;
    }
    g_idle_add_full(G_PRIORITY_DEFAULT, question_end, question, NULL);
}

Passwords *passwords_new(void)
{
    Passwords *passwords = g_new0(Passwords, 1);
    g_autofree char *random =
        g_strdup_printf("%08x%08x", randombytes_random(), randombytes_random());
    if (crypto_pwhash_str(passwords->nobodys, random, strlen(random), PASSES, MEMORY_BYTES) != 0)
        *passwords->nobodys = '\0';
    passwords->threads = g_thread_pool_new(question_answer, passwords, THREADS, FALSE, NULL);
    return passwords;
}

void passwords_end(Passwords *passwords)
{
    if (passwords->threads == NULL)
        return;
    GThreadPool *threads = g_steal_pointer(&passwords->threads);
    g_thread_pool_free(threads, FALSE, TRUE);
    while (g_main_context_iteration(NULL, FALSE))
        continue; /* answers on their way */
}

void passwords_free(Passwords *passwords)
{
    if (passwords == NULL)
        return;
    passwords_end(passwords);
    g_free(passwords);
}

static gboolean question_put(Passwords *passwords, const Question *question)
{
    if (passwords->threads == NULL || g_thread_pool_unprocessed(passwords->threads) >= WAITING_MOST)
        return FALSE;
    Question *own = g_memdup2(question, sizeof *question);
    own->password = g_strdup(question->password);
    own->hash = g_strdup(question->hash);
    g_thread_pool_push(passwords->threads, own, NULL);
    return TRUE;
}

gboolean passwords_ask(Passwords *passwords, const char *hash, const char *password,
                       PasswordDone done, gpointer data)
{
    const Question question = {
        .password = (char *)password, .hash = (char *)hash, .done = done, .data = data};
    return question_put(passwords, &question);
}

gboolean passwords_make(Passwords *passwords, const char *password, PasswordMade made,
                        gpointer data, GError **error)
{
    const Question question = {.password = (char *)password, .made = made, .data = data};
    if (!password_check(password, error))
        return FALSE;
    if (question_put(passwords, &question))
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "Many log in at this moment. Nothing was changed; please try again.");
    return FALSE;
}
