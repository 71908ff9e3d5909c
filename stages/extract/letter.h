/* letter.h - what the readers of letterhead, letter and sentences share. Private to the stages. */
#pragma once

#include "facts.h"

enum { LETTERS_SIZE = 24 };

/* Letters only, lower case. */
void letters_lower(const char *text, char out[LETTERS_SIZE]);

/* Number of tokens that organisations have in their names ("Hospital", "P.C."). */
guint organisation_words_count(const Lines *lines, guint first, guint count);

/* The row from `r` on, within reach of an address, that begins with a city, state and ZIP code;
 * rows->len: none. */
guint row_of_zip(const Lines *lines, guint r);

/* TRUE when a form's field is named in the row. */
gboolean row_has_label(const PageFacts *page, guint r);

/* TRUE when a row begins with a salutation or a closing. */
gboolean page_is_letter(const Lines *lines);
gboolean row_begins_with(const Lines *lines, guint r, const char *word);

gboolean page_has_fact(const PageFacts *page, Role role);

/* The parts of facts_from_letter(). */
void letterhead_find(PageFacts *page, const FactSetup *setup);
void sentences_find(PageFacts *page, const FactSetup *setup);
