/* review_form.h - the pieces of a document under review: why it waits, who may be meant, what it
 * says, what was decided. */
#pragma once

#include "evidence_strip.h"

/* Why it waits, in the sentences of the stages. */
void reasons_put(Html *html, const Document *document);

/* The candidates with their evidence, each with the button that files the document there. */
gboolean candidates_put(Html *html, const Request *request, const Document *document,
                        GError **error);

/* Any other patient, by typing; somebody new; nobody. */
gboolean others_put(Html *html, const Request *request, const Document *document, GError **error);

/* Type and fields, to be put right. */
void facts_put(Html *html, const Request *request, const Document *document);

/* Above the pages of a document that has several: small ones, to be drawn into another order. */
void page_strip_put(Html *html, const Document *document);

/* Below a page: turned the other way up; a new document begins with it; it comes earlier or later.
 * Sent with the form. */
void page_tools_put(Html *html, const Document *document, const Page *page);

/* The other documents of the same file, whose pages may belong to this one. */
gboolean siblings_put(Html *html, const Request *request, const Document *document, GError **error);

/* What was decided on it, and the way back. */
gboolean decisions_put(Html *html, const Request *request, const Document *document,
                       GError **error);

/* A button that sends the form it stands in, saying `what`. */
void button_put(Html *html, const char *what, const char *label, const char *kind,
                const char *keys);
