# Chartward. `make help` lists what can be made.
# Everything built lands in build/$(build)/: bin/chartward, share/chartward (our tables), obj/, test/.

VERSION   := 0.1
build     ?= release
PREFIX    ?= /usr/local
DESTDIR   ?=
CORPUS    ?= ../shared/corpus/dev
JOBS      ?= $(shell nproc)

OUT       := build/$(build)
PROGRAM   := $(OUT)/bin/chartward
LIBRARY   := $(OUT)/obj/libchartward.a

LIBRARIES := glib-2.0 gio-2.0 gio-unix-2.0 json-glib-1.0 lept hunspell libqpdf poppler-glib fontconfig libseccomp \
             sqlite3 zbar libsoup-3.0 libsodium
DRAWING   := pangocairo lept libtiff-4 glib-2.0

ifeq ($(origin CC),default)
CC        := gcc
endif
WARNINGS  := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
             -Wvla -Wno-missing-field-initializers
COMMON    := -std=gnu11 -g -D_GNU_SOURCE -DCHARTWARD_VERSION='"$(VERSION)"' -DG_LOG_DOMAIN='"chartward"' -fno-common -fstack-protector-strong
ifeq ($(build),release)
MODE      := -O2 -D_FORTIFY_SOURCE=2
else ifeq ($(build),debug)
MODE      := -O0 -DCHARTWARD_DEBUG
else ifeq ($(build),sanitize)
CC        := clang
# What is undefined ends the program by a signal, whose stack is told: that is compiled in two thirds of the time.
MODE      := -O1 -gline-tables-only -fsanitize=address,undefined,fuzzer-no-link -fsanitize-trap=undefined -fno-omit-frame-pointer \
             -DCHARTWARD_SANITIZE
else
$(error build is release, debug or sanitize, not '$(build)')
endif
# Asked once a run and only when something is compiled: on a fresh machine `deps` comes first.
CFLAGS_LIBRARIES = $(eval CFLAGS_LIBRARIES := $$(shell pkg-config --cflags $(LIBRARIES)))$(CFLAGS_LIBRARIES)
LDLIBS    = $(eval LDLIBS := $$(shell pkg-config --libs $(LIBRARIES)) -ltesseract -lhpdf -lm)$(LDLIBS)
CFLAGS    ?=
COMPILE   = $(CC) $(COMMON) $(MODE) $(WARNINGS) -Iinclude $(CFLAGS_LIBRARIES) $(CFLAGS) $(COMPILED)
# GLib's headers are more to read than a file of ours: both compilers take them from one that is compiled once.
GLIB      := $(OUT)/obj/glib.h
GLIB_PCH  := $(GLIB).$(if $(findstring clang,$(CC)),pch,gch)
COMPILED  = -MMD -MP -include $(GLIB)
LINK      = $(CC) $(MODE) $(LDFLAGS)
# A program for each test: lld links them in a third of the time.
TEST_LINK := -fuse-ld=lld
# `make V=1` shows the whole commands.
Q         := $(if $(V),,@)

SOURCES   := $(wildcard dict/*.c stages/*.c stages/*/*.c pipeline/*/*.c)
OBJECTS   := $(SOURCES:%.c=$(OUT)/obj/%.o)
TABLES    := $(filter-out %.c %.h,$(wildcard dict/*))
UNIT      := $(patsubst tests/unit/%.c,$(OUT)/test/%,$(wildcard tests/unit/test-*.c))
# What several tests share lies beside them.
HELPERS   := $(patsubst %.c,$(OUT)/obj/%.o,$(filter-out tests/unit/test-%,$(wildcard tests/unit/*.c)))
TESTLIB   := $(OUT)/obj/libtests.a
FUZZ      := $(patsubst tests/fuzz/%.c,$(OUT)/test/%,$(wildcard tests/fuzz/fuzz-*.c))
BENCH     := $(patsubst bench/%.c,$(OUT)/bench/%,$(filter-out bench/synthetic.c,$(wildcard bench/*.c)))

.DELETE_ON_ERROR:
.PHONY: help deps all demo check tests unit e2e sanitize fuzz fuzzers torture bench benches eval lint format install \
        uninstall clean samples pictures words reading

help: ## lists these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

deps: ## installs all Debian packages of .ci/packages (as root or through sudo)
	@sh .ci/deps

all: $(PROGRAM) ## builds the program (build=release|debug|sanitize)

$(PROGRAM): $(OUT)/obj/pipeline/main.o $(LIBRARY) $(OUT)/share/stamp
	@mkdir -p $(@D)
	@echo '  LINK  $@'
	$(Q)$(LINK) -o $@ $(OUT)/obj/pipeline/main.o $(LIBRARY) $(LDLIBS)

$(LIBRARY): $(OBJECTS)
$(TESTLIB): $(HELPERS)
$(HELPERS): COMPILE += -I.

$(LIBRARY) $(TESTLIB):
	@rm -f $@
	@echo '  AR    $@'
	$(Q)ar rcs $@ $^

# The program looks for its tables in ../share/chartward, seen from itself: here and once installed.
$(OUT)/share/stamp: $(TABLES) | web
	@rm -rf $(OUT)/share/chartward
	@mkdir -p $(OUT)/share/chartward
	$(Q)ln -s $(abspath $(TABLES) web) $(OUT)/share/chartward
	@touch $@

$(GLIB_PCH): COMPILED := -MD -MF $(OUT)/obj/glib.d -MT $(GLIB_PCH)
$(GLIB_PCH):
	@mkdir -p $(@D)
	@echo '  CC    $@'
	@echo '#include <gio/gio.h>' >$(GLIB)
	$(Q)$(COMPILE) -x c-header -o $@ $(GLIB)

$(OUT)/obj/%.o: %.c $(GLIB_PCH)
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(COMPILE) -c -o $@ $<

$(OUT)/obj/pipeline/catalogue/schema.o: pipeline/catalogue/schema.sql

$(OUT)/test/test-%: tests/unit/test-%.c $(TESTLIB) $(LIBRARY) $(OUT)/share/stamp
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(COMPILE) $(TEST_LINK) -I. -o $@ $< $(TESTLIB) $(LIBRARY) $(LDLIBS)

$(OUT)/test/fuzz-%: private COMPILED := -MMD -MP
$(OUT)/test/fuzz-%: tests/fuzz/fuzz-%.c $(TESTLIB) $(LIBRARY) $(OUT)/share/stamp
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(COMPILE) $(TEST_LINK) -I. -fsanitize=fuzzer -o $@ $< $(TESTLIB) $(LIBRARY) $(LDLIBS)

$(OUT)/test/mutate: tests/fuzz/mutate.c $(GLIB_PCH)
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(COMPILE) -o $@ $< $(LDLIBS)

$(OUT)/bench/%: bench/%.c $(OUT)/obj/bench/synthetic.o $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(COMPILE) -I. -o $@ $< $(OUT)/obj/bench/synthetic.o $(LIBRARY) $(LDLIBS)

# Libraries that tests load before the program; never part of it.
SHIMS     := $(patsubst tests/e2e/%.c,$(OUT)/test/%.so,$(wildcard tests/e2e/*.c))

$(OUT)/test/%.so: tests/e2e/%.c $(wildcard tests/e2e/*.h)
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(CC) $(COMMON) -shared -fPIC -o $@ $< -ldl

-include $(wildcard $(OUT)/obj/*.d $(OUT)/obj/*/*.d $(OUT)/obj/*/*/*.d $(OUT)/test/*.d $(OUT)/bench/*.d)

# What drives Debian's Chromium: two packages from npm, by their checksums; no browser is downloaded.
build/browser/stamp: tests/browser/package-lock.json
	@mkdir -p $(@D)
	@cp tests/browser/package.json tests/browser/package-lock.json $(@D)
	@cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# The samples are committed: only who changes texts/ or the drawing needs this. qpdf makes the encrypted one.
DRAW      := $(OUT)/samples/draw

$(DRAW): $(wildcard tests/samples/*.c tests/samples/*.h) stages/bind/code128.c stages/bind/code128.h
	@mkdir -p $(@D)
	@echo '  CC    $@'
	$(Q)$(CC) $(COMMON) $(MODE) $(WARNINGS) $(CFLAGS) -o $@ $(filter %.c,$^) $$(pkg-config --cflags --libs $(DRAWING)) -lhpdf -lm

samples: $(DRAW) ## draws tests/samples again: documents with their truth, from text of our own
	@rm -rf tests/samples/inbox tests/samples/bad
	$(DRAW) tests/samples
	@qpdf --static-id --static-aes-iv --allow-weak-crypto --encrypt secretary owner 128 --use-aes=y -- \
	    tests/samples/inbox/benefits-explanation.pdf tests/samples/bad/encrypted.pdf

pictures: $(PROGRAM) build/browser/stamp ## takes the pictures of the desk in docs/ anew
	@sh tests/browser/pictures.sh $(abspath $(PROGRAM)) build/browser docs

words: $(OUT)/bench/words ## trains dict/doctype-words again, after a change of dict/phrases
	$(OUT)/bench/words dict/phrases >$(OUT)/doctype-words
	@mv $(OUT)/doctype-words dict/doctype-words

# The program, told to the shell tests; OMP_THREAD_LIMIT for those that call Tesseract in their own process.
# What gives sanitizers' reports their names is a process, which a locked reader may not start; eight callers tell where
# memory is from, in a seventh less time than thirty.
TESTING   := CHARTWARD=$(abspath $(PROGRAM)) OMP_THREAD_LIMIT=1 ASAN_OPTIONS=handle_sigill=1:malloc_context_size=8 \
             LSAN_OPTIONS=suppressions=$(abspath tests/leaks.supp):print_suppressions=0:symbolize=0
# Two more at a time than there are cores: some wait for the clock.
PROVE     := prove --timer --jobs $(shell expr $(JOBS) + 2) --exec

demo: ## installs what is missing, builds, files the samples, shows charts and a search
	@sh .ci/deps build run
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@sh tests/samples/demo.sh $(PROGRAM) build/demo

check: deps ## installs what is missing, builds, runs every test
	@$(MAKE) --no-print-directory -j$(JOBS) all $(OUT)/test/test-sandbox
	@$(MAKE) --no-print-directory e2e
	@$(MAKE) --no-print-directory unit UNIT=$(OUT)/test/test-sandbox # whose lock sanitizers do not stand
	@$(MAKE) --no-print-directory sanitize SCRIPTS='$(STRANGERS)'
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=2 FUZZ_FILES=60
	@$(MAKE) --no-print-directory torture POINTS=2 KILLS=2 FILES=60 ROUNDS=1 \
	    WHAT="crash-clerk crash-decision fail-clerk fail-workers memory-clerk memory-workers kill day hands"

tests: $(UNIT)

unit: $(UNIT)
	@$(TESTING) $(PROVE) '' $(UNIT)

# Those that bring in bytes from outside: with sanitizers, a check runs them alone; `make sanitize` runs all.
STRANGERS := $(wildcard tests/e2e/20-*.sh tests/e2e/30-*.sh tests/e2e/82-*.sh)
# What looks at the house itself goes along with the scripts that run the program.
SCRIPTS   ?= tests/layers.sh tests/dict.sh $(wildcard tests/e2e/[0-9]*.sh)
e2e: $(PROGRAM) $(SHIMS) $(if $(filter %-browser.sh,$(SCRIPTS)),build/browser/stamp)
	@$(TESTING) $(PROVE) sh $(SCRIPTS)

sanitize: deps ## unit and end-to-end tests with the address and undefined behaviour sanitizers
	@$(MAKE) --no-print-directory -j$(JOBS) build=sanitize all tests
	@$(MAKE) --no-print-directory build=sanitize unit e2e

FUZZ_SECONDS   ?= 60
FUZZ_FILES     ?= 10000
FUZZ_SEED      ?= 1
fuzz: deps ## fuzzes every parser of ours for FUZZ_SECONDS (60), then the program with FUZZ_FILES (10000)
	@$(MAKE) --no-print-directory -j$(JOBS) build=sanitize fuzzers
	@$(MAKE) --no-print-directory -j$(JOBS) all $(OUT)/test/mutate
	@sh tests/fuzz/files.sh $(PROGRAM) $(OUT)/test/mutate $(FUZZ_FILES) $(FUZZ_SEED)

fuzzers: $(FUZZ)
	@printf '%s\n' $(FUZZ) | xargs -P $(JOBS) -n 1 sh tests/fuzz/run.sh $(FUZZ_SECONDS)

TORTURES := crash-clerk crash-workers crash-backup crash-decision fail-clerk fail-workers fail-backup fail-decision broken-clerk broken-workers broken-backup \
            memory-clerk memory-workers memory-backup kill day hands
torture: export WHAT := $(or $(WHAT),$(TORTURES))
torture: export POINTS := $(or $(POINTS),0)
torture: export KILLS := $(or $(KILLS),1000)
torture: export FILES := $(or $(FILES),5000)
torture: export ROUNDS := $(or $(ROUNDS),100)
torture: deps ## fails and crashes the program at every call and KILLS (1000) times at random, then a day of FILES (5000) and ROUNDS (100) of what people do, for hours
	@$(MAKE) --no-print-directory -j$(JOBS) all $(SHIMS)
	@OMP_THREAD_LIMIT=1 SEED=$(SEED) FROM=$(FROM) TO=$(TO) PYTHONDONTWRITEBYTECODE=1 \
	    python3 tests/torture/torture.py $(abspath $(PROGRAM) $(OUT)/test)

bench: deps ## prints speed and memory as ratios, measured side by side in one run
	@$(MAKE) --no-print-directory -j$(JOBS) all benches
	@CORPUS=$(CORPUS) sh bench/bench.sh $(PROGRAM) $(OUT)/bench

benches: $(BENCH)

eval: deps ## measures quality on CORPUS (../shared/corpus/dev)
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@sh bench/eval.sh $(PROGRAM) '$(CORPUS)' build/eval

reading: deps ## measures what each step of reading is worth, on every EVERYth (8) page of CORPUS
	@$(MAKE) --no-print-directory -j$(JOBS) $(OUT)/bench/reading $(OUT)/bench/damage
	@JOBS=$(JOBS) sh bench/reading.sh $(OUT)/bench '$(CORPUS)' build/reading

lint: ## static analysis and the code's form
	@cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --library=gtk \
	    -D__GNUC__=12 -D"G_GNUC_PRINTF(a,b)=" -D"G_DEFINE_AUTOPTR_CLEANUP_FUNC(a,b)=" -DG_GNUC_UNUSED= \
	    --suppress=missingIncludeSystem -Iinclude dict stages pipeline
	@clang-format --dry-run --Werror $(FORMATTED)

FORMATTED := $(wildcard dict/*.[ch] stages/*.[ch] stages/*/*.[ch] pipeline/*.[ch] pipeline/*/*.[ch] include/*.h \
             tests/*/*.[ch] bench/*.[ch])
format: ## brings the code into form
	@clang-format -i $(FORMATTED)

install: all ## installs program, man page and tables to $(DESTDIR)$(PREFIX)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/chartward
	install -D -m 644 docs/chartward.1 $(DESTDIR)$(PREFIX)/share/man/man1/chartward.1
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	for unit in watch night desk; do sed 's|@PREFIX@|$(PREFIX)|' pipeline/systemd/chartward-$$unit.service.in \
	    >$(DESTDIR)$(PREFIX)/lib/systemd/system/chartward-$$unit.service || exit 1; done
	install -m 644 pipeline/systemd/chartward-night.timer $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -D -m 644 pipeline/systemd/chartward.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/chartward.conf
	install -d $(DESTDIR)$(PREFIX)/share/chartward
	install -m 644 $(TABLES) $(DESTDIR)$(PREFIX)/share/chartward
	install -d $(DESTDIR)$(PREFIX)/share/chartward/web
	install -m 644 web/* $(DESTDIR)$(PREFIX)/share/chartward/web

uninstall: ## takes away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/chartward $(DESTDIR)$(PREFIX)/share/man/man1/chartward.1
	rm -f $(DESTDIR)$(PREFIX)/lib/systemd/system/chartward-* $(DESTDIR)$(PREFIX)/lib/sysusers.d/chartward.conf
	rm -rf $(DESTDIR)$(PREFIX)/share/chartward

clean: ## removes everything that was built
	rm -rf build
