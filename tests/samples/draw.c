/* draw.c - draws the samples again from texts/.
 *
 * usage: draw FOLDER [NAME]
 * Reads: FOLDER/texts/, FOLDER/roster.csv. Writes: FOLDER/inbox/, FOLDER/bad/, FOLDER/truth.jsonl;
 * with a NAME only the sample that texts/NAME describes. Does not: read a clock. */
#include "blocks.h"
#include "truth.h"
#include "write.h"

#include <string.h>

static int by_name(gconstpointer one, gconstpointer other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static GPtrArray *names_in_order(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (dir == NULL)
        give_up("%s cannot be read.", folder);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    return names;
}

static void sample_draw(const char *path, const char *inbox, const Patients *patients,
                        GString *truth)
{
    SampleText *sample = sample_text_load(path);
    GPtrArray *sheets = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
    gboolean text = g_str_equal(setting_lookup(sample, NULL, "as", ""), "txt");
    for (guint i = 0; i < sample->pages->len; i++)
        g_ptr_array_add(sheets, text ? sheet_new() : page_lay_out(sample, sample->pages->pdata[i]));
    sample_write(sample, sheets, inbox);
    truth_append(truth, sample, sheets, patients);
    g_ptr_array_unref(sheets);
    sample_text_free(sample);
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3)
        give_up("usage: draw FOLDER [NAME]");
    g_autofree char *texts = g_build_filename(argv[1], "texts", NULL);
    g_autofree char *inbox = g_build_filename(argv[1], "inbox", NULL);
    g_autofree char *bad = g_build_filename(argv[1], "bad", NULL);
    g_autofree char *roster = g_build_filename(argv[1], "roster.csv", NULL);
    g_autofree char *truth_path = g_build_filename(argv[1], "truth.jsonl", NULL);
    if (g_mkdir_with_parents(inbox, 0755) != 0 || g_mkdir_with_parents(bad, 0755) != 0)
        give_up("%s and %s cannot be made.", inbox, bad);

    Patients *patients = patients_load(roster);
    g_autoptr(GPtrArray) names = names_in_order(texts);
    g_autoptr(GString) truth = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(texts, names->pdata[i], NULL);
        if (argc == 2 || g_str_equal(argv[2], names->pdata[i]))
            sample_draw(path, inbox, patients, truth);
    }
    patients_free(patients);
    if (argc == 3)
        return 0;
    if (!g_file_set_contents(truth_path, truth->str, truth->len, NULL))
        give_up("%s cannot be written.", truth_path);
    bad_files_write(inbox, bad);
    return 0;
}
