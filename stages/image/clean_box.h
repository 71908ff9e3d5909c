/* clean_box.h - from the cleaned image back to the page. Private to the stages. */
#pragma once

#include "page.h"

/* The smallest upright box on the page that holds `box` of the cleaned image; within the page. */
Box clean_box_map(const Page *page, Box box);
