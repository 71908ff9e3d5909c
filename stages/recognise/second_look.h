/* second_look.h - lines that read badly, read once more. Private to stages/recognise.c. */
#pragma once

#include "recogniser.h"
#include "text_cut.h"

/* Whether a line that was read as `words` is worth it: it is print, and some word of it is hardly
 * trusted, or little and not known. */
gboolean second_look_pays(Recogniser *recogniser, const GPtrArray *words);

/* Reads the cut again, larger, and returns the one reading of both looks, yours to free; `first`
 * (Word, in the cut's pixels), the first look, is taken. What both read alike is as sure as the
 * surer of them; what they read differently is the word that is known or surer, with a confidence
 * that says how seldom it is right. NULL and FATE_INPUT when Tesseract gives up. */
GPtrArray *second_look_take(Recogniser *recogniser, const TextCut *cut, int dpi, GPtrArray *first,
                            GError **error);
