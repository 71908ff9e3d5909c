/* write.h - the files that a sample becomes. */
#pragma once

#include "sheet.h"
#include "text.h"

/* Writes the sample's file into `folder`; `sheets` are its pages as laid out. */
void sample_write(const SampleText *sample, const GPtrArray *sheets, const char *folder);

/* Writes the files that cannot be read, or not in full, into `folder`, out of those in `inbox`. */
void bad_files_write(const char *inbox, const char *folder);
