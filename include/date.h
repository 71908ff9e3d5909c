/* date.h - dates in all their printed forms, in; ISO 8601, out. */
#pragma once

#include <glib.h>

#define ISO_DATE_SIZE 11 /* "2026-03-14" and its end */

/* What a date is for decides what a two-digit year means and which dates are plausible. */
typedef enum {
    DATE_BIRTH,       /* not after today, not over 120 years ago */
    DATE_SERVICE,     /* not after today, two digits: the nearest past century's year */
    DATE_APPOINTMENT, /* may lie ahead, up to three years */
    DATE_ANY,
} DateUse;

/* Parses one printed date that fills `text` ("03/14/52", "3-14-1952", "March 14, 1952",
 * "14 Mar 1952", "03 14 1952", "2026-03-14", "20260314"). American order unless the month would
 * be above 12. `today` is ISO. FALSE for anything else, also February 30. */
gboolean date_parse(const char *text, DateUse use, const char *today, char iso[ISO_DATE_SIZE]);

/* Today in the office's time zone. */
void date_today(char iso[ISO_DATE_SIZE]);
