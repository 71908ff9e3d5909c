/* codes.h - numbers and codes that can be told by shape and check digit. Private to the stages.
 *
 * All take one printed word; `choices` (Choice, may be NULL) are the recogniser's other readings of
 * its symbols and are asked before the usual confusions (O/0, I/1, S/5, B/8) are. FALSE: no such
 * code. */
#pragma once

#include "word.h"

enum {
    NPI_SIZE = 11,
    ICD_SIZE = 9,
    CPT_SIZE = 6,
    MBI_SIZE = 12,
    PHONE_SIZE = 13,
    MONEY_SIZE = 24,
};

/* Ten digits, the first 1 or 2, Luhn sum with 80840 in front (45 CFR 162.406). */
gboolean npi_parse(const char *text, const GArray *choices, char npi[NPI_SIZE]);

/* ICD-10-CM by shape: letter, digit, digit or A or B, up to four more behind a dot. `*repaired`
 * tells that a symbol was read otherwise than printed. */
gboolean icd_parse(const char *text, const GArray *choices, char icd[ICD_SIZE], gboolean *repaired);

/* CPT (five digits, or four and F, T, U, A or M) and HCPCS level II (letter A to V and four
 * digits). */
gboolean cpt_parse(const char *text, const GArray *choices, char cpt[CPT_SIZE]);

/* Medicare beneficiary identifier: eleven characters by the pattern of CMS; letters S L O I B Z do
 * not occur, so every confusion has one answer. Hyphens are dropped. */
gboolean mbi_parse(const char *text, char mbi[MBI_SIZE]);

/* North American number in any punctuation, with or without 1: "+12175550142". */
gboolean phone_parse(const char *text, char phone[PHONE_SIZE]);

/* "$4,279.50" gives "4279.50". Two decimals must stand there. */
gboolean money_parse(const char *text, char money[MONEY_SIZE]);

/* The digit that a letter was mistaken for; 0: none. */
char digit_for(char c);

guint digits_count(const char *text);
