/* synthetic.c - made-up words and pages. */
#include "synthetic.h"

#include <math.h>

enum { VOCABULARY = 50000, LINE_WORDS = 10 };

void synthetic_word(guint rank, char word[16])
{
    static const char consonants[] = "bcdfghjklmnprstvwz", vowels[] = "aeiou";
    guint number = rank * 2654435761u % 1073741789u, length = 0;
    for (guint i = 0; i < 3; i++) {
        word[length++] = consonants[number % 18];
        number /= 18;
        word[length++] = vowels[number % 5];
        number /= 5;
    }
    word[length++] = consonants[number % 18];
    word[length] = '\0';
}

static guint rank_draw(GRand *random)
{
    return (guint)pow(VOCABULARY, g_rand_double(random)) - 1;
}

Page *synthetic_page(GRand *random, guint number, guint lines)
{
    Page *page = page_new(number);
    for (guint i = 0; i < lines * LINE_WORDS; i++) {
        char text[16];
        synthetic_word(rank_draw(random), text);
        guint line = i / LINE_WORDS;
        g_ptr_array_add(page->words, word_new(text, (Box){0, 0, 1, 1}, 1, line, line / 6));
    }
    return page;
}
