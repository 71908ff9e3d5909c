/* original.c - a file as it was dropped. */
#include "original.h"

Original *original_new(void)
{
    return g_new0(Original, 1);
}

void original_free(Original *original)
{
    if (original == NULL)
        return;
    g_free(original->sha256);
    g_free(original->name);
    g_free(original->vault_path);
    g_free(original);
}
