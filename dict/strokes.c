/* strokes.c - the strokes that words are drawn with.
 *
 * Does: skeletons for the index of near words. Reads: nothing. Does not: know words, weigh. */
#include "strokes.h"

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

gsize strokes_skeleton(const char *folded, char skeleton[CONFUSION_BYTES])
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
