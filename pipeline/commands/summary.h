/* summary.h - a run told to a secretary. */
#pragma once

#include "clerk.h"
#include "command.h"

/* Prints what was filed to whom, what needs a decision and why, what was rejected, to stdout.
 * `done`: whether the clerk could end the run; if not, its error stands in `error` already. Returns
 * the exit status of the run. */
ExitStatus summary_print(const RunReport *report, Office *office, gboolean done, GError **error);
