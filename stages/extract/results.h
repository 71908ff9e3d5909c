/* results.h - rows of laboratory results. Private to the stages. */
#pragma once

#include "lines.h"

/* Number of rows of the page that name a test, its value and the range it should lie in. */
guint result_rows(const Lines *lines);
