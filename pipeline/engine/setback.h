/* setback.h - what becomes of an original that the world kept from being read: it is tried again,
 * later each time, and held for a person in the end. */
#pragma once

#include "clerk.h"

/* Whether it need not wait any longer. */
gboolean setback_is_over(const Original *original);

/* Whether a try at it now is the last. */
gboolean setback_is_last(const Office *office, const Original *original);

/* Notes that the original could not be read now, for the reason in `sentence`. After as many tries
 * as the settings say it is held: with its pages (those of `pages` that have come, Page, taken out
 * of it; NULL: none) in review, or, when nobody knows how many it has, rejected. */
gboolean setback_note(Office *office, Original *original, GPtrArray *pages, const char *sentence,
                      const char *stamp, RunReport *report, GError **error);
