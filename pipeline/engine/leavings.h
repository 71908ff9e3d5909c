/* leavings.h - half-written files that a crash left. */
#pragma once

#include "office.h"

/* Removes the half-written files of vault/, pages/, charts/ and rejected/, and old ones beside the
 * catalogue. Only for who holds the office: then nobody is writing them. */
void leavings_sweep(const Office *office);
