/* runner.c - the corridor: opens the stages of one kind and runs them in the table's order.
 *
 * Does: order, skipping, timing, the prefix of error messages. Does not: know what a stage does. */
#include "runner.h"

#include <time.h>

typedef struct {
    const Stage *stage;
    gpointer state;
    gboolean opened;
    double cpu_s;
} Room;

struct Runner {
    GArray *rooms; /* Room */
};

static gboolean stage_is(const Stage *stage, RunKind kind)
{
    switch (kind) {
    case RUN_PAGES:
        return stage->page != NULL;
    case RUN_BATCHES:
        return stage->batch != NULL;
    case RUN_CHARTS:
        return stage->chart != NULL;
    }
    g_return_val_if_reached(FALSE);
}

Runner *runner_open(RunKind kind, const StageSetup *setup, GError **error)
{
    g_autoptr(Runner) runner = g_new0(Runner, 1);
    runner->rooms = g_array_new(FALSE, FALSE, sizeof(Room));
    for (guint i = 0; stages[i] != NULL; i++) {
        Room room = {.stage = stages[i]};
        if (stage_is(stages[i], kind))
            g_array_append_val(runner->rooms, room);
    }
    for (guint i = 0; i < runner->rooms->len; i++) {
        Room *room = &g_array_index(runner->rooms, Room, i);
        g_autoptr(GError) cause = NULL;
        if (room->stage->open != NULL)
            room->state = room->stage->open(setup, &cause);
        if (cause != NULL) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return NULL;
        }
        room->opened = TRUE;
    }
    return g_steal_pointer(&runner);
}

void runner_close(Runner *runner)
{
    if (runner == NULL)
        return;
    for (guint i = 0; i < runner->rooms->len; i++) {
        Room *room = &g_array_index(runner->rooms, Room, i);
        if (room->opened && room->stage->close != NULL)
            room->stage->close(room->state);
    }
    g_array_unref(runner->rooms);
    g_free(runner);
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

/* All parts that must be made so that `wanted` can be: the table is walked backwards. */
static unsigned parts_close(const Runner *runner, unsigned wanted)
{
    if (wanted == 0)
        return ~0u;
    for (guint i = runner->rooms->len; i > 0; i--) {
        const Stage *stage = g_array_index(runner->rooms, Room, i - 1).stage;
        if ((stage->makes & wanted) != 0)
            wanted |= stage->needs;
    }
    return wanted;
}

gboolean runner_page(Runner *runner, Source *source, Page *page, unsigned wanted, GError **error)
{
    unsigned parts = parts_close(runner, wanted);
    for (guint i = 0; i < runner->rooms->len; i++) {
        Room *room = &g_array_index(runner->rooms, Room, i);
        if ((room->stage->makes & parts) == 0)
            continue;
        double began = cpu_seconds();
        gboolean done = room->stage->page(room->state, source, page, error);
        room->cpu_s += cpu_seconds() - began;
        if (!done) {
            g_prefix_error(error, "Page %u (%s): ", page->source_page, room->stage->name);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean runner_batch(Runner *runner, Batch *batch, unsigned made, GError **error)
{
    for (guint i = 0; i < runner->rooms->len; i++) {
        Room *room = &g_array_index(runner->rooms, Room, i);
        if ((room->stage->makes & made) == 0)
            continue;
        double began = cpu_seconds();
        gboolean done = room->stage->batch(room->state, batch, error);
        room->cpu_s += cpu_seconds() - began;
        if (!done) {
            g_prefix_error(error, "'%s' (%s): ", batch->source, room->stage->name);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean runner_chart(Runner *runner, Chart *chart, GError **error)
{
    for (guint i = 0; i < runner->rooms->len; i++) {
        Room *room = &g_array_index(runner->rooms, Room, i);
        if (!room->stage->chart(room->state, chart, error)) {
            g_autofree char *name = patient_name(chart->patient);
            g_prefix_error(error, "The chart of %s (%s): ", name, room->stage->name);
            return FALSE;
        }
    }
    return TRUE;
}

GVariant *runner_take_times(Runner *runner)
{
    GVariantBuilder times;
    g_variant_builder_init(&times, G_VARIANT_TYPE("a{sd}"));
    for (guint i = 0; i < runner->rooms->len; i++) {
        Room *room = &g_array_index(runner->rooms, Room, i);
        g_variant_builder_add(&times, "{sd}", room->stage->name, room->cpu_s);
        room->cpu_s = 0;
    }
    return g_variant_builder_end(&times);
}

char *runner_stamp(void)
{
    GString *stamp = g_string_new(NULL);
    for (guint i = 0; stages[i] != NULL; i++) {
        if (stages[i]->chart == NULL)
            g_string_append_printf(stamp, "%s%s %u", stamp->len > 0 ? ", " : "", stages[i]->name,
                                   stages[i]->version);
    }
    return g_string_free(stamp, FALSE);
}
