/* synthetic.h - made-up words and pages for what is measured at sizes that no corpus has. */
#pragma once

#include "page.h"

/* Word number `rank`, pronounceable and ever the same. */
void synthetic_word(guint rank, char word[16]);

/* A page of so many lines whose words follow Zipf's law (Zipf 1949): a few stand on nearly every
 * page, most on few. Yours. */
Page *synthetic_page(GRand *random, guint number, guint lines);
