/* own_office.h - what the settings say of the office itself, kept apart from who sends. Private to
 * the stages. */
#pragma once

#include "facts.h"

/* TRUE when the text is the office's own name, but for misread letters. */
gboolean own_office_named(const FactSetup *setup, const char *text);

/* TRUE when the number ("+12175550142") is the office's own. */
gboolean own_office_phone(const FactSetup *setup, const char *phone);

/* In a document that comes from elsewhere (its letterhead is another's) the office's own clinicians
 * are addressees or copied in: drops them from the facts (PageFacts) where no label gives them a
 * part. */
void own_office_drop(const FactSetup *setup, const GPtrArray *pages);
