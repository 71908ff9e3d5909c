/* account.h - who may use the desk, and what for; every change is in the audit trail. */
#pragma once

#include "catalogue.h"

typedef enum {
    ROLE_EMERGENCY,     /* reads, searches, for an hour, and says why: the administrator is told */
    ROLE_CLINICIAN,     /* reads, searches, signs off */
    ROLE_SECRETARY,     /* and decides, takes files in */
    ROLE_ADMINISTRATOR, /* and says who the users are */
    ROLE_COUNT,
} Role;

const char *role_name(Role role); /* "clinician" ...; lent */
gboolean role_parse(const char *name, Role *role);

typedef struct {
    char *name; /* "anna": see account_name_is_good() */
    Role role;
    char *password; /* its Argon2id hash */
    gboolean disabled;
    gint64 created_at; /* Unix seconds */
    gint64 version;    /* raised by every change */
} Account;

void account_free(Account *account);

/* Letters, digits, '.', '-' and '_', at most 32, beginning with a letter. */
gboolean account_name_is_good(const char *name);

/* FATE_INPUT when the name is taken, or is no good one. */
gboolean catalogue_add_account(Catalogue *catalogue, const char *name, Role role,
                               const char *password, GError **error);

/* All, by name; Account. */
GPtrArray *catalogue_accounts(Catalogue *catalogue, GError **error);

/* NULL without error when there is none of that name. */
Account *catalogue_find_account(Catalogue *catalogue, const char *name, GError **error);

/* Of one account, FATE_INPUT when there is none: another password; whether it may be used. */
gboolean catalogue_set_password(Catalogue *catalogue, const char *name, const char *password,
                                GError **error);
gboolean catalogue_disable_account(Catalogue *catalogue, const char *name, gboolean disabled,
                                   GError **error);

/* Somebody came in by an emergency's account. */
typedef struct {
    gint64 id;
    char *account, *reason;
    gint64 begun_at; /* Unix seconds */
} Emergency;

void emergency_free(Emergency *emergency);

/* Notes one; it is in the audit trail with its reason. */
gboolean catalogue_add_emergency(Catalogue *catalogue, const char *account, const char *reason,
                                 GError **error);

/* Those that no administrator has seen, oldest first; Emergency. */
GPtrArray *catalogue_emergencies(Catalogue *catalogue, GError **error);

/* An administrator has seen it; FATE_INPUT when there is none, or it was seen before. */
gboolean catalogue_see_emergency(Catalogue *catalogue, gint64 id, const char *by, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Account, account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Emergency, emergency_free)
