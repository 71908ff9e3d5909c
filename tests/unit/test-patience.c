/* How long a worker may take: one that hangs is found out, one that is kept waiting is not. */
#include "pipeline/engine/patience.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PERIOD_US = 1000 * 1000 };

static GPid worker_new(gboolean works)
{
    GPid pid = fork();
    g_assert_cmpint(pid, >=, 0);
    if (pid == 0) {
        for (;;) { /* no condition: one without effect may be taken for an end */
            if (!works)
                pause();
        }
    }
    return pid;
}

static void worker_end(GPid pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void test_hangs(void)
{
    Patience patience;
    GPid pid = worker_new(FALSE);
    patience_begin(&patience, pid, 1);
    g_assert_false(patience_ends(&patience, pid));
    g_usleep(PERIOD_US);
    g_assert_true(patience_ends(&patience, pid));
    worker_end(pid);
}

static void test_works(void)
{
    Patience patience;
    GPid pid = worker_new(TRUE);
    patience_begin(&patience, pid, 1);
    gint64 due_us = patience.due_us;
    g_usleep(PERIOD_US);
    g_assert_false(patience_ends(&patience, pid));
    g_assert_cmpint(patience.due_us, >, due_us);
    /* It worked, and then hangs. */
    kill(pid, SIGSTOP);
    g_usleep((gulong)(patience.due_us - g_get_monotonic_time()) + 1);
    patience.used_us += PERIOD_US; /* as if the stop had come at once */
    g_assert_true(patience_ends(&patience, pid));
    worker_end(pid);
}

static void test_end(void)
{
    Patience patience;
    GPid pid = worker_new(TRUE);
    patience_begin(&patience, pid, 1);
    g_assert_cmpint(patience.last_us - patience.due_us, ==, 9 * PERIOD_US);
    g_usleep(PERIOD_US);
    patience.last_us = g_get_monotonic_time();
    g_assert_true(patience_ends(&patience, pid));
    worker_end(pid);
}

/* What is gone is nobody to wait for. */
static void test_gone(void)
{
    Patience patience;
    GPid pid = worker_new(TRUE);
    patience_begin(&patience, pid, 1);
    worker_end(pid);
    g_usleep(PERIOD_US);
    g_assert_true(patience_ends(&patience, pid));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/patience/hangs", test_hangs);
    g_test_add_func("/patience/works", test_works);
    g_test_add_func("/patience/end", test_end);
    g_test_add_func("/patience/gone", test_gone);
    return g_test_run();
}
