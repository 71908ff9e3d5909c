/* drugs.h - names of drugs, and which of them are mistaken for one another. */
#pragma once

#include <glib.h>

typedef struct Drugs Drugs;

/* Loads the tables `drugs` and `lookalike` of the folder; FATE_FATAL when one cannot be read. */
Drugs *drugs_load(const char *folder, GError **error);
void drugs_free(Drugs *drugs);

/* All of these take lower-case words. */
gboolean drugs_has(const Drugs *drugs, const char *name);
gboolean drugs_is_confusable(const Drugs *drugs, const char *name); /* stands in `lookalike` */

/* Calls once for every name; (name, data). */
void drugs_each(const Drugs *drugs, GFunc name, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drugs, drugs_free)
