/* schema.c - holds the text of schema.sql inside the program. */
#include "database.h"

__asm__(".pushsection .rodata\n"
        ".global catalogue_schema\n"
        "catalogue_schema:\n"
        ".incbin \"pipeline/catalogue/schema.sql\"\n"
        ".byte 0\n"
        ".popsection\n");
