/* batch_setup.h - a stage that works on batches, opened for a test with the program's own tables.
 */
#pragma once

#include "stage.h"

typedef struct {
    const Stage *stage;
    Settings *settings; /* the defaults */
    gpointer state;
} BatchSetup;

/* Opens the stage with the tables of dict/; run from the top of the source tree. */
void batch_setup_open(BatchSetup *setup, const Stage *stage);
void batch_setup_close(BatchSetup *setup);

/* An empty batch of 'fax.tif' that came on 2026-11-23; yours to free. */
Batch *batch_setup_batch(const BatchSetup *setup);

/* Runs the stage on the batch; the test fails when it does. */
void batch_setup_run(const BatchSetup *setup, Batch *batch);
