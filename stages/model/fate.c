/* fate.c - names the error domain of fate.h. */
#include "fate.h"

G_DEFINE_QUARK(chartward - fate - quark, fate)
