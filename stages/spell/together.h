/* together.h - one word that was read as two. */
#pragma once

#include "lexicon.h"
#include "page.h"

/* Joins what stands close together on a line and is a frequent word only as one: its text keeps the
 * space that was read, its box is that of both. Returns how many were joined. */
guint pieces_join(Lexicon *lexicon, Page *page);
