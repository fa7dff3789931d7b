# muster: make demo | make check | make bench | make install
CC ?= cc
CXX ?= c++
CFLAGS ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN = -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers
CSTD = -std=c17 -D_POSIX_C_SOURCE=200809L -Wstrict-prototypes -Wmissing-prototypes
LIBS = -lcsv -ljansson -lsimdjson -lexpat -lutf8proc -lstemmer -lxxhash -lzstd -lz -lm -lpthread
B = build

ROOMS = base text calc io json rec format section render cli
CMD = $(patsubst src/cmd/%.c,%,$(wildcard src/cmd/*.c))
LIB = $(patsubst src/%.c,$B/%.o,$(foreach r,$(ROOMS),$(wildcard src/$r/*.c))) $B/json/scan.o
UNIT = $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/test_*.c))

all: $(CMD:%=bin/%)

bin/%: $B/cmd/%.o $B/lib.a
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/lib.a: $(LIB)
	@rm -f $@; $(AR) rc $@ $^
$B/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -c -o $@ $<
$B/%.o: src/%.cc
	@mkdir -p $(@D)
	$(CXX) -std=c++17 -Wall -Wextra $(CPPFLAGS) $(CXXFLAGS) -MMD -c -o $@ $<
$B/unit/%: tests/unit/%.c $B/lib.a
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(WARN) $(CPPFLAGS) $(CFLAGS) -MMD -c -o $@.o $<
	$(CXX) $(LDFLAGS) -o $@ $@.o $B/lib.a $(LIBS)

.SECONDARY:
-include $(wildcard $B/*/*.d)

unit: $(UNIT)
	@for u in $(UNIT); do echo "# $$u"; $$u || exit 1; done
clean:
	rm -rf $B $(CMD:%=bin/%)
.PHONY: all unit clean
