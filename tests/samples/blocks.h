/* blocks.h - lays a described page out on a sheet: letterheads, rows, tables, forms, paragraphs. */
#pragma once

#include "sheet.h"
#include "text.h"

/* The page's sheet, yours to free; ends the program when the text does not fit on one page. */
Sheet *page_lay_out(const SampleText *sample, const PageText *page);
