/* fuzz-pages.c - any text as the pages of a fax, parted by form feeds: every page comes out of
 * split in a document, and fields are of their shape. */
#include "tests/unit/batch_setup.h"
#include "tests/unit/page_text.h"

#include <string.h>

enum { PAGES_MOST = 6 };

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void fields_check(const Document *document)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = g_ptr_array_index(document->fields, i);
        g_assert(g_strv_contains(field_names(), field->name));
        g_assert(*field->value != '\0' && g_utf8_validate(field->value, -1, NULL));
        g_assert(field->confidence > 0 && field->confidence <= 1);
    }
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    static const Stage *const tried[] = {&split_stage, &classify_stage, &extract_stage};
    static BatchSetup setups[G_N_ELEMENTS(tried)];
    static Roster *roster;
    if (roster == NULL) {
        roster = roster_new();
        roster_seal(roster);
        for (guint i = 0; i < G_N_ELEMENTS(tried); i++)
            batch_setup_open(&setups[i], tried[i]);
    }
    g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
    g_auto(GStrv) pages = g_strsplit(text, "\f", PAGES_MOST);
    g_autoptr(Batch) batch = batch_setup_batch(&setups[0]);
    batch->roster = roster;
    for (guint i = 0; pages[i] != NULL; i++)
        g_ptr_array_add(batch->pages, page_from_text(i + 1, pages[i]));
    guint count = batch->pages->len, found = 0;
    for (guint i = 0; i < G_N_ELEMENTS(tried); i++)
        batch_setup_run(&setups[i], batch);
    for (guint i = 0; i < batch->documents->len; i++) {
        const Document *document = g_ptr_array_index(batch->documents, i);
        found += document->pages->len;
        fields_check(document);
    }
    g_assert(found == count);
    return 0;
}
