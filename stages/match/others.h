/* others.h - who else than its patient stands on a document's pages. Private to the stages. */
#pragma once

#include "firewall.h"

/* Holds the document when one of its pages prints another patient's record number, or name and
 * birth date; when it is headed with somebody else's name and nothing on it is the patient's; or
 * when the patient's name is one row of a list of persons. Looks at words, whatever became fields.
 */
void firewall_others(const Proposal *proposal);
