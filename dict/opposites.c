/* opposites.c - the never-list that follows from the form of words.
 *
 * Does: whole words (left, not), beginnings (hypo-/hyper-) and endings (-ectomy/-otomy).
 * Does not: drugs (drugs.c). */
#include "opposites.h"

#include <string.h>

/* Of one group no word is put for another. */
static const char *const sides[] = {
    "left",      "right",    "bilateral", "unilateral", "ipsilateral", "contralateral", "medial",
    "lateral",   "anterior", "posterior", "superior",   "inferior",    "proximal",      "distal",
    "dorsal",    "ventral",  "palmar",    "plantar",    "cranial",     "caudal",        "cephalad",
    "caudad",    "dexter",   "sinister",  "upper",      "lower",       "above",         "below",
    "before",    "after",    "increase",  "decrease",   "increased",   "decreased",     "elevated",
    "depressed", "positive", "negative",  "normal",     "abnormal",    "benign",        "malignant",
    "acute",     "chronic",  "systolic",  "diastolic",  "abduction",   "adduction",     "flexion",
    "extension", "ileum",    "ilium",     "ileal",      "iliac",       "dysphagia",     "dysphasia",
};

/* These neither come nor go, whatever the other word is: all that follows hangs on them. */
static const char *const anchors[] = {
    "left",   "right",  "bilateral", "unilateral", "no",      "not",      "nor",
    "none",   "non",    "never",     "neither",    "without", "cannot",   "deny",
    "denies", "denied", "denying",   "absent",     "absence", "negative",
};

/* Beginnings and endings; within a group they are not exchanged on the same word. */
static const char *const beginnings[][8] = {
    {"hypo", "hyper"},  {"inter", "intra"}, {"pre", "post"},
    {"ante", "anti"},   {"ab", "ad"},       {"supra", "infra", "sub"},
    {"macro", "micro"}, {"brady", "tachy"}, {"endo", "exo", "ecto"},
    {"peri", "para"},   {"uni", "bi"},      {"hemi", "semi"},
    {"eu", "dys"},      {"iso", "aniso"},   {"levo", "dextro"},
    {"ant", "post"},    {"mono", "poly"},   {"oligo", "poly"},
    {"pro", "anti"},    {"super", "infer"},
};
static const char *const endings[][16] = {
    {"ectomy", "otomy", "ostomy", "oplasty", "orrhaphy", "opexy", "oscopy", "ography", "ology",
     "opathy", "oscope", "ogram"},
    {"ectomies", "otomies", "ostomies", "oplasties", "orrhaphies", "opexies", "oscopies",
     "ographies", "opathies", "oscopes", "ograms"},
    {"ectomized", "otomized", "ostomized"},
    {"itis", "osis", "oma", "algia", "emia"},
    {"penia", "cytosis"},
    {"phagia", "phasia"},
};
/* What makes a word its own contrary when it is put before it. */
static const char *const contraries[] = {"un", "in", "im",  "ir", "non",
                                         "a",  "an", "dis", "de", "anti"};

static gboolean holds(const char *const *words, gsize n_words, const char *word)
{
    for (gsize i = 0; i < n_words; i++) {
        if (g_str_equal(words[i], word))
            return TRUE;
    }
    return FALSE;
}

static gboolean beginnings_differ(const char *one, const char *other)
{
    for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        const char *const *group = beginnings[i];
        for (gsize j = 0; group[j] != NULL; j++) {
            for (gsize k = 0; group[k] != NULL; k++) {
                if (j != k && g_str_has_prefix(one, group[j]) &&
                    g_str_has_prefix(other, group[k]) &&
                    g_str_equal(one + strlen(group[j]), other + strlen(group[k])))
                    return TRUE;
            }
        }
    }
    return FALSE;
}

/* Hypo- and hyper- are kept apart on any word, whatever else differs. */
static gboolean hypo_meets_hyper(const char *one, const char *other)
{
    return (g_str_has_prefix(one, "hypo") && g_str_has_prefix(other, "hyper")) ||
           (g_str_has_prefix(one, "hyper") && g_str_has_prefix(other, "hypo"));
}

/* The place in its group of the ending that the word has; -1: none. The longest one wins. */
static int ending_of(const char *const *group, const char *word)
{
    int found = -1;
    for (int i = 0; group[i] != NULL; i++) {
        if (g_str_has_suffix(word, group[i]) &&
            (found < 0 || strlen(group[i]) > strlen(group[found])))
            found = i;
    }
    return found;
}

static gboolean endings_differ(const char *one, const char *other)
{
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        int a = ending_of(endings[i], one), b = ending_of(endings[i], other);
        if (a >= 0 && b >= 0 && a != b)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_contrary(const char *word, const char *of)
{
    for (gsize i = 0; i < G_N_ELEMENTS(contraries); i++) {
        if (g_str_has_prefix(word, contraries[i]) && g_str_equal(word + strlen(contraries[i]), of))
            return TRUE;
    }
    return FALSE;
}

gboolean word_is_anchor(const char *word)
{
    return holds(anchors, G_N_ELEMENTS(anchors), word);
}

gboolean words_are_opposites(const char *one, const char *other)
{
    if (g_str_equal(one, other))
        return FALSE;
    if (word_is_anchor(one) || word_is_anchor(other))
        return TRUE;
    if (holds(sides, G_N_ELEMENTS(sides), one) && holds(sides, G_N_ELEMENTS(sides), other))
        return TRUE;
    return hypo_meets_hyper(one, other) || beginnings_differ(one, other) ||
           endings_differ(one, other) || is_contrary(one, other) || is_contrary(other, one);
}

static void turn_beginnings(const char *word, GPtrArray *turned)
{
    for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        const char *const *group = beginnings[i];
        for (gsize j = 0; group[j] != NULL; j++) {
            if (!g_str_has_prefix(word, group[j]))
                continue;
            for (gsize k = 0; group[k] != NULL; k++) {
                if (k != j)
                    g_ptr_array_add(turned, g_strconcat(group[k], word + strlen(group[j]), NULL));
            }
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(contraries); i++) {
        g_ptr_array_add(turned, g_strconcat(contraries[i], word, NULL));
        if (g_str_has_prefix(word, contraries[i]))
            g_ptr_array_add(turned, g_strdup(word + strlen(contraries[i])));
    }
}

static void turn_endings(const char *word, GPtrArray *turned)
{
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        const char *const *group = endings[i];
        int own = ending_of(group, word);
        for (int k = 0; own >= 0 && group[k] != NULL; k++) {
            int kept = (int)(strlen(word) - strlen(group[own]));
            if (k != own)
                g_ptr_array_add(turned, g_strdup_printf("%.*s%s", kept, word, group[k]));
        }
    }
}

char **word_opposites(const char *word)
{
    GPtrArray *turned = g_ptr_array_new();
    turn_beginnings(word, turned);
    turn_endings(word, turned);
    g_ptr_array_add(turned, NULL);
    return (char **)g_ptr_array_free(turned, FALSE);
}
