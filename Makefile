# make            the library and both programs, in build/
# make demo       installs what is missing, builds, and makes the example chart and tables in output/
# make check      the same for the tests, and runs them
# make install    to PREFIX (default /usr/local), under DESTDIR
# make BUILD=build-asan SANITIZE=address,undefined check
BUILD    ?= build
PREFIX   ?= /usr/local
VERSION  := 0.1.0

CC       ?= cc
OPT      ?= -O2 -g
# -Wshadow and -Wmissing-prototypes catch what review does not; the rest is the usual strict set.
WARN     ?= -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wpointer-arith -Wvla -Wundef
SANITIZE ?=
ifneq ($(SANITIZE),)
OPT      += -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=undefined
endif

LIB_PKGS    := glib-2.0 gio-2.0 igraph libcjson
CLI_PKGS    := smartcols
RENDER_PKGS := libgvc libcgraph pangocairo cairo fontconfig libcjson
pkg = $(shell pkg-config $(1) $(2) 2>/dev/null)

CPPFLAGS += -Iinclude -Isrc -D_GNU_SOURCE -DJW_VERSION='"$(VERSION)"'
CFLAGS   += -std=c11 $(OPT) $(WARN) -MMD -MP

LIB_SRC    := $(sort $(foreach d,base model io measure reform draw report,$(wildcard src/$(d)/*.c)))
CLI_SRC    := $(sort $(wildcard src/cli/*.c))
RENDER_SRC := $(sort $(wildcard src/render/*.c))
UNIT_SRC   := $(sort $(wildcard tests/unit/*/test_*.c))
obj = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

LIB    := $(BUILD)/libjingwei.a
CLI    := $(BUILD)/jingwei
RENDER := $(BUILD)/jingwei-render
UNITS  := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(UNIT_SRC))

.DEFAULT_GOAL := all
.PHONY: all clean
all: $(CLI) $(RENDER)

LIB_LIBS = $(call pkg,--libs,$(LIB_PKGS)) -lcsv -lm

$(LIB): $(call obj,$(LIB_SRC))
	@rm -f $@
	$(AR) rcs $@ $^

$(CLI): $(call obj,$(CLI_SRC)) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(call obj,$(CLI_SRC)) $(LIB) $(LIB_LIBS) $(call pkg,--libs,$(CLI_PKGS))

$(RENDER): $(call obj,$(RENDER_SRC))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call pkg,--libs,$(RENDER_PKGS)) -lm

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIB_LIBS)

$(BUILD)/obj/src/render/%.o: PKGS = $(RENDER_PKGS)
$(BUILD)/obj/src/cli/%.o: PKGS = $(LIB_PKGS) $(CLI_PKGS)
$(BUILD)/obj/%.o: PKGS = $(LIB_PKGS)
$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(call pkg,--cflags,$(PKGS)) $(CFLAGS) -c -o $@ $<

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
