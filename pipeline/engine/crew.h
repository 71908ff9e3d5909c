/* crew.h - the readers of an office, kept warm from one reading to the next, and what they and the
 * clerk's own stages know: roster, words, settings. */
#pragma once

#include "office.h"
#include "runner.h"
#include "workers.h"

typedef struct {
    Office *office; /* lent */
    guint jobs;
    char *data_folder;
    StageSetup stage_setup;
    Roster *roster;     /* as of the last crew_gather() */
    GPtrArray *lessons; /* likewise: types that people have put right */
    GPtrArray *labels;  /* likewise: where senders print what people had to set */
    CodeTable *codes;   /* NULL: none imported */
    WordModel *wording; /* NULL: none learnt */
    Runner *runner;     /* of the batch stages */
    Workers *readers;
    GVariant *setup; /* what the readers were told */
} Crew;

/* `jobs` readers at a time; 0: as the settings say, and by default one a core. FATE_FATAL when the
 * program's tables are missing. */
Crew *crew_new(Office *office, guint jobs, GError **error);
void crew_free(Crew *crew);

/* Reads roster, words and code table anew, and makes ready: readers, which are what takes time,
 * stay when they know the same already, and are replaced when not. */
gboolean crew_gather(Crew *crew, GError **error);

/* Lets all go. To be called before the office's settings change. */
void crew_dismiss(Crew *crew);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Crew, crew_free)
