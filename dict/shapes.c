/* shapes.c - the shapes of letters: tables alone.
 *
 * Estimated from 40,000 words of scanned and faxed pages whose text is known, by what each letter
 * was read as in an alignment after confusion.h; beside them counts what was set by hand before,
 * with the weight of 3,000 letters. A reading seen once in 170 letters costs 0.2, and each factor
 * of e less 0.15 more; one of quite another shape that was seen a single time is taken for chance.
 */
#include "shapes.h"

const LetterShape letter_shapes[26] = {
    {'a', "@40 u50 460 e60 o60 i65 s70 g80 c85", "@40 460 e60 o60 c70 s70 u70", 60},
    {'b', "630 830 h45 l60 p65 o70", "630 830 h45 a55 r55 l65 o65 p85", 100},
    {'c', "e30 o55 g60 r60 a70 v70 d85", "e35 o45 g60 a65 r65 d75", 55},
    {'d', "c60 g70 t70 a80 f80 i80 o80 l90", "o15 035 b60 c80 l80", 45},
    {'e', "c40 350 o50 a75 g85 s85 y85", "c40 f40 350 o50 a60 s70", 65},
    {'f', "t20 l45 i60 e90", "t45 l50 p50 i55 e85", 50},
    {'g', "930 q40 y40 s55 e60", "930 q35 o50 y65 s85", 75},
    {'h', "b50 n60 k65 l65", "b45 n45 k55 l65", 100},
    {'i', "!15 115 |15 [30 ]30 l45 j50 a55 t55 r60 u65 f75",
     "!15 115 |15 l20 [30 ]30 t30 j40 f50 h55 e60 r60", 30},
    {'j', "i30 l40", "i30 l40", 55},
    {'k', "h50 l65 x75", "h50 l60 x70", 100},
    {'l', "110 |10 !15 i15 [20 ]20 t35 j40 f55 h65 k65 r65 d75 b80",
     "110 |10 !15 [20 ]20 i25 t40 j45 f50 r55 b65 h65 k65 u70 d75", 35},
    {'m', "n40 t75 y75 w85", "n55 w75", 70},
    {'n', "u50 a60 r60 h70 f75 m75 o75 p85", "u50 h60 m60 r60", 75},
    {'o', "010 a50 e50 u50 c60 d65 v80 b85 m85", "010 c45 e50 a60 d60 b70 u80", 80},
    {'p', "q75", "i70 q70 b90", 100},
    {'q', "930 g30 p60", "930 g30 p60", 100},
    {'r', "t45 c60 f60 n60 i75 l75 u75 e85", "a50 n50 h55 k55 i60 l60 t60 c70 f70", 45},
    {'s', "515 $20 850 e55 g80 a85 y85 z85", "515 $20 850 a70 e70 z70 x80 g90", 60},
    {'t', "130 l50 r55 i60 f65 c90", "130 l40 f50 i55 r60 p65", 40},
    {'u', "a40 n45 i50 v60 o70 w75", "n45 v55 a65 o75 x85", 80},
    {'v', "y50 u55 w55", "y45 u50 w60", 100},
    {'w', "v70 m80", "v60 m70", 100},
    {'x', "a65 y65 k75 s75 z75 u85", "k70 s70 z70 u80", 45},
    {'y', "v45 g70", "v50 g60", 100},
    {'z', "230 s60 x70", "230 s60 x70", 100},
};

/* Set by hand, from what is seen on faxes: each by itself is too rare to be counted. */
const LettersShape letters_shapes[] = {
    {"rn", "m", 0.2},  {"cl", "d", 0.25}, {"vv", "w", 0.2},  {"ii", "u", 0.3},  {"li", "h", 0.35},
    {"ri", "n", 0.3},  {"in", "m", 0.35}, {"ni", "m", 0.35}, {"nn", "m", 0.4},  {"iii", "m", 0.3},
    {"fi", "h", 0.4},  {"il", "u", 0.35}, {"li", "u", 0.35}, {"lo", "b", 0.4},  {"ol", "d", 0.4},
    {"tl", "d", 0.6},  {"rr", "n", 0.4},  {"ir", "n", 0.35}, {"tt", "n", 0.5},  {"rt", "n", 0.5},
    {"ti", "n", 0.45}, {"it", "n", 0.45}, {"fl", "n", 0.5},  {"un", "im", 0.5}, {"iv", "w", 0.35},
    {"ui", "m", 0.5},  {"iu", "m", 0.5},  {"lc", "k", 0.4},  {"ic", "k", 0.4},  {"|c", "k", 0.4},
    {"c1", "d", 0.25}, {"1i", "h", 0.35}, {"l1", "u", 0.4},  {"1l", "u", 0.4},  {"ff", "if", 0.6},
    {"fi", "ti", 0.4}, {"ss", "as", 0.6}, {"ee", "ce", 0.2}, {"ny", "my", 0.4}, {"tn", "m", 0.45},
    {"ln", "m", 0.4},  {"nt", "m", 0.5},  {"ul", "ld", 0.8}, {"rm", "nn", 0.4}, {"mn", "nm", 0.5},
};

const guint n_letters_shapes = G_N_ELEMENTS(letters_shapes);
