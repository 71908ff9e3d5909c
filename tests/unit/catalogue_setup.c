/* catalogue_setup.c - a fresh catalogue for each test, and what tests put into it.
 *
 * Does: makes and removes a folder for the database; fills patients, pages, documents and originals
 * with values of which none is a default. Does not: assert what a test is about. */
#include "catalogue_setup.h"

#include "scratch.h"

void setup_open(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    setup->folder = scratch_folder_new();
    setup->path = g_build_filename(setup->folder, "catalogue.db", NULL);
    setup->catalogue = catalogue_open(setup->path, CATALOGUE_CREATE, &error);
    g_assert_no_error(error);
}

void setup_close(Setup *setup, gconstpointer data)
{
    (void)data;
    catalogue_close(setup->catalogue);
    scratch_folder_remove(setup->folder);
    g_free(setup->path);
}

/* --- things to put in ------------------------------------------------------------------------ */

GPtrArray *patients_make(void)
{
    GPtrArray *patients = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    g_ptr_array_add(patients, patient_make("00482913", "O'Hara", "Margaret", "1952-03-14"));
    g_ptr_array_add(patients, patient_make("00000017", "Núñez", "José", "1980-12-01"));
    return patients;
}

RosterChange roster_put(Setup *setup, const GPtrArray *patients)
{
    RosterChange change;
    g_autoptr(GError) error = NULL;
    catalogue_replace_roster(setup->catalogue, patients, "stamp", &change, &error);
    g_assert_no_error(error);
    return change;
}

static void word_put(Page *page, const char *text, const char *corrected, guint line)
{
    Word *word = word_new(text, (Box){10, 20, 30, 40}, 0.875f, line, 0);
    word->corrected = g_strdup(corrected);
    word->why = corrected != NULL ? g_strdup("rn for m") : NULL;
    g_ptr_array_add(page->words, word);
}

Page *page_make(guint source_page, PageKind kind)
{
    Page *page = page_new(source_page);
    page->kind = kind;
    page->rotation = 270;
    page->width_px = 1728;
    page->height_px = 2200;
    page->dpi = 204;
    page->skew_degrees = -0.37;
    page->filed.format = IMAGE_G4;
    page->filed.sha256 = g_strnfill(64, 'a');
    page->filed.width_px = 1728;
    page->filed.height_px = 1100;
    page->filed.x_dpi = 204.3;
    page->filed.y_dpi = 98.1;
    page->picture.rows[3] = 0x8000000000000001u;
    g_ptr_array_add(page->barcodes,
                    barcode_new(BARCODE_CODE39, "00482913", (Box){40, 1900, 500, 90}));
    page_note(page, "clean", "turned by %d degrees", 270);
    if (kind != PAGE_BLANK) {
        word_put(page, "rnetformin", "metformin", 0);
        word_put(page, "500", NULL, 0);
        word_put(page, "µg", NULL, 1);
        Word *word = page->words->pdata[1];
        Choice choice = {1, 'O', 0.25f};
        word->flags = WORD_DOUBTFUL;
        word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
        g_array_append_val(word->choices, choice);
    }
    return page;
}

Document *document_make(gint64 patient, guint first_page, guint last_page)
{
    Document *document = document_new();
    document->status = patient != 0 ? DOCUMENT_FILED : DOCUMENT_REVIEW;
    g_free(document->type);
    document->type = g_strdup("lab-report");
    document->type_confidence = 0.93;
    document->patient = patient;
    document->patient_score = patient != 0 ? 0.991 : 0;
    if (patient == 0)
        document_add_reason(document, "no-patient-found", "No patient is called %s.", "Xavier");
    g_ptr_array_add(document->fields, field_new("date_of_service", "2026-03-05", "03/05/26",
                                                first_page, (Box){1, 2, 3, 4}, 0.97f));
    g_ptr_array_add(document->fields, field_new("provider", "Leroy Kamiński", "Dr. L. Kamiński",
                                                first_page, (Box){5, 6, 7, 8}, 0.1f));
    for (guint page = first_page; page <= last_page; page++)
        g_ptr_array_add(document->pages, page_make(page, PAGE_CONTENT));
    return document;
}

Original *original_make(char digit)
{
    Original *original = original_new();
    original->sha256 = g_strnfill(64, digit);
    original->name = g_strdup_printf("fax%c.tif", digit);
    original->vault_path = g_strdup_printf("vault/%c.tif", digit);
    original->size_bytes = 12345;
    original->received_at = 1770000000;
    return original;
}

Original *original_put(Setup *setup, char digit)
{
    Original *original = original_make(digit);
    gboolean known;
    g_autoptr(GError) error = NULL;
    catalogue_add_original(setup->catalogue, original, &known, &error);
    g_assert_no_error(error);
    g_assert_false(known);
    return original;
}

gboolean batch_put(Setup *setup, const Original *original, GError **error, guint count, ...)
{
    g_autoptr(Batch) batch = batch_new(original->name, original->sha256);
    va_list documents;
    va_start(documents, count);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(batch->documents, va_arg(documents, Document *));
    va_end(documents);
    return catalogue_commit_batch(setup->catalogue, original, batch, "v1", error);
}

Document *document_get(Setup *setup, const char *id)
{
    g_autoptr(GError) error = NULL;
    Document *document = catalogue_find_document(setup->catalogue, id, &error);
    g_assert_no_error(error);
    return document;
}

guint stale_charts(Setup *setup)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) stale = catalogue_stale_charts(setup->catalogue, &error);
    g_assert_no_error(error);
    return stale->len;
}
