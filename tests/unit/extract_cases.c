/* extract_cases.c - fields that the extract stage must find on pages drawn up from text.
 *
 * Reads: dict/. Does not: know the cases. */
#include "extract_cases.h"

#include "batch_setup.h"
#include "page_text.h"
#include "people.h"

static BatchSetup setup;
static Roster *roster;

void extract_cases_open(void)
{
    batch_setup_open(&setup, &extract_stage);
    roster = roster_new();
    people_take(roster, 1, "00482913", "Diaz|Ana|||1952-03-14|||XOF123456789");
    people_take(roster, 2, "00482914", "Lund|Ivo||Sr|1980-06-01|||");
    people_take(roster, 3, "00482915", "Lund|Ivo||Jr|2009-06-01|||");
    people_take(roster, 4, "00482916", "Lindgren|Jayden|||2015-06-01|||");
    people_take(roster, 5, "00482917", "Lindgren|Jaylen|||2015-06-01|||");
    roster_seal(roster);
}

void extract_cases_close(void)
{
    batch_setup_close(&setup);
    roster_free(roster);
}

Settings *extract_cases_settings(void)
{
    return setup.settings;
}

Batch *extract_cases_batch(void)
{
    Batch *batch = batch_setup_batch(&setup);
    batch->roster = roster;
    return batch;
}

void extract_cases_run(Batch *batch)
{
    batch_setup_run(&setup, batch);
}

Document *extracted(const char *type, const char *const *texts, guint count)
{
    g_autoptr(Batch) batch = extract_cases_batch();
    Document *document = document_new();
    g_free(document->type);
    document->type = g_strdup(type);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(document->pages, page_from_text(i + 1, texts[i]));
    g_ptr_array_add(batch->documents, document);
    extract_cases_run(batch);
    g_ptr_array_set_free_func(batch->documents, NULL);
    return document;
}

char *extracted_values(const Document *document, const char *name)
{
    GString *values = g_string_new(NULL);
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = g_ptr_array_index(document->fields, i);
        if (g_strcmp0(field->name, name) != 0)
            continue;
        g_assert_cmpfloat(field->confidence, >, 0);
        g_assert_cmpfloat(field->confidence, <=, 1);
        g_assert_cmpint(field->box.width, >, 0);
        g_string_append_printf(values, "%s%s", values->len > 0 ? " & " : "", field->value);
    }
    return g_string_free(values, FALSE);
}

void extract_cases_check(const Case *cases, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        g_autoptr(Document) document = extracted(cases[i].type, &cases[i].text, 1);
        g_autofree char *value = extracted_values(document, cases[i].field);
        g_test_message("case %" G_GSIZE_FORMAT ": %s", i, cases[i].field);
        g_assert_cmpstr(value, ==, cases[i].value);
    }
}
