/* fax_header.h - the line that a sending fax machine prints over a page (TTI). Private to stages/.
 */
#pragma once

#include "page.h"

/* Marks the words of the header line, if there is one above the body, with WORD_HEADER: a line at
 * the very top that holds at least three of date, time, page count, sender mark and telephone
 * number (the content that ITU-T T.30 and 47 CFR 68.318(d) ask of senders). */
void fax_header_mark(Page *page);
