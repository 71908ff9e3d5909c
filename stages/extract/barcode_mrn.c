/* barcode_mrn.c - record numbers that barcodes tell: patients' labels, wristbands, separator
 * sheets.
 *
 * Reads: Page.barcodes, the roster's MRNs. Writes: Document.fields. Does not: believe a number that
 * is nobody's: order and specimen numbers stand in bars as well. */
#include "barcode_mrn.h"

#include <string.h>

/* A number that its bars and the roster agree on was read right. */
static const float sure = 0.98f;

enum {
    BARE_LEAST = 6,  /* shorter ones are somebody's MRN by chance */
    NAMED_LEAST = 3, /* after "MRN" */
};

/* Two codes, or a code and the print, may say the same. */
static void field_add(Document *document, const char *mrn, const Barcode *code, const Page *page)
{
    for (guint i = 0; i < document->fields->len; i++) {
        Field *field = document->fields->pdata[i];
        if (strcmp(field->name, "mrn") == 0 && strcmp(field->value, mrn) == 0) {
            field->confidence = MAX(field->confidence, sure);
            return;
        }
    }
    g_ptr_array_add(document->fields,
                    field_new("mrn", mrn, code->text, page->source_page, code->box, sure));
}

/* "00482913", "MRN: 00482913", "00482913|OHARA|19520314": each run of letters and digits. */
static void code_read(Document *document, const Roster *roster, const Barcode *code,
                      const Page *page)
{
    g_auto(GStrv) runs = g_strsplit_set(code->text, " :;,|/^~#=*$()[]<>\"'", -1);
    gboolean named = FALSE;
    for (char **run = runs; *run != NULL; run++) {
        if (**run == '\0')
            continue;
        const char *mrn = g_str_has_prefix(*run, "MRN") ? *run + strlen("MRN") : *run;
        named = named || mrn != *run;
        if (strlen(mrn) >= (named ? NAMED_LEAST : BARE_LEAST) &&
            roster_lookup_mrn(roster, mrn) != NULL)
            field_add(document, mrn, code, page);
        named = named && *mrn == '\0';
    }
}

void barcode_mrns_add(Document *document, const Roster *roster)
{
    gboolean begun = FALSE; /* a separator behind the pages is not theirs */
    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = document->pages->pdata[p];
        begun = begun || page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE;
        for (guint i = 0; i < page->barcodes->len; i++) {
            const Barcode *code = page->barcodes->pdata[i];
            const char *mrn = barcode_separator_mrn(code);
            if (mrn != NULL && page->kind == PAGE_COVER && !begun &&
                roster_lookup_mrn(roster, mrn) != NULL)
                field_add(document, mrn, code, page);
            else if (!barcode_separates(code) && page->kind == PAGE_CONTENT)
                code_read(document, roster, code, page);
        }
    }
}
