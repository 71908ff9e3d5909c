/* fuzz-affix.c - any text as an .aff and a .dic, parted by a zero byte: expanded without harm. */
#include "dict/affix.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void form_check(const char *form, gsize length, G_GNUC_UNUSED gpointer data)
{
    g_assert(strlen(form) == length);
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *aff = g_strndup((const char *)data, size);
    gsize aff_length = strlen(aff);
    gsize rest = aff_length < size ? size - aff_length - 1 : 0;
    g_autofree char *dic = g_strndup((const char *)data + size - rest, rest);
    g_autoptr(AffixRules) rules = affix_rules_parse(aff);
    affix_expand(rules, dic, form_check, NULL);
    return 0;
}
