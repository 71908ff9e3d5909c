/* word_list.h - many words in little memory: each once, with a number from 0 in order of arrival.
 */
#pragma once

#include <glib.h>

typedef struct WordList WordList;

#define WORD_LIST_NONE G_MAXUINT32

WordList *word_list_new(void);
void word_list_free(WordList *list);

/* The word's number; adds it when it is new. `word` need not end with a zero byte. */
guint32 word_list_add(WordList *list, const char *word, gsize length);

/* The word's number, or WORD_LIST_NONE. */
guint32 word_list_lookup(const WordList *list, const char *word, gsize length);

/* Of the 26 words whose number (digits.h) is `none` and `power` for each letter, as `a` or `z`,
 * that may stand at one place, those that may be in the list: bits, from `a`. Cheap; few are not.
 */
guint32 word_list_letters(const WordList *list, guint64 none, guint64 power);

/* Lent until the next word is added. */
const char *word_list_word(const WordList *list, guint32 number);
guint word_list_length(const WordList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordList, word_list_free)
