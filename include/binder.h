/* binder.h - a process that binds charts: libharu holds a whole volume in memory, and gives it back
 * by ending. */
#pragma once

#include "office.h"

/* The setup of a binder: the office's path, the folder of tables. */
#define BINDER_SETUP_TYPE "(ss)"
/* Request: a patient's id. Answer: revision, folder below charts/, number of volumes. */
#define BINDER_REQUEST_TYPE "(x)"
#define BINDER_ANSWER_TYPE  "(xsu)"

/* Serves requests until the clerk is gone. */
gboolean binder_serve(GError **error);
