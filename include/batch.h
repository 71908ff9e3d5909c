/* batch.h - all pages of one original on their way to becoming documents. */
#pragma once

#include "document.h"
#include "lesson.h"
#include "roster.h"
#include "settings.h"

typedef struct {
    char *source; /* the file's name as it was dropped */
    char *source_sha256;
    char *today;              /* ISO: the day of reading */
    GPtrArray *pages;         /* Page, owned until split moves them into documents */
    GPtrArray *documents;     /* Document, owned; made by split */
    const Roster *roster;     /* lent; may be empty */
    const Settings *settings; /* lent */
    const GPtrArray *lessons; /* Lesson, lent: types that people have put right; NULL: none */
    const GPtrArray
        *labels; /* LabelLesson, lent: where senders print what people set; NULL: none */
} Batch;

Batch *batch_new(const char *source, const char *source_sha256);
void batch_free(Batch *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Batch, batch_free)
