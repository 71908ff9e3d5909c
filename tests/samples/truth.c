/* truth.c - what is printed on the samples: one JSON object a file.
 *
 * Does: pages with text, words and boxes; documents with fields and their values. Reads: the sample
 * as described and as laid out, the roster. Writes: nothing itself. */
#include "truth.h"

#include "scan.h"

#include <stdio.h>
#include <string.h>

struct Patients {
    GHashTable *by_mrn; /* MRN to its row's columns */
};

Patients *patients_load(const char *path)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        give_up("%s cannot be read.", path);
    Patients *patients = g_new0(Patients, 1);
    patients->by_mrn =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_strfreev);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    for (char **line = lines + 1; *line != NULL; line++) {
        char **columns = g_strsplit(*line, ",", -1);
        if (g_strv_length(columns) != 14)
            give_up("%s: '%s' has not 14 columns.", path, *line);
        if (!g_hash_table_replace(patients->by_mrn, columns[0], columns))
            give_up("%s: the MRN %s stands there twice.", path, columns[0]);
    }
    return patients;
}

void patients_free(Patients *patients)
{
    g_hash_table_unref(patients->by_mrn);
    g_free(patients);
}

static void json_string(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_printf(out, "\\%c", *text);
        else if (*text == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void json_member(GString *out, const char *key, const char *value)
{
    g_string_append_printf(out, ", \"%s\": ", key);
    if (value == NULL)
        g_string_append(out, "null");
    else
        json_string(out, value);
}

static void json_list(GString *out, const char *key, const char *commas)
{
    g_auto(GStrv) items = g_strsplit(commas == NULL ? "" : commas, ",", -1);
    g_string_append_printf(out, ", \"%s\": [", key);
    for (guint i = 0; items[i] != NULL; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        json_string(out, items[i]);
    }
    g_string_append_c(out, ']');
}

static void words_append(GString *out, const Sheet *sheet, const Scan *scan)
{
    cairo_matrix_t matrix;
    scan_matrix(scan, &matrix);
    const char *comma = "";
    g_string_append(out, ", \"words\": [");
    for (guint i = 0; i < sheet->words->len; i++) {
        const Word *word = sheet->words->pdata[i];
        if (word->overlay)
            continue;
        double x[4] = {word->x0, word->x1, word->x0, word->x1};
        double y[4] = {word->y0, word->y0, word->y1, word->y1};
        double left = 1e9, top = 1e9, right = 0, bottom = 0;
        for (int corner = 0; corner < 4; corner++) {
            cairo_matrix_transform_point(&matrix, &x[corner], &y[corner]);
            left = MIN(left, x[corner]), right = MAX(right, x[corner]);
            top = MIN(top, y[corner]), bottom = MAX(bottom, y[corner]);
        }
        g_string_append_printf(out, "%s[", comma);
        json_string(out, word->text);
        g_string_append_printf(out, ", %.0f, %.0f, %.0f, %.0f]", left, top, right, bottom);
        comma = ", ";
    }
    g_string_append_c(out, ']');
}

static void overlay_append(GString *out, const Sheet *sheet)
{
    const char *comma = "";
    g_string_append(out, ", \"overlay\": [");
    for (guint i = 0; i < sheet->words->len; i++) {
        const Word *word = sheet->words->pdata[i];
        if (!word->overlay)
            continue;
        g_string_append(out, comma);
        json_string(out, word->text);
        comma = ", ";
    }
    g_string_append_c(out, ']');
}

static void page_append(GString *out, const SampleText *sample, const Sheet *sheet, guint number)
{
    static const char *const kinds[] = {"content", "cover", "blank"};
    const PageText *page = sample->pages->pdata[number - 1];
    Scan scan = scan_find(sample, number);
    if (g_str_equal(setting_lookup(sample, page, "born", "no"), "yes"))
        scan = (Scan){.dpi_x = 72, .dpi_y = 72, .width_px = 612, .height_px = 792};
    int shown = (int)setting_number(sample, page, "pdf_rotate", 0);
    g_string_append_printf(out, "{\"index\": %u, \"kind\": \"%s\", \"rotation\": %d", number,
                           kinds[page->kind], (scan.turn + 360 - shown) % 360);
    if (page->document > 0)
        g_string_append_printf(out, ", \"document\": %u", page->document);
    else
        g_string_append(out, ", \"document\": null");
    json_member(out, "order", setting_lookup(sample, page, "order", "linear"));
    if (scan.width_px == 0) {
        json_member(out, "text", page->verbatim->str);
        g_string_append(out, ", \"overlay\": [], \"words\": [], \"size\": null}");
        return;
    }
    g_autofree char *text = sheet_text(sheet);
    json_member(out, "text", text);
    overlay_append(out, sheet);
    words_append(out, sheet, &scan);
    g_string_append_printf(out, ", \"size\": [%d, %d]", scan.width_px, scan.height_px);
    if (scan.header != NULL)
        json_member(out, "tti", scan.header);
    if (shown != 0)
        g_string_append_printf(out, ", \"pdf_rotate\": %d", shown);
    g_string_append_c(out, '}');
    scan_clear(&scan);
}

/* A name as first, last, middle, suffix; "First/Last" for those who are on no roster. */
static void name_append(GString *out, char **parts, gboolean whole)
{
    g_string_append(out, "{\"first\": ");
    json_string(out, parts[0]);
    json_member(out, "last", parts[1]);
    if (whole) {
        json_member(out, "middle", parts[2]);
        json_member(out, "suffix", parts[3]);
    }
    g_string_append_c(out, '}');
}

static void patient_name_append(GString *out, const DocumentText *document,
                                const Patients *patients)
{
    const char *mrn = g_hash_table_lookup(document->settings, "mrn");
    const char *given = g_hash_table_lookup(document->settings, "name");
    char **row = mrn == NULL ? NULL : g_hash_table_lookup(patients->by_mrn, mrn);
    if (row != NULL) {
        name_append(out, (char *[]){row[2], row[1], row[3], row[4]}, TRUE);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(given == NULL ? "" : given, "/", -1);
    if (g_strv_length(parts) != 4)
        give_up("A %s has neither a patient of the roster nor name=First/Last/Middle/Suffix.",
                document->type);
    name_append(out, parts, TRUE);
}

/* "Ruth M. Abernathy, MD": the first and the last name; "First/Last" says where the last begins. */
static void provider_append(GString *out, const char *value)
{
    g_auto(GStrv) split = g_strsplit(value, "/", 2);
    if (split[1] != NULL) {
        name_append(out, split, FALSE);
        return;
    }
    g_autofree char *bare = g_strndup(value, strcspn(value, ","));
    g_strchomp(bare);
    char *first_end = strchr(bare, ' '), *last = strrchr(bare, ' ');
    if (first_end == NULL)
        give_up("The provider '%s' has only one name.", value);
    *first_end = '\0';
    name_append(out, (char *[]){bare, last + 1}, FALSE);
}

static void value_append(GString *out, const Fact *fact, const DocumentText *document,
                         const Patients *patients)
{
    g_string_append(out, "{\"raw\": ");
    json_string(out, fact->raw);
    g_string_append(out, ", \"value\": ");
    if (g_str_equal(fact->name, "patient_name"))
        patient_name_append(out, document, patients);
    else if (g_str_has_suffix(fact->name, "provider"))
        provider_append(out, fact->value);
    else
        json_string(out, fact->value);
}

static gboolean fact_same(const Fact *one, const Fact *other)
{
    return g_str_equal(one->name, other->name) &&
           (g_str_equal(one->name, "patient_name") || g_str_equal(one->value, other->value));
}

static void fact_append(GString *out, const DocumentText *document, guint index,
                        const Patients *patients)
{
    const Fact *fact = document->facts->pdata[index];
    value_append(out, fact, document, patients);
    g_string_append_printf(out, ", \"page\": %u, \"pages\": [%u", fact->page, fact->page);
    guint last = fact->page;
    for (guint i = index + 1; i < document->facts->len; i++) {
        const Fact *again = document->facts->pdata[i];
        if (fact_same(fact, again) && again->page != last)
            g_string_append_printf(out, ", %u", last = again->page);
    }
    g_string_append_c(out, ']');
    if (g_str_equal(fact->name, "mrn"))
        json_list(out, "also", fact->value + strspn(fact->value, "0"));
    else if (fact->also != NULL)
        json_list(out, "also", fact->also);
    g_string_append_c(out, '}');
}

static gboolean fact_first(const DocumentText *document, guint index, gboolean of_name)
{
    const Fact *fact = document->facts->pdata[index];
    for (guint i = 0; i < index; i++) {
        const Fact *earlier = document->facts->pdata[i];
        if (of_name ? g_str_equal(earlier->name, fact->name) : fact_same(earlier, fact))
            return FALSE;
    }
    return TRUE;
}

static void fields_append(GString *out, const DocumentText *document, const Patients *patients)
{
    const char *comma = "";
    g_string_append(out, ", \"fields\": {");
    for (guint i = 0; i < document->facts->len; i++) {
        const Fact *fact = document->facts->pdata[i];
        if (!fact_first(document, i, TRUE))
            continue;
        g_string_append_printf(out, "%s\"%s\": [", comma, fact->name);
        for (guint j = i; j < document->facts->len; j++) {
            const Fact *other = document->facts->pdata[j];
            if (!g_str_equal(fact->name, other->name) || !fact_first(document, j, FALSE))
                continue;
            g_string_append(out, j > i ? ", " : "");
            fact_append(out, document, j, patients);
        }
        g_string_append_c(out, ']');
        comma = ", ";
    }
    g_string_append(out, "}}");
}

static const Fact *fact_lookup(const DocumentText *document, const char *name)
{
    for (guint i = 0; i < document->facts->len; i++) {
        const Fact *fact = document->facts->pdata[i];
        if (g_str_equal(fact->name, name))
            return fact;
    }
    return NULL;
}

static void document_append(GString *out, const DocumentText *document, guint number,
                            const Patients *patients)
{
    const char *mrn = g_hash_table_lookup(document->settings, "mrn");
    const char *consistent = g_hash_table_lookup(document->settings, "consistent");
    const Fact *printed = fact_lookup(document, "mrn"),
               *name = fact_lookup(document, "patient_name");
    if (mrn != NULL && g_hash_table_lookup(patients->by_mrn, mrn) == NULL)
        give_up("The MRN %s of a %s is not on the roster.", mrn, document->type);
    if (consistent == NULL)
        consistent = mrn;
    g_string_append_printf(out, "{\"number\": %u, \"pages\": [", number);
    for (guint i = 0; i < document->pages->len; i++)
        g_string_append_printf(out, "%s%u", i > 0 ? ", " : "",
                               g_array_index(document->pages, guint, i));
    g_string_append_c(out, ']');
    json_member(out, "type", document->type);
    json_member(out, "mrn", mrn);
    g_string_append_printf(out, ", \"on_roster\": %s", mrn != NULL ? "true" : "false");
    json_member(out, "printed_name", name == NULL ? NULL : name->raw);
    json_member(out, "name_variant", g_hash_table_lookup(document->settings, "name_variant"));
    json_member(out, "confusable", g_hash_table_lookup(document->settings, "confusable"));
    gboolean typo = mrn != NULL && printed != NULL && !g_str_equal(printed->value, mrn);
    g_string_append_printf(out, ", \"mrn_typo\": %s", typo ? "true" : "false");
    json_list(out, "consistent", consistent);
    g_string_append_printf(out, ", \"ambiguous\": %s",
                           consistent != NULL && strchr(consistent, ',') ? "true" : "false");
    json_member(out, "layout", g_hash_table_lookup(document->settings, "layout"));
    json_member(out, "source_report", NULL);
    json_list(out, "optional", g_hash_table_lookup(document->settings, "optional"));
    fields_append(out, document, patients);
}

void truth_append(GString *out, const SampleText *sample, const GPtrArray *sheets,
                  const Patients *patients)
{
    g_string_append(out, "{\"file\": ");
    json_string(out, setting_lookup(sample, NULL, "file", ""));
    json_member(out, "format", format_name(sample));
    json_member(out, "level", setting_lookup(sample, NULL, "level", "clean"));
    g_string_append_printf(out, ", \"bundle\": %s", sample->documents->len > 1 ? "true" : "false");
    Scan scan = scan_find(sample, 1);
    if (scan.width_px > 0)
        g_string_append_printf(out, ", \"dpi\": [%.0f, %.0f]", scan.dpi_x, scan.dpi_y);
    else
        g_string_append(out, ", \"dpi\": null");
    scan_clear(&scan);
    g_string_append(out, ", \"pages\": [");
    for (guint i = 0; i < sheets->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        page_append(out, sample, sheets->pdata[i], i + 1);
    }
    g_string_append(out, "], \"documents\": [");
    for (guint i = 0; i < sample->documents->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        document_append(out, sample->documents->pdata[i], i + 1, patients);
    }
    g_string_append(out, "]}\n");
}
