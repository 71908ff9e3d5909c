/* roster.h - the patients as an index that the match stage asks; filled from the catalogue. */
#pragma once

#include "patient.h"

typedef struct Roster Roster;

Roster *roster_new(void);
void roster_free(Roster *roster);

/* Takes the patient. Call roster_seal() after the last one and before any look-up. */
void roster_take(Roster *roster, Patient *patient);
void roster_seal(Roster *roster);

/* Notes that a person has accepted this name, as it was printed, for the patient. Before sealing.
 */
void roster_add_alias(Roster *roster, gint64 patient, const char *name);

/* Whether this printed name was accepted for the patient. */
gboolean roster_has_alias(const Roster *roster, gint64 patient, const char *name);

guint roster_size(const Roster *roster);
const Patient *roster_patient(const Roster *roster, guint index); /* lent */
const Patient *roster_lookup_id(const Roster *roster, gint64 id); /* lent; NULL: none */

/* Blocking (Fellegi and Sunter 1969, section 3.4): appends to `found` (guint indices, each once)
 * every patient that shares a block with what is printed. Any argument may be NULL. */
void roster_block(const Roster *roster, const char *last, const char *first,
                  const char *date_of_birth, const char *mrn, const char *phone,
                  const char *member_id, GArray *found);

/* Share of the patients that have this value, for weights by frequency; 1/size at the least. */
double roster_last_name_share(const Roster *roster, const char *last);
double roster_first_name_share(const Roster *roster, const char *first);

/* TRUE when a patient has this first name. */
gboolean roster_has_first_name(const Roster *roster, const char *first);

/* How the roster spells a word that is somebody's surname or first name, accents and case aside;
 * lent. NULL when nobody has it. */
const char *roster_lookup_name(const Roster *roster, const char *word);

/* The active patient with that very MRN, zeros in front and all; lent. NULL: none. */
const Patient *roster_lookup_mrn(const Roster *roster, const char *mrn);

/* An active patient of that very surname and first name, or first and middle name, accents and case
 * aside; lent. NULL: none. */
const Patient *roster_lookup_called(const Roster *roster, const char *last, const char *given);

/* TRUE when two active patients have this MRN: then it identifies nobody. */
gboolean roster_mrn_shared(const Roster *roster, const char *mrn);

/* Every word of the patients' names, for the speller; (transfer full), NULL-terminated. */
char **roster_name_words(const Roster *roster);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Roster, roster_free)
