# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make            the program, its PDF worker and the library, in build/
#   make demo       install what is missing, build, and route the papers that come with the project
#   make check-paper PAPER=paper.pdf   check a paper before it is submitted; VENUE=, TRACK=, AUTHORS=
#   make test       build with sanitizers and run every test
#   make train      rebuild models/ from corpus/
#   make space      learn the semantic space of affinity anew, from SPACE_PAPERS
#   make bench      compare with other programs (LONG=1: everything; needs the development data, see tests/bench)
#   make fuzz       fuzz every parser, FUZZ_SECONDS each
#   make fixtures   rebuild the invented papers in tests/fixtures/papers and layouts
#   make install    PREFIX=/usr/local, DESTDIR=
#   make uninstall | clean | format | lint
#
# MODE=sanitize builds with the address and undefined behaviour sanitizers, in build/sanitize/.

VERSION   := 0.1.0
SOVERSION := 0

PREFIX  ?= /usr/local
DESTDIR ?=
MODE    ?= release
CC      ?= cc
AR      ?= ar
CLANG   ?= clang

FUZZ_SECONDS ?= 60
TRAIN_FLAGS  ?=
SPACE_PAPERS ?= ../shared/corpus/background.jsonl.gz ../shared/corpus/labelled.jsonl.gz

# ---- what Debian provides ------------------------------------------------------------------------

PACKAGES_BUILD := gcc libc6-dev make pkg-config libglib2.0-dev libpoppler-glib-dev libstemmer-dev \
                  libsvm-dev libjansson-dev libcsv-dev coinor-libclp-dev libseccomp-dev poppler-data \
                  libqpdf-dev libexif-dev
# Where services are started, the package would open this machine to the network: there the test of
# a remote shell runs if whoever keeps the machine has installed it.
PACKAGES_SSHD  := $(if $(wildcard /run/systemd/system),,openssh-server)
PACKAGES_TEST  := $(PACKAGES_BUILD) g++ clang libclang-rt-14-dev libsvm-tools liblinear-dev libglpk-dev jq libxml2-utils valgrind parallel \
                  slurm-wlm munge openssh-client python3 $(PACKAGES_SSHD)
PACKAGES_LINT  := $(PACKAGES_TEST) clang-format clang-tidy cppcheck
PACKAGES_FIXTURES := python3 texlive-latex-extra texlive-fonts-recommended texlive-pictures lmodern ghostscript

# Asked of pkg-config when first needed: on a bare machine it is not there yet when make starts.
GLIB_CFLAGS     = $(eval GLIB_CFLAGS := $$(shell pkg-config --cflags glib-2.0 gio-2.0 gio-unix-2.0 jansson))$(GLIB_CFLAGS)
GLIB_LIBS       = $(eval GLIB_LIBS := $$(shell pkg-config --libs glib-2.0 gio-2.0 gio-unix-2.0 jansson))$(GLIB_LIBS)
POPPLER_CFLAGS  = $(eval POPPLER_CFLAGS := $$(shell pkg-config --cflags poppler-glib libseccomp libqpdf libexif))$(POPPLER_CFLAGS)
POPPLER_LIBS    = $(eval POPPLER_LIBS := $$(shell pkg-config --libs poppler-glib libseccomp libqpdf libexif))$(POPPLER_LIBS)

# ---- how it is compiled --------------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wwrite-strings -Wvla -Wformat=2 -Wno-format-nonliteral
ifdef CI
WARNINGS += -Werror
endif

ifeq ($(MODE),sanitize)
OUT      := build/sanitize
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
else ifeq ($(MODE),fuzz)
OUT      := build/fuzz
CC       := $(CLANG)
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
else
OUT      := build
OPTIMISE ?= -O2 -g
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
endif

DEFINES := -D_GNU_SOURCE -DCHAIRLIFT_VERSION='"$(VERSION)"' \
           -DCHAIRLIFT_DATA_DIR='"$(PREFIX)/share/chairlift"' \
           -DCHAIRLIFT_LIBEXEC_DIR='"$(PREFIX)/libexec/chairlift"'

# Floating point as written, so that the same input gives the same bytes on every machine.
CFLAGS_ALL  = -std=c11 $(OPTIMISE) $(HARDEN) $(WARNINGS) -ffp-contract=off -fvisibility=hidden -fPIC \
              -Iinclude $(DEFINES) $(CFLAGS)
LDFLAGS_ALL = $(OPTIMISE) $(LDFLAGS)
LIBS        = $(GLIB_LIBS) -lstemmer -lcsv -lm

# ---- what it is made of --------------------------------------------------------------------------

# Rooms that need C11 and libstemmer alone are compiled without GLib's headers in reach.
PORTABLE := $(wildcard src/text/*.c src/features/*.c src/model/*.c)
CLI      := $(wildcard src/cli/*.c)
WORKER   := $(wildcard src/pdf/worker*.c)
LIBRARY  := $(PORTABLE) $(filter-out $(PORTABLE) $(CLI) $(WORKER),$(wildcard src/*/*.c))
UNIT     := $(wildcard tests/unit/test_*.c)
FUZZERS  := $(wildcard tests/fuzz/fuzz_*.c)

objects = $(patsubst %.c,$(OUT)/obj/%.o,$(1))

PROGRAM   := $(OUT)/chairlift
WORKERBIN := $(OUT)/chairlift-pdf-worker
STATICLIB := $(OUT)/libchairlift.a
SHAREDLIB := $(OUT)/libchairlift.so.$(SOVERSION)
TESTS     := $(patsubst tests/unit/%.c,$(OUT)/tests/%,$(UNIT))
COMPILED  := models/compiled.bin
FUZZBINS  := $(patsubst tests/fuzz/%.c,$(OUT)/%,$(FUZZERS))

.PHONY: all demo check-paper test train space bench fuzz fuzzers fixtures install uninstall clean format lint deps deps-test \
        deps-lint deps-fixtures tests check-format FORCE
.DELETE_ON_ERROR:

all: $(PROGRAM) $(WORKERBIN) $(STATICLIB) $(SHAREDLIB) $(COMPILED)

# Changes when the compiler or its flags do, so that no object of another kind is linked in.
$(OUT)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS_ALL)' | cmp -s - $@ || echo '$(CC) $(CFLAGS_ALL)' > $@
FORCE:

$(call objects,$(PORTABLE)): $(OUT)/obj/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(call objects,$(WORKER)): $(OUT)/obj/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(GLIB_CFLAGS) $(POPPLER_CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/obj/%.o: %.c $(OUT)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(GLIB_CFLAGS) -MMD -MP -c -o $@ $<

$(STATICLIB): $(call objects,$(LIBRARY))
	@rm -f $@
	$(AR) rcs $@ $^

$(SHAREDLIB): $(call objects,$(LIBRARY))
	$(CC) -shared -Wl,-soname,$(@F) -Wl,--no-undefined $(LDFLAGS_ALL) -Wl,--as-needed -o $@ $^ $(LIBS)
	ln -sf $(@F) $(OUT)/libchairlift.so

$(PROGRAM): $(call objects,$(CLI)) $(STATICLIB)
	$(CC) $(LDFLAGS_ALL) -Wl,--as-needed -o $@ $^ $(LIBS)

# The models as they are loaded; without it, they are read as text.
$(COMPILED): $(PROGRAM) $(wildcard models/vocabulary.tsv models/*/*.svm models/*/venue.model)
	-$(PROGRAM) compile $(@D)

$(WORKERBIN): $(call objects,$(WORKER)) $(STATICLIB)
	$(CC) $(LDFLAGS_ALL) -Wl,--as-needed -o $@ $^ $(POPPLER_LIBS) $(LIBS)

# Unit tests link the static library, so that they reach what the shared one does not export, and
# LIBLINEAR and GLPK, second solvers to compare with.
$(OUT)/tests/%: tests/unit/%.c $(STATICLIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Isrc $(GLIB_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS_ALL) -o $@ $< $(STATICLIB) $(LIBS) -Wl,--as-needed -lsvm -llinear -lglpk

$(OUT)/fuzz_%: tests/fuzz/fuzz_%.c $(STATICLIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Isrc $(GLIB_CFLAGS) -fsanitize=fuzzer -MMD -MP -MF $@.d $(LDFLAGS_ALL) -o $@ $< $(STATICLIB) $(LIBS)

-include $(patsubst %.o,%.d,$(call objects,$(LIBRARY) $(CLI) $(WORKER))) $(TESTS:%=%.d) $(FUZZBINS:%=%.d)

# ---- using it ------------------------------------------------------------------------------------

deps:
	@.ci/packages $(PACKAGES_BUILD)
deps-test:
	@.ci/packages $(PACKAGES_TEST)
deps-lint:
	@.ci/packages $(PACKAGES_LINT)
deps-fixtures:
	@.ci/packages $(PACKAGES_FIXTURES)

demo: deps
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/fixtures/demo

check-paper: $(if $(PAPER),all)
	@$(if $(PAPER),,echo "Say which paper: make check-paper PAPER=paper.pdf" >&2; exit 2)
	@$(PROGRAM) check $(if $(VENUE),--venue "$(VENUE)") $(if $(TRACK),--track "$(TRACK)") \
	    $(if $(AUTHORS),--authors "$(AUTHORS)") "$(PAPER)"

tests: all $(TESTS)
fuzzers: $(FUZZBINS)

test: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@$(MAKE) --no-print-directory -j2 MODE=sanitize tests
	@$(MAKE) --no-print-directory -j2 MODE=fuzz fuzzers
	@tests/run

fuzz: deps-test
	@$(MAKE) --no-print-directory -j2 MODE=fuzz fuzzers
	@tests/fuzz/run $(FUZZ_SECONDS)

train: all
	$(PROGRAM) train $(TRAIN_FLAGS)

space: all
	$(PROGRAM) space $(SPACE_PAPERS)

fixtures: deps-fixtures
	@tests/fixtures/papers/build
	@tests/fixtures/leaks/build
	@tests/fixtures/layouts/build

bench: all
	@tests/bench/run $(if $(LONG),--long)

# ---- installing it -------------------------------------------------------------------------------

SHARE := $(DESTDIR)$(PREFIX)/share

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/chairlift $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	    $(DESTDIR)$(PREFIX)/include/chairlift $(SHARE)/chairlift/corpus/venues $(SHARE)/man/man1 \
	    $(SHARE)/bash-completion/completions
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/
	install -m 755 $(WORKERBIN) $(DESTDIR)$(PREFIX)/libexec/chairlift/
	install -m 644 $(STATICLIB) $(SHAREDLIB) $(DESTDIR)$(PREFIX)/lib/
	ln -sf $(notdir $(SHAREDLIB)) $(DESTDIR)$(PREFIX)/lib/libchairlift.so
	install -m 644 include/chairlift/*.h $(DESTDIR)$(PREFIX)/include/chairlift/
	sed -e 's|@PREFIX@|$(PREFIX)|g; s|@VERSION@|$(VERSION)|g' src/cli/chairlift.pc.in \
	    > $(DESTDIR)$(PREFIX)/lib/pkgconfig/chairlift.pc
	cp -R models $(SHARE)/chairlift/
	$(PROGRAM) compile $(SHARE)/chairlift/models
	install -m 644 corpus/*.tsv corpus/*.jsonl corpus/README.md $(SHARE)/chairlift/corpus/
	install -m 644 corpus/venues/*.venue corpus/venues/README.md $(SHARE)/chairlift/corpus/venues/
	install -m 644 src/cli/chairlift.1 $(SHARE)/man/man1/
	install -m 644 src/cli/chairlift.bash $(SHARE)/bash-completion/completions/chairlift

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/chairlift $(DESTDIR)$(PREFIX)/lib/libchairlift.a \
	    $(DESTDIR)$(PREFIX)/lib/libchairlift.so $(DESTDIR)$(PREFIX)/lib/libchairlift.so.$(SOVERSION) \
	    $(DESTDIR)$(PREFIX)/lib/pkgconfig/chairlift.pc $(SHARE)/man/man1/chairlift.1 \
	    $(SHARE)/bash-completion/completions/chairlift
	rm -rf $(DESTDIR)$(PREFIX)/libexec/chairlift $(DESTDIR)$(PREFIX)/include/chairlift $(SHARE)/chairlift

clean:
	rm -rf build $(COMPILED)

# ---- keeping it tidy -----------------------------------------------------------------------------

C_FILES := $(wildcard include/chairlift/*.h src/*/*.[ch] tests/*/*.[ch])

format: deps-lint
	clang-format -i $(C_FILES)

check-format:
	clang-format --dry-run --Werror $(C_FILES)

lint: deps-lint check-format
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --suppress=missingIncludeSystem -Iinclude -Isrc $(DEFINES) --library=gtk src
	@$(MAKE) --no-print-directory -k -j2 $(patsubst %.c,$(OUT)/tidy/%.ok,$(LIBRARY) $(CLI) $(WORKER))

# Only what changed is looked at again.
$(OUT)/tidy/%.ok: %.c .clang-tidy $(OUT)/flags
	@mkdir -p $(@D)
	@echo clang-tidy $<
	@clang-tidy --quiet $< -- $(CFLAGS_ALL) $(GLIB_CFLAGS) $(POPPLER_CFLAGS) 2>/dev/null
	@touch $@
