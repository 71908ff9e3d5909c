/* text_ink.h - what of a page's ink may be text: without ruled lines and dot leaders. Private to
 * stages/. */
#pragma once

#include "word.h"

struct Pix;
struct Proof;

typedef struct {
    int dpi;
    struct Pix *text; /* 1 bit: the ink that may be text */
    struct Pix *grey; /* the image itself when it is grey, else NULL: reads better than `text` */
    gboolean enlarged;
    gboolean smoothed;   /* grain covered it all, and was evened out */
    struct Pix *bars;    /* 1 bit: upright rules, which part cells; may be empty */
    GArray *pieces;      /* Box of each connected piece of `text`, by left edge */
    struct Proof *proof; /* who looks on; lent; NULL: nobody */
} TextInk;

/* Takes the image of a straight page (1 bit, or 8 bits grey) apart; strokes that cross a rule are
 * kept. `enlarged`: it was made clearly finer than it came, so its edges are soft. More specks than
 * any text has pieces are evened out. NULL when the page holds nothing else, or cannot be taken
 * apart. */
TextInk *text_ink_new(struct Pix *clean, int dpi, gboolean enlarged, struct Proof *proof);
void text_ink_free(TextInk *ink);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextInk, text_ink_free)
