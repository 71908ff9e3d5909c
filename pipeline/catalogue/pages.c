/* pages.c - pages with their notes, words and texts, in and out of the catalogue.
 *
 * Reads, writes: pages, notes, page_texts (whose triggers keep the index). Does not: know
 * documents. */
#include "pages.h"

static const char *const format_names[] = {"none", "g4", "jpeg"};

ImageFormat image_format_parse(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(format_names); i++) {
        if (g_str_equal(name, format_names[i]))
            return (ImageFormat)i;
    }
    g_assert_not_reached(); /* a CHECK of the table says so */
}

/* --- writing --------------------------------------------------------------------------------- */

/* The lines that spelling changed, as they were recognised: all that the index lacks in the text.
 */
static char *recognised_lines(const Page *page)
{
    GString *lines = g_string_new(NULL);
    g_autoptr(GString) line = g_string_new(NULL);
    gboolean changed = FALSE;
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        const Word *next = i + 1 < page->words->len ? page->words->pdata[i + 1] : NULL;
        g_string_append(line, word->text);
        changed = changed || word->corrected != NULL;
        if (next != NULL && next->line == word->line && next->block == word->block) {
            g_string_append_c(line, ' ');
            continue;
        }
        if (changed)
            g_string_append_printf(lines, "%s\n", line->str);
        g_string_truncate(line, 0);
        changed = FALSE;
    }
    return g_string_free(lines, FALSE);
}

/* A variant as the blob that tells its own type. Takes a floating one. */
static GBytes *blob_of(GVariant *packed)
{
    g_autoptr(GVariant) variant = g_variant_ref_sink(g_variant_new_variant(packed));
    return g_variant_get_data_as_bytes(variant);
}

static gboolean texts_write(Catalogue *catalogue, gint64 id, const Page *page, GError **error)
{
    g_autofree char *text = page_text(page, TEXT_CORRECTED);
    g_autofree char *recognised = recognised_lines(page);
    g_autoptr(GBytes) words = blob_of(words_pack(page->words));
    return statement_run(catalogue, error,
                         "INSERT INTO page_texts (page, text, recognised, words) "
                         "VALUES (?, ?, ?, ?)",
                         "issb", id, text, recognised, words);
}

static gboolean notes_write(Catalogue *catalogue, gint64 id, const Page *page, GError **error)
{
    for (guint i = 0; i < page->notes->len; i++) {
        const Note *note = page->notes->pdata[i];
        if (!statement_run(catalogue, error,
                           "INSERT INTO notes (page, position, stage, text) VALUES (?, ?, ?, ?)",
                           "inss", id, (int)i, note->stage, note->text))
            return FALSE;
    }
    return TRUE;
}

gboolean page_write(Catalogue *catalogue, gint64 original, gint64 document, guint position,
                    const Page *page, GError **error)
{
    const FiledImage *filed = &page->filed;
    g_autoptr(GBytes) marks = blob_of(marks_pack(page));
    gint64 id;
    return statement_number(
               catalogue, 0, &id, error,
               "INSERT INTO pages (original, source_page, document, position, kind, rotation, "
               "width_px, height_px, dpi, skew_degrees, born_digital, image_format, image_sha256, "
               "image_width_px, image_height_px, image_x_dpi, image_y_dpi, marks) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
               "iiinsnnnndnssnnddb", original, (gint64)page->source_page, document, (int)position,
               page_kind_name(page->kind), page->rotation, page->width_px, page->height_px,
               page->dpi, page->skew_degrees, (int)(page->born_digital != FALSE),
               format_names[filed->format], filed->sha256, filed->width_px, filed->height_px,
               filed->x_dpi, filed->y_dpi, marks) &&
           notes_write(catalogue, id, page, error) && texts_write(catalogue, id, page, error);
}

/* --- reading --------------------------------------------------------------------------------- */

static gboolean notes_read(Catalogue *catalogue, gint64 id, Page *page, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT stage, text FROM notes WHERE page = ? ORDER BY position", "i", id);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error))
        page_note(page, column_text(statement, 0), "%s", column_text(statement, 1));
    return !bad;
}

/* The blob is copied: GVariant wants it aligned, and SQLite takes it back at the next step. */
static GVariant *column_variant(Statement *statement, int column)
{
    g_autoptr(GBytes) bytes = g_bytes_new(sqlite3_column_blob(statement->raw, column),
                                          (gsize)sqlite3_column_bytes(statement->raw, column));
    g_autoptr(GVariant) packed =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE_VARIANT, bytes, FALSE));
    return g_variant_get_variant(packed);
}

gboolean column_marks(Statement *statement, int column, Page *page, GError **error)
{
    g_autoptr(GVariant) packed = column_variant(statement, column);
    if (marks_unpack(packed, page, NULL))
        return TRUE;
    g_autofree char *what = g_strdup_printf("the marks of page %u", page->source_page);
    return database_damaged(statement->catalogue, what, error);
}

static gboolean words_read(Statement *statement, int column, Page *page, GError **error)
{
    g_autoptr(GVariant) packed = column_variant(statement, column);
    GPtrArray *words = words_unpack(packed, NULL);
    if (words == NULL) {
        g_autofree char *what = g_strdup_printf("the words of page %u", page->source_page);
        return database_damaged(statement->catalogue, what, error);
    }
    g_ptr_array_unref(page->words);
    page->words = words;
    return TRUE;
}

static Page *page_read(Statement *statement, GError **error)
{
    g_autoptr(Page) page = page_new((guint)column_number(statement, 1));
    page_kind_parse(column_text(statement, 2), &page->kind);
    page->rotation = (int)column_number(statement, 3);
    page->width_px = (int)column_number(statement, 4);
    page->height_px = (int)column_number(statement, 5);
    page->dpi = (int)column_number(statement, 6);
    page->skew_degrees = column_real(statement, 7);
    page->born_digital = column_number(statement, 8) != 0;
    page->filed.format = image_format_parse(column_text(statement, 9));
    page->filed.sha256 = g_strdup(column_text(statement, 10));
    page->filed.width_px = (int)column_number(statement, 11);
    page->filed.height_px = (int)column_number(statement, 12);
    page->filed.x_dpi = column_real(statement, 13);
    page->filed.y_dpi = column_real(statement, 14);
    if (!words_read(statement, 15, page, error) || !column_marks(statement, 16, page, error) ||
        !notes_read(statement->catalogue, column_number(statement, 0), page, error))
        return NULL;
    return g_steal_pointer(&page);
}

gboolean pages_read(Catalogue *catalogue, gint64 document, GPtrArray *pages, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT p.id, p.source_page, p.kind, p.rotation, p.width_px, p.height_px, p.dpi, "
        "p.skew_degrees, p.born_digital, p.image_format, p.image_sha256, p.image_width_px, "
        "p.image_height_px, p.image_x_dpi, p.image_y_dpi, t.words, p.marks "
        "FROM pages p JOIN page_texts t ON t.page = p.id WHERE p.document = ? ORDER BY p.position",
        "i", document);
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Page *page = page_read(statement, error);
        if (page == NULL)
            return FALSE;
        g_ptr_array_add(pages, page);
    }
    return !bad;
}
