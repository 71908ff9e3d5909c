/* routes.h - who may ask the desk for what. */
#pragma once

#include "request.h"

/* Answers the request, or fails with an error that becomes a page. */
typedef gboolean (*View)(Request *request, GError **error);

/* Finds the route, looks whether the user may, and answers in every case. */
void request_route(Request *request);

/* Whether the session that the request came with goes on; that is no use of it. */
gboolean request_still_holds(Request *request);

/* For a request that was kept: whether its session goes on and still has that role at least.
 * Answers when FALSE. */
gboolean request_take_up(Request *request, Role least);

/* Answers with a page that tells the error. */
void request_fail(const Request *request, const GError *error);

/* For a file on its way, before its body has come: whether the user may put one into the inbox,
 * from a page of our own. FATE_INPUT with a sentence when not. */
gboolean request_may_upload(Request *request, GError **error);

/* --- the views ------------------------------------------------------------------------------- */

gboolean view_login(Request *request, GError **error);
gboolean view_login_try(Request *request, GError **error);
gboolean view_typed(Request *request, GError **error); /* a form of an earlier log-in */
gboolean view_logoff(Request *request, GError **error);
gboolean view_upload(Request *request, GError **error);
gboolean view_alive(Request *request, GError **error);
gboolean view_today(Request *request, GError **error);
gboolean view_live(Request *request, GError **error);
gboolean view_morning(Request *request, GError **error);
gboolean view_users(Request *request, GError **error);
gboolean view_user_add(Request *request, GError **error);
gboolean view_user_change(Request *request, GError **error);
gboolean view_password(Request *request, GError **error);
gboolean view_password_change(Request *request, GError **error);
gboolean view_web(Request *request, GError **error);
gboolean view_review_first(Request *request, GError **error);
gboolean view_review(Request *request, GError **error);
gboolean view_decide(Request *request, GError **error);
gboolean view_undo(Request *request, GError **error);
gboolean view_patients_found(Request *request, GError **error);
gboolean view_search(Request *request, GError **error);
gboolean view_completions(Request *request, GError **error);
gboolean view_document(Request *request, GError **error);
gboolean view_sign_list(Request *request, GError **error);
gboolean view_sign(Request *request, GError **error);
gboolean view_audit(Request *request, GError **error);
gboolean view_emergency_seen(Request *request, GError **error);
gboolean view_keep(Request *request, GError **error);
gboolean view_text(Request *request, GError **error);
gboolean view_original(Request *request, GError **error);
gboolean view_patient(Request *request, GError **error);
gboolean view_chart(Request *request, GError **error);
gboolean view_picture(Request *request, GError **error);
gboolean view_thumb(Request *request, GError **error);
