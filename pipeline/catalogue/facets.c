/* facets.c - what would narrow a search: the types, years, providers and patients of what it found.
 *
 * Does: count over the best pages; all pages of a word that stands everywhere would take too long.
 * Reads: documents, fields, patients. */
#include "database.h"
#include "query.h"

#include <string.h>

enum { COUNTED_MOST = 500, FACETS_MOST = 8 };

static void facet_free(gpointer data)
{
    Facet *facet = data;
    g_free(facet->term);
    g_free(facet->label);
    g_free(facet);
}

void facets_free(Facets *facets)
{
    if (facets == NULL)
        return;
    for (guint i = 0; i < FACET_COUNT; i++)
        g_ptr_array_unref(facets->kinds[i]);
    g_free(facets);
}

static Facets *facets_new(void)
{
    Facets *facets = g_new0(Facets, 1);
    for (guint i = 0; i < FACET_COUNT; i++)
        facets->kinds[i] = g_ptr_array_new_with_free_func(facet_free);
    return facets;
}

char *facet_narrow(const char *query, const Facet *facet)
{
    gboolean several = strstr(query, " OR ") != NULL;
    return g_strdup_printf("%s%s%s %s", several ? "(" : "", query, several ? ")" : "", facet->term);
}

/* --- counting --------------------------------------------------------------------------------- */

/* What is counted of one kind, by its term, whatever its capitals. */
static void facet_count(GHashTable *counts, GPtrArray *kind, const char *term, const char *label)
{
    g_autofree char *key = g_utf8_casefold(term, -1);
    Facet *facet = g_hash_table_lookup(counts, key);
    if (facet == NULL) {
        facet = g_new0(Facet, 1);
        facet->term = g_strdup(term);
        facet->label = g_strdup(label);
        g_hash_table_insert(counts, g_steal_pointer(&key), facet);
        g_ptr_array_add(kind, facet);
    }
    facet->pages++;
}

/* "provider:"Ansel Rutherford""; what would end the quotes goes. */
static char *quoted_term(const char *name, const char *value)
{
    g_autofree char *plain = g_strdelimit(g_strdup(value), "\"*()", ' ');
    return g_strdup_printf("%s:\"%s\"", name, plain);
}

static void row_count(Statement *row, GHashTable *counts, Facets *facets)
{
    const char *type = column_text(row, 0), *year = column_text(row, 1),
               *provider = column_text(row, 2), *mrn = column_text(row, 3),
               *patient = column_text(row, 4);
    g_autofree char *of_type = g_strconcat("type:", type, NULL);
    facet_count(counts, facets->kinds[FACET_TYPE], of_type, type);
    if (year != NULL) {
        g_autofree char *of_year = g_strconcat("date:", year, NULL);
        facet_count(counts, facets->kinds[FACET_YEAR], of_year, year);
    }
    if (provider != NULL) {
        g_autofree char *of_provider = quoted_term("provider", provider);
        facet_count(counts, facets->kinds[FACET_PROVIDER], of_provider, provider);
    }
    if (mrn != NULL) {
        g_autofree char *of_patient = g_strconcat("mrn:", mrn, NULL);
        facet_count(counts, facets->kinds[FACET_PATIENT], of_patient, patient);
    }
}

static int facet_compare(gconstpointer one, gconstpointer other)
{
    const Facet *a = *(Facet *const *)one, *b = *(Facet *const *)other;
    return a->pages != b->pages ? (a->pages < b->pages) - (a->pages > b->pages)
                                : strcmp(a->label, b->label);
}

static int newest_first(gconstpointer one, gconstpointer other)
{
    return strcmp((*(Facet *const *)other)->label, (*(Facet *const *)one)->label);
}

static char *pages_print(const GArray *pages)
{
    g_autoptr(GString) list = g_string_new("[");
    for (guint i = 0; i < pages->len; i++)
        g_string_append_printf(list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                               g_array_index(pages, Posting, i).page);
    g_string_append_c(list, ']');
    return g_strdup(list->str);
}

Facets *facets_find(Catalogue *catalogue, const GArray *found, GError **error)
{
    g_autoptr(GArray) best = postings_best(found, COUNTED_MOST);
    g_autofree char *pages = pages_print(best);
    g_autoptr(Statement) row = statement_open(
        catalogue, error,
        "SELECT d.type, substr(d.date_of_service, 1, 4), (SELECT value FROM fields WHERE "
        "document = d.number AND name = 'provider' ORDER BY confidence DESC LIMIT 1), "
        "n.mrn, " NAME_COLUMN " FROM json_each(?) j JOIN pages p ON p.id = j.value "
        "JOIN documents d ON d.number = p.document LEFT JOIN patients n ON n.id = d.patient",
        "s", pages);
    if (row == NULL)
        return NULL;
    g_autoptr(Facets) facets = facets_new();
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean bad;
    while (statement_next(row, &bad, error))
        row_count(row, counts, facets);
    if (bad)
        return NULL;
    for (guint i = 0; i < FACET_COUNT; i++) {
        g_ptr_array_sort(facets->kinds[i], facet_compare);
        if (facets->kinds[i]->len > FACETS_MOST)
            g_ptr_array_set_size(facets->kinds[i], FACETS_MOST);
    }
    g_ptr_array_sort(facets->kinds[FACET_YEAR], newest_first);
    facets->counted = best->len;
    return g_steal_pointer(&facets);
}
