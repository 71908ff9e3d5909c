/* finish.c - calls `chartward finish`, and once more when there was a decision meanwhile.
 *
 * Does not: wait for it. What fails is done by the next run. */
#include "finish.h"

static void finish_end(GObject *process, GAsyncResult *result, gpointer data)
{
    Desk *desk = data;
    g_subprocess_wait_finish(G_SUBPROCESS(process), result, NULL);
    desk->finishing = FALSE;
    g_object_unref(process);
    if (desk->finish_again)
        finish_begin(desk);
}

void finish_begin(Desk *desk)
{
    desk->finish_again = desk->finishing;
    if (desk->finishing)
        return;
    g_autoptr(GError) error = NULL;
    g_autofree char *program = program_path(&error);
    GSubprocess *process = program != NULL ? g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                  G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                                              &error, program, "finish", "--office",
                                                              office_path(desk->office), NULL)
                                           : NULL;
    if (process == NULL) {
        g_printerr("chartward serve: Charts are bound by the next run: %s\n", error->message);
        return;
    }
    desk->finishing = TRUE;
    g_subprocess_wait_async(process, NULL, finish_end, desk);
}
