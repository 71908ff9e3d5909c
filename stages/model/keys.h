/* keys.h - the block keys of patients and of what is printed. Private to the model. */
#pragma once

#include "block.h"
#include "patient.h"

/* Kinds of keys. */
enum {
    KEY_ID = 'i',
    KEY_LAST = 'l',    /* the surname, for its share */
    KEY_FIRST = 'f',   /* the first name, for its share */
    KEY_NAME = 'n',    /* surname and first name, each with one character gone */
    KEY_SOUND = 's',   /* one of both by its Soundex */
    KEY_INITIAL = 'a', /* surname and first initial */
    KEY_BIRTH = 'b',
    KEY_BORN = 'o', /* birth date and both initials */
    KEY_MRN = 'm',
    KEY_PHONE = 'p',
    KEY_MEMBER = 'c',
};

/* Letters and digits in upper case without zeros in front: "00-482913" gives "482913"; yours to
 * free. */
char *key_mrn(const char *mrn);

/* Folded and without spaces: "St. John" gives "STJOHN"; yours to free. */
char *key_name(const char *name);

/* Adds all keys under which the patient can be found. */
void keys_of_patient(BlockIndex *index, const Patient *patient, guint32 position);

/* Appends the keys (guint32) to look up for what is printed; arguments as for roster_block(). */
void keys_of_name(GArray *keys, const char *last, const char *first);
void keys_of_numbers(GArray *keys, const char *date_of_birth, const char *mrn, const char *phone,
                     const char *member_id);

/* The keys of birth dates that differ from it in one digit, and of the same with day and month
 * exchanged, for those whose names begin alike: without them a date is shared by too many. */
void keys_of_near_births(GArray *keys, const char *date_of_birth, const char *last,
                         const char *first);

/* The keys of record numbers with one digit changed, lost or added, or two neighbours exchanged. */
void keys_of_near_mrns(GArray *keys, const char *mrn);
