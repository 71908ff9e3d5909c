/* letter.h - what the readers of letterhead, letter and sentences share. Private to the stages. */
#pragma once

#include "facts.h"

enum { LETTERS_SIZE = 24 };

/* Letters only, lower case. */
void letters_lower(const char *text, char out[LETTERS_SIZE]);

/* Number of tokens that stand in the list of lower case words, which ends with NULL. */
guint words_among(const Lines *lines, guint first, guint count, const char *const *list);

/* Number of tokens that organisations have in their names ("Hospital", "P.C."), that of them places
 * have and insurers have not, and that titles and sentences have. */
guint organisation_words_count(const Lines *lines, guint first, guint count);
guint place_words_count(const Lines *lines, guint first, guint count);
guint title_words_count(const Lines *lines, guint first, guint count);

/* The row from `r` on, within reach of an address, that begins with a city, state and ZIP code;
 * rows->len: none. */
guint row_of_zip(const Lines *lines, guint r);

/* TRUE when a state and ZIP code, or a phone number, stands among the tokens. */
gboolean is_address(const Lines *lines, guint first, guint count);
gboolean row_has_phone(const Lines *lines, const Row *row);

/* TRUE when a form's field is named in the row. */
gboolean row_has_label(const PageFacts *page, guint r);

/* TRUE when a row begins with a salutation or a closing. */
gboolean page_is_letter(const Lines *lines);
/* TRUE when the page is addressed to a clinician at an address, with a subject or a greeting. */
gboolean page_is_letter_to_clinician(const Lines *lines);
gboolean row_begins_with(const Lines *lines, guint r, const char *word);

gboolean page_has_fact(const PageFacts *page, Role role);

/* The parts of facts_from_letter(); the letterhead's is told apart from the addressee's, whom it
 * has to know. */
void letterhead_find(PageFacts *page, const FactSetup *setup);
void sentences_find(PageFacts *page, const FactSetup *setup);
