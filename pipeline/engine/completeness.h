/* completeness.h - whether a file in the inbox is all there, or its writer still has work to do. */
#pragma once

#include <glib.h>

/* What is missing of the open file of `size` bytes, as a clause ("its first page is missing");
 * lent. NULL when it is whole, or of a format that cannot tell. Looks at the structure alone and
 * decodes nothing; a file that is merely strange counts as whole: its reader says what is wrong.
 * Source: TIFF 6.0, PNG (ISO/IEC 15948), JPEG (ITU-T T.81 annex B), PDF (ISO 32000-1, 7.5). */
const char *completeness_missing(int fd, guint64 size);
