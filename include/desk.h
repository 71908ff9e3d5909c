/* desk.h - the page that a secretary works at: an HTTP server in a process of its own. */
#pragma once

#include "account.h"
#include "office.h"

typedef struct {
    const char *address;           /* "127.0.0.1"; NULL: with `socket` */
    guint port;                    /* 0: any that is free */
    const char *socket;            /* path of a unix socket, for a proxy; NULL: none */
    const char *certificate, *key; /* PEM files: TLS; NULL: none */
    void (*ready)(gpointer data, const char *where); /* it answers at `where` */
    gpointer data;
} DeskOptions;

/* Answers requests until SIGTERM or SIGINT. The office is open for decisions. FATE_FATAL when the
 * address cannot be used, FATE_INPUT when there is no user yet. */
gboolean desk_serve(Office *office, const DeskOptions *options, GError **error);

/* The password's Argon2id hash, as accounts keep it; yours. FATE_INPUT when it is too short. */
char *desk_hash_password(const char *password, GError **error);
