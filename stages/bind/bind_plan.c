/* bind_plan.c - decides which document stands in which volume and on which page.
 *
 * Does: fills volumes from the oldest document on, so that later documents leave earlier volumes'
 * documents where they are; tears a document only when it alone exceeds a volume. Does not: draw.
 */
#include "bind.h"

#include "name.h"

#include <string.h>

enum { MEGABYTE = 1000 * 1000 };

typedef struct {
    guint sheets_most;
    guint64 bytes_most;
} Limits;

/* What the volume under the pen holds already. */
typedef struct {
    BindVolume *volume;
    guint64 bytes;
    guint mentions;
    GHashTable *terms; /* guint */
} Filling;

/* --- entries --------------------------------------------------------------------------------- */

static void entry_free(gpointer data)
{
    BindEntry *entry = data;
    g_free(entry->id);
    g_free(entry->date);
    g_free(entry->filed_on);
    g_free(entry->type);
    g_free(entry->from);
    g_ptr_array_unref(entry->pages);
    g_array_unref(entry->mentions);
    g_free(entry);
}

static char *field_print(const Document *document, const char *name)
{
    const Field *field = document_lookup_field(document, name);
    return field != NULL ? bind_printable(field->value) : g_strdup("");
}

static char *entry_from(const Document *document)
{
    g_autofree char *facility = field_print(document, "facility");
    g_autofree char *provider = field_print(document, "provider");
    if (*provider == '\0') {
        g_free(provider);
        provider = field_print(document, "referring_provider");
    }
    g_autoptr(PersonName) name = person_name_parse(provider);
    if (name != NULL) {
        g_free(provider);
        provider = g_strconcat(name->first, *name->first != '\0' ? " " : "", name->last,
                               *name->suffix != '\0' ? " " : "", name->suffix, NULL);
    }
    gboolean both = *provider != '\0' && *facility != '\0';
    return g_strconcat(provider, both ? ", " : "", facility, NULL);
}

static BindEntry *entry_new(const Document *document, BindTerms *terms)
{
    BindEntry *entry = g_new0(BindEntry, 1);
    entry->document = document;
    entry->id = bind_printable(document->id != NULL ? document->id : "");
    entry->date = field_print(document, "date_of_service");
    g_autoptr(GDateTime) filed =
        document->filed_at != 0 ? g_date_time_new_from_unix_local(document->filed_at) : NULL;
    entry->filed_on = filed != NULL ? g_date_time_format(filed, "%Y-%m-%d") : g_strdup("");
    entry->type = bind_printable(document->type != NULL ? document->type : "other");
    g_strdelimit(entry->type, "-", ' ');
    entry->from = entry_from(document);
    entry->pages = g_ptr_array_new();
    for (guint i = 0; i < document->pages->len; i++) {
        Page *page = document->pages->pdata[i];
        if (page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE)
            g_ptr_array_add(entry->pages, page);
    }
    entry->mentions = bind_terms_collect(terms, document, entry->pages);
    return entry;
}

/* --- volumes --------------------------------------------------------------------------------- */

static void volume_free(gpointer data)
{
    BindVolume *volume = data;
    g_array_unref(volume->pieces);
    g_free(volume);
}

static void filling_open(Filling *filling, BindPlan *plan)
{
    filling->volume = g_new0(BindVolume, 1);
    filling->volume->pieces = g_array_new(FALSE, TRUE, sizeof(BindPiece));
    filling->bytes = 0;
    filling->mentions = 0;
    g_hash_table_remove_all(filling->terms);
    g_ptr_array_add(plan->volumes, filling->volume);
}

/* What a run of pages would add to a volume. */
typedef struct {
    guint sheets;
    guint64 bytes;
    guint mentions, fresh_terms;
} Load;

static Load load_measure(const Filling *filling, const BindEntry *entry, const guint64 *bytes,
                         guint first, guint count)
{
    Load load = {0};
    for (guint i = first; i < first + count; i++) {
        load.sheets += bind_page_sheets(entry->pages->pdata[i]);
        load.bytes += bytes[i];
    }
    g_autoptr(GHashTable) fresh = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < entry->mentions->len; i++) {
        const IndexMention *mention = &g_array_index(entry->mentions, IndexMention, i);
        if (mention->page < first || mention->page >= first + count)
            continue;
        load.mentions++;
        if (!g_hash_table_contains(filling->terms, GUINT_TO_POINTER(mention->term)))
            g_hash_table_add(fresh, GUINT_TO_POINTER(mention->term));
    }
    load.fresh_terms = g_hash_table_size(fresh);
    return load;
}

static gboolean load_fits(const Filling *filling, const Load *load, const Limits *limits)
{
    guint index = bind_index_sheets_most(g_hash_table_size(filling->terms) + load->fresh_terms,
                                         filling->mentions + load->mentions);
    return filling->volume->sheets + load->sheets + index <= limits->sheets_most &&
           filling->bytes + load->bytes <= limits->bytes_most;
}

/* Adds the pages to the volume; pages that follow the last piece's lengthen it. */
static void load_add(Filling *filling, const BindPlan *plan, BindEntry *entry, guint first,
                     guint count, const Load *load)
{
    GArray *pieces = filling->volume->pieces;
    BindPiece *last = pieces->len > 0 ? &g_array_index(pieces, BindPiece, pieces->len - 1) : NULL;
    if (last != NULL && last->entry == entry) {
        last->page_count += count;
    } else {
        BindPiece piece = {.entry = entry, .first_page = first, .page_count = count};
        g_array_append_val(pieces, piece);
    }
    filling->volume->sheets += load->sheets;
    filling->bytes += load->bytes;
    filling->mentions += load->mentions;
    for (guint i = 0; i < entry->mentions->len; i++) {
        const IndexMention *mention = &g_array_index(entry->mentions, IndexMention, i);
        if (mention->page >= first && mention->page < first + count)
            g_hash_table_add(filling->terms, GUINT_TO_POINTER(mention->term));
    }
    entry->last_volume = plan->volumes->len - 1;
    if (first == 0)
        entry->first_volume = entry->last_volume;
}

/* Places a run of pages, in the next volume when this one has no room; FALSE when it fits none
 * whole. */
static gboolean run_place(Filling *filling, BindPlan *plan, BindEntry *entry, const guint64 *bytes,
                          guint first, guint count, const Limits *limits)
{
    Load load = load_measure(filling, entry, bytes, first, count);
    if (!load_fits(filling, &load, limits)) {
        if (filling->volume->pieces->len > 0)
            filling_open(filling, plan);
        load = load_measure(filling, entry, bytes, first, count);
        if (count > 1 && !load_fits(filling, &load, limits))
            return FALSE;
    }
    load_add(filling, plan, entry, first, count, &load);
    return TRUE;
}

static gboolean entry_place(Filling *filling, BindPlan *plan, const Chart *chart, BindEntry *entry,
                            const Limits *limits, GError **error)
{
    guint count = entry->pages->len;
    g_autofree guint64 *bytes = g_new0(guint64, count + 1);
    for (guint i = 0; i < count; i++) {
        const Page *page = entry->pages->pdata[i];
        if (page->filed.format == IMAGE_NONE)
            continue;
        g_autoptr(GBytes) file = bind_image_bytes(chart, &page->filed, error);
        if (file == NULL)
            return FALSE;
        bytes[i] = g_bytes_get_size(file);
    }
    if (count == 0 || run_place(filling, plan, entry, bytes, 0, count, limits))
        return TRUE;
    for (guint i = 0; i < count; i++)
        run_place(filling, plan, entry, bytes, i, 1, limits);
    return TRUE;
}

/* Turns the order where the newest comes first, and gives each piece its first page label. */
static void volume_number(BindVolume *volume, gboolean newest_first)
{
    GArray *pieces = volume->pieces;
    for (guint i = 0; newest_first && i < pieces->len / 2; i++) {
        BindPiece *one = &g_array_index(pieces, BindPiece, i);
        BindPiece *other = &g_array_index(pieces, BindPiece, pieces->len - 1 - i);
        BindPiece kept = *one;
        *one = *other;
        *other = kept;
    }
    guint label = 1;
    for (guint i = 0; i < pieces->len; i++) {
        BindPiece *piece = &g_array_index(pieces, BindPiece, i);
        piece->first_sheet = label;
        for (guint j = 0; j < piece->page_count; j++)
            label += bind_page_sheets(piece->entry->pages->pdata[piece->first_page + j]);
    }
}

BindPlan *bind_plan_new(const Chart *chart, BindTerms *terms, GError **error)
{
    g_autoptr(BindPlan) plan = g_new0(BindPlan, 1);
    plan->entries = g_ptr_array_new_with_free_func(entry_free);
    plan->volumes = g_ptr_array_new_with_free_func(volume_free);
    plan->newest_first = settings_flag(chart->settings, SETTING_NEWEST_FIRST);
    for (guint i = 0; i < chart->documents->len; i++)
        g_ptr_array_add(plan->entries, entry_new(chart->documents->pdata[i], terms));

    guint most = settings_number(chart->settings, SETTING_VOLUME_PAGES);
    guint front = bind_front_sheets(plan->entries->len);
    Limits limits = {.sheets_most = most > front ? most - front : 1,
                     .bytes_most =
                         settings_number(chart->settings, SETTING_VOLUME_MEGABYTES) * MEGABYTE};
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Filling filling = {.terms = seen};
    filling_open(&filling, plan);
    for (guint i = 0; i < plan->entries->len; i++)
        if (!entry_place(&filling, plan, chart, plan->entries->pdata[i], &limits, error))
            return NULL;
    for (guint i = 0; i < plan->volumes->len; i++)
        volume_number(plan->volumes->pdata[i], plan->newest_first);
    return g_steal_pointer(&plan);
}

void bind_plan_free(BindPlan *plan)
{
    if (plan == NULL)
        return;
    g_ptr_array_unref(plan->entries);
    g_ptr_array_unref(plan->volumes);
    g_free(plan);
}
