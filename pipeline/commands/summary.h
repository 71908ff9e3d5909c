/* summary.h - a run told to a secretary. */
#pragma once

#include "clerk.h"
#include "command.h"

/* Prints what was filed to whom, what needs a decision and why, what was rejected, to stdout. */
void summary_print(const RunReport *report, Office *office);

/* The exit status of a run that the clerk could end. */
ExitStatus summary_status(const RunReport *report);
