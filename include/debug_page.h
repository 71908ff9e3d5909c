/* debug_page.h - how one page is read, step by step, as pictures a person can look at. */
#pragma once

#include "office.h"
#include "page.h"

/* Has a locked reader that knows what the office knows read page `number` of the file at `path`,
 * and writes into `folder` (made when missing) the picture after each step, NN-STEP.png, and the
 * words, NN-words.tsv. Nothing is filed. Returns the names written (full) and `*page`, yours.
 * FATE_INPUT when the file or page cannot be read, or the folder is not empty; FATE_RETRY or
 * FATE_FATAL when the folder cannot be written. */
char **debug_page(Office *office, const char *path, guint number, const char *folder, Page **page,
                  GError **error);
