/* layout.h - what all pages of the desk share: head, navigation, small pieces. */
#pragma once

#include "request.h"

/* A page as far as its content; `current` is the place in the navigation: "today" ... */
Html *page_begin(const Request *request, const char *title, const char *current);

/* Answers with the page; takes it. */
void page_end(const Request *request, Html *html);

/* A page with a sentence, and the way on. */
void page_refuse(const Request *request, guint status, const char *title, const char *sentence);

/* Begins a form that is sent to `place`, with the token that it must bring back. */
void form_open(Html *html, const Request *request, const char *place, const char *name);

/* A field that is not seen. */
void hidden_put(Html *html, const char *name, const char *value);

/* "/document/D000123": a place about something; yours to free. */
char *place_make(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* "2 pages", "1 page"; yours. */
char *count_print(guint count, const char *one, const char *many);

/* "page 3", "pages 1-4, 6": those of its file that the document has; "" without any; yours. */
char *pages_told(const Document *document);

/* A link with text. */
void link_put(Html *html, const char *place, const char *text);

/* Begins a table as far as its rows: its columns' labels, NULL-terminated; `kind`: its class. */
void table_begin(Html *html, const char *kind, const char *const *labels);
void table_end(Html *html);

/* Local time, "14:05" today, else "2026-03-14 14:05"; and as <time>. */
void time_put(Html *html, gint64 seconds);

/* "lab report" of "lab-report", "MRN" of "mrn": the name of a type or field for people; yours. */
char *words_of(const char *name);
