/* spell_setup.h - what the tests of the speller share. */
#pragma once

#include "stages/spell/spell.h"

/* Of the tables of dict/, and a few names. */
extern Lexicon *lexicon;

/* Every line of `text` becomes a line of the page; every word as sure as `confidence`. */
Page *text_page_make(const char *text, float confidence);

/* Asserts that `text` is corrected into `expected`, and that what was read is kept. */
void spell_check_page(const char *text, const char *expected);

/* g_test_run() with the lexicon open. */
int spell_test_run(void);
