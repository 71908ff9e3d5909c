/* orders.c - which roles of facts a field is taken from, by the type of the document.
 *
 * Does: knows that an operative report's provider is its surgeon and a laboratory's the one who
 * ordered. Does not: weigh facts against one another. */
#include "orders.h"

#include <string.h>

enum { ROLES_MOST = 8 };

/* An order of roles for a field; `types` NULL: every other type. Ends with ROLE_STOP. */
typedef struct {
    const char *field;
    const char *types; /* names by blanks */
    Role roles[ROLES_MOST];
} Order;

static const Order orders[] = {
    {"date_of_service",
     "discharge-summary",
     {ROLE_DATE_DISCHARGE, ROLE_DATE_SERVICE, ROLE_DATE_ADMISSION}},
    {"date_of_service",
     "lab-report pathology-report",
     {ROLE_DATE_COLLECTED, ROLE_DATE_SERVICE, ROLE_DATE_EXAM, ROLE_DATE_SURGERY, ROLE_DATE_RECEIVED,
      ROLE_DATE_REPORTED}},
    {"date_of_service",
     "radiology-report",
     {ROLE_DATE_EXAM, ROLE_DATE_SERVICE, ROLE_DATE_SURGERY, ROLE_DATE_COLLECTED, ROLE_DATE_REPORTED,
      ROLE_DATE_PLAIN}},
    {"date_of_service",
     "operative-report",
     {ROLE_DATE_SURGERY, ROLE_DATE_SERVICE, ROLE_DATE_EXAM, ROLE_DATE_ADMISSION, ROLE_DATE_PLAIN}},
    {"date_of_service",
     "history-and-physical",
     {ROLE_DATE_ADMISSION, ROLE_DATE_SERVICE, ROLE_DATE_EXAM, ROLE_DATE_PLAIN}},
    {"date_of_service",
     "consultation progress-note",
     {ROLE_DATE_SERVICE, ROLE_DATE_EXAM, ROLE_DATE_ADMISSION, ROLE_DATE_PLAIN}},
    {"date_of_service",
     "referral refill-request records-request",
     {ROLE_DATE_REQUEST, ROLE_DATE_PLAIN, ROLE_DATE_SERVICE}},
    {"date_of_service",
     "prior-authorization claim-form explanation-of-benefits",
     {ROLE_DATE_SERVICE, ROLE_DATE_SURGERY, ROLE_DATE_EXAM}},
    {"date_of_service", "immunization-record", {ROLE_DATE_SERVICE, ROLE_DATE_REPORTED}},
    {"date_of_service",
     NULL,
     {ROLE_DATE_SERVICE, ROLE_DATE_EXAM, ROLE_DATE_SURGERY, ROLE_DATE_DISCHARGE,
      ROLE_DATE_ADMISSION, ROLE_DATE_COLLECTED, ROLE_DATE_PLAIN}},

    {"provider",
     "lab-report",
     {ROLE_ORDERING, ROLE_REQUESTING, ROLE_PROVIDER, ROLE_REFERRING, ROLE_ATTENDING}},
    {"provider",
     "radiology-report pathology-report",
     {ROLE_READER, ROLE_AUTHOR, ROLE_SIGNATURE_PERSON}},
    {"provider",
     "operative-report",
     {ROLE_SURGEON, ROLE_AUTHOR, ROLE_PROVIDER, ROLE_SIGNATURE_PERSON, ROLE_ATTENDING}},
    {"provider",
     "discharge-summary history-and-physical",
     {ROLE_ATTENDING, ROLE_PROVIDER, ROLE_AUTHOR, ROLE_SIGNATURE_PERSON, ROLE_SURGEON}},
    {"provider",
     "consultation",
     {ROLE_CONSULTING, ROLE_AUTHOR, ROLE_PROVIDER, ROLE_SIGNATURE_PERSON, ROLE_ATTENDING}},
    {"provider", "claim-form", {ROLE_SIGNATURE_PERSON, ROLE_PROVIDER, ROLE_ATTENDING}},
    {"provider", "referral", {ROLE_REFERRED_TO, ROLE_CONSULTING, ROLE_ADDRESSEE, ROLE_REFERRING}},
    {"provider",
     "refill-request",
     {ROLE_PRESCRIBER, ROLE_PROVIDER, ROLE_ORDERING, ROLE_ADDRESSEE, ROLE_PRIMARY_CARE}},
    {"provider",
     "prior-authorization",
     {ROLE_REQUESTING, ROLE_PRESCRIBER, ROLE_ORDERING, ROLE_PROVIDER, ROLE_REFERRING}},
    {"provider", "records-request", {ROLE_REQUESTING, ROLE_PROVIDER}},
    {"provider",
     "progress-note",
     {ROLE_CONSULTING, ROLE_PROVIDER, ROLE_ATTENDING, ROLE_AUTHOR, ROLE_SIGNATURE_PERSON}},
    {"provider",
     NULL,
     {ROLE_PROVIDER, ROLE_ATTENDING, ROLE_AUTHOR, ROLE_CONSULTING, ROLE_SIGNATURE_PERSON}},

    {"referring_provider",
     "radiology-report pathology-report",
     {ROLE_REFERRING, ROLE_ORDERING, ROLE_REQUESTING, ROLE_PROVIDER, ROLE_ATTENDING,
      ROLE_PRIMARY_CARE, ROLE_ADDRESSEE}},
    {"referring_provider",
     "consultation",
     {ROLE_REFERRING, ROLE_REQUESTING, ROLE_ORDERING, ROLE_PRIMARY_CARE, ROLE_ADDRESSEE}},
    {"referring_provider",
     "referral",
     {ROLE_REFERRING, ROLE_REQUESTING, ROLE_ORDERING, ROLE_PROVIDER, ROLE_SIGNATURE_PERSON,
      ROLE_SENDER}},
    {"referring_provider", "appointment-notice", {ROLE_REFERRING, ROLE_ADDRESSEE}},
    {"referring_provider", NULL, {ROLE_REFERRING}},

    {"npi", "claim-form explanation-of-benefits", {ROLE_NPI_RENDERING, ROLE_NPI}},
    {"npi", "referral", {ROLE_NPI_REFERRING, ROLE_NPI}},
    {"npi", NULL, {ROLE_NPI, ROLE_NPI_RENDERING}},

    {"facility", "claim-form", {ROLE_BILLING_PROVIDER, ROLE_OTHER_FACILITY, ROLE_FACILITY}},
    {"facility", NULL, {ROLE_FACILITY, ROLE_BILLING_PROVIDER, ROLE_OTHER_FACILITY}},
    {"payer", NULL, {ROLE_PAYER}},
    {"member_id", NULL, {ROLE_MEMBER_ID}},
    {"authorization_number", "prior-authorization", {ROLE_AUTHORIZATION, ROLE_REFERENCE}},
    {"authorization_number", "records-request refill-request", {ROLE_STOP}},
    {"authorization_number", NULL, {ROLE_AUTHORIZATION}},
    {"total_charge", "claim-form explanation-of-benefits", {ROLE_TOTAL_CHARGE}},
    {"appointment", NULL, {ROLE_APPOINTMENT}},
    {"sex", NULL, {ROLE_SEX}},
};

static const Order *order_for(const char *field, const char *type)
{
    for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
        if (strcmp(orders[i].field, field) != 0)
            continue;
        if (orders[i].types == NULL)
            return &orders[i];
        g_auto(GStrv) types = g_strsplit(orders[i].types, " ", -1);
        if (g_strv_contains((const char *const *)types, type))
            return &orders[i];
    }
    return NULL;
}

gboolean type_is_clinical(const char *type)
{
    static const char *const types[] = {"consultation",         "discharge-summary",
                                        "history-and-physical", "immunization-record",
                                        "lab-report",           "operative-report",
                                        "pathology-report",     "progress-note",
                                        "radiology-report",     NULL};
    return g_strv_contains(types, type);
}

/* What a fact may not be used for although its role fits. */
static gboolean fact_is_foreign(const Fact *fact, const char *field, const char *type)
{
    if (strcmp(field, "npi") == 0) {
        if (fact->role == ROLE_NPI && fact->party == PARTY_REFERRED_TO)
            return TRUE;
        if (fact->role == ROLE_NPI && fact->party == PARTY_OTHER)
            return TRUE;
        return fact->party == PARTY_REFERRING && strcmp(type, "referral") != 0 &&
               strcmp(type, "lab-report") != 0;
    }
    if (strcmp(field, "sex") == 0)
        return fact->party == PARTY_INSURED || fact->party == PARTY_OTHER;
    if (strcmp(field, "payer") == 0)
        return !fact->labelled && (type_is_clinical(type) || strcmp(type, "records-request") == 0);
    if (strcmp(field, "facility") == 0 && fact->role == ROLE_OTHER_FACILITY)
        return fact->labelled != (strcmp(type, "claim-form") == 0);
    if (strcmp(field, "facility") == 0 && strcmp(type, "explanation-of-benefits") != 0)
        return fact->role == ROLE_FACILITY && fact->labelled && fact->party != PARTY_SENDER &&
               strcmp(type, "claim-form") == 0;
    /* Who refers in a letter has signed it; whom it greets is asked to see the patient. */
    if (strcmp(type, "referral") == 0 && fact->role == ROLE_REFERRING)
        return fact->labelled == (strcmp(field, "provider") == 0);
    if (strcmp(field, "referring_provider") == 0 && strcmp(type, "prior-authorization") == 0)
        return !fact->labelled; /* a letter of the insurer goes to whoever asked */
    if (strcmp(field, "referring_provider") == 0 && fact->role == ROLE_PROVIDER)
        return !fact->labelled;
    if (strcmp(field, "provider") == 0 && strcmp(type, "claim-form") == 0)
        return !fact->labelled;
    return FALSE;
}

/* The letterhead tells the sender; labels of places ("Facility:") only where there is none. */
static guint role_rank(const Fact *fact, const char *field, const char *type, guint rank)
{
    if (strcmp(field, "facility") == 0 && fact->role == ROLE_FACILITY)
        return fact->labelled == (strcmp(type, "explanation-of-benefits") == 0) ? rank : rank + 2;
    if (strcmp(field, "payer") == 0)
        return fact->labelled == (strcmp(type, "explanation-of-benefits") != 0) ? rank : rank + 2;
    return rank;
}

guint order_rank(const Fact *fact, const char *field, const char *type)
{
    const Order *order = order_for(field, type);
    guint rank = 0;
    if (order == NULL || fact_is_foreign(fact, field, type))
        return ORDER_NONE;
    while (rank < ROLES_MOST && order->roles[rank] != ROLE_STOP && order->roles[rank] != fact->role)
        rank++;
    if (rank == ROLES_MOST || order->roles[rank] == ROLE_STOP)
        return ORDER_NONE;
    return role_rank(fact, field, type, rank);
}
