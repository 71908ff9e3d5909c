/* code128.c - text as the bars of Code 128, code set B, with its check symbol.
 *
 * Does not: draw. The widths are those of ISO/IEC 15417, table 1. */
#include "code128.h"

#include <string.h>

enum { START_B = 104, STOP = 106, MODULUS = 103 };

/* By value: three bars and three spaces in turn; the last is the stop, which ends with a bar. */
static const char *const widths[] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312",  "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122",  "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122",  "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123",  "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",  "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311",  "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411",  "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412",  "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",  "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211",  "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113",  "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
};

static void symbol_add(GArray *bars, guint value)
{
    for (const char *at = widths[value]; *at != '\0'; at++) {
        guint8 width = (guint8)(*at - '0');
        g_array_append_val(bars, width);
    }
}

GArray *code128_bars(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (*at < ' ' || *at > '~')
            return NULL;
    if (*text == '\0')
        return NULL;
    GArray *bars = g_array_new(FALSE, FALSE, 1);
    guint sum = START_B;
    symbol_add(bars, START_B);
    for (gsize i = 0; text[i] != '\0'; i++) {
        guint value = (guint)(text[i] - ' ');
        sum += value * (guint)((i + 1) % MODULUS);
        symbol_add(bars, value);
    }
    symbol_add(bars, sum % MODULUS);
    symbol_add(bars, STOP);
    return bars;
}
