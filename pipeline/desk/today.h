/* today.h - what is under way, in numbers. */
#pragma once

#include "request.h"

/* The pages of this day and where they are, and what is under way, as JSON: {"in": 12, "filed": 9,
 * "review": 3, "failed": 0, "way": "1 file is being read. "}; yours. */
char *today_numbers(Desk *desk, GError **error);
