/* sameness.h - whether two documents are the same one, sent or scanned twice. */
#pragma once

#include "document.h"

/* TRUE when content page by content page the same is printed. Strict: no field that tells of the
 * patient or the day may differ; every number must agree, and every word that can turn a meaning
 * (not, left, positive, amended ...); of the other words recognition may have read one in ten
 * otherwise. Of pages that look alike (picture.h) it may have read one in four otherwise, and a few
 * letters as digits, never one digit as another. The line of the fax machine does not count. Pages
 * of few words are never the same. */
gboolean documents_same(const Document *one, const Document *other);

/* Mean confidence of the words on the content pages, 0..1: which of two copies is the better. */
double document_legibility(const Document *document);
