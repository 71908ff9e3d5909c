/* shelf.c - light looks at documents and pages, for whoever lists and shows them.
 *
 * Reads: documents, pages, fields. Writes: nothing. */
#include "shelf.h"

#include "database.h"
#include "fate.h"

static ImageFormat format_of(const char *name)
{
    return g_str_equal(name, "g4") ? IMAGE_G4 : g_str_equal(name, "jpeg") ? IMAGE_JPEG : IMAGE_NONE;
}

void filed_image_drop(FiledImage *image)
{
    g_clear_pointer(&image->sha256, g_free);
}

gboolean catalogue_page_image(Catalogue *catalogue, const char *document, guint source_page,
                              FiledImage *image, int *width_px, int *height_px, GError **error)
{
    gint64 number;
    if (!document_id_parse(document, &number, error))
        return FALSE;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT image_format, image_sha256, width_px, height_px, image_width_px, image_height_px "
        "FROM pages WHERE document = ? AND source_page = ?",
        "ii", number, (gint64)source_page);
    gboolean bad = TRUE;
    gboolean found = statement != NULL && statement_next(statement, &bad, error);
    if (!found && bad)
        return FALSE;
    *image = (FiledImage){.format = found ? format_of(column_text(statement, 0)) : IMAGE_NONE};
    if (image->format == IMAGE_NONE) {
        g_set_error(error, FATE, FATE_INPUT, "%s has no picture of page %u.", document,
                    source_page);
        return FALSE;
    }
    image->sha256 = column_copy(statement, 1);
    *width_px = (int)column_number(statement, 2);
    *height_px = (int)column_number(statement, 3);
    image->width_px = (int)column_number(statement, 4);
    image->height_px = (int)column_number(statement, 5);
    return TRUE;
}

void shelf_line_free(ShelfLine *line)
{
    if (line == NULL)
        return;
    g_free(line->document);
    g_free(line->type);
    g_free(line->date);
    g_free(line->from);
    g_free(line->source);
    g_free(line);
}

/* Of a document d of the original o; `from` is an expression. */
#define LINE_COLUMNS(from)                                                                         \
    "d.number, d.type, coalesce(d.date_of_service, ''), " from ", o.name, "                        \
    "(SELECT count(*) FROM pages WHERE document = d.number AND kind IN ('content', "               \
    "'unreadable')), (SELECT min(source_page) FROM pages WHERE document = d.number), d.filed_at "  \
    "FROM documents d JOIN originals o ON o.id = d.original "
#define FIELD_OF_IT(field)                                                                         \
    "(SELECT value FROM fields WHERE document = d.number AND name = '" field                       \
    "' ORDER BY confidence DESC LIMIT 1)"

/* Takes the statement; NULL is a failure. */
static GPtrArray *lines_read(Statement *opened, GError **error)
{
    g_autoptr(Statement) statement = opened;
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)shelf_line_free);
    gboolean bad = statement == NULL;
    while (!bad && statement_next(statement, &bad, error)) {
        ShelfLine *line = g_new0(ShelfLine, 1);
        line->document = document_id_print(column_number(statement, 0));
        line->type = column_copy(statement, 1);
        line->date = column_copy(statement, 2);
        line->from = column_copy(statement, 3);
        line->source = column_copy(statement, 4);
        line->pages = (guint)column_number(statement, 5);
        line->first_page = (guint)column_number(statement, 6);
        line->filed_at = column_number(statement, 7);
        g_ptr_array_add(lines, line);
    }
    return bad ? NULL : g_steal_pointer(&lines);
}

GPtrArray *catalogue_shelf(Catalogue *catalogue, gint64 patient, GError **error)
{
    return lines_read(
        statement_open(catalogue, error,
                       "SELECT " LINE_COLUMNS("coalesce(" FIELD_OF_IT("facility") ", " FIELD_OF_IT(
                           "provider") ", '')") "WHERE d.patient = ? AND d.status = 'filed' "
                                                "ORDER BY d.date_of_service IS NULL, "
                                                "d.date_of_service DESC, d.number DESC",
                       "i", patient),
        error);
}

GPtrArray *catalogue_siblings(Catalogue *catalogue, const char *document, GError **error)
{
    gint64 number;
    if (!document_id_parse(document, &number, error))
        return NULL;
    return lines_read(
        statement_open(catalogue, error,
                       "SELECT " LINE_COLUMNS(
                           "''") "WHERE d.number <> ?1 AND d.original = (SELECT "
                                 "original FROM documents WHERE number = ?1) ORDER BY 7, d.number",
                       "i", number),
        error);
}
