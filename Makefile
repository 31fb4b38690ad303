# make            the library and both programs, in build/
# make demo       installs what is missing, builds, and makes the example chart and tables in output/
# make check      the same for the tests, and runs them
# make bench      jingwei beside its peers at small registers; make bench-full DATE=…: all, into docs/benchmarks.md
# make bench-chart DATE=…  charts beside Graphviz's dot, into docs/benchmarks-charts.md
# make install    to PREFIX (default /usr/local), under DESTDIR
# make BUILD=build-asan SANITIZE=address,undefined check
BUILD    ?= build
PREFIX   ?= /usr/local
VERSION  := 0.1.0

CC       ?= cc
OPT      ?= -O2 -g
# -Wshadow and -Wmissing-prototypes catch what review does not; the rest is the usual strict set.
WARN     ?= -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wpointer-arith -Wvla
SANITIZE ?=
# Not part of OPT: what is said on the command line replaces that.
ifneq ($(SANITIZE),)
SAN      := -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=undefined
SLOW     := $(if $(findstring address,$(SANITIZE)),tests/slow_unwind.c)
endif

LIB_PKGS    := glib-2.0 gio-2.0 igraph libcjson expat
LATE_PKGS   := libzip
CLI_PKGS    := smartcols
RENDER_PKGS := libgvc libcgraph libcdt cairo-ft fontconfig freetype2 harfbuzz-subset libcjson glib-2.0
LATE_RENDER_PKGS := pangocairo
# Graphviz's plugins are linked by name, so that the program needs neither `dot -c` nor a search at run time.
GV_DIR       = $(shell pkg-config --variable=libdir libgvc)/graphviz
GV_PLUGINS   = -L$(GV_DIR) -Wl,-rpath,$(GV_DIR) -lgvplugin_core -lgvplugin_dot_layout -lgvplugin_neato_layout
pkg = $(shell pkg-config $(1) $(2) 2>/dev/null)

# Opened only when there is something for them to do, by the names that programs are linked with.
soname       = $(or $(shell objdump -p $(call pkg,--variable=libdir,$(1))/$(2) 2>/dev/null | sed -n 's/^ *SONAME *//p'),$(2))
LIBZIP      := $(call soname,libzip,libzip.so)
LIBPANGO    := $(call soname,pangocairo,libpangocairo-1.0.so)

# V=1 shows whole commands.
ifeq ($(V),)
Q := @
say = @echo '  $(1) $@'
endif

CPPFLAGS += -Iinclude -Isrc -D_GNU_SOURCE -DJW_VERSION='"$(VERSION)"' \
            -DJW_MODELS_DIR='"$(PREFIX)/share/jingwei/models"' -DJW_LIBZIP='"$(LIBZIP)"' -DJW_LIBPANGO='"$(LIBPANGO)"'
CFLAGS   += -std=c11 $(OPT) $(SAN) $(WARN) -MMD -MP

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
.SECONDARY:
.PHONY: all demo check test install uninstall clean packages check-packages fuzz bench bench-full bench-programs bench-chart
all: $(CLI) $(RENDER)

LIB_LIBS = $(call pkg,--libs,$(LIB_PKGS)) -lcsv -lm

# The program takes igraph from its archive, where there is one: of the libraries that the shared one draws in the loader
# would open a dozen, a quarter of the time of a small command, for parts that no command has use for. The C++ library
# too, of which igraph has a little and whose thousands of symbols are bound before the first line runs.
IGRAPH_DIR  = $(call pkg,--variable=libdir,igraph)
AS_NEEDED  := -Wl,--as-needed
IGRAPH_USES = $(shell objdump -p $(IGRAPH_DIR)/libigraph.so 2>/dev/null | sed -n '/ld-linux/d; s/^ *NEEDED */-l:/p')
CXX_ARCHIVE = $(if $(SAN),,$(filter /%,$(shell $(CC) -print-file-name=libstdc++.a)))
CLI_LIBS    = $(if $(and $(wildcard $(IGRAPH_DIR)/libigraph.a),$(IGRAPH_USES)),$(filter-out -ligraph,$(LIB_LIBS)) \
	$(IGRAPH_DIR)/libigraph.a $(AS_NEEDED) $(if $(CXX_ARCHIVE),$(patsubst -l:libstdc++.so%,$(CXX_ARCHIVE),$(IGRAPH_USES)), \
	$(IGRAPH_USES)),$(LIB_LIBS))

$(LIB): $(call obj,$(LIB_SRC))
	$(call say,AR)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(CLI): $(call obj,$(CLI_SRC)) $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(call obj,$(CLI_SRC)) $(LIB) $(CLI_LIBS) $(call pkg,--libs,$(CLI_PKGS))

$(RENDER): $(call obj,$(RENDER_SRC) $(SLOW))
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(GV_PLUGINS) $(call pkg,--libs,$(RENDER_PKGS)) -lm

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(LIB)
	$(call say,LD)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIB_LIBS) $(call pkg,--libs,$(LATE_PKGS))

# Tests of parts of the renderer, with the Graphviz that they use.
$(BUILD)/tests/render/%: $(BUILD)/obj/tests/unit/render/%.o $(call obj,src/render/plain.c src/render/vet.c $(SLOW)) $(LIB)
	$(call say,LD)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -Wl,--as-needed $(LIB_LIBS) $(call pkg,--libs,$(RENDER_PKGS))

$(BUILD)/obj/src/render/%.o $(BUILD)/obj/tests/unit/render/%.o: PKGS = $(RENDER_PKGS) $(LATE_RENDER_PKGS)
$(BUILD)/obj/src/cli/%.o: PKGS = $(LIB_PKGS) $(CLI_PKGS)
$(BUILD)/obj/%.o: PKGS = $(LIB_PKGS) $(LATE_PKGS)
# Layouts are loops over small arrays of numbers: a tenth faster so.
ifeq ($(SAN),)
$(BUILD)/obj/src/draw/%.o: CFLAGS += -O3
endif
$(BUILD)/obj/%.o: %.c | $(BUILD)/needs
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(call pkg,--cflags,$(PKGS)) $(CFLAGS) -c -o $@ $<

# What must be there, as probe=package: cmd: a program, pc: a library known to pkg-config, h: a header, py: a module
# of Debian's Python, zh: a font for Chinese. The package names are Debian's.
BUILD_NEEDS := cmd:$(CC)=$(if $(findstring clang,$(CC)),clang,gcc) cmd:pkg-config=pkg-config \
	pc:glib-2.0=libglib2.0-dev pc:igraph=libigraph-dev pc:libcjson=libcjson-dev h:csv.h=libcsv-dev \
	pc:libzip=libzip-dev pc:expat=libexpat1-dev pc:smartcols=libsmartcols-dev pc:libgvc=libgraphviz-dev pc:pangocairo=libpango1.0-dev \
	pc:fontconfig=libfontconfig-dev pc:harfbuzz-subset=libharfbuzz-dev
DEMO_NEEDS  := cmd:fc-list=fontconfig zh:zh-cn=fonts-noto-cjk
CHECK_NEEDS := cmd:prove=perl cmd:pdftotext=poppler-utils cmd:iconv=libc-bin cmd:xmllint=libxml2-utils \
	cmd:node=nodejs cmd:npm=npm
BENCH_NEEDS := cmd:/usr/bin/python3=python3 py:igraph=python3-igraph py:networkx=python3-networkx
FUZZ_NEEDS  := cmd:clang=clang h:sanitizer/asan_interface.h=libclang-rt-14-dev

# Lists the packages of $(1) whose probe fails; installs them by name (not if $(2) says no), or says how.
define ensure
	@missing=; for need in $(1); do \
	  probe=$${need%%=*}; name=$${probe#*:}; \
	  case $$probe in \
	    cmd:*) command -v "$$name" >/dev/null 2>&1 ;; \
	    pc:*)  pkg-config --exists "$$name" 2>/dev/null ;; \
	    h:*)   echo "#include <$$name>" | $(CC) -x c -fsyntax-only - 2>/dev/null ;; \
	    py:*)  /usr/bin/python3 -c "import $$name" 2>/dev/null ;; \
	    zh:*)  [ -n "$$(fc-list :lang=$$name family 2>/dev/null)" ] ;; \
	  esac || missing="$$missing $${need#*=}"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if [ -z "$(2)" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing:$$missing"; \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null && exit 0; \
	  echo "apt-get could not install:$$missing" >&2; \
	else \
	  echo "These Debian packages are missing:$$missing" >&2; \
	  echo "Install them as root, then run this again:" >&2; \
	  echo "  apt-get install --no-install-recommends$$missing" >&2; \
	fi; exit 1
endef

packages:
	$(call ensure,$(BUILD_NEEDS) $(DEMO_NEEDS))
check-packages:
	$(call ensure,$(BUILD_NEEDS) $(DEMO_NEEDS) $(CHECK_NEEDS))

# Plain make installs nothing, but says what is missing before a compiler does.
$(BUILD)/needs:
	$(call ensure,$(BUILD_NEEDS),no)
	@mkdir -p $(@D) && touch $@

# A make of its own: the flags of libraries that were just installed must be asked for afresh.
demo: packages
	@$(MAKE) --no-print-directory all
	@mkdir -p output
	$(CLI) cover models/longhua/no-backstop.json
	$(CLI) cover models/longhua/model.json
	$(CLI) cover models/longhua/model.json -q -o output/longhua-gaps.csv
	$(CLI) draw models/longhua/model.json -q --page A3 -o output/longhua.pdf
	$(CLI) draw models/longhua/model.json -q --page A3 -o output/longhua.svg
	@echo "output/longhua.pdf  output/longhua.svg  output/longhua-gaps.csv"

check: check-packages
	@$(MAKE) --no-print-directory test

# ajv, for the schema test only; kept outside the checkout's sources, fetched once. Where npm cannot fetch it, the other
# tests still run.
NODE_MODULES := $(BUILD)/node/node_modules
$(NODE_MODULES)/.package-lock.json: tests/schema/package.json tests/schema/package-lock.json
	$(call say,NPM)
	@mkdir -p $(BUILD)/node
	@cp tests/schema/package.json tests/schema/package-lock.json $(BUILD)/node/
	@cd $(BUILD)/node && npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || { cat npm.log >&2; \
	  echo "npm could not fetch ajv: the test of the schemas is skipped, the others run" >&2; }

GEN := $(BUILD)/gen_register
$(GEN): tests/bench/gen_register.c
	$(call say,LD)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $< -lm

# Leaks of the drawing libraries themselves, which free nothing at exit, are not ours to find.
TEST_ENV = JINGWEI=$(abspath $(CLI)) JINGWEI_RENDER=$(abspath $(RENDER)) JINGWEI_BUILD=$(abspath $(BUILD)) \
	GEN_REGISTER=$(abspath $(GEN)) CC="$(CC)" SANITIZE=$(SANITIZE) \
	LSAN_OPTIONS=suppressions=$(abspath tests/lsan.supp):print_suppressions=0 \
	UBSAN_OPTIONS=print_stacktrace=1
# So many tests at a time.
JOBS ?= $(shell nproc 2>/dev/null || echo 1)
.PHONY: tests
tests: $(UNITS)
test: all $(UNITS) $(GEN) $(NODE_MODULES)/.package-lock.json
	@$(TEST_ENV) NODE_PATH=$(abspath $(NODE_MODULES)) prove --timer -j$(JOBS) $(UNITS) $(sort $(wildcard tests/cli/*.t))

# jingwei beside python-igraph and NetworkX: bench at small registers, into $(BUILD)/benchmarks.md; bench-full at all up
# to a million, into docs/benchmarks.md (half an hour). DATE=YYYY-MM-DD stands in it; BENCH: more options of bench.py.
BENCH ?=
DATE  ?= —
BENCHED = /usr/bin/python3 tests/bench/bench.py --build $(BUILD) --date "$(DATE)"
bench: bench-programs
	$(BENCHED) --sizes 731,10000 --igraph-seconds 2 --out $(BUILD)/benchmarks.md $(BENCH)
	/usr/bin/python3 tests/bench/agree.py $(CLI)
bench-full: bench-programs
	/usr/bin/python3 tests/bench/agree.py $(CLI)
	$(BENCHED) --out docs/benchmarks.md $(BENCH)
bench-programs: packages
	$(call ensure,$(BENCH_NEEDS))
	@$(MAKE) --no-print-directory all $(GEN) $(BUILD)/bench_run $(BUILD)/against_igraph
$(BUILD)/bench_run: tests/bench/run.c
	$(call say,LD)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $<
$(BUILD)/against_igraph: tests/bench/against_igraph.c $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CPPFLAGS) $(call pkg,--cflags,$(LIB_PKGS)) $(CFLAGS) -o $@ $< $(LIB) $(LIB_LIBS)

# Charts beside Graphviz's dot, into docs/benchmarks-charts.md.
CHART_NEEDS := cmd:/usr/bin/python3=python3 cmd:dot=graphviz cmd:pdfinfo=poppler-utils
bench-chart: packages
	$(call ensure,$(CHART_NEEDS))
	@$(MAKE) --no-print-directory all $(GEN) $(BUILD)/layout_time
	/usr/bin/python3 tests/bench/chart.py --build $(BUILD) --date "$(or $(DATE),$(error say DATE=YYYY-MM-DD))" $(BENCH)

# The layout alone, without a renderer: build/layout_time MODEL.
$(BUILD)/layout_time: tests/bench/layout.c $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CPPFLAGS) $(call pkg,--cflags,$(LIB_PKGS)) $(CFLAGS) -o $@ $< $(LIB) $(LIB_LIBS)

# One fuzzer a reader; SECONDS of each. SEED 0: another every time; else the same inputs in the same order, so that
# what CI finds is found again.
FUZZ_SECONDS ?= 20
FUZZ_SEED    ?= 0
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
fuzz: packages
	$(call ensure,$(FUZZ_NEEDS))
	@$(MAKE) --no-print-directory BUILD=build-fuzz CC=clang SANITIZE=address,undefined,fuzzer-no-link run-fuzzers
.PHONY: run-fuzzers
run-fuzzers: $(LIB)
	@for f in $(FUZZERS); do \
	  case $$f in fuzz_plain) flags="$(call pkg,--cflags --libs,$(RENDER_PKGS))" ;; \
	    *) flags="$(call pkg,--cflags,$(LIB_PKGS) $(LATE_PKGS)) $(LIB) $(LIB_LIBS) $(call pkg,--libs,$(LATE_PKGS))" ;; esac; \
	  $(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer tests/fuzz/$$f.c $$flags -o $(BUILD)/$$f || exit 1; \
	  mkdir -p $(BUILD)/corpus/$$f; echo "$$f, $(FUZZ_SECONDS) s"; \
	  $(BUILD)/$$f -seed=$(FUZZ_SEED) -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
	    -artifact_prefix=$(BUILD)/$$f- $(BUILD)/corpus/$$f >$(BUILD)/$$f.log 2>&1 || { cat $(BUILD)/$$f.log; exit 1; }; \
	  grep number_of_executed_units $(BUILD)/$$f.log; \
	done

# Made anew each time: it holds PREFIX, which may be another than last time.
.PHONY: $(BUILD)/jingwei.pc
$(BUILD)/jingwei.pc:
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'Name: jingwei' \
	  'Description: organization networks: coverage, centrality, charts' 'Version: $(VERSION)' \
	  'Requires: $(LIB_PKGS)' 'Cflags: -I$${prefix}/include' 'Libs: -L$${prefix}/lib -ljingwei -lcsv -lm' > $@

install: all $(BUILD)/jingwei.pc
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/jingwei \
	  $(DESTDIR)$(PREFIX)/libexec/jingwei $(DESTDIR)$(PREFIX)/share/jingwei
	install -m 755 $(CLI) $(DESTDIR)$(PREFIX)/bin/
	install -m 755 $(RENDER) $(DESTDIR)$(PREFIX)/libexec/jingwei/
	install -m 644 $(LIB) $(DESTDIR)$(PREFIX)/lib/
	install -m 644 $(BUILD)/jingwei.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/
	install -m 644 include/jingwei.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 include/jingwei/*.h $(DESTDIR)$(PREFIX)/include/jingwei/
	cp -R models $(DESTDIR)$(PREFIX)/share/jingwei/

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/jingwei $(DESTDIR)$(PREFIX)/lib/libjingwei.a $(DESTDIR)$(PREFIX)/libexec/jingwei \
	  $(DESTDIR)$(PREFIX)/lib/pkgconfig/jingwei.pc $(DESTDIR)$(PREFIX)/include/jingwei.h \
	  $(DESTDIR)$(PREFIX)/include/jingwei $(DESTDIR)$(PREFIX)/share/jingwei

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
