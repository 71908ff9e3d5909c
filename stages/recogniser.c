/* recogniser.c - the only user of Tesseract's C interface.
 *
 * Does: opens Tesseract once per process, reads an image into words with boxes.
 * Reads: the language packs, at opening only (a reader is locked in afterwards).
 * Writes: nothing; Tesseract's own chatter goes to /dev/null.
 * Does not: prepare images, judge words, know pages. */
#include "recogniser.h"

#include "fate.h"

#include <leptonica/allheaders.h>
#include <tesseract/capi.h>

struct Recogniser {
    TessBaseAPI *engine;
    guint references;
};

/* Tesseract holds some 50 MB and stages are opened one by one, knowing nothing of each other: the
 * process's one recogniser can only be found here. Readers have one thread. */
static Recogniser *shared;

static const TessPageSegMode segmentation[] = {
    [LAYOUT_PAGE] = PSM_AUTO,
    [LAYOUT_BLOCK] = PSM_SINGLE_BLOCK,
    [LAYOUT_LINE] = PSM_SINGLE_LINE,
    [LAYOUT_SPARSE] = PSM_SPARSE_TEXT,
};

static gboolean check_thread_limit(GError **error)
{
    if (g_strcmp0(g_getenv("OMP_THREAD_LIMIT"), "1") == 0)
        return TRUE;
    g_set_error(
        error, FATE, FATE_FATAL,
        "The text recognition was started without OMP_THREAD_LIMIT=1 in its environment and "
        "would take eight times as long; start it again with OMP_THREAD_LIMIT=1 set.");
    return FALSE;
}

/* An unknown language among several is no error to Tesseract, so what was loaded is compared; when
 * nothing was loaded at all, the names are listed all the same. */
static gboolean check_languages(TessBaseAPI *engine, gboolean begun, const char *wanted,
                                GError **error)
{
    char **loaded = TessBaseAPIGetLoadedLanguagesAsVector(engine);
    g_auto(GStrv) names = g_strsplit(wanted, "+", -1);
    const char *missing = NULL;

    for (guint i = 0; names[i] && !missing; i++)
        if (!begun || !loaded || !g_strv_contains((const char *const *)loaded, names[i]))
            missing = names[i];
    if (missing) {
        g_autofree char *package = g_ascii_strdown(missing, -1);
        g_strdelimit(package, "_", '-');
        g_set_error(
            error, FATE, FATE_FATAL,
            "The language “%s” of the setting “language” is not installed for the text "
            "recognition; install the Debian package tesseract-ocr-%s or change the setting.",
            missing, package);
    }
    TessDeleteTextArray(loaded);
    return !missing;
}

static TessBaseAPI *engine_open(const char *language, GError **error)
{
    TessBaseAPI *engine = TessBaseAPICreate();
    TessBaseAPISetVariable(engine, "debug_file", "/dev/null");
    /* The complaint that this call provokes opens the debug file now; a locked-in reader could not.
     */
    TessBaseAPISetSourceResolution(engine, 300);
    gboolean begun = TessBaseAPIInit3(engine, NULL, language) == 0;
    if (!check_languages(engine, begun, language, error)) {
        TessBaseAPIDelete(engine);
        return NULL;
    }
    return engine;
}

Recogniser *recogniser_open(const StageSetup *setup, GError **error)
{
    if (shared) {
        shared->references++;
        return shared;
    }
    if (!check_thread_limit(error))
        return NULL;
    TessBaseAPI *engine = engine_open(settings_text(setup->settings, SETTING_LANGUAGE), error);
    if (!engine)
        return NULL;
    shared = g_new0(Recogniser, 1);
    shared->engine = engine;
    shared->references = 1;
    return shared;
}

void recogniser_close(Recogniser *recogniser)
{
    if (!recogniser || --recogniser->references > 0)
        return;
    TessBaseAPIEnd(recogniser->engine);
    TessBaseAPIDelete(recogniser->engine);
    shared = NULL;
    g_free(recogniser);
}

/* Adds the readings of the symbol under `symbol`, other than `chosen`, that are one character long.
 */
static void collect_choices(TessResultIterator *symbol, guint at, const char *chosen,
                            GArray *choices)
{
    TessChoiceIterator *choice = TessResultIteratorGetChoiceIterator(symbol);
    if (!choice)
        return;
    do {
        const char *text = TessChoiceIteratorGetUTF8Text(choice);
        float confidence = TessChoiceIteratorConfidence(choice) / 100;
        if (!text || !g_utf8_validate(text, -1, NULL) || g_utf8_strlen(text, -1) != 1 ||
            strcmp(text, chosen) == 0 || g_unichar_isspace(g_utf8_get_char(text)))
            continue;
        Choice one = {at, g_utf8_get_char(text), CLAMP(confidence, 0, 1)};
        g_array_append_val(choices, one);
    } while (TessChoiceIteratorNext(choice));
    TessChoiceIteratorDelete(choice);
}

static GArray *find_choices(const TessResultIterator *word)
{
    GArray *choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    TessResultIterator *symbol = TessResultIteratorCopy(word);
    guint at = 0;
    do {
        char *text = TessResultIteratorGetUTF8Text(symbol, RIL_SYMBOL);
        if (text && g_utf8_validate(text, -1, NULL)) {
            collect_choices(symbol, at, text, choices);
            at += g_utf8_strlen(text, -1);
        }
        TessDeleteText(text);
        if (TessPageIteratorIsAtFinalElement(TessResultIteratorGetPageIterator(symbol), RIL_WORD,
                                             RIL_SYMBOL))
            break;
    } while (TessResultIteratorNext(symbol, RIL_SYMBOL));
    TessResultIteratorDelete(symbol);
    if (choices->len)
        return choices;
    g_array_unref(choices);
    return NULL;
}

/* The word under `at` without white space; NULL when nothing is left of it. Owned. */
static char *find_text(const TessResultIterator *at)
{
    char *text = TessResultIteratorGetUTF8Text(at, RIL_WORD);
    GString *clean = g_string_new(NULL);
    if (text && g_utf8_validate(text, -1, NULL))
        for (const char *c = text; *c; c = g_utf8_next_char(c))
            if (!g_unichar_isspace(g_utf8_get_char(c)) && g_unichar_isgraph(g_utf8_get_char(c)))
                g_string_append_unichar(clean, g_utf8_get_char(c));
    TessDeleteText(text);
    return g_string_free(clean, clean->len == 0);
}

static Word *read_word(TessResultIterator *at, guint line, guint block, gboolean symbols)
{
    g_autofree char *text = find_text(at);
    int left, top, right, bottom;
    if (!text || !TessPageIteratorBoundingBox(TessResultIteratorGetPageIterator(at), RIL_WORD,
                                              &left, &top, &right, &bottom))
        return NULL;
    float confidence = TessResultIteratorConfidence(at, RIL_WORD) / 100;
    Box box = {left, top, right - left, bottom - top};
    Word *word = word_new(text, box, CLAMP(confidence, 0, 1), line, block);
    if (symbols)
        word->choices = find_choices(at);
    return word;
}

static GPtrArray *read_words(TessBaseAPI *engine, gboolean symbols)
{
    GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    TessResultIterator *at = TessBaseAPIGetIterator(engine);
    int line = -1, block = -1;
    gboolean new_line = TRUE, new_block = TRUE;

    if (!at)
        return words;
    do {
        const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
        new_line |= TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE);
        new_block |= TessPageIteratorIsAtBeginningOf(place, RIL_PARA);
        Word *word = read_word(at, line + new_line, block + new_block, symbols);
        if (!word)
            continue;
        line += new_line;
        block += new_block;
        new_line = new_block = FALSE;
        g_ptr_array_add(words, word);
    } while (TessResultIteratorNext(at, RIL_WORD));
    TessResultIteratorDelete(at);
    return words;
}

GPtrArray *recogniser_read(Recogniser *recogniser, struct Pix *image, int dpi, Layout layout,
                           gboolean symbols, GError **error)
{
    TessBaseAPI *engine = recogniser->engine;
    GPtrArray *words = NULL;

    TessBaseAPISetVariable(engine, "lstm_choice_mode", symbols ? "2" : "0");
    TessBaseAPISetPageSegMode(engine, segmentation[layout]);
    TessBaseAPISetImage2(engine, image);
    TessBaseAPISetSourceResolution(engine, CLAMP(dpi, 70, 2400));
    if (TessBaseAPIRecognize(engine, NULL) == 0)
        words = read_words(engine, symbols);
    else
        g_set_error(error, FATE, FATE_INPUT, "The text recognition gave up on the page.");
    TessBaseAPIClear(engine);
    return words;
}
