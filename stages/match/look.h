/* look.h - a page looked at for persons who are not its document's patient. Private to the stages.
 */
#pragma once

#include "../extract/facts.h"
#include "firewall.h"

/* A page, and what is asked of it. */
typedef struct {
    const Proposal *proposal; /* lent */
    const Page *page;         /* lent */
    Lines *lines;
    GPtrArray *folded; /* char *, of every token, as names are */
    char today[ISO_DATE_SIZE];
    const char *service; /* ISO: the day of the visit that the document tells of, or today */
} Look;

/* Turns to a page, which is lent; look_close() after the last one. */
void look_open(Look *look, const Page *page);
void look_close(Look *look);

/* TRUE when both of a patient's names stand in the row, near each other, in either order. */
gboolean look_row_names(const Look *look, guint row, const Patient *patient);

/* TRUE when a word of the page is that name. */
gboolean look_has_word(const Look *look, const char *name);

/* TRUE for what a record number looks like that does not stand on a page by chance. */
gboolean may_be_mrn(const char *text);

/* The number without the zeros in front; lent. */
const char *zeros_skip(const char *number);

/* TRUE when the page itself prints the patient's name, birth date or record number. */
gboolean look_tells_patient(const Look *look);

/* Whose name the page is headed with, or has at its foot: a patient's in any order, anybody's as
 * "LAST, FIRST". NULL: nobody's, or the patient's. Yours to free. */
char *look_head(const Look *look);

/* TRUE when the page speaks of a woman only and the patient is a man, or the reverse. */
gboolean look_is_other_sex(const Look *look);

/* Who else stands in a list of persons with birth dates, surname first, or right below the patient
 * in one; NULL: nobody. Yours to free. */
char *look_listed(const Look *look);
