/* support.h - what a page prints of a patient beside the identifiers: address, age, sex, insurer.
 * Private to the stages.
 *
 * It puts those first whom the identifiers leave equal; it proves nothing, and nothing is filed by
 * it. */
#pragma once

#include "batch.h"

/* So many bits are the most that all support together is worth: less than any identifier. */
extern const double support_most;

typedef struct Support Support;

/* What the content pages of the document print; the document is lent. */
Support *support_new(const Document *document);
void support_free(Support *support);

/* How much of it is the patient's, in bits between 0 and support_most. */
double support_weigh(const Support *support, const Patient *patient);

/* The same in plain words: appends an Evidence for each that agrees. */
void support_tell(const Support *support, const Patient *patient, GPtrArray *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Support, support_free)
