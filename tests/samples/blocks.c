/* blocks.c - lays a described page out on a sheet.
 *
 * Does: hands every block to its kind, from top to bottom, within the page's margins. Reads:
 * SampleText. Does not: know how the page is drawn, scanned or written. */
#include "blocks.h"

#include "pen.h"

#include <stdlib.h>

static const char *family_find(const SampleText *sample, const char *name)
{
    static const struct {
        const char *name, *family;
    } families[] = {
        {"serif", "Liberation Serif"}, {"sans", "Liberation Sans"},
        {"mono", "Liberation Mono"},   {"narrow", "Liberation Sans Narrow"},
        {"deja", "DejaVu Sans"},       {"dejaserif", "DejaVu Serif"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(families); i++)
        if (g_str_equal(families[i].name, name))
            return families[i].family;
    give_up("%s: there is no font called '%s'.", sample->origin, name);
}

double pair_number(GHashTable *pairs, const char *key, double fallback)
{
    const char *value = g_hash_table_lookup(pairs, key);
    return value == NULL ? fallback : g_ascii_strtod(value, NULL);
}

static void block_lay(Pen *pen, const Block *block)
{
    static const struct {
        const char *name;
        void (*lay)(Pen *pen, const Block *block);
    } kinds[] = {
        {"letterhead", letterhead_lay},
        {"title", title_lay},
        {"heading", heading_lay},
        {"bar", bar_lay},
        {"para", para_lay},
        {"lines", lines_lay},
        {"rows", rows_lay},
        {"table", table_lay},
        {"cells", cells_lay},
        {"sign", sign_lay},
        {"foot", foot_lay},
        {"stamp", stamp_lay},
        {"bars", bars_lay},
        {"patch", patch_lay},
        {"rule", rule_lay},
        {"space", space_lay},
    };
    while (block->lines->len > 0 && *(char *)block->lines->pdata[block->lines->len - 1] == '\0')
        g_ptr_array_set_size(block->lines, block->lines->len - 1);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i].name, block->name)) {
            kinds[i].lay(pen, block);
            return;
        }
    give_up("%s: there is no block called '@%s'.", pen->sample->origin, block->name);
}

Sheet *page_lay_out(const SampleText *sample, const PageText *page)
{
    double margin = setting_number(sample, page, "margin", 62);
    Pen pen = {.sheet = sheet_new(), .sample = sample, .left = margin};
    pen.face.family = family_find(sample, setting_lookup(sample, page, "font", "serif"));
    pen.face.size_pt = setting_number(sample, page, "size", 10.5);
    pen.width = SHEET_WIDTH_PT - 2 * margin;
    pen.y = setting_number(sample, page, "top", 46);
    pen.leading = pen.face.size_pt * setting_number(sample, page, "leading", 1.26);
    pen.accent = strtoul(setting_lookup(sample, page, "colour", "1f3d5c"), NULL, 16);
    for (guint i = 0; i < page->blocks->len; i++)
        block_lay(&pen, page->blocks->pdata[i]);
    if (pen.y > SHEET_HEIGHT_PT - 34)
        give_up("%s: a page runs over its foot by %.0f pt.", sample->origin,
                pen.y - SHEET_HEIGHT_PT + 34);
    return pen.sheet;
}
