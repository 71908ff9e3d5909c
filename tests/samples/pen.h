/* pen.h - what lays out the blocks of a page: one function per kind of block, from where the pen
 * stands to where the next block may begin. */
#pragma once

#include "sheet.h"
#include "text.h"

typedef struct {
    Sheet *sheet;
    const SampleText *sample;
    Face face;
    double left, width, y, leading; /* y: the top of what comes next */
    guint32 accent;
} Pen;

/* --- prose.c: what is read line by line ------------------------------------------------------- */

void letterhead_lay(Pen *pen, const Block *block);
void title_lay(Pen *pen, const Block *block);
void heading_lay(Pen *pen, const Block *block);
void bar_lay(Pen *pen, const Block *block);
void para_lay(Pen *pen, const Block *block);
void lines_lay(Pen *pen, const Block *block);

/* --- tables.c: what stands in columns --------------------------------------------------------- */

void rows_lay(Pen *pen, const Block *block);
void table_lay(Pen *pen, const Block *block);
void cells_lay(Pen *pen, const Block *block);

/* --- marks.c: signatures, stamps, bars, rules, the foot of the page
 * --------------------------------- */

void sign_lay(Pen *pen, const Block *block);
void foot_lay(Pen *pen, const Block *block);
void stamp_lay(Pen *pen, const Block *block);
void bars_lay(Pen *pen, const Block *block);
void patch_lay(Pen *pen, const Block *block);
void rule_lay(Pen *pen, const Block *block);
void space_lay(Pen *pen, const Block *block);

/* --- blocks.c: a block's argument ------------------------------------------------------------- */

/* The number that the pairs hold under the key, else `fallback`. */
double pair_number(GHashTable *pairs, const char *key, double fallback);
