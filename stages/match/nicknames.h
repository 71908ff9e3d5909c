/* nicknames.h - which first names are one: Bob and Robert. Private to the stages. */
#pragma once

#include <glib.h>

typedef struct Nicknames Nicknames;

/* Loads `folder`/nicknames: lines `nick|formal`. FATE_FATAL when it cannot be read. */
Nicknames *nicknames_load(const char *folder, GError **error);

/* The same from text. */
Nicknames *nicknames_parse(const char *text, GError **error);
void nicknames_free(Nicknames *nicknames);

/* TRUE when one is the other's nickname or both are of one name; names folded, equal ones are not
 * asked. */
gboolean nicknames_match(const Nicknames *nicknames, const char *folded, const char *other);

/* TRUE when the table has the folded name, as a nickname or a formal one. */
gboolean nicknames_has(const Nicknames *nicknames, const char *folded);

/* Appends (char *, lent) all names that match `folded`. */
void nicknames_expand(const Nicknames *nicknames, const char *folded, GPtrArray *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Nicknames, nicknames_free)
