/* lesson.h - how a sender's documents look at their top, by which a person's correction of the type
 * or of a field is known again. */
#pragma once

#include "document.h"

/* A correction: what looks like this is no `instead`, but a `type`. */
typedef struct {
    char *words; /* as lesson_words() gives them */
    char *type, *instead;
    char *document; /* on which a person said so: "D000012" */
} Lesson;

/* A field that a person had to set: what looks like this prints it by that label. */
typedef struct {
    char *words; /* as lesson_words() gives them */
    char *field; /* one of field_names() */
    char *label; /* as printed */
} LabelLesson;

LabelLesson *label_lesson_new(const char *words, const char *field, const char *label);
void label_lesson_free(LabelLesson *lesson);

Lesson *lesson_new(const char *words, const char *type, const char *instead, const char *document);
void lesson_free(Lesson *lesson);

/* The words at the top of the document's first page, each once, folded, in order of the alphabet,
 * without numbers and the names of persons: letterhead, title, labels. Yours to free; NULL when
 * they are too few to know it by. */
char *lesson_words(const Document *document);

/* How alike two such lists are, 0..1: the share of words that both have (Dice 1945). */
double lesson_likeness(const char *words, const char *other);

/* The likeness from which two documents are of one sender's layout. */
#define LESSON_LIKENESS_LEAST 0.8

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lesson, lesson_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LabelLesson, label_lesson_free)
