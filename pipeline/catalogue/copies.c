/* copies.c - documents that came twice: linked, so that a chart holds the better one only.
 *
 * Reads: documents of the same patient and date, and of late those that look the same. Writes:
 * copies. Does not: delete, unfile or move anything; what makes two documents the same is told by
 * sameness.h. */
#include "pages.h"

#include "sameness.h"

#include <string.h>

enum {
    COMPARED_MOST = 40,
    RECENT = 600, /* documents among which one whose patient or date was not read is looked for */
};

#define COMPARABLE                                                                                 \
    "d.original <> ?2 AND d.status <> 'failed' AND d.number NOT IN (SELECT document FROM copies) " \
    "AND (SELECT count(*) FROM pages p WHERE p.document = d.number "                               \
    "AND p.kind IN ('content', 'unreadable')) = ?4 "

static const char *date_of(const Document *document)
{
    const Field *date = document_lookup_field(document, "date_of_service");
    return date != NULL ? date->value : NULL;
}

/* Those of the same patient and date. */
static gboolean likely_add(Catalogue *catalogue, gint64 original, const Document *document,
                           GArray *found, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number FROM documents d WHERE d.patient IS nullif(?1, 0) "
        "AND d.date_of_service IS ?3 AND " COMPARABLE "ORDER BY d.number DESC LIMIT ?5",
        "iisnn", document->patient, original, date_of(document),
        (int)document_content_pages(document), (int)COMPARED_MOST);
    gboolean bad = TRUE;
    while (statement != NULL && statement_next(statement, &bad, error)) {
        gint64 number = column_number(statement, 0);
        g_array_append_val(found, number);
    }
    return !bad;
}

static const Page *page_first(const Document *document)
{
    for (guint i = 0; i < document->pages->len; i++)
        if (document_page_counts(document->pages->pdata[i]))
            return document->pages->pdata[i];
    return NULL;
}

/* Those whose first page looks the same, where patient or date of one of both is not known: a copy
 * that was read badly waits for a person, while the other is filed. */
static gboolean alike_add(Catalogue *catalogue, gint64 original, const Document *document,
                          GArray *found, GError **error)
{
    const Page *page = page_first(document);
    if (page == NULL || !picture_is_known(&page->picture))
        return TRUE;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number, (SELECT p.marks FROM pages p WHERE p.document = d.number "
        "AND p.kind IN ('content', 'unreadable') ORDER BY p.position LIMIT 1) FROM documents d "
        "WHERE d.number > (SELECT max(number) FROM documents) - ?5 "
        "AND (?1 = 0 OR d.patient IS NULL OR d.patient = ?1) "
        "AND (?3 IS NULL OR d.date_of_service IS NULL OR d.date_of_service = ?3) "
        "AND NOT (d.patient IS nullif(?1, 0) AND d.date_of_service IS ?3) AND " COMPARABLE
        "ORDER BY d.number DESC",
        "iisnn", document->patient, original, date_of(document),
        (int)document_content_pages(document), (int)RECENT);
    gboolean bad = TRUE;
    while (statement != NULL && found->len < COMPARED_MOST &&
           statement_next(statement, &bad, error)) {
        gint64 number = column_number(statement, 0);
        g_autoptr(Page) known = page_new(1);
        if (!column_marks(statement, 1, known, error))
            return FALSE;
        if (pictures_alike(&page->picture, &known->picture))
            g_array_append_val(found, number);
    }
    return !bad;
}

/* What a person decided on is kept; else what is read more clearly; else what came first. */
static gboolean is_better(const Document *fresh, const Document *known)
{
    if ((fresh->decided_by != NULL) != (known->decided_by != NULL))
        return fresh->decided_by != NULL;
    if (fresh->status != known->status)
        return fresh->status == DOCUMENT_FILED;
    return document_legibility(fresh) > document_legibility(known);
}

static gboolean copy_link(Catalogue *catalogue, const Document *worse, const Document *better,
                          GError **error)
{
    gint64 copy, kept;
    return document_id_parse(worse->id, &copy, error) &&
           document_id_parse(better->id, &kept, error) &&
           statement_run(catalogue, error, "UPDATE copies SET same_as = ? WHERE same_as = ?", "ii",
                         kept, copy) &&
           statement_run(catalogue, error, "INSERT INTO copies (document, same_as) VALUES (?, ?)",
                         "ii", copy, kept);
}

gboolean copies_find(Catalogue *catalogue, const Original *original, const Document *document,
                     GError **error)
{
    if (document->status == DOCUMENT_FAILED || document_content_pages(document) == 0)
        return TRUE;
    g_autoptr(GArray) likely = g_array_new(FALSE, FALSE, sizeof(gint64));
    if (!likely_add(catalogue, original->id, document, likely, error) ||
        !alike_add(catalogue, original->id, document, likely, error))
        return FALSE;
    for (guint i = 0; i < likely->len; i++) {
        g_autoptr(Document) known =
            document_read(catalogue, g_array_index(likely, gint64, i), error);
        if (known == NULL)
            return FALSE;
        if (documents_same(document, known))
            return is_better(document, known) ? copy_link(catalogue, known, document, error)
                                              : copy_link(catalogue, document, known, error);
    }
    return TRUE;
}

gboolean catalogue_copies(Catalogue *catalogue, const char *id, char **same_as, GPtrArray *copies,
                          GError **error)
{
    gint64 number, kept;
    *same_as = NULL;
    if (!document_id_parse(id, &number, error) ||
        !statement_number(catalogue, 0, &kept, error,
                          "SELECT k.number FROM copies c JOIN documents d ON d.number = c.document "
                          "JOIN documents k ON k.number = c.same_as WHERE c.document = ? AND "
                          "coalesce(d.patient, k.patient, 0) = coalesce(k.patient, d.patient, 0)",
                          "i", number))
        return FALSE;
    if (kept != 0)
        *same_as = document_id_print(kept);
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number FROM copies c JOIN documents d ON d.number = c.document "
        "JOIN documents k ON k.number = c.same_as WHERE c.same_as = ? AND "
        "coalesce(d.patient, k.patient, 0) = coalesce(k.patient, d.patient, 0) ORDER BY d.number",
        "i", number);
    gboolean bad = TRUE;
    while (statement != NULL && statement_next(statement, &bad, error))
        g_ptr_array_add(copies, document_id_print(column_number(statement, 0)));
    return !bad;
}
