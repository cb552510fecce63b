# What the targets do is in CONTRIBUTING.md.  SWIFT and PREFIX can be given on the command line.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

APT_PACKAGES = libopenblas-dev liblapacke-dev libxlsxwriter-dev libnlopt-dev libyaml-dev libboost-math-dev pkg-config
RELEASE = .build-release
RELEASE_FLAGS = -c release --scratch-path $(RELEASE) --static-swift-stdlib
PROGRAM = $(RELEASE)/release/archetype
PLUGIN_OUTPUTS = .build/plugins
SWIFT_FILES = Package.swift Sources Tests

# An import of something that Package.swift does not name is an error; so is a warning, by Package.swift.
CHECKED = --explicit-target-dependency-import-check error

.PHONY: deps build demo test bench lint format docs manual install clean

deps:
	@sh Scripts/install-dependencies $(APT_PACKAGES)

build: deps
	$(SWIFT) build $(RELEASE_FLAGS) --product archetype

demo: build
	rm -rf $(RELEASE)/demo
	$(PROGRAM) demo $(RELEASE)/demo

test: deps
	$(SWIFT) build --build-tests $(CHECKED)
	$(SWIFT) test --disable-xctest --skip-build

bench: build
	$(SWIFT) build $(RELEASE_FLAGS) --product SimulationBenchmarks
	Tests/Benchmarks/run $(PROGRAM)

lint: deps
	$(SWIFT) format lint --strict --recursive --parallel $(SWIFT_FILES)
	$(SWIFT) build --build-tests $(CHECKED)

format:
	$(SWIFT) format --in-place --recursive --parallel $(SWIFT_FILES)

docs: deps
	sh Scripts/build-documentation $(SWIFT)

# The plugin cannot link the program as the release is linked, and the text is the same from a debug build.
manual: deps
	$(SWIFT) package --allow-writing-to-package-directory generate-manual --configuration debug

install: build manual
	install -D -s -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/archetype
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(PLUGIN_OUTPUTS)/GenerateManual/outputs/archetype/archetype.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(PROGRAM) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/archetype
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	$(PROGRAM) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_archetype
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(PROGRAM) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/archetype.fish

clean:
	rm -rf .build $(RELEASE)
