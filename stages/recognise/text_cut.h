/* text_cut.h - lines cut out of a page for reading, and the way back to the page. Private to
 * stages/. */
#pragma once

#include "text_lines.h"

typedef struct {
    struct Pix *image; /* 8 bits grey, its edges soft */
    gboolean tall;  /* too high for its letters: may hold two lines that a scribble ties together */
    GArray *breaks; /* int: columns where one stretch ends and another begins */
    GArray *pieces; /* Box: the pieces of ink in the image, by left edge */
    GArray *spans;  /* private: which stretch of the image stands where */
} TextCut;

/* How far apart, at the most, stretches are set side by side: in heights of the page's letters. */
double text_cut_find_gap(const GPtrArray *lines);

/* Cuts lines[first] out, together with those that follow it on its row at the same height, set
 * closer to each other, but not closer than words: a lone letter is read better beside its
 * neighbours. `widest` is what text_cut_find_gap() tells of the page. `*next` is the first
 * line that is not in it. NULL when out of memory. */
TextCut *text_cut_new(const GPtrArray *lines, guint first, guint *next, const TextInk *ink,
                      double widest);
void text_cut_free(TextCut *cut);

/* Maps a box of the cut's image to the cleaned image. */
Box text_cut_map(const TextCut *cut, Box box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextCut, text_cut_free)
