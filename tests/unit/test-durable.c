/* What an error of the disk means: try again, or mend the set-up. */
#include "fate.h"
#include "pipeline/engine/durable.h"

#include <errno.h>

static Fate fate_of(int code)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(durable_fail(code, &error, "The file '%s' cannot be written", "x"));
    g_assert_true(error->domain == FATE);
    g_assert_true(g_str_has_prefix(error->message, "The file 'x' cannot be written"));
    g_assert_true(g_str_has_suffix(error->message, "."));
    return (Fate)error->code;
}

static void test_fates(void)
{
    static const int passing[] = {ENOSPC, EDQUOT,    EIO,       EMFILE,  ENOMEM,
                                  ESTALE, ETIMEDOUT, EHOSTDOWN, ENOTCONN};
    static const int lasting[] = {EACCES, EROFS, ENOENT, ENOTDIR, EPERM};
    for (guint i = 0; i < G_N_ELEMENTS(passing); i++)
        g_assert_cmpint(fate_of(passing[i]), ==, FATE_RETRY);
    for (guint i = 0; i < G_N_ELEMENTS(lasting); i++)
        g_assert_cmpint(fate_of(lasting[i]), ==, FATE_FATAL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/durable/fates", test_fates);
    return g_test_run();
}
