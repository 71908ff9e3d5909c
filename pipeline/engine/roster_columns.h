/* roster_columns.h - which column of a patient export means what. Private to the engine. */
#pragma once

#include "csv.h"

typedef enum {
    COLUMN_MRN,
    COLUMN_NAME,
    COLUMN_LAST,
    COLUMN_FIRST,
    COLUMN_MIDDLE,
    COLUMN_SUFFIX,
    COLUMN_BIRTH,
    COLUMN_SEX,
    COLUMN_PHONE,
    COLUMN_HOME_PHONE,
    COLUMN_CELL_PHONE,
    COLUMN_ADDRESS,
    COLUMN_ADDRESS_MORE,
    COLUMN_CITY,
    COLUMN_STATE,
    COLUMN_ZIP,
    COLUMN_INSURER,
    COLUMN_MEMBER,
    COLUMN_COUNT,
} Column;

typedef struct {
    int at[COLUMN_COUNT]; /* -1: there is no such column */
    guint n_columns;      /* up to the last heading */
    guint n_separated;    /* with empty headings at the end */
} RosterColumns;

/* Reads on until behind the line of headings. `*unused` gets the names of columns that mean nothing
 * to us (yours to free), NULL when there are none. FATE_INPUT when no line has a record number and
 * a name. */
gboolean roster_columns_find(RosterColumns *columns, CsvReader *reader, char **unused,
                             GError **error);
