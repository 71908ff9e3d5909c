/* reading.c - what each step of reading is worth: reads every Nth scanned page of a corpus once as
 * it is, and once more with each step left out.
 *
 * Reads: CORPUS/truth.jsonl, CORPUS/inbox. Writes into OUT, for this SHARE of the pages:
 * truth.SHARE, all.SHARE and STEP.SHARE (listings for the scorer, one page a line), cpu.SHARE (CPU
 * seconds by level and stage), sure.SHARE (of each word: its confidence, whether it is right),
 * done.SHARE (on how many pages the step made a difference). A page that is cleaned the same
 * without a step is not read again.
 * usage: OMP_THREAD_LIMIT=1 reading CORPUS DATA-FOLDER EVERY SHARE/SHARES OUT */
#include "pipeline/engine/runner.h"
#include "proof.h"

#include <allheaders.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MOST = 32 };

typedef struct {
    const char *corpus, *out;
    guint every, share, shares;
    guint pages; /* scanned ones met so far */
    Settings *settings;
    Runner *runner;
    FILE *truth, *as_it_is, *cpu, *sure;
    FILE *without[STEPS_MOST];
    guint changed[STEPS_MOST];
} Bench;

static void give_up(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;

static void give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static FILE *file_open(const Bench *bench, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.%u", bench->out, name, bench->share);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        give_up("'%s' cannot be written.", path);
    setvbuf(file, NULL, _IOLBF, 0);
    return file;
}

static void json_print(FILE *file, JsonNode *node)
{
    g_autofree char *text = json_to_string(node, FALSE);
    fprintf(file, "%s\n", text);
}

/* A document of the one page, as the scorer wants it. */
static void page_list(FILE *file, const char *source, const Page *page)
{
    g_autofree char *read = page_text(page, TEXT_OCR), *spelt = page_text(page, TEXT_CORRECTED);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "source");
    json_builder_add_string_value(json, source);
    json_builder_set_member_name(json, "pages");
    json_builder_begin_array(json);
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "source_page");
    json_builder_add_int_value(json, page->source_page);
    json_builder_set_member_name(json, "rotation");
    json_builder_add_int_value(json, page->rotation);
    json_builder_set_member_name(json, "kind");
    json_builder_add_string_value(json, page_kind_name(page->kind));
    json_builder_set_member_name(json, "text_ocr");
    json_builder_add_string_value(json, read);
    json_builder_set_member_name(json, "text");
    json_builder_add_string_value(json, spelt);
    json_builder_end_object(json);
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    json_print(file, root);
}

/* The truth of the one page; files are told apart by their page. */
static void truth_list(FILE *file, JsonObject *truth, JsonObject *about, const char *name)
{
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    JsonObject *one = json_object_new();
    JsonArray *pages = json_array_new();
    json_array_add_object_element(pages, json_object_ref(about));
    json_object_set_string_member(one, "file", name);
    json_object_set_string_member(one, "level", json_object_get_string_member(truth, "level"));
    json_object_set_string_member(one, "format", json_object_get_string_member(truth, "format"));
    json_object_set_boolean_member(one, "bundle", FALSE);
    json_object_set_array_member(one, "pages", pages);
    json_object_set_array_member(one, "documents", json_array_new());
    json_node_take_object(node, one);
    json_print(file, node);
}

static Page *page_run(const Bench *bench, Source *source, guint number, const char *step,
                      unsigned wanted)
{
    g_autoptr(Proof) proof = proof_new_without(step);
    g_autoptr(GError) error = NULL;
    Page *page = page_new(number);
    page->proof = proof;
    if (!runner_page(bench->runner, source, page, wanted, &error))
        page->kind = PAGE_UNREADABLE;
    page->proof = NULL;
    return page;
}

static gboolean is_cleaned_alike(const Page *one, const Page *other)
{
    l_int32 same = FALSE;
    if (one->rotation != other->rotation || (one->clean == NULL) != (other->clean == NULL))
        return FALSE;
    return one->clean == NULL || (pixEqual(one->clean, other->clean, &same) == 0 && same);
}

/* Whether the step works on the page before it is taken apart into lines. */
static gboolean is_cleaning(const char *step)
{
    static const char *const later[] = {"white-print", "rules",   "leaders", "scribbles",
                                        "second-look", "rubbish", NULL};
    return !g_strv_contains(later, step);
}

static void step_leave_out(Bench *bench, Source *source, const char *name, const Page *whole,
                           guint at)
{
    const char *step = proof_steps[at];
    if (is_cleaning(step)) {
        g_autoptr(Page) cleaned = page_run(bench, source, whole->source_page, step, PART_CLEAN);
        if (is_cleaned_alike(whole, cleaned)) {
            page_list(bench->without[at], name, whole);
            return;
        }
    }
    g_autoptr(Page) page = page_run(bench, source, whole->source_page, step, PART_SPELLED);
    g_autofree char *text = page_text(page, TEXT_OCR), *with = page_text(whole, TEXT_OCR);
    bench->changed[at] += !g_str_equal(text, with);
    page_list(bench->without[at], name, page);
}

static void times_list(Bench *bench, const char *level)
{
    g_autoptr(GVariant) times = g_variant_ref_sink(runner_take_times(bench->runner));
    GVariantIter iterator;
    const char *stage;
    double seconds;
    g_variant_iter_init(&iterator, times);
    while (g_variant_iter_next(&iterator, "{&sd}", &stage, &seconds))
        fprintf(bench->cpu, "%s %s %.3f\n", level, stage, seconds);
}

/* The word without the marks at its edges, as the scorer has it; cut in place. */
static const char *core_of(char *word)
{
    static const char marks[] = ".,;:!?()[]{}\"'|*~`_-=<>\\/";
    word += strspn(word, marks);
    for (gsize length = strlen(word); length > 0 && strchr(marks, word[length - 1]) != NULL;)
        word[--length] = '\0';
    return word;
}

/* How often each word stands on the page: char* to GUINT_TO_POINTER. */
static GHashTable *words_count(JsonObject *about)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) words =
        g_strsplit_set(json_object_get_string_member(about, "text"), " \n\t\f", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        char *core = g_strdup(core_of(words[i]));
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, core));
        g_hash_table_insert(counts, core, GUINT_TO_POINTER(count + 1));
    }
    return counts;
}

/* What is said of each word's being right, and whether it is: it stands on the page as often. */
static void confidence_list(const Bench *bench, const Page *page, JsonObject *about)
{
    g_autoptr(GHashTable) counts = words_count(about);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        g_autofree char *text = g_strdup(word->text);
        const char *core = core_of(text);
        if (*core == '\0' || (word->flags & WORD_HEADER) != 0)
            continue;
        guint left = GPOINTER_TO_UINT(g_hash_table_lookup(counts, core));
        fprintf(bench->sure, "%.3f %d\n", (double)word->confidence, left > 0);
        if (left > 0)
            g_hash_table_insert(counts, g_strdup(core), GUINT_TO_POINTER(left - 1));
    }
}

static void page_measure(Bench *bench, Source *source, JsonObject *truth, JsonObject *about)
{
    guint number = (guint)json_object_get_int_member(about, "index");
    g_autofree char *name =
        g_strdup_printf("%s-%u", json_object_get_string_member(truth, "file"), number);
    truth_list(bench->truth, truth, about, name);
    g_autoptr(GVariant) others = g_variant_ref_sink(runner_take_times(bench->runner));
    g_autoptr(Page) page = page_run(bench, source, number, NULL, PART_SPELLED | PART_FILED);
    times_list(bench, json_object_get_string_member(truth, "level"));
    page_list(bench->as_it_is, name, page);
    confidence_list(bench, page, about);
    for (guint i = 0; proof_steps[i] != NULL; i++)
        step_leave_out(bench, source, name, page, i);
}

static void file_measure(Bench *bench, JsonObject *truth)
{
    const char *file = json_object_get_string_member(truth, "file"), *reason;
    const char *format = json_object_get_string_member(truth, "format");
    if (g_str_equal(format, "txt") || g_str_equal(format, "pdf-text"))
        return;
    g_autofree char *path = g_build_filename(bench->corpus, "inbox", file, NULL);
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(path, FALSE, NULL);
    if (mapped == NULL)
        give_up("'%s' cannot be read.", path);
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(mapped);
    g_autoptr(Source) source = source_open(bytes, file, bench->settings, &reason, NULL);
    JsonArray *pages = json_object_get_array_member(truth, "pages");
    for (guint i = 0; source != NULL && i < json_array_get_length(pages); i++) {
        JsonObject *about = json_array_get_object_element(pages, i);
        guint at = bench->pages++;
        if (at % bench->every == bench->every - 1 &&
            at / bench->every % bench->shares == bench->share)
            page_measure(bench, source, truth, about);
    }
}

static void truth_measure(Bench *bench)
{
    g_autofree char *path = g_build_filename(bench->corpus, "truth.jsonl", NULL), *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error))
        give_up("%s", error->message);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
        g_autoptr(JsonParser) parser = json_parser_new();
        if (!json_parser_load_from_data(parser, lines[i], -1, &error))
            give_up("%s, line %u: %s", path, i + 1, error->message);
        file_measure(bench, json_node_get_object(json_parser_get_root(parser)));
    }
}

int main(int argc, char **argv)
{
    Bench bench = {0};
    if (argc != 6 || sscanf(argv[3], "%u", &bench.every) != 1 || bench.every == 0 ||
        sscanf(argv[4], "%u/%u", &bench.share, &bench.shares) != 2 || bench.shares == 0) {
        fprintf(stderr, "usage: reading CORPUS DATA-FOLDER EVERY SHARE/SHARES OUT\n");
        return 2;
    }
    bench.corpus = argv[1];
    bench.out = argv[5];
    bench.settings = settings_new();
    const StageSetup setup = {.settings = bench.settings, .data_folder = argv[2]};
    g_autoptr(GError) error = NULL;
    setMsgSeverity(L_SEVERITY_NONE);
    bench.runner = runner_open(RUN_PAGES, &setup, &error);
    if (bench.runner == NULL)
        give_up("%s", error->message);
    bench.truth = file_open(&bench, "truth");
    bench.as_it_is = file_open(&bench, "all");
    bench.cpu = file_open(&bench, "cpu");
    bench.sure = file_open(&bench, "sure");
    for (guint i = 0; proof_steps[i] != NULL; i++)
        bench.without[i] = file_open(&bench, proof_steps[i]);

    truth_measure(&bench);

    FILE *done = file_open(&bench, "done");
    for (guint i = 0; proof_steps[i] != NULL; i++) {
        fprintf(done, "%s %u\n", proof_steps[i], bench.changed[i]);
        fclose(bench.without[i]);
    }
    fclose(done);
    fclose(bench.truth);
    fclose(bench.as_it_is);
    fclose(bench.cpu);
    fclose(bench.sure);
    runner_close(bench.runner);
    settings_free(bench.settings);
    return 0;
}
