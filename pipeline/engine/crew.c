/* crew.c - readers that stay between two readings, as long as what they were told holds.
 *
 * Reads: the office's words and roster. Does not: give them work (reading.c). */
#include "crew.h"

#include "reader.h"

static guint jobs_count(const Office *office, guint jobs)
{
    if (jobs == 0)
        jobs = (guint)settings_number(office_settings(office), SETTING_JOBS);
    return jobs != 0 ? jobs : g_get_num_processors();
}

Crew *crew_new(Office *office, guint jobs, GError **error)
{
    g_autofree char *data_folder = program_data_folder(error);
    if (data_folder == NULL)
        return NULL;
    Crew *crew = g_new0(Crew, 1);
    crew->office = office;
    crew->jobs = jobs_count(office, jobs);
    crew->data_folder = g_steal_pointer(&data_folder);
    return crew;
}

static void knowledge_drop(Crew *crew)
{
    g_clear_pointer(&crew->runner, runner_close);
    g_clear_pointer(&crew->codes, code_table_free);
    g_clear_pointer(&crew->lessons, g_ptr_array_unref);
    g_clear_pointer(&crew->labels, g_ptr_array_unref);
    g_clear_pointer(&crew->wording, word_model_free);
    g_clear_pointer(&crew->roster, roster_free);
}

void crew_dismiss(Crew *crew)
{
    knowledge_drop(crew);
    g_clear_pointer(&crew->readers, workers_free);
    g_clear_pointer(&crew->setup, g_variant_unref);
}

void crew_free(Crew *crew)
{
    if (crew == NULL)
        return;
    crew_dismiss(crew);
    g_free(crew->data_folder);
    g_free(crew);
}

static GVariant *setup_make(const Crew *crew, char **words)
{
    g_autofree char *settings = settings_print(office_settings(crew->office));
    g_auto(GStrv) names = roster_name_words(crew->roster);
    return g_variant_ref_sink(
        g_variant_new("(ss^as^as)", settings, crew->data_folder, names, words));
}

static gboolean knowledge_load(Crew *crew, GError **error)
{
    g_autoptr(GError) cause = NULL;
    knowledge_drop(crew);
    crew->roster = catalogue_load_roster(office_catalogue(crew->office), error);
    crew->lessons = catalogue_load_lessons(office_catalogue(crew->office), error);
    crew->labels = catalogue_load_labels(office_catalogue(crew->office), error);
    if (crew->roster == NULL || crew->lessons == NULL || crew->labels == NULL)
        return FALSE;
    crew->codes = office_codes(crew->office, &cause);
    if (cause == NULL)
        crew->wording = office_wording(crew->office, &cause);
    if (cause != NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    crew->stage_setup = (StageSetup){.settings = office_settings(crew->office),
                                     .data_folder = crew->data_folder,
                                     .wording = crew->wording,
                                     .codes = crew->codes};
    crew->runner = runner_open(RUN_BATCHES, &crew->stage_setup, error);
    return crew->runner != NULL;
}

gboolean crew_gather(Crew *crew, GError **error)
{
    const Settings *settings = office_settings(crew->office);
    g_auto(GStrv) words = office_words(crew->office, error);
    if (words == NULL || !knowledge_load(crew, error))
        return FALSE;
    g_autoptr(GVariant) setup = setup_make(crew, words);
    if (crew->setup == NULL || !g_variant_equal(crew->setup, setup)) {
        g_clear_pointer(&crew->readers, workers_free);
        g_clear_pointer(&crew->setup, g_variant_unref);
        crew->setup = g_steal_pointer(&setup);
    }
    if (crew->readers == NULL)
        crew->readers =
            workers_new("reader", crew->jobs, crew->setup,
                        (guint)settings_number(settings, SETTING_PAGE_TIMEOUT_S), g_free);
    return TRUE;
}
