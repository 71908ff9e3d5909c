#!/bin/sh
# dict.sh - the tables of dict/ are what they say: sorted, without repetition, not too large; and
# medical.aff with medical.dic is a dictionary that Hunspell takes by itself. Prints TAP.
set -u
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL

done_tests=0
ok() { # ok STATUS NAME [DETAIL]
    done_tests=$((done_tests + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $done_tests - $2"
    else
        echo "not ok $done_tests - $2"
        [ -z "${3:-}" ] || echo "$3" | sed 's/^/# /'
    fi
}

facts() { # the lines of a table that hold a fact
    grep -v '^#' "$1" | grep -v '^[[:space:]]*$'
}

for table in dict/drugs dict/lookalike dict/abbreviations dict/nicknames dict/measures \
    dict/frequencies dict/pairs dict/rarities; do
    name=${table#dict/}
    facts "$table" | LC_ALL=C sort -c 2>/dev/null
    ok $? "$name is sorted" "$(facts "$table" | LC_ALL=C sort -c 2>&1)"
    twice=$(facts "$table" | sort | uniq -d)
    [ -z "$twice" ]
    ok $? "$name says nothing twice" "$twice"
    head -n 12 "$table" | grep -q '^# Column' && head -n 12 "$table" | grep -Eq '^# (Source|Written for)'
    ok $? "$name says what its columns are and where it comes from"
done

same=$(facts dict/lookalike | sed 's/ *| */|/' | awk -F'|' '$1 >= $2')
[ -z "$same" ]
ok $? "every pair of look-alikes stands in one order" "$same"
facts dict/lookalike | tr '|' '\n' | tr -d ' ' | sort -u >"${TMPDIR:-/tmp}/dict-names.$$"
facts dict/drugs | sort >"${TMPDIR:-/tmp}/dict-drugs.$$"
strange=$(comm -23 "${TMPDIR:-/tmp}/dict-names.$$" "${TMPDIR:-/tmp}/dict-drugs.$$" | tr '\n' ' ')
rm -f "${TMPDIR:-/tmp}/dict-names.$$" "${TMPDIR:-/tmp}/dict-drugs.$$"
[ -z "$strange" ]
ok $? "every look-alike is a drug" "$strange"

large=$(find dict -type f -size +600k)
[ -z "$large" ]
ok $? "no table above 600 KB" "$large"

count=$(head -n 1 dict/medical.dic)
lines=$(tail -n +2 dict/medical.dic | wc -l)
[ "$count" -eq "$lines" ]
ok $? "medical.dic tells its length" "says $count, holds $lines"
tail -n +2 dict/medical.dic | cut -d/ -f1 | LC_ALL=C sort -c 2>/dev/null
ok $? "medical.dic is sorted"
twice=$(tail -n +2 dict/medical.dic | cut -d/ -f1 | sort | uniq -d)
[ -z "$twice" ]
ok $? "medical.dic holds no word twice" "$twice"

hunspell -D -d dict/medical /dev/null 2>&1 | grep -q 'dict/medical.dic'
ok $? "hunspell takes dict/medical"
unknown=$(printf '%s\n' adhesions respirations inferiorly insufflated osteophytes cholecystectomies \
    gastrostomy diverticula stenotic thrombocytopenic laparoscopically perihepatic nontender |
    hunspell -i UTF-8 -d dict/medical -l)
[ -z "$unknown" ]
ok $? "its affixes make the forms that prose uses" "$unknown"
known=$(printf '%s\n' adhesoins cholecystectorny stenosiss gastrostorny |
    hunspell -i UTF-8 -d dict/medical -G)
[ -z "$known" ]
ok $? "and not those that OCR makes" "$known"

echo "1..$done_tests"
