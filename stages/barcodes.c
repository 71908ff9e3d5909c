/* barcodes.c - the stage that reads marks for machines: bars, QR squares, a scanner's patch.
 *
 * Does: looks for blocks of bars on the cleaned image, else on the page as it came; reads the few
 * that there are. Reads: Page.clean, image, rotation, x_dpi, y_dpi. Writes: Page.barcodes.
 * Does not: know what a code means. */
#include "barcode/seek.h"
#include "image/clean_box.h"
#include "image/ink.h"
#include "proof.h"
#include "source/source_pixels.h"
#include "stage.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum { MIDDLE = 128, MARGIN = 3, FINE_DPI = 400 };

/* Bars of a patch are at least that long, in inches (Kodak A-61599). */
static const double PATCH_BAR_LEAST = 0.6;

/* What is looked at: the cleaned image, or a page that has a text layer and was not cleaned. */
typedef struct {
    PIX *picture; /* 1 bit, or 8 bits grey */
    PIX *ink;
    int dpi;
} Sheet;

static void sheet_clear(Sheet *sheet)
{
    pixDestroy(&sheet->picture);
    pixDestroy(&sheet->ink);
}

/* A page of a searchable PDF, which a copier may have made of a scan. */
static PIX *uncleaned(const Page *page, int *dpi)
{
    PIX *turned = pixels_turn(page->image, page->rotation);
    PIX *picture = turned ? ink_to_grey(turned) : NULL;
    *dpi = (int)round(MIN(page->x_dpi, page->y_dpi));
    pixDestroy(&turned);
    while (picture && *dpi >= FINE_DPI) {
        PIX *half =
            pixGetDepth(picture) == 1 ? pixScaleToGray2(picture) : pixScaleAreaMap2(picture);
        pixDestroy(&picture);
        picture = half;
        *dpi /= 2;
    }
    return picture;
}

static Sheet sheet_of(const Page *page)
{
    Sheet sheet = {0};
    if (page->clean) {
        sheet.picture = pixClone(page->clean);
        sheet.dpi = (int)round(page->dpi * page->clean_scale);
    } else if (page->layer && page->image) {
        sheet.picture = uncleaned(page, &sheet.dpi);
    }
    if (sheet.picture)
        sheet.ink = pixGetDepth(sheet.picture) == 1 ? pixClone(sheet.picture)
                                                    : pixThresholdToBinary(sheet.picture, MIDDLE);
    return sheet;
}

static Box box_on_page(const Page *page, const Sheet *sheet, Box box)
{
    if (page->clean)
        return clean_box_map(page, box);
    double fx = (double)page->width_px / pixGetWidth(sheet->picture);
    double fy = (double)page->height_px / pixGetHeight(sheet->picture);
    return (Box){(int)(box.x * fx), (int)(box.y * fy), MAX(1, (int)(box.width * fx)),
                 MAX(1, (int)(box.height * fy))};
}

/* A little more than was found, within the picture. */
static Box box_widen(const Sheet *sheet, Box box)
{
    int left = MAX(0, box.x - MARGIN), top = MAX(0, box.y - MARGIN);
    int right = MIN(pixGetWidth(sheet->picture), box.x + box.width + MARGIN);
    int bottom = MIN(pixGetHeight(sheet->picture), box.y + box.height + MARGIN);
    return (Box){left, top, right - left, bottom - top};
}

static gboolean is_patch(const Sheet *sheet, const Mark *mark)
{
    int bar = mark->kind == MARK_UPRIGHT ? mark->box.height : mark->box.width;
    if (mark->kind == MARK_SQUARE || bar < PATCH_BAR_LEAST * sheet->dpi)
        return FALSE;
    g_autoptr(GArray) profile = mark_profile(sheet->picture, mark, 1, 3);
    return patch_read(profile, sheet->dpi);
}

/* What lies in a code that was read is a part of it. */
static gboolean is_part(const GArray *shown, Box box)
{
    int x = box.x + box.width / 2, y = box.y + box.height / 2;
    for (guint i = 0; i < shown->len; i++) {
        const ProofBox *read = &g_array_index(shown, ProofBox, i);
        if (read->sure && x >= read->box.x && x < read->box.x + read->box.width &&
            y >= read->box.y && y < read->box.y + read->box.height)
            return TRUE;
    }
    return FALSE;
}

static void sheet_read(Decoder *decoder, const Sheet *sheet, Page *page)
{
    g_autoptr(GArray) marks = marks_find(sheet->ink, sheet->dpi);
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(ProofBox));
    for (guint i = 0; i < marks->len; i++) {
        Mark mark = g_array_index(marks, Mark, i);
        mark.box = box_widen(sheet, mark.box);
        if (is_part(shown, mark.box))
            continue;
        Barcode *barcode = is_patch(sheet, &mark) ? barcode_new(BARCODE_PATCH, "", mark.box)
                                                  : decoder_read(decoder, sheet->picture, &mark);
        const ProofBox box = {mark.box, barcode != NULL};
        g_array_append_val(shown, box);
        if (!barcode)
            continue;
        barcode->box = box_on_page(page, sheet, barcode->box);
        g_ptr_array_add(page->barcodes, barcode);
    }
    if (shown->len > 0)
        proof_show_boxes(page->proof, "barcodes", sheet->ink, shown);
}

static gboolean barcode_page(gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                             G_GNUC_UNUSED GError **error)
{
    Sheet sheet = sheet_of(page);
    g_ptr_array_set_size(page->barcodes, 0);
    if (sheet.ink && page->width_px > 0 && page->height_px > 0)
        sheet_read(state, &sheet, page);
    sheet_clear(&sheet);
    return TRUE;
}

static gpointer barcode_open(G_GNUC_UNUSED const StageSetup *setup, G_GNUC_UNUSED GError **error)
{
    return decoder_new();
}

static void barcode_close(gpointer state)
{
    decoder_free(state);
}

const Stage barcode_stage = {
    .name = "barcodes",
    .version = 1,
    .needs = PART_IMAGE | PART_UPRIGHT | PART_CLEAN,
    .makes = PART_BARCODES,
    .open = barcode_open,
    .page = barcode_page,
    .close = barcode_close,
};
