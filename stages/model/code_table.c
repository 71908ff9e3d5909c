/* code_table.c - the official table of ICD-10-CM codes as a sorted array of numbers.
 *
 * Does: takes codes out of the files that CMS publishes, looks codes up, finds the one repair.
 * Does not: read or write files, look at pages. */
#include "code_table.h"

#include <string.h>

enum {
    CODE_LEAST = 3,
    CODE_MOST = 7,   /* characters without the dot */
    CODE_SIGNS = 37, /* nothing, ten digits, 26 letters */
    REPAIRS_MOST = 2,
};

struct CodeTable {
    GArray *keys; /* guint64, ascending, each once */
};

/* --- a code as a number ---------------------------------------------------------------------- */

static guint sign_number(char sign)
{
    return g_ascii_isdigit(sign) ? (guint)(sign - '0') + 1 : (guint)(sign - 'A') + 11;
}

static char number_sign(guint number)
{
    return (char)(number <= 10 ? '0' + (int)number - 1 : 'A' + (int)number - 11);
}

/* Filled up to seven characters, so that the order of numbers is that of codes. */
static guint64 code_key(const char *code, gsize length)
{
    guint64 key = 0;
    for (gsize i = 0; i < CODE_MOST; i++)
        key = key * CODE_SIGNS + (i < length ? sign_number(code[i]) : 0);
    return key;
}

static void key_code(guint64 key, char code[CODE_MOST + 1])
{
    memset(code, 0, CODE_MOST + 1);
    for (guint i = CODE_MOST; i > 0; i--) {
        guint number = (guint)(key % CODE_SIGNS);
        code[i - 1] = number != 0 ? number_sign(number) : '\0';
        key /= CODE_SIGNS;
    }
}

/* The code without its dot, in upper case; 0: no letters and digits of that number. */
static gsize code_plain(const char *text, gsize length, char code[CODE_MOST + 1])
{
    gsize n = 0;
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '.' && n == CODE_LEAST)
            continue;
        if (!g_ascii_isalnum(text[i]) || n == CODE_MOST)
            return 0;
        code[n++] = g_ascii_toupper(text[i]);
    }
    code[n] = '\0';
    return n >= CODE_LEAST ? n : 0;
}

static gboolean code_shaped(const char *code)
{
    return g_ascii_isalpha(code[0]) && g_ascii_isdigit(code[1]) &&
           (g_ascii_isdigit(code[2]) || code[2] == 'A' || code[2] == 'B');
}

/* --- the file -------------------------------------------------------------------------------- */

static gboolean is_between(char c)
{
    return strchr(" \t,;|\"'", c) != NULL && c != '\0';
}

/* The next word of the line; its length, 0 at the end. */
static gsize word_next(const char **at, const char *end)
{
    while (*at < end && is_between(**at))
        (*at)++;
    const char *start = *at;
    while (start < end && !is_between(*start))
        start++;
    return (gsize)(start - *at);
}

static gboolean is_order_number(const char *word, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isdigit(word[i]))
            return FALSE;
    return length > 0;
}

static gboolean line_read(const char *line, const char *end, guint64 *key)
{
    char code[CODE_MOST + 1];
    const char *at = line;
    gsize length = word_next(&at, end);
    if (is_order_number(at, length)) {
        at += length;
        length = word_next(&at, end);
    }
    gsize n = code_plain(at, length, code);
    *key = code_key(code, n);
    return n > 0 && code_shaped(code);
}

static gboolean line_empty(const char *line, const char *end)
{
    const char *at = line;
    return word_next(&at, end) == 0;
}

static int keys_compare(gconstpointer one, gconstpointer other)
{
    guint64 a = *(const guint64 *)one, b = *(const guint64 *)other;
    return a < b ? -1 : a > b;
}

static void keys_unite(GArray *keys)
{
    g_array_sort(keys, keys_compare);
    guint kept = 0;
    for (guint i = 0; i < keys->len; i++) {
        guint64 key = g_array_index(keys, guint64, i);
        if (kept == 0 || g_array_index(keys, guint64, kept - 1) != key)
            g_array_index(keys, guint64, kept++) = key;
    }
    g_array_set_size(keys, kept);
}

CodeTable *code_table_parse(const char *text, gsize length, guint *passed_over)
{
    CodeTable *table = g_new0(CodeTable, 1);
    table->keys = g_array_new(FALSE, FALSE, sizeof(guint64));
    guint passed = 0;
    const char *end = text + length;
    if (length >= 3 && memcmp(text, "\357\273\277", 3) == 0) /* a byte order mark */
        text += 3;
    while (text < end) {
        const char *stop = text;
        while (stop < end && *stop != '\n' && *stop != '\r')
            stop++;
        guint64 key;
        if (line_read(text, stop, &key))
            g_array_append_val(table->keys, key);
        else
            passed += !line_empty(text, stop);
        text = stop + 1;
    }
    keys_unite(table->keys);
    if (passed_over != NULL)
        *passed_over = passed;
    return table;
}

void code_table_free(CodeTable *table)
{
    if (table == NULL)
        return;
    g_array_unref(table->keys);
    g_free(table);
}

guint code_table_size(const CodeTable *table)
{
    return table->keys->len;
}

char *code_table_print(const CodeTable *table)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < table->keys->len; i++) {
        char code[CODE_MOST + 1];
        key_code(g_array_index(table->keys, guint64, i), code);
        g_string_append_printf(text, "%s\n", code);
    }
    return g_string_free(text, FALSE);
}

/* --- looking up ------------------------------------------------------------------------------ */

static gboolean key_known(const CodeTable *table, guint64 key)
{
    return g_array_binary_search(table->keys, &key, keys_compare, NULL);
}

gboolean code_table_has(const CodeTable *table, const char *code)
{
    char plain[CODE_MOST + 1];
    gsize n = code_plain(code, strlen(code), plain);
    return n > 0 && key_known(table, code_key(plain, n));
}

/* What recognition takes for one another; each string is a class. */
static const char *class_of(char sign)
{
    static const char *const classes[] = {"0OQD", "1IL", "2Z", "5S", "6G", "8B"};
    for (guint i = 0; i < G_N_ELEMENTS(classes); i++)
        if (strchr(classes[i], sign) != NULL)
            return classes[i];
    return "";
}

typedef struct {
    const CodeTable *table;
    char code[CODE_MOST + 1];
    gsize length;
    guint found; /* different codes of the table */
    guint64 key; /* the last one found */
} Repair;

static void repair_search(Repair *repair, gsize at, guint left)
{
    if (at == repair->length) {
        guint64 key = code_key(repair->code, repair->length);
        if (key_known(repair->table, key)) {
            repair->found++;
            repair->key = key;
        }
        return;
    }
    repair_search(repair, at + 1, left);
    char read = repair->code[at];
    for (const char *other = class_of(read); left > 0 && *other != '\0'; other++) {
        if (*other == read)
            continue;
        repair->code[at] = *other;
        repair_search(repair, at + 1, left - 1);
    }
    repair->code[at] = read;
}

char *code_table_repair(const CodeTable *table, const char *code)
{
    Repair repair = {.table = table};
    repair.length = code_plain(code, strlen(code), repair.code);
    if (repair.length == 0)
        return NULL;
    repair_search(&repair, 0, REPAIRS_MOST);
    if (repair.found != 1)
        return NULL;
    char whole[CODE_MOST + 1];
    key_code(repair.key, whole);
    return whole[CODE_LEAST] != '\0' ? g_strdup_printf("%.3s.%s", whole, whole + CODE_LEAST)
                                     : g_strdup(whole);
}
