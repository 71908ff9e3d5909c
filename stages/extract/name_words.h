/* name_words.h - which words are no names, and which belong to names without being any. Private to
 * the stages. */
#pragma once

#include <glib.h>

/* TRUE for words that no person is called, but forms say. */
gboolean is_form_word(const char *text);

gboolean is_title(const char *text);    /* "Dr.", "Mrs." */
gboolean is_degree(const char *text);   /* "M.D.,", "FACC"; capitals */
gboolean is_suffix(const char *text);   /* "Jr.", "III" */
gboolean is_particle(const char *text); /* "de", "van" */

gboolean is_capitals(const char *text);   /* two capitals or more and no small letter */
gboolean is_mixed_case(const char *text); /* "Wong" */
