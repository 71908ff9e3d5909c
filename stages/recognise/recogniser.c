/* recogniser.c - the only user of Tesseract's C interface.
 *
 * Does: opens Tesseract once per process, reads an image into words with boxes.
 * Reads: the language packs, at opening only (a reader is locked in afterwards).
 * Writes: nothing; Tesseract's own chatter goes to /dev/null.
 * Does not: prepare images, judge words, know pages. */
#include "recogniser.h"

#include "fate.h"
#include "serial_teams.h"

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
    if (!serial_teams_hold())
        g_debug(
            "Tesseract's teams of threads are the OpenMP library's own: it works all the same.");
    TessBaseAPISetVariable(engine, "debug_file", "/dev/null");
    /* The complaint that this call provokes opens the debug file now; a locked-in reader could not.
     */
    TessBaseAPISetSourceResolution(engine, 300);
    gboolean begun = TessBaseAPIInit3(engine, NULL, language) == 0;
    if (!check_languages(engine, begun, language, error)) {
        TessBaseAPIDelete(engine);
        return NULL;
    }
    TessBaseAPISetVariable(engine, "lstm_choice_mode", "2");
    /* Searches for one more reading of every symbol, a fiftieth of the whole time each. With two of
     * them one in twenty corrections is missed. */
    TessBaseAPISetVariable(engine, "lstm_choice_iterations", "3");
    /* Lines that read badly are not tried as white on black: those were turned round before. */
    TessBaseAPISetVariable(engine, "tessedit_do_invert", "0");
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

/* Adds the readings of the symbol under `at`, other than `chosen`, that are one character long. */
static void collect_choices(TessResultIterator *at, guint index, gunichar chosen, Word *word)
{
    TessChoiceIterator *choice = TessResultIteratorGetChoiceIterator(at);
    if (!choice)
        return;
    do {
        const char *text = TessChoiceIteratorGetUTF8Text(choice);
        float confidence = TessChoiceIteratorConfidence(choice) / 100;
        if (!text || !g_utf8_validate(text, -1, NULL) || g_utf8_strlen(text, -1) != 1)
            continue;
        Choice one = {index, g_utf8_get_char(text), CLAMP(confidence, 0, 1)};
        if (one.symbol == chosen || !g_unichar_isgraph(one.symbol))
            continue;
        if (!word->choices)
            word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
        g_array_append_val(word->choices, one);
    } while (TessChoiceIteratorNext(choice));
    TessChoiceIteratorDelete(choice);
}

static gboolean bounding_box(TessResultIterator *at, TessPageIteratorLevel level, Box *box)
{
    int left, top, right, bottom;
    if (!TessPageIteratorBoundingBox(TessResultIteratorGetPageIterator(at), level, &left, &top,
                                     &right, &bottom))
        return FALSE;
    *box = (Box){left, top, right - left, bottom - top};
    return TRUE;
}

/* Adds the symbol under `at` to the word, unless it is white space. */
static void add_symbol(TessResultIterator *at, Word *word)
{
    char *text = TessResultIteratorGetUTF8Text(at, RIL_SYMBOL);
    g_autoptr(GString) grown = g_string_new(word->text);
    for (const char *c = text; c && *c && g_utf8_validate(text, -1, NULL);
         c = g_utf8_next_char(c)) {
        gunichar symbol = g_utf8_get_char(c);
        if (!g_unichar_isgraph(symbol))
            continue;
        collect_choices(at, g_utf8_strlen(grown->str, -1), symbol, word);
        g_string_append_unichar(grown, symbol);
    }
    TessDeleteText(text);
    g_free(word->text);
    word->text = g_string_free(g_steal_pointer(&grown), FALSE);
}

/* How many of the breaks lie left of `x`. */
static guint count_breaks(const GArray *breaks, int x)
{
    guint count = 0;
    while (breaks && count < breaks->len && g_array_index(breaks, int, count) <= x)
        count++;
    return count;
}

/* Adds the word under `at`: several words where breaks run through it. Tells whether it did. */
static gboolean read_word(const TessResultIterator *word_at, const Word *model,
                          const GArray *breaks, GPtrArray *words)
{
    TessResultIterator *at = TessResultIteratorCopy(word_at);
    guint before = count_breaks(breaks, model->box.x), count = words->len;
    g_autoptr(Word) word = NULL;
    for (gboolean more = TRUE; more; more = TessResultIteratorNext(at, RIL_SYMBOL)) {
        Box box = model->box;
        bounding_box(at, RIL_SYMBOL, &box);
        guint passed = MAX(before, count_breaks(breaks, box.x + box.width / 2));
        if (word && *word->text && passed > before) {
            int cut = g_array_index(breaks, int, passed - 1);
            int end = word->box.x + word->box.width;
            word->box.width = CLAMP(cut - word->box.x, 1, word->box.width);
            g_ptr_array_add(words, g_steal_pointer(&word));
            word = word_new("", model->box, model->confidence, model->line, model->block);
            word->box.x = MIN(cut, end - 1);
            word->box.width = end - word->box.x;
        }
        if (!word)
            word = word_new("", model->box, model->confidence, model->line, model->block);
        before = passed;
        add_symbol(at, word);
        if (TessPageIteratorIsAtFinalElement(TessResultIteratorGetPageIterator(at), RIL_WORD,
                                             RIL_SYMBOL))
            break;
    }
    if (word && *word->text)
        g_ptr_array_add(words, g_steal_pointer(&word));
    TessResultIteratorDelete(at);
    return words->len > count + 1;
}

/* A lone symbol was cut off `words[tail - 1]`, yet what stands before the next break begins with
 * the word behind it: where symbols stand is a guess of the recogniser, which words they make is
 * not. */
static gboolean is_cut_wrongly(const GPtrArray *words, guint tail, const GArray *breaks)
{
    const Word *cut = words->pdata[tail], *next = words->pdata[tail + 1];
    return g_utf8_strlen(cut->text, -1) == 1 && cut->line == next->line &&
           count_breaks(breaks, cut->box.x + cut->box.width / 2) ==
               count_breaks(breaks, next->box.x + next->box.width / 2);
}

static void rejoin(GPtrArray *words, guint tail)
{
    Word *whole = words->pdata[tail - 1], *cut = words->pdata[tail];
    guint length = (guint)g_utf8_strlen(whole->text, -1);
    char *text = g_strconcat(whole->text, cut->text, NULL);
    for (guint i = 0; cut->choices && i < cut->choices->len; i++) {
        Choice choice = g_array_index(cut->choices, Choice, i);
        choice.at += length;
        if (!whole->choices)
            whole->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
        g_array_append_val(whole->choices, choice);
    }
    g_free(whole->text);
    whole->text = text;
    whole->box = box_join(whole->box, cut->box);
    g_ptr_array_remove_index(words, tail);
}

static GPtrArray *read_words(TessBaseAPI *engine, const GArray *breaks)
{
    GPtrArray *words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    TessResultIterator *at = TessBaseAPIGetIterator(engine);
    guint line = 0, block = 0;
    gboolean new_line = FALSE, new_block = FALSE, cut = FALSE;

    if (!at)
        return words;
    do {
        const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
        float confidence = TessResultIteratorConfidence(at, RIL_WORD) / 100;
        new_line |= words->len && TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE);
        new_block |= words->len && TessPageIteratorIsAtBeginningOf(place, RIL_PARA);
        Word model = {.confidence = CLAMP(confidence, 0, 1),
                      .line = line + new_line,
                      .block = block + new_block};
        guint count = words->len;
        gboolean cut_now =
            bounding_box(at, RIL_WORD, &model.box) && read_word(at, &model, breaks, words);
        if (words->len == count)
            continue;
        if (cut && is_cut_wrongly(words, count - 1, breaks))
            rejoin(words, count - 1);
        cut = cut_now;
        line = model.line;
        block = model.block;
        new_line = new_block = FALSE;
    } while (TessResultIteratorNext(at, RIL_WORD));
    TessResultIteratorDelete(at);
    return words;
}

GPtrArray *recogniser_read(Recogniser *recogniser, struct Pix *image, int dpi, Layout layout,
                           const GArray *breaks, GError **error)
{
    TessBaseAPI *engine = recogniser->engine;
    GPtrArray *words = NULL;

    TessBaseAPISetPageSegMode(engine, segmentation[layout]);
    TessBaseAPISetImage2(engine, image);
    TessBaseAPISetSourceResolution(engine, CLAMP(dpi, 70, 2400));
    if (TessBaseAPIRecognize(engine, NULL) == 0)
        words = read_words(engine, breaks);
    else
        g_set_error(error, FATE, FATE_INPUT, "The text recognition gave up on the page.");
    TessBaseAPIClear(engine);
    return words;
}

gboolean recogniser_knows(Recogniser *recogniser, const char *word)
{
    return TessBaseAPIIsValidWord(recogniser->engine, word) != 0;
}
