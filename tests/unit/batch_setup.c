/* batch_setup.c - a stage that works on batches, opened for a test with the program's own tables.
 *
 * Reads: dict/. Does not: know which stage it is. */
#include "batch_setup.h"

void batch_setup_open(BatchSetup *setup, const Stage *stage)
{
    setup->stage = stage;
    setup->settings = settings_new();
    const StageSetup given = {.settings = setup->settings, .data_folder = "dict"};
    g_autoptr(GError) error = NULL;
    setup->state = stage->open(&given, &error);
    g_assert_no_error(error);
}

void batch_setup_close(BatchSetup *setup)
{
    setup->stage->close(setup->state);
    settings_free(setup->settings);
}

Batch *batch_setup_batch(const BatchSetup *setup)
{
    Batch *batch = batch_new("fax.tif", "00");
    g_free(batch->today);
    batch->today = g_strdup("2026-11-23");
    batch->settings = setup->settings;
    return batch;
}

void batch_setup_run(const BatchSetup *setup, Batch *batch)
{
    g_autoptr(GError) error = NULL;
    gboolean done = setup->stage->batch(setup->state, batch, &error);
    g_assert_no_error(error);
    g_assert_true(done);
}
