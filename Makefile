# muster: make demo | make check | make bench | make install
#
#	make			the programs, in bin/
#	make demo		packages, programs, the whole pipe over sample-data/, out/report.html
#	make check		packages, programs, every test; V=1 shows the passed ones, PARTS="golden fault" runs some
#	make asan		the tests of C code under AddressSanitizer and UBSan
#	make fuzz		SECONDS=60 each fuzz target, with libFuzzer (clang)
#	make bench		SIZE=300M: each program, the pipe and its peers, MB/s and ratios
#	make eval		known truth against what the programs found; copies that dedupe finds, and false ones; volunteers' hold-outs; bursts
#	make eval		known truth against what the programs found; copies that dedupe finds, and false ones; volunteers' hold-outs; broadcasts
#	make install		PREFIX=/usr/local DESTDIR=; make uninstall takes the same away
#	make dist		build/muster-VERSION.tar.gz
#	make format		.clang-format over the C files
#
# A program is a file in src/cmd: nothing is to be added here for a new one.

CC ?= cc
CXX ?= c++
CFLAGS ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
WERROR =
WARN = -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers $(WERROR)
CSTD = -std=c17 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -Wstrict-prototypes -Wmissing-prototypes
CXXSTD = -std=c++17 -Wall -Wextra $(WERROR)
# GMime stands on GLib, whose headers are looked for where it is included, and not warned about.
GMIME_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I gmime-3.0 2>/dev/null))
LIBS = -lcsv -ljansson -lsimdjson -lexpat -lgmime-3.0 -lgobject-2.0 -lglib-2.0 -lutf8proc -lstemmer -lxxhash -lzstd -lz -lm -lpthread

PREFIX = /usr/local
DESTDIR =
SIZE = 300M
SECONDS = 60
PARTS =

B = build
BIN = bin
VERSION := $(shell sed -n 's/^\#define MUSTER_VERSION "\(.*\)"/\1/p' src/cli/options.h)

ROOMS = base text calc io json rec format section render cli
CMD := $(patsubst src/cmd/%.c,%,$(wildcard src/cmd/*.c))
LIB := $(patsubst src/%.c,$B/%.o,$(foreach r,$(ROOMS),$(wildcard src/$r/*.c))) $B/json/scan.o
UNIT := $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$B/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
EVAL := $(patsubst tests/eval/%.c,$B/eval/%,$(wildcard tests/eval/*.c))
BENCH := $B/bench/pass $B/bench/generate $B/bench/expat $B/bench/gmime
SAMPLE := $(shell find sample-data -type f 2>/dev/null)
# The order of a night's pipe.
NIGHT = ingest dedupe cluster-issues score-volunteers report

# What is being made, in a word; V=1 shows the commands.
run = $(if $(V),,@echo '$1 $@';)

all: $(CMD:%=$(BIN)/%)

# What is built depends on how: other flags, or a file that is gone, build anew.
FLAGS = $(CC) $(CXX) $(CSTD) $(CXXSTD) $(WARN) $(CPPFLAGS) $(CFLAGS) $(CXXFLAGS) $(LDFLAGS) $(LIBS)
$B/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@
$B/rooms: FORCE
	@mkdir -p $(@D)
	@echo '$(LIB)' | cmp -s - $@ || echo '$(LIB)' > $@

$(BIN)/%: $B/cmd/%.o $B/lib.a
	@mkdir -p $(@D)
	$(call run,link)$(CXX) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)
$B/lib.a: $(LIB) $B/rooms
	@rm -f $@
	$(call run,ar)$(AR) rc $@ $(LIB)
$B/%.o: src/%.c $B/flags
	@mkdir -p $(@D)
	$(call run,cc)$(CC) $(CSTD) $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$B/%.o: src/%.cc $B/flags
	@mkdir -p $(@D)
	$(call run,c++)$(CXX) $(CXXSTD) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<
$B/format/mail.o $B/tests/bench/gmime.o: CPPFLAGS += $(GMIME_CFLAGS)
$B/tests/%.o: tests/%.c $B/flags
	@mkdir -p $(@D)
	$(call run,cc)$(CC) $(CSTD) $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$B/unit/%: $B/tests/unit/%.o $B/lib.a
	@mkdir -p $(@D)
	$(call run,link)$(CXX) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/eval/%: $B/tests/eval/%.o $B/lib.a
	@mkdir -p $(@D)
	$(call run,link)$(CXX) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/bench/%: $B/tests/bench/%.o $B/lib.a
	@mkdir -p $(@D)
	$(call run,link)$(CXX) $(LDFLAGS) -o $@ $^ $(LIBS)
# A fuzz target has no main: replay.c feeds it the corpus, or libFuzzer (make fuzz) what it finds.
FUZZ_MAIN = $B/tests/fuzz/replay.o
$B/fuzz/%: $B/tests/fuzz/%.o $(FUZZ_MAIN) $B/lib.a
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS) $(FUZZ_LINK) -o $@ $^ $(LIBS)

include src/render/chart.mk
.SECONDARY:
.DELETE_ON_ERROR:
-include $(wildcard $B/*/*.d $B/tests/*/*.d)

# The sample night. Recipes of their own make, so that what packages bring is seen.
demo:
	@.ci/packages build
	@$(MAKE) --no-print-directory out/report.html out/report.json
	@$(BIN)/report --format=text --only=headline out/night.ndjson
	@echo
	@echo "out/report.html   open it in a browser"
	@echo "out/report.json   the same for programs"
	@echo "out/night.ndjson  the records it was made of"

out/report.html out/report.json out/night.ndjson &: $(NIGHT:%=$(BIN)/%) $(SAMPLE)
	@mkdir -p out
	@echo "sample-data/ | ingest | dedupe | cluster-issues | score-volunteers | report"
	@{ $(BIN)/ingest sample-data/zendesk/* sample-data/forum/* sample-data/twitter/twcs.csv && \
	   $(BIN)/ingest --mapping=sample-data/mappings/chat.json sample-data/chat/chat.csv; } | \
	 $(BIN)/dedupe | $(BIN)/cluster-issues | $(BIN)/score-volunteers -o out/night.ndjson
	@$(BIN)/report --format=html -o out/report.html out/night.ndjson
	@$(BIN)/report --format=json -o out/report.json out/night.ndjson

check:
	@.ci/packages build test
	@$(MAKE) --no-print-directory tests $B/node_modules/playwright-core/package.json
	@V='$(V)' B='$B' MUSTER_BIN='$(abspath $(BIN))' MAKE_ARGUMENTS='$(MAKEOVERRIDES)' tests/run $(PARTS)
# All that tests/run wants to find built.
tests: all $(UNIT) $(FUZZ) $(BENCH) $(EVAL)

# For the browser test, which is skipped where this could not be had.
PLAYWRIGHT = playwright-core@1.65.1
$B/node_modules/playwright-core/package.json:
	@command -v npm >/dev/null || exit 0; mkdir -p $B; echo "installing $(PLAYWRIGHT) into $B/"; \
	 npm install --prefix $B --no-save --silent --no-audit --no-fund $(PLAYWRIGHT) </dev/null >$B/npm.log 2>&1 || echo "npm could not install $(PLAYWRIGHT); see $B/npm.log"

asan:
	@.ci/packages build test
	@$(MAKE) --no-print-directory B=build-asan BIN=build-asan/bin LDFLAGS='-fsanitize=address,undefined' \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined' tests
	@V='$(V)' B=build-asan MUSTER_BIN='$(abspath build-asan/bin)' MUSTER_SANITIZED=1 tests/run $(or $(PARTS),unit golden fault fuzz)

fuzz:
	@.ci/packages build fuzz
	@$(MAKE) --no-print-directory B=build-fuzz BIN=build-fuzz/bin CC=clang CXX=clang++ FUZZ_MAIN= FUZZ_LINK=-fsanitize=fuzzer \
	    CFLAGS='-O1 -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined' \
	    LDFLAGS='-fsanitize=address,undefined' $(FUZZ:$B/%=build-fuzz/%)
	@B=build-fuzz tests/fuzz/run $(SECONDS)

bench:
	@.ci/packages build bench
	@$(MAKE) --no-print-directory all $(BENCH)
	@B='$B' MUSTER_BIN='$(abspath $(BIN))' tests/bench/run $(SIZE)

eval:
	@.ci/packages build test
	@$(MAKE) --no-print-directory out/night.ndjson $(EVAL)
	@tests/eval/run out/night.ndjson
	@B='$B' MUSTER_BIN='$(abspath $(BIN))' tests/eval/issues
	@MUSTER_BIN='$(abspath $(BIN))' tests/eval/dedupe
	@B='$B' MUSTER_BIN='$(abspath $(BIN))' tests/eval/volunteers
	@$B/eval/bursts
	@$B/eval/broadcasts

format:
	clang-format -i $$(git ls-files 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h')

SHARE = $(DESTDIR)$(PREFIX)/share
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/muster $(SHARE)/man/man1 $(SHARE)/muster/schemas \
	    $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 bin/muster $(DESTDIR)$(PREFIX)/bin/muster
	install -m 755 $(CMD:%=$(BIN)/%) $(DESTDIR)$(PREFIX)/libexec/muster
	install -m 644 bin/muster.1 $(SHARE)/man/man1/muster.1
	for p in $(CMD); do install -m 644 src/cmd/$$p.1 $(SHARE)/man/man1/muster-$$p.1 || exit 1; done
	install -m 644 schemas/*.json $(SHARE)/muster/schemas
	MUSTER_BIN=$(BIN) src/cli/completion bash > $(SHARE)/bash-completion/completions/muster
	MUSTER_BIN=$(BIN) src/cli/completion zsh > $(SHARE)/zsh/site-functions/_muster
	MUSTER_BIN=$(BIN) src/cli/completion fish > $(SHARE)/fish/vendor_completions.d/muster.fish
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/muster $(SHARE)/man/man1/muster.1 $(CMD:%=$(SHARE)/man/man1/muster-%.1) \
	    $(SHARE)/bash-completion/completions/muster $(SHARE)/zsh/site-functions/_muster $(SHARE)/fish/vendor_completions.d/muster.fish
	rm -rf $(DESTDIR)$(PREFIX)/libexec/muster $(SHARE)/muster

dist:
	@mkdir -p build
	git archive --format=tar --prefix=muster-$(VERSION)/ HEAD | gzip -n -9 > build/muster-$(VERSION).tar.gz
	@echo build/muster-$(VERSION).tar.gz

clean:
	rm -rf build build-asan build-fuzz out $(CMD:%=bin/%)

FORCE:
.PHONY: all demo check tests asan fuzz bench eval format install uninstall dist clean FORCE
