/* password.c - passwords as Argon2id hashes (RFC 9106), by libsodium.
 *
 * Does not: keep a password longer than the call. */
#include "desk.h"

#include "fate.h"
#include "password.h"

#include <sodium.h>
#include <string.h>

/* Three passes over 32 MB: above the least that OWASP's Password Storage Cheat Sheet asks for, and
 * some tenths of a second on an office's machine. */
enum { PASSES = 3, MEMORY_BYTES = 32 << 20, LENGTH_LEAST = 10, BYTES_MOST = 1024 };

gboolean password_library_begin(GError **error)
{
    if (sodium_init() >= 0)
        return TRUE;
    g_set_error(error, FATE, FATE_FATAL,
                "The library for passwords (libsodium) cannot be used on this computer.");
    return FALSE;
}

char *desk_hash_password(const char *password, GError **error)
{
    char hash[crypto_pwhash_STRBYTES];
    if (!g_utf8_validate(password, -1, NULL) || g_utf8_strlen(password, -1) < LENGTH_LEAST ||
        strlen(password) > BYTES_MOST) {
        g_set_error(error, FATE, FATE_INPUT,
                    "A password needs %d characters at least. Several words do well.",
                    LENGTH_LEAST);
        return NULL;
    }
    if (!password_library_begin(error))
        return NULL;
    if (crypto_pwhash_str(hash, password, strlen(password), PASSES, MEMORY_BYTES) == 0)
        return g_strdup(hash);
    g_set_error(error, FATE, FATE_RETRY,
                "There was not enough memory to keep the password safely.");
    return NULL;
}

/* Of nobody's password: an unknown name must take as long as a wrong password. */
static const char *nobodys_hash(void)
{
    static char hash[crypto_pwhash_STRBYTES];
    if (*hash == '\0') {
        g_autofree char *random =
            g_strdup_printf("%08x%08x", randombytes_random(), randombytes_random());
        if (crypto_pwhash_str(hash, random, strlen(random), PASSES, MEMORY_BYTES) != 0)
            *hash = '\0';
    }
    return hash;
}

gboolean password_is_right(const char *hash, const char *password)
{
    gboolean known = hash != NULL;
    if (strlen(password) > BYTES_MOST)
        return FALSE;
    return crypto_pwhash_str_verify(known ? hash : nobodys_hash(), password, strlen(password)) ==
               0 &&
           known;
}
