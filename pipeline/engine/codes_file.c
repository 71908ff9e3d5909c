/* codes_file.c - the office's icd10cm.txt: made from the official code table, read by every run.
 *
 * Reads: the file imported. Writes: icd10cm.txt, one code a line. */
#include "clerk.h"

#include "durable.h"
#include "fate.h"

#include <string.h>

#define CODES_FILE "icd10cm.txt"

/* Every edition since 2016 holds more than 69,000 codes. */
enum { CODES_LEAST = 60000 };

static CodeTable *codes_read(const char *path, gboolean *missing, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *text = NULL;
    gsize length;
    *missing = FALSE;
    if (g_file_get_contents(path, &text, &length, &cause))
        return code_table_parse(text, length, NULL);
    *missing = g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    durable_fail_reading(cause, FATE_INPUT, "The code table cannot be read", error);
    return NULL;
}

CodeTable *office_codes(const Office *office, GError **error)
{
    g_autofree char *path = office_file(office, CODES_FILE);
    g_autoptr(GError) cause = NULL;
    gboolean missing;
    CodeTable *codes = codes_read(path, &missing, &cause);
    if (codes == NULL && !missing)
        g_set_error(error, FATE, g_error_matches(cause, FATE, FATE_RETRY) ? FATE_RETRY : FATE_FATAL,
                    "%s", cause->message);
    return codes;
}

gboolean clerk_import_codes(Office *office, const char *path, guint *count, GError **error)
{
    gboolean missing;
    g_autoptr(CodeTable) codes = codes_read(path, &missing, error);
    if (codes == NULL)
        return FALSE;
    *count = code_table_size(codes);
    if (*count < CODES_LEAST) {
        g_set_error(error, FATE, FATE_INPUT,
                    "'%s' holds %u ICD-10-CM codes, but the official table has more than 69,000. "
                    "Take the whole file from CMS ('icd10cm-order' or 'icd10cm-codes'). Nothing "
                    "was changed.",
                    path, *count);
        return FALSE;
    }
    char *text = code_table_print(codes);
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    g_autofree char *kept = office_file(office, CODES_FILE);
    return durable_write(kept, bytes, 0600, error);
}
