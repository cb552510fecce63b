# What the targets do is in CONTRIBUTING.md.  SWIFT and PREFIX can be given on the command line.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

APT_PACKAGES = libopenblas-dev liblapacke-dev libxlsxwriter-dev libnlopt-dev libyaml-dev libboost-math-dev pkg-config
RELEASE = .build-release
RELEASE_FLAGS = -c release --scratch-path $(RELEASE) --static-swift-stdlib
PROGRAM = $(RELEASE)/release/archetype
MANUAL = .build/plugins/GenerateManual/outputs/archetype/archetype.1
PACKAGES = .build-packages
# The manual and the packages are as old as the last commit; without one they are of today.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2> /dev/null || date +%s)
SWIFT_FILES = Package.swift Sources Tests
NOTEBOOK_TOOLS = .build/notebooks-venv/bin

# An import of something that Package.swift does not name is an error; so is a warning, by Package.swift.
CHECKED = --explicit-target-dependency-import-check error

.PHONY: deps build demo test notebooks notebooks-update bench lint format docs manual install package-deps packages \
	check-packages clean

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

# Debian keeps a part of venv in a package of its own.
$(NOTEBOOK_TOOLS)/installed: Notebooks/requirements.txt
	@python3 -c 'import ensurepip, venv' 2> /dev/null || sh Scripts/install-dependencies python3-venv
	python3 -m venv --clear .build/notebooks-venv
	$(NOTEBOOK_TOOLS)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

notebooks: build $(NOTEBOOK_TOOLS)/installed
	ARCHETYPE=$(abspath $(PROGRAM)) $(NOTEBOOK_TOOLS)/python -m pytest -p no:cacheprovider --nbmake $(NBMAKE) Notebooks

# What a run leaves behind besides outputs, such as times and the version of Python, is taken out.
notebooks-update:
	$(MAKE) notebooks NBMAKE=--overwrite
	$(NOTEBOOK_TOOLS)/nbstripout --keep-output --keep-count --keep-id --extra-keys metadata.language_info Notebooks/*.ipynb

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
	$(SWIFT) package --allow-writing-to-package-directory generate-manual --configuration debug \
		--date $$(date -u -d @$(SOURCE_DATE_EPOCH) +%F)

install: build manual
	sh Scripts/install-program $(PROGRAM) $(MANUAL) $(DESTDIR)$(PREFIX)

package-deps:
	@sh Scripts/install-dependencies dpkg-dev mmdebstrap patchelf python3-wheel

# A PROGRAM that was given is packed as it is.
packages: package-deps $(if $(filter command,$(firstword $(origin PROGRAM))),,build) manual
	rm -rf $(PACKAGES)/tree $(PACKAGES)/*.deb $(PACKAGES)/*.whl
	sh Scripts/install-program $(PROGRAM) $(MANUAL) $(PACKAGES)/tree
	SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) sh Scripts/build-deb $(PACKAGES)/tree $(PACKAGES)
	SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) sh Scripts/build-wheel $(PACKAGES)/tree $(PACKAGES)

check-packages: packages
	sh Scripts/check-packages $(PROGRAM) $(PACKAGES)

clean:
	rm -rf .build $(RELEASE) $(PACKAGES)
