/* request.h - one request at the desk: what came, who asks, and how it is answered. */
#pragma once

#include "calls.h"
#include "form.h"
#include "html.h"
#include "office.h"
#include "paintings.h"
#include "password.h"
#include "sessions.h"

#include <libsoup/soup.h>

typedef struct WebFiles WebFiles;
typedef struct Live Live;
typedef struct Safe Safe;

/* The running desk. */
typedef struct {
    Office *office; /* lent */
    SoupServer *server;
    Sessions *sessions;
    Patience *patience;
    WebFiles *web;
    gboolean tls;     /* it speaks TLS itself */
    gboolean proxied; /* only a proxy on this computer can reach it */
    Calls *calls;
    guint requests; /* under way */
    Paintings *paintings;
    Passwords *passwords;
    Safe *safe;                       /* for what is typed when a session ends */
    Live *live;                       /* see live.h */
    gboolean finishing, finish_again; /* see finish.h */
} Desk;

typedef struct {
    Desk *desk;
    SoupServerMessage *message;
    const char *path;
    char *arguments[3]; /* what '*' stands for in the route, in order; owned */
    Form *query, *form; /* never NULL */
    Session *session;   /* lent; NULL: nobody is logged in */
    char *token;        /* of the session's cookie; NULL */
    gboolean gone;      /* kept for later, and the browser has left */
} Request;

/* --- what came ------------------------------------------------------------------------------- */

/* A header; lent; NULL without one. */
const char *request_header(const Request *request, const char *name);

/* Whether the browser's way to the desk is TLS: then cookies are sent over nothing else. */
gboolean request_is_secure(const Request *request);

/* Where it comes from, for counting wrong passwords; yours. */
char *request_origin(const Request *request);

/* Whether the browser says that another site's page sent it. */
gboolean request_is_foreign(const Request *request);

/* The office's catalogue, acting for whoever is logged in. */
Catalogue *request_catalogue(const Request *request);

/* Puts it into the audit trail that the user did this, as office_record(). */
gboolean request_record(const Request *request, AuditDeed deed, const char *document,
                        gint64 patient, const char *what, GError **error);

/* Puts it into the audit trail that the user opened the document. */
gboolean request_record_opened(const Request *request, const Document *document, const char *what,
                               GError **error);

/* Whether the user may do what that role may. */
gboolean request_may(const Request *request, Role least);

/* The request for later, until request_resume(): nothing goes out meanwhile. Takes what it owns;
 * nobody is logged in for it any more: sessions may end in the meantime. */
Request *request_keep(Request *request);

/* It has been answered: lets the answer go, and frees it. */
void request_resume(Request *request);

/* Frees what the request owns. */
void request_clear(Request *request);

/* --- answers: each request gets one ----------------------------------------------------------- */

/* The bytes, not to be kept by anybody. */
void request_answer(const Request *request, guint status, const char *type, GBytes *bytes);

/* Plain text. */
void request_answer_text(const Request *request, guint status, const char *text);

/* Takes and finishes the page. */
void request_answer_html(const Request *request, guint status, Html *html);

/* Elsewhere at the desk, by GET; `place` begins with '/'. */
void request_redirect(const Request *request, const char *place);

/* As a file of that name; `type` NULL: to be saved, not shown. */
void request_answer_file(const Request *request, const char *type, const char *name, GBytes *bytes);

/* Sets the session's cookie; NULL: takes it away. */
void request_set_cookie(const Request *request, const char *token);

/* Whether `place` is one at the desk to which a person may be led. */
gboolean place_is_ours(const char *place);
