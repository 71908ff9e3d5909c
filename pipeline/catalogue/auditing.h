/* auditing.h - rows of the audit trail that belong to changes: written in their transaction. */
#pragma once

#include "audit.h"
#include "database.h"

/* What became of a document that was read, by its status. */
gboolean audit_document(Catalogue *catalogue, const Original *original, const Document *document,
                        GError **error);

/* A decision, once it is whole: a row for each document and each patient whom it touched, before or
 * after. Its words stay in the decision; the seal covers them. */
gboolean audit_decision(Catalogue *catalogue, gint64 decision, GError **error);

/* Adds a row; `document` and `patient` 0 for none, `decision` 0 for none, then with `what`. */
gboolean audit_write(Catalogue *catalogue, AuditDeed deed, gint64 document, gint64 patient,
                     gint64 decision, const char *what, GError **error);
