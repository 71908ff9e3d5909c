/* view_review.h - the page of one document under review, also for who was refused something. */
#pragma once

#include "request.h"

/* Answers with the page of the document; `refused`: why what was asked was not done; NULL. */
gboolean review_answer(Request *request, const char *id, guint status, const char *refused,
                       GError **error);
