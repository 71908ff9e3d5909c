/* drawn.c - pages drawn for the tests of the page stages.
 *
 * Does: prose in a bitmap font, files of it, counting ink. Reads and writes: memory alone. */
#include "drawn.h"

#include <unistd.h>

static const char *const prose[] = {
    "The patient returned to the clinic today and",
    "was seen for her blood pressure, which she",
    "checks at home each day. She denies headache,",
    "chest pain and palpitations. Her medication is",
    "kept at 12.5 mg daily; the potassium was 4.1.",
    "Lungs are clear. There is no edema of the legs.",
    "We will see her again in three months' time,",
    "or earlier should the pressure exceed 150/90.",
};

void drawn_test_init(int *argc, char ***argv)
{
    if (!g_getenv("OMP_THREAD_LIMIT")) { /* has no effect once a process runs */
        g_setenv("OMP_THREAD_LIMIT", "1", TRUE);
        execv("/proc/self/exe", *argv);
        g_error("The test cannot be begun again.");
    }
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_init(argc, argv, NULL);
}

void drawn_line(PIX *page, const char *text, int x, int y)
{
    L_BMF *font = bmfCreate(NULL, 10);
    int width = 0, overflow = 0;
    PIX *line = pixCreate(1500, 60, 1);
    pixSetTextline(line, font, text, 1, 4, 40, &width, &overflow);
    pixRasterop(page, x, y, 1500, 60, PIX_SRC | PIX_DST, line, 0, 0);
    pixDestroy(&line);
    bmfDestroy(&font);
}

PIX *drawn_page(void)
{
    PIX *page = pixCreate(DRAWN_WIDTH, DRAWN_HEIGHT, 1);
    for (int paragraph = 0; paragraph < 3; paragraph++)
        for (guint i = 0; i < G_N_ELEMENTS(prose); i++)
            drawn_line(page, prose[i], 200, 300 + 520 * paragraph + 55 * (int)i);
    pixSetResolution(page, DRAWN_DPI, DRAWN_DPI);
    return page;
}

GBytes *drawn_file(PIX *pix, int format)
{
    l_uint8 *data = NULL;
    size_t size = 0;
    g_assert_cmpint(pixWriteMem(&data, &size, pix, format), ==, 0);
    GBytes *bytes = g_bytes_new(data, size);
    lept_free(data);
    return bytes;
}

Page *drawn_loaded(PIX *image, double x_dpi, double y_dpi, int rotation)
{
    Page *page = page_new(1);
    page->image = image;
    page->x_dpi = x_dpi;
    page->y_dpi = y_dpi;
    page->rotation = rotation;
    return page;
}

guint drawn_ink(PIX *pix)
{
    int count = 0;
    g_assert_cmpint(pixGetDepth(pix), ==, 1);
    pixCountPixels(pix, &count, NULL);
    return (guint)count;
}

void assert_same(PIX *one, PIX *other)
{
    int same = 0;
    pixEqual(one, other, &same);
    g_assert_true(same);
}
