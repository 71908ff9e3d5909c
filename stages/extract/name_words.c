/* name_words.c - which words are no names, and which belong to names without being any.
 *
 * Does: knows words of forms, titles, degrees, suffixes, particles. Does not: know names. */
#include "name_words.h"

#include <string.h>

static const char *const form_words[] = {"information",
                                         "signature",
                                         "name",
                                         "date",
                                         "birth",
                                         "patient",
                                         "provider",
                                         "physician",
                                         "hospital",
                                         "clinic",
                                         "center",
                                         "medical",
                                         "record",
                                         "records",
                                         "number",
                                         "phone",
                                         "address",
                                         "report",
                                         "request",
                                         "insurance",
                                         "member",
                                         "plan",
                                         "health",
                                         "sex",
                                         "age",
                                         "dob",
                                         "mrn",
                                         "npi",
                                         "department",
                                         "relationship",
                                         "self",
                                         "same",
                                         "male",
                                         "female",
                                         "diagnosis",
                                         "history",
                                         "physical",
                                         "examination",
                                         "the",
                                         "and",
                                         "of",
                                         "for",
                                         "to",
                                         "with",
                                         "this",
                                         "is",
                                         "was",
                                         "on",
                                         "at",
                                         "has",
                                         "were",
                                         "please",
                                         "above",
                                         "below",
                                         "attached",
                                         "none",
                                         "yes",
                                         "no",
                                         "unknown",
                                         "copy",
                                         "fax",
                                         "room",
                                         "unit",
                                         "service",
                                         "visit",
                                         "office",
                                         "laboratory",
                                         "lab",
                                         "pharmacy",
                                         "suite",
                                         "city",
                                         "state",
                                         "zip",
                                         "section",
                                         "applicant",
                                         "type",
                                         "status",
                                         "specialty",
                                         "group",
                                         "policy",
                                         "account",
                                         "chart",
                                         "referring",
                                         "ordering",
                                         "attending",
                                         "requesting",
                                         "primary",
                                         "care",
                                         "signed",
                                         "electronically",
                                         "dictated",
                                         "transcribed",
                                         "approved",
                                         "denied",
                                         "form",
                                         "authorization",
                                         "code",
                                         "reason",
                                         "notes",
                                         "complaint",
                                         "procedure",
                                         "surgery",
                                         "operation",
                                         "discharge",
                                         "admission",
                                         "collected",
                                         "received",
                                         "reported",
                                         "specimen",
                                         "insured",
                                         "subscriber",
                                         "home",
                                         "work",
                                         "cell",
                                         "mobile",
                                         "legal",
                                         "representative",
                                         "last",
                                         "first",
                                         "middle",
                                         "initial",
                                         "seen",
                                         "your",
                                         "our",
                                         "dear",
                                         "blood",
                                         "pressure",
                                         "who",
                                         "which",
                                         "that",
                                         "from",
                                         "neurology",
                                         "cardiology",
                                         "orthopedics",
                                         "radiology",
                                         "pathology",
                                         "urology",
                                         "oncology",
                                         "test",
                                         "results",
                                         "result",
                                         "urgent",
                                         "routine",
                                         "standard",
                                         "expedited",
                                         "imaging",
                                         "services",
                                         "associates",
                                         "group",
                                         "medicine",
                                         "llc",
                                         "inc",
                                         "prescriber",
                                         "surgeon",
                                         "employer",
                                         "guarantor",
                                         "spouse",
                                         "parent",
                                         "child",
                                         "contact",
                                         "title",
                                         "time",
                                         "signatures",
                                         "impression",
                                         "findings",
                                         "assessment",
                                         "comprehensive",
                                         "metabolic",
                                         "panel",
                                         "lipid",
                                         "complete",
                                         "count",
                                         "urinalysis",
                                         "culture",
                                         "profile",
                                         "thyroid",
                                         "hepatic",
                                         "chest",
                                         "abdomen",
                                         "pelvis",
                                         "spine",
                                         "contrast",
                                         "views",
                                         "bilateral",
                                         "screening",
                                         "vaccine",
                                         "tablet",
                                         "capsule",
                                         "notice",
                                         "confidential",
                                         "statement",
                                         "claim",
                                         "benefits",
                                         "explanation",
                                         "total",
                                         "amount",
                                         "charge",
                                         "paid",
                                         "diagnoses",
                                         "preoperative",
                                         "postoperative",
                                         "anesthesia",
                                         "procedures",
                                         "performed",
                                         "indications",
                                         "impressions",
                                         "subjective",
                                         "objective",
                                         "allergies",
                                         "medications",
                                         "specimens",
                                         "comments",
                                         "gross",
                                         "microscopic",
                                         "clinical",
                                         "technique",
                                         "comparison",
                                         "not",
                                         "note",
                                         "letter",
                                         "summary",
                                         "consult",
                                         "are",
                                         "if",
                                         "or",
                                         "file",
                                         "remittance",
                                         "advice",
                                         "plans",
                                         "consent",
                                         "verified",
                                         "client",
                                         "timeout",
                                         "message",
                                         "daily",
                                         "treatment",
                                         "therapy",
                                         "evaluation",
                                         "progress",
                                         "order",
                                         "orders",
                                         "certificate",
                                         "invoice",
                                         "local",
                                         "exam",
                                         "durable",
                                         "power",
                                         "attorney",
                                         "directive",
                                         "medication",
                                         "refill",
                                         "session",
                                         "visits",
                                         "period",
                                         "certification",
                                         NULL};

static const char *const particles[] = {"de",  "del", "della", "di",  "da",  "dos", "du", "la",
                                        "le",  "van", "von",   "der", "den", "al",  "el", "bin",
                                        "ben", "ter", "ten",   "st",  "y",   NULL};

static const char *const degrees[] = {
    "MD",    "DO",   "NP",     "PA",   "PAC", "PHD",  "RN",    "FNP",  "FNPBC", "CRNP",
    "APRN",  "ARNP", "DPM",    "DDS",  "DMD", "OD",   "DC",    "FACC", "FACS",  "FACP",
    "FAAFP", "CNP",  "CNM",    "CRNA", "DNP", "MBBS", "FACOG", "FAAP", "PSYD",  "LCSW",
    "PT",    "DPT",  "FNPC",   "AGNP", "ANP", "PNP",  "MPH",   "OTR",  "LPC",   "LMFT",
    "SLP",   "AUD",  "PHARMD", "RPH",  "MSN", "FACG", "FACR",  NULL};

/* Letters only, upper case: "M.D.," gives "MD". */
static void letters_only(const char *text, char out[16])
{
    guint n = 0;
    for (; *text != '\0' && n < 15; text++)
        if (g_ascii_isalpha(*text))
            out[n++] = g_ascii_toupper(*text);
    out[n] = '\0';
}

gboolean is_form_word(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    g_autofree char *lower = g_ascii_strdown(letters, -1);
    return g_strv_contains(form_words, lower);
}

gboolean is_degree(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    guint capitals = 0;
    for (const char *at = text; *at != '\0'; at++)
        capitals += g_ascii_isupper(*at) != 0;
    return capitals >= 2 && g_strv_contains(degrees, letters);
}

gboolean is_particle(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    g_autofree char *lower = g_ascii_strdown(letters, -1);
    return g_strv_contains(particles, lower);
}

/* Two capitals or more and no small letter. */
gboolean is_capitals(const char *text)
{
    guint capitals = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_islower(c))
            return FALSE;
        capitals += g_unichar_isupper(c) != 0;
    }
    return capitals >= 2;
}

gboolean is_mixed_case(const char *text)
{
    const char *second = *text != '\0' ? g_utf8_next_char(text) : text;
    return g_unichar_isupper(g_utf8_get_char(text)) && *second != '\0' &&
           g_unichar_islower(g_utf8_get_char(second));
}

gboolean is_suffix(const char *text)
{
    static const char *const suffixes[] = {"JR", "SR", "II", "III", "IV", NULL};
    char letters[16];
    letters_only(text, letters);
    return g_strv_contains(suffixes, letters);
}

gboolean is_title(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    static const char *const titles[] = {"DR", "MR", "MRS", "MS", "MISS", "PROF", NULL};
    return g_strv_contains(titles, letters);
}
