/* barcode.c - marks for machines: making, freeing, what our own separators say.
 *
 * Does not: find them on a page. */
#include "barcode.h"

#include <string.h>

static const char *const kind_names[] = {"Code 39", "Code 128", "QR", "patch T"};

const char *barcode_kind_name(BarcodeKind kind)
{
    return kind_names[kind];
}

gboolean barcode_kind_parse(const char *name, BarcodeKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(kind_names); i++) {
        if (strcmp(name, kind_names[i]) == 0) {
            *kind = (BarcodeKind)i;
            return TRUE;
        }
    }
    return FALSE;
}

Barcode *barcode_new(BarcodeKind kind, const char *text, Box box)
{
    Barcode *barcode = g_new0(Barcode, 1);
    barcode->kind = kind;
    barcode->text = g_strdup(text);
    barcode->box = box;
    return barcode;
}

void barcode_free(Barcode *barcode)
{
    if (barcode == NULL)
        return;
    g_free(barcode->text);
    g_free(barcode);
}

char *barcode_separator_text(const char *mrn)
{
    return mrn != NULL ? g_strconcat(BARCODE_SEPARATOR " ", mrn, NULL)
                       : g_strdup(BARCODE_SEPARATOR);
}

/* What follows the words of a separator; NULL: it is none. */
static const char *separator_rest(const Barcode *barcode)
{
    gsize length = strlen(BARCODE_SEPARATOR);
    if (barcode->kind != BARCODE_CODE128 || strncmp(barcode->text, BARCODE_SEPARATOR, length) != 0)
        return NULL;
    const char *rest = barcode->text + length;
    return *rest == '\0' || *rest == ' ' ? rest : NULL;
}

gboolean barcode_separates(const Barcode *barcode)
{
    return barcode->kind == BARCODE_PATCH || separator_rest(barcode) != NULL;
}

const char *barcode_separator_mrn(const Barcode *barcode)
{
    const char *rest = separator_rest(barcode);
    return rest != NULL && rest[0] == ' ' && rest[1] != '\0' ? rest + 1 : NULL;
}
