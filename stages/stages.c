/* stages.c - THE TABLE: every stage of Chartward, in the order of its work.
 *
 * Page stages run inside readers, page by page; batch stages in the clerk, on all pages of one
 * original; the chart stage in a binder. */
#include "stage.h"

const Stage *const stages[] = {
    &load_stage,      &orient_stage,  &clean_stage, &encode_stage, &barcode_stage,
    &recognise_stage, &portray_stage, &spell_stage, &split_stage,  &classify_stage,
    &extract_stage,   &match_stage,   &file_stage,  &bind_stage,   NULL,
};
