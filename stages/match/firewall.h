/* firewall.h - what keeps a page out of the wrong patient's chart, above any score. Private to the
 * stages.
 *
 * Every check adds its reason to the document and returns nothing: all that is wrong is told at
 * once. */
#pragma once

#include "evidence.h"

/* What is looked at: a document and the patient whose chart it would enter. */
typedef struct {
    Document *document;
    const Printed *printed;
    const Patient *patient;
    Comparison comparison;
    const Roster *roster;
    const Nicknames *nicknames;
} Proposal;

/* Two independent identifiers must agree: the name and one of birth date, MRN, the patient's phone,
 * member id; or MRN and birth date when the name does not contradict. */
void firewall_identifiers(const Proposal *proposal);

/* Nothing printed on any page may contradict the chart, nor be another patient's record number. */
void firewall_contradictions(const Proposal *proposal);

/* What is printed must tell the patient from everyone else on the roster. */
void firewall_lookalikes(const Proposal *proposal);
