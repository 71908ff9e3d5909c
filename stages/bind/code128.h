/* code128.h - text as the bars of Code 128 (ISO/IEC 15417), code set B. Private to the stages. */
#pragma once

#include <glib.h>

/* Widths of bars and spaces in turn, in modules, beginning and ending with a bar; bytes, yours to
 * free. NULL when the text is empty or has other characters than printable ASCII. */
GArray *code128_bars(const char *text);
