/* safe.c - texts locked with a key that only the running desk has.
 *
 * Does not: know what they are, or keep any. */
#include "safe.h"

#include <sodium.h>
#include <string.h>

enum { LETTERS = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

struct Safe {
    guint8 key[crypto_secretbox_KEYBYTES];
};

Safe *safe_new(void)
{
    Safe *safe = g_new0(Safe, 1);
    crypto_secretbox_keygen(safe->key);
    return safe;
}

void safe_free(Safe *safe)
{
    if (safe == NULL)
        return;
    sodium_memzero(safe->key, sizeof safe->key);
    g_free(safe);
}

/* A nonce, by chance, and what is locked with it. */
char *safe_close(const Safe *safe, const char *text)
{
    gsize length = strlen(text);
    gsize size = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length;
    g_autofree guint8 *bytes = g_malloc(size);
    randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, (const guint8 *)text, length, bytes,
                          safe->key);
    gsize room = sodium_base64_encoded_len(size, LETTERS);
    return sodium_bin2base64(g_malloc(room), room, bytes, size, LETTERS);
}

char *safe_open(const Safe *safe, const char *locked)
{
    gsize letters = strlen(locked), size;
    g_autofree guint8 *bytes = g_malloc(letters + 1);
    if (sodium_base642bin(bytes, letters, locked, letters, NULL, &size, NULL, LETTERS) != 0 ||
        size < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
        return NULL;
    gsize length = size - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES;
    g_autofree char *text = g_malloc0(length + 1);
    if (crypto_secretbox_open_easy((guint8 *)text, bytes + crypto_secretbox_NONCEBYTES,
                                   size - crypto_secretbox_NONCEBYTES, bytes, safe->key) != 0)
        return NULL;
    return g_steal_pointer(&text);
}
