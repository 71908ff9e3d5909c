/* drop.h - a file that is put into the inbox piece by piece: there whole, or not at all. */
#pragma once

#include "office.h"

typedef struct Drop Drop;

/* Begins a file of that name (made safe: no folders, no control characters). `bytes`: how long it
 * will be, as far as is known. FATE_INPUT when it is too large, or of a name that is never taken;
 * FATE_RETRY when there is no room. */
Drop *drop_begin(const Office *office, const char *name, gint64 bytes, GError **error);

/* Without drop_finish() nothing is left of it. */
void drop_free(Drop *drop);

gboolean drop_write(Drop *drop, GBytes *piece, GError **error);

/* Puts it in place, synced; when there is one of that name already, as "name (2).pdf". `*name` is
 * yours. */
gboolean drop_finish(Drop *drop, char **name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drop, drop_free)
