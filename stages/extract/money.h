/* money.h - amounts of money among the tokens of a row. Private to the stages. */
#pragma once

#include "codes.h"
#include "lines.h"

/* The first amount among the tokens; where it stands goes to `*at`, `*length`. FALSE: none. */
gboolean money_scan(const Lines *lines, guint first, guint count, char money[MONEY_SIZE], guint *at,
                    guint *length);

/* Dollars and cents without a point that begin with the token, not beyond token `end`: "$ 389 00",
 * as forms part them by a ruled line. `*length` tokens were used. FALSE: none begin there. */
gboolean money_apart(const Lines *lines, guint at, guint end, char money[MONEY_SIZE],
                     guint *length);
