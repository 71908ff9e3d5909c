/* affix.h - all forms that a Hunspell dictionary stands for, for the index of near words.
 *
 * Understands what en_US.aff and medical.aff use: PFX and SFX with one-byte flags, cross products,
 * strip, append and condition; NEEDAFFIX, NOSUGGEST, ONLYINCOMPOUND. Format: hunspell(5). */
#pragma once

#include <glib.h>

typedef struct AffixRules AffixRules;

/* Takes the text of an .aff file; lines of other kinds are passed over. */
AffixRules *affix_rules_parse(const char *aff_text);
void affix_rules_free(AffixRules *rules);

/* Called once per form, with repetitions; `form` ends with a zero byte and is lent. */
typedef void (*AffixForm)(const char *form, gsize length, gpointer data);

/* Walks the text of a .dic file: every word of it, and every form that its flags give. */
void affix_expand(const AffixRules *rules, const char *dic_text, AffixForm form, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AffixRules, affix_rules_free)
