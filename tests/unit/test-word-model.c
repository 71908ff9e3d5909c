/* test-word-model.c - the linear model over words: what it learns, and that dict/ is up to date. */
#include "fate.h"
#include "word_model.h"

#include <math.h>
#include <string.h>

static char *folder;

static double share_of_words(const WordModel *model, char **words, const char *type)
{
    g_autofree double *shares = g_new0(double, word_model_types(model) + 1);
    word_model_ask(model, (const char *const *)words, shares);
    for (guint i = 0; i < word_model_types(model); i++)
        if (strcmp(word_model_type(model, i), type) == 0)
            return shares[i];
    return 0;
}

static double share_of(const WordModel *model, const char *text, const char *type)
{
    g_auto(GStrv) words = word_model_words(text);
    return share_of_words(model, words, type);
}

static void test_words(void)
{
    g_auto(GStrv) words = word_model_words("The X-ray, the RAY; 12 mg of it (Zoloft).");
    g_autofree char *all = g_strjoinv(",", words);
    g_assert_cmpstr(all, ==,
                    "it,it zoloft,mg,mg of,of,of it,ray,ray mg,ray the,the,the ray,zoloft");
}

static GPtrArray *samples_of(const char *const *texts)
{
    GPtrArray *samples = g_ptr_array_new_with_free_func((GDestroyNotify)word_sample_free);
    for (guint i = 0; texts[i] != NULL; i += 2)
        g_ptr_array_add(samples, word_sample_new(texts[i], texts[i + 1]));
    return samples;
}

static void test_learns(void)
{
    static const char *const texts[] = {
        "lab",  "sodium potassium serum", "lab",  "glucose serum fasting",
        "note", "feels well today",       "note", "cough today better",
        NULL,
    };
    g_autoptr(GPtrArray) samples = samples_of(texts);
    g_autoptr(WordModel) model = word_model_train(NULL, samples);
    g_assert_cmpuint(word_model_right(model, samples), ==, samples->len);
    g_assert_cmpfloat(share_of(model, "serum glucose", "lab"), >, 0.8);
    g_assert_cmpfloat(share_of(model, "today", "note"), >, 0.7);
    g_assert_cmpfloat_with_epsilon(share_of(model, "nothing known", "lab"), 0.5, 1e-9);
}

/* What the office calls otherwise is learnt on top; what it says nothing of stays. */
static void test_learns_on(void)
{
    static const char *const first[] = {"lab", "sodium serum", "note", "feels well", NULL};
    static const char *const then[] = {"diet-plan", "calories breakfast", NULL};
    g_autoptr(GPtrArray) samples = samples_of(first), more = samples_of(then);
    g_autoptr(WordModel) base = word_model_train(NULL, samples);
    g_autoptr(WordModel) model = word_model_train(base, more);
    g_assert_cmpfloat(share_of(model, "breakfast calories", "diet-plan"), >, 0.7);
    g_assert_cmpuint(word_model_right(model, samples), ==, samples->len);
}

static void test_written_and_read(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WordModel) model =
        word_model_parse("# a comment\nserum | lab | 1.5\nwell | note | -0.8\n", "test", &error);
    g_assert_no_error(error);
    g_autofree char *print = word_model_print(model);
    g_assert_cmpstr(print, ==, "serum | lab | 1.5\nwell | note | -0.8\n");
    static const char *const bad[] = {"serum | lab", "serum | lab | x", " | lab | 1",
                                      "serum | lab | 1 | 2", "a | b | nan"};
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) refused = NULL;
        g_assert_null(word_model_parse(bad[i], "test", &refused));
        g_assert_error(refused, FATE, FATE_FATAL);
    }
}

/* dict/doctype-words is what dict/phrases gives, but for the last digit on another machine. */
static void test_table_is_current(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *phrases = g_build_filename(folder, "phrases", NULL);
    g_autofree char *path = g_build_filename(folder, "doctype-words", NULL), *text = NULL;
    g_assert_true(g_file_get_contents(phrases, &text, NULL, &error));
    g_autoptr(GPtrArray) samples = word_samples_from_phrases(text);
    g_autoptr(WordModel) whole = word_model_train(NULL, samples);
    g_autofree char *written = word_model_print(whole);
    g_autoptr(WordModel) trained = word_model_parse(written, "trained", &error);
    g_assert_no_error(error);
    g_autoptr(WordModel) kept = word_model_load(path, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < samples->len; i++) {
        const WordSample *sample = g_ptr_array_index(samples, i);
        double now = share_of_words(trained, sample->words, sample->type);
        g_assert_cmpfloat(fabs(now - share_of_words(kept, sample->words, sample->type)), <, 0.1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autofree char *here = g_path_get_dirname(argv[0]);
    folder = g_build_filename(here, "..", "share", "chartward", NULL);
    g_test_add_func("/word-model/words", test_words);
    g_test_add_func("/word-model/learns", test_learns);
    g_test_add_func("/word-model/learns-on", test_learns_on);
    g_test_add_func("/word-model/written-and-read", test_written_and_read);
    g_test_add_func("/word-model/table-is-current", test_table_is_current);
    int status = g_test_run();
    g_free(folder);
    return status;
}
