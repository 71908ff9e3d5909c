/* affix.c - expands Hunspell dictionaries: word/FLAGS to all forms.
 *
 * Does: PFX, SFX and their cross product. Reads: texts of .aff and .dic in memory.
 * Does not: judge words (Hunspell does), double affixes, compounds, flags of more than a byte. */
#include "affix.h"

#include <string.h>

enum { FORM_BYTES = 96 };

typedef struct {
    char strip[16], append[16];
    char condition[32];
    guint8 strip_length, append_length;
} Affix;

typedef struct {
    gboolean prefix, crosses;
    GArray *affixes; /* Affix; NULL: no such flag */
} AffixClass;

struct AffixRules {
    AffixClass classes[256];                         /* by flag */
    guchar need_affix, no_suggest, only_in_compound; /* 0: none */
};

static void affix_add(AffixRules *rules, char **part, guint n_parts)
{
    AffixClass *class = &rules->classes[(guchar)*part[1]];
    if (class->affixes == NULL) { /* the head of a class: SFX S Y 4 */
        class->affixes = g_array_new(FALSE, TRUE, sizeof(Affix));
        class->prefix = *part[0] == 'P';
        class->crosses = *part[2] == 'Y';
        return;
    }
    if (n_parts < 5)
        return;
    Affix affix = {0};
    g_strlcpy(affix.strip, g_str_equal(part[2], "0") ? "" : part[2], sizeof affix.strip);
    g_strlcpy(affix.append, g_str_equal(part[3], "0") ? "" : part[3], sizeof affix.append);
    g_strlcpy(affix.condition, g_str_equal(part[4], ".") ? "" : part[4], sizeof affix.condition);
    char *flags = strchr(affix.append, '/');
    if (flags != NULL)
        *flags = '\0';
    affix.strip_length = strlen(affix.strip);
    affix.append_length = strlen(affix.append);
    g_array_append_val(class->affixes, affix);
}

AffixRules *affix_rules_parse(const char *aff_text)
{
    AffixRules *rules = g_new0(AffixRules, 1);
    g_auto(GStrv) lines = g_strsplit(aff_text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        char *part[6] = {NULL};
        guint n_parts = 0;
        char *rest = NULL;
        for (char *at = strtok_r(lines[i], " \t\r", &rest); at != NULL && n_parts < 6;
             at = strtok_r(NULL, " \t\r", &rest))
            part[n_parts++] = at;
        if (n_parts >= 4 && (g_str_equal(part[0], "SFX") || g_str_equal(part[0], "PFX")))
            affix_add(rules, part, n_parts);
        else if (n_parts == 2 && g_str_equal(part[0], "NEEDAFFIX"))
            rules->need_affix = *part[1];
        else if (n_parts == 2 && g_str_equal(part[0], "NOSUGGEST"))
            rules->no_suggest = *part[1];
        else if (n_parts == 2 && g_str_equal(part[0], "ONLYINCOMPOUND"))
            rules->only_in_compound = *part[1];
    }
    return rules;
}

void affix_rules_free(AffixRules *rules)
{
    if (rules == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(rules->classes); i++) {
        if (rules->classes[i].affixes != NULL)
            g_array_unref(rules->classes[i].affixes);
    }
    g_free(rules);
}

/* How many letters a condition such as [^aeiou]y covers. */
static guint condition_length(const char *condition)
{
    guint length = 0;
    for (const char *at = condition; *at != '\0'; at++, length++) {
        if (*at == '[') {
            const char *close = strchr(at, ']');
            if (close != NULL)
                at = close;
        }
    }
    return length;
}

/* TRUE when the letters from `text` on are as the condition wants them. */
static gboolean condition_holds(const char *condition, const char *text)
{
    for (const char *at = condition; *at != '\0'; at++, text++) {
        if (*at != '[') {
            if (*at != '.' && *at != *text)
                return FALSE;
            continue;
        }
        const char *close = strchr(at, ']');
        if (close == NULL)
            return FALSE;
        gboolean negated = at[1] == '^';
        const char *set = at + 1 + negated;
        gboolean inside = memchr(set, *text, close - set) != NULL;
        if (inside == negated)
            return FALSE;
        at = close;
    }
    return TRUE;
}

static gsize suffix_apply(const Affix *affix, const char *word, gsize length, char form[FORM_BYTES])
{
    gsize covered = condition_length(affix->condition);
    if (length <= affix->strip_length || length < covered ||
        length - affix->strip_length + affix->append_length >= FORM_BYTES)
        return 0;
    if (memcmp(word + length - affix->strip_length, affix->strip, affix->strip_length) != 0 ||
        !condition_holds(affix->condition, word + length - covered))
        return 0;
    gsize kept = length - affix->strip_length;
    memcpy(form, word, kept);
    memcpy(form + kept, affix->append, affix->append_length + 1);
    return kept + affix->append_length;
}

static gsize prefix_apply(const Affix *affix, const char *word, gsize length, char form[FORM_BYTES])
{
    if (length <= affix->strip_length || length < condition_length(affix->condition) ||
        length - affix->strip_length + affix->append_length >= FORM_BYTES)
        return 0;
    if (memcmp(word, affix->strip, affix->strip_length) != 0 ||
        !condition_holds(affix->condition, word))
        return 0;
    memcpy(form, affix->append, affix->append_length);
    memcpy(form + affix->append_length, word + affix->strip_length,
           length - affix->strip_length + 1);
    return length - affix->strip_length + affix->append_length;
}

typedef struct {
    const AffixRules *rules;
    const char *flags;
    gsize n_flags;
    AffixForm form;
    gpointer data;
} Expansion;

static void expand_prefixes(const Expansion *work, const char *word, gsize length,
                            gboolean suffixed)
{
    char form[FORM_BYTES];
    for (gsize i = 0; i < work->n_flags; i++) {
        const AffixClass *class = &work->rules->classes[(guchar)work->flags[i]];
        if (class->affixes == NULL || !class->prefix || (suffixed && !class->crosses))
            continue;
        for (guint j = 0; j < class->affixes->len; j++) {
            gsize made = prefix_apply(&g_array_index(class->affixes, Affix, j), word, length, form);
            if (made > 0)
                work->form(form, made, work->data);
        }
    }
}

static void expand_word(const Expansion *work, const char *word, gsize length)
{
    const AffixRules *rules = work->rules;
    for (gsize i = 0; i < work->n_flags; i++) {
        guchar flag = work->flags[i];
        if (flag == rules->no_suggest || flag == rules->only_in_compound)
            return;
    }
    if (rules->need_affix == 0 || memchr(work->flags, rules->need_affix, work->n_flags) == NULL) {
        work->form(word, length, work->data);
        expand_prefixes(work, word, length, FALSE);
    }
    char form[FORM_BYTES];
    for (gsize i = 0; i < work->n_flags; i++) {
        const AffixClass *class = &rules->classes[(guchar)work->flags[i]];
        if (class->affixes == NULL || class->prefix)
            continue;
        for (guint j = 0; j < class->affixes->len; j++) {
            gsize made = suffix_apply(&g_array_index(class->affixes, Affix, j), word, length, form);
            if (made == 0)
                continue;
            work->form(form, made, work->data);
            if (class->crosses)
                expand_prefixes(work, form, made, TRUE);
        }
    }
}

void affix_expand(const AffixRules *rules, const char *dic_text, AffixForm form, gpointer data)
{
    for (const char *line = dic_text; *line != '\0';) {
        gsize length = strcspn(line, "\r\n");
        gsize letters = strcspn(line, "/\t\r\n");
        if (letters > 0 && letters < FORM_BYTES && !g_ascii_isspace(*line)) {
            char word[FORM_BYTES];
            memcpy(word, line, letters);
            word[letters] = '\0';
            gboolean flagged = line[letters] == '/';
            const char *flags = line + letters + flagged;
            Expansion work = {rules, flags, flagged ? strcspn(flags, " \t\r\n") : 0, form, data};
            expand_word(&work, word, letters);
        }
        line += length;
        line += strspn(line, "\r\n");
    }
}
