/* runner.h - runs the stages of one kind in the order of the table. */
#pragma once

#include "stage.h"

typedef enum { RUN_PAGES, RUN_BATCHES, RUN_CHARTS } RunKind;

typedef struct Runner Runner;

/* Opens all stages of that kind; `setup` is lent and must outlive the runner. */
Runner *runner_open(RunKind kind, const StageSetup *setup, GError **error);
void runner_close(Runner *runner);

/* Runs the page through the stages that `wanted` (Part) takes; 0: through all of them. */
gboolean runner_page(Runner *runner, Source *source, Page *page, unsigned wanted, GError **error);

/* Runs the batch through the stages that make one of the parts (Part) `made`; ~0u: through all. */
gboolean runner_batch(Runner *runner, Batch *batch, unsigned made, GError **error);
gboolean runner_chart(Runner *runner, Chart *chart, GError **error);

/* CPU seconds by stage since this was last asked: a{sd}, floating. */
GVariant *runner_take_times(Runner *runner);

/* What made the words and decisions of today: "load 1, orient 1, ..."; yours to free. */
char *runner_stamp(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Runner, runner_close)
