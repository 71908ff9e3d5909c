/* waiting.h - documents that wait for a person, told in plain words or as JSON. */
#pragma once

#include "office.h"

/* Lists all that waits, oldest first. */
gboolean waiting_print(Office *office, gboolean json, GError **error);

/* One document: what is proposed, who may be meant and why, what was read, what was decided. */
gboolean waiting_print_document(Office *office, const char *id, gboolean json, GError **error);
