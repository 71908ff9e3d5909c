/* orders.h - which roles of facts a field is taken from, by the type of the document. Private to
 * the stages. */
#pragma once

#include "facts.h"

enum { ORDER_NONE = G_MAXUINT };

/* The place of the fact among those that the field is taken from, 0 first; ORDER_NONE: it may not
 * be used. */
guint order_rank(const Fact *fact, const char *field, const char *type);

/* TRUE for notes and reports, which no insurer writes; a hospital may have the name of one. */
gboolean type_is_clinical(const char *type);

/* Ranks are below this. */
enum { ORDER_RANKS = 12 };
