/* confusion.c - the shapes of letters and what a scanner, a fax and OCR make of them.
 *
 * Does: folding, weighted edit distance, skeletons. Reads: nothing.
 * Does not: know words. */
#include "confusion.h"

#include <string.h>

/* Shapes of several letters first; costs as observed on faxes: the lower, the more often. Every
 * line holds both ways. */
static const struct {
    const char *one, *other;
    double cost;
} shapes[] = {
    {"rn", "m", 0.2},  {"cl", "d", 0.25}, {"vv", "w", 0.2},  {"ii", "u", 0.3},  {"li", "h", 0.35},
    {"ri", "n", 0.3},  {"in", "m", 0.35}, {"ni", "m", 0.35}, {"nn", "m", 0.4},  {"iii", "m", 0.3},
    {"fi", "h", 0.4},  {"il", "u", 0.35}, {"li", "u", 0.35}, {"lo", "b", 0.4},  {"ol", "d", 0.4},
    {"tl", "d", 0.6},  {"rr", "n", 0.4},  {"ir", "n", 0.35}, {"tt", "n", 0.5},  {"rt", "n", 0.5},
    {"ti", "n", 0.45}, {"it", "n", 0.45}, {"fl", "n", 0.5},  {"un", "im", 0.5}, {"iv", "w", 0.35},
    {"ui", "m", 0.5},  {"iu", "m", 0.5},  {"lc", "k", 0.4},  {"ic", "k", 0.4},  {"|c", "k", 0.4},
    {"c1", "d", 0.25}, {"1i", "h", 0.35}, {"l1", "u", 0.4},  {"1l", "u", 0.4},  {"ff", "if", 0.6},
    {"fi", "ti", 0.4}, {"ss", "as", 0.6}, {"ee", "ce", 0.2}, {"ny", "my", 0.4}, {"tn", "m", 0.45},
    {"ln", "m", 0.4},  {"nt", "m", 0.5},  {"ul", "ld", 0.8}, {"rm", "nn", 0.4}, {"mn", "nm", 0.5},
};

static const struct {
    const char *pair;
    double cost;
} letters[] = {
    {"1l", 0.1}, {"1i", 0.15}, {"|l", 0.1}, {"|i", 0.15}, {"!l", 0.15}, {"!i", 0.15}, {"0o", 0.1},
    {"]l", 0.2}, {"[l", 0.2},  {"]i", 0.3}, {"[i", 0.3},  {"5s", 0.15}, {"8b", 0.3},  {"6b", 0.3},
    {"9g", 0.3}, {"2z", 0.3},  {"$s", 0.2}, {"3e", 0.5},  {"8s", 0.5},  {"1t", 0.3},  {"li", 0.2},
    {"ce", 0.3}, {"eo", 0.4},  {"co", 0.4}, {"ao", 0.5},  {"ae", 0.5},  {"ac", 0.6},  {"hb", 0.4},
    {"nu", 0.4}, {"nh", 0.5},  {"nr", 0.5}, {"ft", 0.4},  {"tl", 0.4},  {"fl", 0.5},  {"it", 0.5},
    {"rt", 0.5}, {"ri", 0.5},  {"rl", 0.5}, {"fi", 0.5},  {"ij", 0.3},  {"lj", 0.4},  {"vy", 0.5},
    {"vu", 0.5}, {"gq", 0.3},  {"gy", 0.6}, {"pq", 0.6},  {"as", 0.6},  {"sx", 0.7},  {"zs", 0.6},
    {"au", 0.6}, {"ou", 0.7},  {"dc", 0.7}, {"kh", 0.5},  {"kx", 0.7},  {"lk", 0.6},  {"ld", 0.7},
    {"dl", 0.7}, {"mn", 0.5},  {"mw", 0.7}, {"vw", 0.6},  {"bp", 0.8},  {"do", 0.6},  {"bo", 0.6},
    {"rc", 0.6}, {"es", 0.6},  {"gs", 0.8}, {"hn", 0.5},  {"hk", 0.5},  {"hl", 0.6},  {"bl", 0.6},
    {"un", 0.4}, {"ux", 0.8},  {"xz", 0.7}, {"a4", 0.6},  {"q9", 0.3},  {"yv", 0.5},  {"ef", 0.8},
};

#define LETTER  1.0f /* another letter, one too many, one too few */
#define SWAPPED 1.0f /* two neighbours changed over: typing, not OCR */
#define STROKE  0.7f /* a thin letter lost or made of dirt: i, l, t, 1, ' or . */
#define AT_EDGE 0.7f /* of the cost, for the first and the last letter */
#define THOUGHT 0.4f /* a letter that the recogniser itself thought of, at the most */

/* The letter without its accent, which dirt puts on letters and faxes take away; `?` for others. */
static char plain_letter(gunichar symbol)
{
    if (symbol < 128)
        return g_ascii_tolower((char)symbol);
    if (symbol == 0xa2) /* a cent is a struck-through c */
        return 'c';
    if (symbol == 0x2019 || symbol == 0x2018)
        return '\'';
    gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    g_unichar_fully_decompose(symbol, FALSE, base, G_N_ELEMENTS(base));
    return base[0] < 128 ? g_ascii_tolower((char)base[0]) : '?';
}

gboolean confusion_fold(const char *word, char folded[CONFUSION_BYTES],
                        guint8 places[CONFUSION_BYTES])
{
    gsize length = 0, n_characters = 0;
    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar symbol = g_utf8_get_char(at);
        const char *as = symbol == 0xfb01 ? "fi" : symbol == 0xfb02 ? "fl" : NULL;
        char own[2] = {plain_letter(symbol), '\0'};
        if (as == NULL)
            as = own;
        if (length + strlen(as) >= CONFUSION_BYTES)
            return FALSE;
        if (places != NULL)
            places[n_characters++] = (guint8)length;
        memcpy(folded + length, as, strlen(as));
        length += strlen(as);
    }
    folded[length] = '\0';
    return length > 0;
}

typedef struct {
    const char *read, *meant;
    guint8 n_read, n_meant;
    float cost;
} Shape;

struct Confusion {
    float letters[128][128];
    float lone[128];
    GArray *shapes[128];     /* Shape, by the last letter read; NULL: none */
    guint8 shaped[128][128]; /* TRUE: some shape ends with this letter read and that one meant */
};

static void shape_add(Confusion *confusion, const char *read, const char *meant, double cost)
{
    Shape shape = {read, meant, strlen(read), strlen(meant), cost};
    GArray **list = &confusion->shapes[(guchar)read[shape.n_read - 1]];
    if (*list == NULL)
        *list = g_array_new(FALSE, FALSE, sizeof(Shape));
    g_array_append_val(*list, shape);
    confusion->shaped[(guchar)read[shape.n_read - 1]][(guchar)meant[shape.n_meant - 1]] = TRUE;
}

Confusion *confusion_new(void)
{
    Confusion *confusion = g_new0(Confusion, 1);
    for (guint i = 0; i < 128; i++) {
        for (guint j = 0; j < 128; j++)
            confusion->letters[i][j] = i == j ? 0 : LETTER;
        confusion->lone[i] = i > 0 && strchr("ilt1|!'.,j`", (char)i) != NULL ? STROKE : LETTER;
    }
    for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
        guchar one = letters[i].pair[0], other = letters[i].pair[1];
        confusion->letters[one][other] = confusion->letters[other][one] = letters[i].cost;
    }
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        shape_add(confusion, shapes[i].one, shapes[i].other, shapes[i].cost);
        shape_add(confusion, shapes[i].other, shapes[i].one, shapes[i].cost);
    }
    return confusion;
}

void confusion_free(Confusion *confusion)
{
    if (confusion == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(confusion->shapes); i++) {
        if (confusion->shapes[i] != NULL)
            g_array_unref(confusion->shapes[i]);
    }
    g_free(confusion);
}

/* A letter that has no counterpart; at a word's edge it is lost, or caught, more easily. */
static float lone_cost(const Confusion *confusion, guchar letter, gboolean at_edge)
{
    return confusion->lone[letter & 127] * (at_edge ? AT_EDGE : 1);
}

typedef float Costs[CONFUSION_BYTES][CONFUSION_BYTES];

/* The cheapest way to (i, j) that ends with a shape of several letters, if below `best`. */
static float shape_cost(const Confusion *confusion, const char *read, gsize i, const char *meant,
                        gsize j, Costs costs, float best)
{
    const GArray *list = confusion->shapes[(guchar)read[i - 1] & 127];
    for (guint k = 0; list != NULL && k < list->len; k++) {
        const Shape *shape = &g_array_index(list, Shape, k);
        if (shape->n_read <= i && shape->n_meant <= j &&
            memcmp(meant + j - shape->n_meant, shape->meant, shape->n_meant) == 0 &&
            memcmp(read + i - shape->n_read, shape->read, shape->n_read) == 0)
            best = MIN(best, costs[i - shape->n_read][j - shape->n_meant] + shape->cost);
    }
    return best;
}

/* One letter for another. */
static float letter_cost(const Confusion *confusion, guchar read, guchar meant, guint32 thought)
{
    float cost = confusion->letters[read][meant];
    gboolean is_thought =
        cost > THOUGHT && meant >= 'a' && meant <= 'z' && thought >> (meant - 'a') & 1;
    return is_thought ? THOUGHT : cost;
}

double confusion_cost(const Confusion *confusion, const char *read, const guint32 *alternatives,
                      const char *meant, double limit)
{
    Costs costs;
    gsize n_read = strlen(read), n_meant = strlen(meant);
    if (n_read >= CONFUSION_BYTES || n_meant >= CONFUSION_BYTES)
        return G_MAXDOUBLE;
    float row_before = 0, row_before_that = 0;
    costs[0][0] = 0;
    for (gsize j = 1; j <= n_meant; j++)
        costs[0][j] = costs[0][j - 1] + lone_cost(confusion, meant[j - 1], j == 1);
    for (gsize i = 1; i <= n_read; i++) {
        guchar one = (guchar)read[i - 1] & 127;
        guint32 thought = alternatives != NULL ? alternatives[i - 1] : 0;
        costs[i][0] = costs[i - 1][0] + lone_cost(confusion, one, i == 1);
        float least = costs[i][0];
        for (gsize j = 1; j <= n_meant; j++) {
            guchar other = (guchar)meant[j - 1] & 127;
            float best = costs[i - 1][j - 1] + letter_cost(confusion, one, other, thought);
            best = MIN(best, costs[i - 1][j] + lone_cost(confusion, one, i == 1 || i == n_read));
            best = MIN(best, costs[i][j - 1] + lone_cost(confusion, other, j == 1 || j == n_meant));
            if (i > 1 && j > 1 && one == (guchar)meant[j - 2] && read[i - 2] == (char)other)
                best = MIN(best, costs[i - 2][j - 2] + SWAPPED);
            costs[i][j] = confusion->shaped[one][other]
                              ? shape_cost(confusion, read, i, meant, j, costs, best)
                              : best;
            least = MIN(least, costs[i][j]);
        }
        /* A shape spans three letters at the most, so every way passes one of three rows. */
        if (MIN(least, MIN(row_before, row_before_that)) > limit)
            return G_MAXDOUBLE;
        row_before_that = row_before;
        row_before = least;
    }
    double cost = costs[n_read][n_meant];
    return cost <= limit ? cost : G_MAXDOUBLE;
}

/* What each character is drawn with: uprights before, a shape or none, uprights after. */
typedef struct {
    guint8 before;
    char shape;
    guint8 after;
    char again; /* a second shape, of w alone */
} Strokes;

static Strokes strokes_of(char letter)
{
    switch (letter) {
    case 'i':
    case 'l':
    case 't':
    case 'f':
    case 'j':
    case 'r':
    case '1':
    case '|':
    case '!':
    case '[':
    case ']':
        return (Strokes){.before = 1};
    case 'n':
    case 'u':
    case 'h':
        return (Strokes){.before = 2};
    case 'm':
        return (Strokes){.before = 3};
    case 'c':
    case 'e':
    case 'o':
    case '0':
        return (Strokes){.shape = 'o'};
    case 'd':
        return (Strokes){.shape = 'o', .after = 1};
    case 'b':
    case 'k':
    case '6':
    case '8':
        return (Strokes){.before = 1, .shape = 'o'};
    case 'v':
    case 'y':
        return (Strokes){.shape = 'v'};
    case 'w':
        return (Strokes){.shape = 'v', .again = 'v'};
    case 'g':
    case 'q':
    case '9':
        return (Strokes){.shape = 'g'};
    case 's':
    case '5':
    case '$':
        return (Strokes){.shape = 's'};
    case 'z':
    case '2':
        return (Strokes){.shape = 'z'};
    default:
        return (Strokes){.shape = letter};
    }
}

gsize confusion_skeleton(const char *folded, char skeleton[CONFUSION_BYTES])
{
    gsize length = 0;
    guint uprights = 0;
    for (const char *at = folded; *at != '\0' && length + 4 < CONFUSION_BYTES; at++) {
        Strokes strokes = strokes_of(*at);
        uprights += strokes.before;
        if (strokes.shape == '\0')
            continue;
        if (uprights > 0)
            skeleton[length++] = (char)('A' + MIN(uprights, 26u) - 1);
        skeleton[length++] = strokes.shape;
        if (strokes.again != '\0')
            skeleton[length++] = strokes.again;
        uprights = strokes.after;
    }
    if (uprights > 0)
        skeleton[length++] = (char)('A' + MIN(uprights, 26u) - 1);
    skeleton[length] = '\0';
    return length;
}
