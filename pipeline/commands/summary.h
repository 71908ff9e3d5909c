/* summary.h - a run told to a secretary. */
#pragma once

#include "clerk.h"

/* Prints what was filed to whom, what needs a decision and why, what was rejected, to stdout. */
void summary_print(const RunReport *report, Office *office);
