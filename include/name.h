/* name.h - names of persons: parsing from print, folding for comparison. */
#pragma once

#include <glib.h>

typedef struct {
    char *last, *first, *middle, *suffix; /* never NULL; as printed but for case, which is kept */
} PersonName;

/* Parses "Last, First Middle Suffix", "First Middle Last Suffix" with titles (Mr., Dr.) and
 * credentials (MD, FACC) dropped. NULL when nothing like a name is there. */
PersonName *person_name_parse(const char *text);
void person_name_free(PersonName *name);

/* "Last, First Middle Suffix"; yours to free. */
char *person_name_print(const PersonName *name);

/* For comparison: upper case, accents and punctuation dropped, white space collapsed
 * ("O'Hara-Núñez" gives "OHARA NUNEZ"). Yours to free. */
char *name_fold(const char *text);

/* The usual form of a printed suffix ("JR." gives "Jr", "3rd" gives "III"); NULL when it is none;
 * lent. */
const char *name_suffix(const char *text);

/* Jaro-Winkler similarity of two folded names, 0..1. Winkler 1990. */
double name_similarity(const char *folded_one, const char *folded_other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonName, person_name_free)
