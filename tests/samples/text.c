/* text.c - reads the descriptions of the samples.
 *
 * Does: parts head, pages, documents and blocks; takes the marks {field=value|raw} out of the lines
 * and keeps them as facts. Reads: texts/ files. Does not: know what a block looks like. */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("draw: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static GHashTable *settings_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

GHashTable *pairs_parse(const char *text)
{
    GHashTable *pairs = settings_new();
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    for (char **part = parts; *part != NULL; part++) {
        char *equals = strchr(*part, '=');
        if (equals != NULL)
            g_hash_table_replace(pairs, g_strndup(*part, equals - *part), g_strdup(equals + 1));
    }
    return pairs;
}

static void block_free(gpointer data)
{
    Block *block = data;
    g_free(block->name);
    g_free(block->argument);
    g_ptr_array_unref(block->lines);
    g_free(block);
}

static void page_text_free(gpointer data)
{
    PageText *page = data;
    g_hash_table_unref(page->settings);
    g_ptr_array_unref(page->blocks);
    g_string_free(page->verbatim, TRUE);
    g_free(page);
}

static void fact_free(gpointer data)
{
    Fact *fact = data;
    g_free(fact->name);
    g_free(fact->value);
    g_free(fact->also);
    g_free(fact->raw);
    g_free(fact);
}

static void document_text_free(gpointer data)
{
    DocumentText *document = data;
    g_free(document->type);
    g_hash_table_unref(document->settings);
    g_array_unref(document->pages);
    g_ptr_array_unref(document->facts);
    g_free(document);
}

void sample_text_free(SampleText *sample)
{
    g_free(sample->origin);
    g_hash_table_unref(sample->settings);
    g_ptr_array_unref(sample->pages);
    g_ptr_array_unref(sample->documents);
    g_free(sample);
}

const char *setting_lookup(const SampleText *sample, const PageText *page, const char *key,
                           const char *fallback)
{
    const char *own = page == NULL ? NULL : g_hash_table_lookup(page->settings, key);
    const char *common = g_hash_table_lookup(sample->settings, key);
    return own != NULL ? own : common != NULL ? common : fallback;
}

double setting_number(const SampleText *sample, const PageText *page, const char *key,
                      double fallback)
{
    const char *text = setting_lookup(sample, page, key, NULL);
    return text == NULL ? fallback : g_ascii_strtod(text, NULL);
}

static void document_open(SampleText *sample, const char *argument)
{
    DocumentText *document = g_new0(DocumentText, 1);
    document->type = g_strndup(argument, strcspn(argument, " "));
    document->settings = pairs_parse(argument);
    document->pages = g_array_new(FALSE, FALSE, sizeof(guint));
    document->facts = g_ptr_array_new_with_free_func(fact_free);
    g_ptr_array_add(sample->documents, document);
}

static void page_open(SampleText *sample, SheetKind kind, const char *argument)
{
    PageText *page = g_new0(PageText, 1);
    page->kind = kind;
    page->settings = pairs_parse(argument);
    page->blocks = g_ptr_array_new_with_free_func(block_free);
    page->verbatim = g_string_new(NULL);
    g_ptr_array_add(sample->pages, page);
    if (kind != SHEET_CONTENT)
        return;
    if (sample->documents->len == 0)
        give_up("%s: a page comes before its @document.", sample->origin);
    page->document = sample->documents->len;
    DocumentText *document = sample->documents->pdata[page->document - 1];
    g_array_append_val(document->pages, sample->pages->len);
}

static PageText *page_last(const SampleText *sample)
{
    if (sample->pages->len == 0)
        give_up("%s: text comes before the first page.", sample->origin);
    return sample->pages->pdata[sample->pages->len - 1];
}

static void block_open(SampleText *sample, const char *name, const char *argument)
{
    Block *block = g_new0(Block, 1);
    block->name = g_strdup(name);
    block->argument = g_strdup(argument);
    block->lines = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(page_last(sample)->blocks, block);
}

/* An NPI is valid when 80840 and its ten digits pass Luhn's check (45 CFR 162.406). */
static gboolean npi_valid(const char *npi)
{
    if (strlen(npi) != 10)
        return FALSE;
    int sum = 24; /* what the digits 80840 add */
    for (int i = 0; i < 10; i++) {
        int digit = npi[i] - '0';
        sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return sum % 10 == 0;
}

static void fact_add(SampleText *sample, const char *mark, const char *raw)
{
    const PageText *page = page_last(sample);
    if (page->document == 0)
        give_up("%s: the mark '%s' stands on a page without a document.", sample->origin, mark);
    Fact *fact = g_new0(Fact, 1);
    g_auto(GStrv) sides = g_strsplit(mark, "=", 2);
    g_auto(GStrv) values = g_strsplit(sides[1] != NULL ? sides[1] : raw, "~", 2);
    fact->name = g_strdup(sides[0]);
    fact->value = g_strdup(values[0]);
    fact->also = g_strdup(values[1]);
    fact->raw = g_strdup(raw);
    fact->page = sample->pages->len;
    if (g_str_equal(fact->name, "npi") && !npi_valid(fact->value))
        give_up("%s: the NPI %s fails its check digit.", sample->origin, fact->value);
    DocumentText *document = sample->documents->pdata[page->document - 1];
    g_ptr_array_add(document->facts, fact);
}

/* The line as it is printed; its marks become facts. */
static char *marks_take(SampleText *sample, const char *line)
{
    GString *printed = g_string_new(NULL);
    for (const char *open; (open = strchr(line, '{')) != NULL;) {
        const char *bar = strchr(open, '|'), *close = strchr(open, '}');
        if (bar == NULL || close == NULL || close < bar)
            give_up("%s: a mark is not closed in '%s'.", sample->origin, line);
        g_autofree char *mark = g_strndup(open + 1, bar - open - 1);
        g_autofree char *raw = g_strndup(bar + 1, close - bar - 1);
        g_string_append_len(printed, line, open - line);
        g_string_append(printed, raw);
        fact_add(sample, mark, raw);
        line = close + 1;
    }
    g_string_append(printed, line);
    return g_string_free(printed, FALSE);
}

static void directive_take(SampleText *sample, const char *line)
{
    size_t length = strcspn(line, " ");
    g_autofree char *name = g_strndup(line, length);
    g_autofree char *argument = marks_take(sample, line[length] == ' ' ? line + length + 1 : "");
    if (g_str_equal(name, "document")) {
        document_open(sample, argument);
        page_open(sample, SHEET_CONTENT, argument);
    } else if (g_str_equal(name, "page")) {
        page_open(sample, SHEET_CONTENT, argument);
    } else if (g_str_equal(name, "cover")) {
        page_open(sample, SHEET_COVER, argument);
    } else if (g_str_equal(name, "blank")) {
        page_open(sample, SHEET_BLANK, argument);
    } else {
        block_open(sample, name, argument);
    }
}

static void line_take(SampleText *sample, const char *line)
{
    if (line[0] == '@') {
        directive_take(sample, line + 1);
        return;
    }
    PageText *page = page_last(sample);
    char *printed = marks_take(sample, line);
    g_string_append_printf(page->verbatim, "%s\n", printed);
    if (page->blocks->len == 0)
        block_open(sample, "para", "");
    Block *block = page->blocks->pdata[page->blocks->len - 1];
    g_ptr_array_add(block->lines, printed);
}

static void head_take(SampleText *sample, const char *line)
{
    const char *colon = strchr(line, ':');
    if (colon == NULL)
        give_up("%s: '%s' in the head is no setting.", sample->origin, line);
    g_autofree char *key = g_strndup(line, colon - line);
    if (!g_hash_table_contains(sample->settings, key))
        g_hash_table_insert(sample->settings, g_steal_pointer(&key),
                            g_strstrip(g_strdup(colon + 1)));
}

/* Takes the head of the file, without what is set already, and then its pages. With `of` the pages
 * are those of another description, whose head stands behind its own. */
static void file_take(SampleText *sample, const char *path)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        give_up("%s cannot be read.", path);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    guint i = 0;
    for (; lines[i] != NULL && lines[i][0] != '\0'; i++)
        head_take(sample, lines[i]);
    if (lines[i] != NULL)
        i++;
    for (; lines[i] != NULL; i++)
        line_take(sample, lines[i]);
    const char *of = g_hash_table_lookup(sample->settings, "of");
    if (sample->pages->len > 0 || of == NULL)
        return;
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *other = g_build_filename(folder, of, NULL);
    file_take(sample, other);
}

SampleText *sample_text_load(const char *path)
{
    SampleText *sample = g_new0(SampleText, 1);
    sample->origin = g_path_get_basename(path);
    sample->settings = settings_new();
    sample->pages = g_ptr_array_new_with_free_func(page_text_free);
    sample->documents = g_ptr_array_new_with_free_func(document_text_free);
    file_take(sample, path);
    return sample;
}
