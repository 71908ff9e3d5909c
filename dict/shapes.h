/* shapes.h - which letters a scanner, a fax and OCR take for which, and how easily. */
#pragma once

#include <glib.h>

/* One small letter. What it is read as costs hundredths, three characters each: "o55" is an o for
 * 0.55; what is not named costs 1. */
typedef struct {
    char meant;
    const char *small, *capital; /* as it is drawn as a small letter, and as a capital */
    guint8 lost;                 /* it is not read at all, in hundredths */
} LetterShape;

extern const LetterShape letter_shapes[26];

/* Shapes of several letters: both ways. */
typedef struct {
    const char *one, *other;
    double cost;
} LettersShape;

extern const LettersShape letters_shapes[];
extern const guint n_letters_shapes;
