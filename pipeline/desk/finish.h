/* finish.h - what follows from decisions, done beside the desk: charts bound, pages read again. */
#pragma once

#include "request.h"

/* Has it done by a process of its own, one at a time. When another Chartward works in the office,
 * it is left to that one. */
void finish_begin(Desk *desk);
