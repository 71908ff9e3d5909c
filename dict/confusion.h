/* confusion.h - what OCR makes of letters: how likely `read` is a misreading of `meant`.
 *
 * A weighted edit distance in which pairs of like shape cost little, as in the noisy-channel
 * speller of Kernighan, Church and Gale 1990; pairs of several letters (rn/m, cl/d) after Damerau
 * 1964 and Ukkonen-style dynamic programming. */
#pragma once

#include <glib.h>

enum { CONFUSION_BYTES = 64 }; /* longest word that is looked at, with its zero byte */

/* Lower case, ligatures parted, accents taken off, what is left beyond ASCII as `?`. `places` tells
 * where each character of `word` has come to stand; NULL when nobody asks. FALSE: too long, or
 * empty. */
gboolean confusion_fold(const char *word, char folded[CONFUSION_BYTES],
                        guint8 places[CONFUSION_BYTES]);

typedef struct Confusion Confusion;

/* The table of shapes, made ready to be asked. */
Confusion *confusion_new(void);
void confusion_free(Confusion *confusion);

/* Letters a to z as bits: what else the recogniser thought of where it read a letter. */
typedef guint32 Alternatives[CONFUSION_BYTES];

/* Cost of reading `meant` as `read`, both folded: 0 the same, 1 a letter that looks quite
 * different. `alternatives` by place in `read`, NULL when none are known: they make their letters
 * cheap. G_MAXDOUBLE as soon as it is surely above `limit`. */
double confusion_cost(const Confusion *confusion, const char *read, const guint32 *alternatives,
                      const char *meant, double limit);

/* The strokes that a folded word is drawn with: shapes taken for one another give one symbol, and
 * upright strokes in a row give their number, so rn, m, in and nl are the same. Returns its length.
 */
gsize confusion_skeleton(const char *folded, char skeleton[CONFUSION_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Confusion, confusion_free)
