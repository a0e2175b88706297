# PYTHON=/path/to/python chooses the Python that makes .venv; else the first here that is 3.11 or newer.
PYTHON ?= python3
PYTHONS = $(if $(filter file,$(origin PYTHON)),python3 python3.13 python3.12 python3.11 python3.14,"$(PYTHON)")
PY = .venv/bin/python
GRADER = .venv/grading/bin/python
INSTALL = -m pip --disable-pip-version-check install --quiet
PIP = $(PY) $(INSTALL)
NB ?= notebooks/*.ipynb
# The learner's own folder, which git does not look at.
COURSE ?= my-course
# BLAS threads that compete for busy cores make training many times slower; one thread is never far from the best.
ONE_THREAD = OPENBLAS_NUM_THREADS=1

# How many learners `make class` plays.
N ?= 30

.PHONY: help lab test browser approve sabotage notebooks site learn assignments grading bench class longer pictures pins resolve clean moved
.DELETE_ON_ERROR:

# Two workers share two cores: with two threads each, the matrix products of lesson 10 took three times as long.
test browser sabotage notebooks site: export OPENBLAS_NUM_THREADS = 1

help:
	@echo "make lab        open your own copies of the lessons, in the folder my-course"
	@echo "make test       run everything that proves the course right"
	@echo "make browser    the part of it that opens every lesson in Chromium and plays every scene"
	@echo "make approve    store what a learner reads and sees as it is now; read the diff before you commit it"
	@echo "make sabotage   break the course in one place at a time, and see which test notices"
	@echo "make notebooks  run the lessons and store their outputs (one: NB=notebooks/01_linear_algebra.ipynb)"
	@echo "make site       make the course as web pages, in the folder _site"
	@echo "make learn      make what learners get by a link or a download, in the folder learn (some: LESSONS=\"0 1 2\")"
	@echo "make assignments  make the lessons for nbgrader, in the folder assignments"
	@echo "make grading    take a lesson through nbgrader, with answers that are right, half right, missing and wrong"
	@echo "make bench      measure training beside PyTorch and scikit-learn"
	@echo "make class      let learners work on a real JupyterHub, and measure it (N=2: two of them; 30 unless told)"
	@echo "make longer     train lesson 10's wider network for some minutes, and store how good it is"
	@echo "make pictures   draw the moving picture of the README again"
	@echo "make pins       choose the pinned versions again, from pyproject.toml"
	@echo "make resolve    ask the package index whether every pinned version is to be had"
	@echo "make clean      remove .venv and caches"

lab: .venv/installed
	@$(ONE_THREAD) $(PY) -m dlmath lab "$(COURSE)" $(LAB_OPTIONS)

test: .venv/installed-tests
	@echo "-- ruff"
	@$(PY) -m ruff check .
	@echo "-- units, house rules, lint of the lessons"
	@$(ONE_THREAD) $(PY) -m pytest -p no:nbval -n 2 --dist loadfile --no-loadscope-reorder -m "not grading" \
		--doctest-modules tests src --ignore=tests/browser
	@echo "-- stage.js"
	@if [ ! -f tests/stage.test.mjs ]; then echo "No tests/stage.test.mjs."; \
	elif command -v node >/dev/null; then node --test tests/stage.test.mjs; \
	elif [ "$(CI)" = true ]; then echo "node is missing; CI needs it for tests/stage.test.mjs." >&2; exit 1; \
	else echo "Skipped: no node here, so the tests of stage.js did not run."; fi
	@echo "-- every output of every lesson"
	@$(ONE_THREAD) $(PY) -m pytest --nbval --nbval-current-env -n 2 --dist loadfile notebooks
	@$(MAKE) --no-print-directory browser

# What hangs in a browser says nothing: after four minutes in one test, show where it stands, and stop. These tests
# often wait, so that two cores have time for three workers.
browser: .venv/installed-tests
	@echo "-- every lesson and every scene in Chromium"
	@$(ONE_THREAD) $(PY) -m pytest -n 3 --dist loadscope -o faulthandler_timeout=240 \
		-o faulthandler_exit_on_timeout=true tests/browser

approve: .venv/installed-tests
	@$(ONE_THREAD) $(PY) tests/approvals.py

sabotage: .venv/installed-tests
	@$(PY) tools/sabotage.py

notebooks: .venv/installed
	@$(ONE_THREAD) $(PY) tools/notebooks.py $(NB)

# Where the repository is known to be on GitHub, the pages link to where a lesson runs.
REPOSITORY ?= $(or $(GITHUB_REPOSITORY),$(shell git remote get-url origin 2>/dev/null))
site: .venv/installed-site
	@$(PY) -m dlmath.course.site --repository "$(REPOSITORY)" --to _site

# Which lessons are handed out: all, or such as LESSONS="0 1 2 reference".
LESSONS ?=
learn: .venv/installed
	@$(PY) tools/handout.py learn learn $(LESSONS) --repository "$(GITHUB_REPOSITORY)"

assignments: .venv/installed
	@$(PY) tools/handout.py assignments assignments $(LESSONS)

grading: .venv/installed-tests .venv/grading/installed
	@$(ONE_THREAD) NBGRADER=$(GRADER) $(PY) -m pytest -m grading tests/test_handout.py

bench: .venv/installed-bench
	@$(PY) bench

class: .venv/installed-hub
	@.venv/hub/bin/python tools/classroom.py $(N)

longer: .venv/installed
	@$(PY) bench/longer_run.py

pictures: .venv/installed
	@$(ONE_THREAD) $(PY) tools/pictures.py

# The environment: made once, and again when what it is made from changes. The lists are complete, so pip need
# not look further (--no-deps).
.venv/bin/python:
	@sh tools/make_venv.sh .venv $(PYTHONS)

.venv/installed: .venv/bin/python requirements.txt pyproject.toml
	@echo "Installing what the lessons run on; the first time takes a minute or two."
	@$(PIP) --no-deps -r requirements.txt
	@$(PIP) --no-deps -e .
	@pwd > $@

.venv/installed-tests: .venv/installed tests/requirements.txt
	@echo "Installing what the tests run on."
	@$(PIP) --no-deps -r tests/requirements.txt
	@touch $@

# Of what makes the pages, JupyterLab brings all but the formulas.
.venv/installed-site: .venv/installed tests/requirements.txt
	@$(PIP) --no-deps $$(grep '^latex2mathml==' tests/requirements.txt)
	@touch $@

.venv/installed-bench: .venv/installed-tests bench/requirements.txt
	@echo "Installing PyTorch and scikit-learn; PyTorch is large."
	@$(PIP) -r bench/requirements.txt -c requirements.txt
	@touch $@

# A hub has an environment of its own: the course is installed there as in hub/Dockerfile, a copy and not this folder.
HUB = .venv/hub
.venv/installed-hub: hub/requirements.txt hub/package.json requirements.txt pyproject.toml $(shell find src notebooks \
		-type f -not -path '*/__pycache__/*' -not -path '*/.ipynb_checkpoints/*' -not -path '*/.dlmath/*')
	@command -v npm >/dev/null || { echo "npm is missing: JupyterHub's proxy comes from there. Install Node 20 or newer." >&2; exit 1; }
	@[ -x $(HUB)/bin/python ] || { mkdir -p .venv && sh tools/make_venv.sh $(HUB) $(PYTHONS); }
	@echo "Installing JupyterHub, its proxy, and the course, in $(HUB)."
	@$(HUB)/bin/python $(INSTALL) --no-deps -r hub/requirements.txt
	@$(HUB)/bin/python $(INSTALL) --no-deps --force-reinstall .
	@cp hub/package.json $(HUB) && npm install --prefix $(HUB) --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

# nbgrader brings extensions of JupyterLab along, so it has an environment of its own.
.venv/grading/installed: .venv/installed tests/grading/requirements.txt
	@echo "Installing nbgrader, and what the lessons run on, into .venv/grading."
	@$(PY) -m venv --clear .venv/grading
	@$(GRADER) $(INSTALL) -r requirements.txt -r tests/grading/requirements.txt
	@$(GRADER) $(INSTALL) --no-deps -e .
	@touch $@

# A folder that has moved no longer holds what .venv points to.
ifneq ($(shell cat .venv/installed 2>/dev/null),$(shell pwd))
.venv/installed: moved
endif
moved:

# The newest versions that pyproject.toml allows, one set for Python 3.11 and up on Linux, macOS and Windows.
RESOLVE = $(PY) -m uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 \
	--no-emit-index-url --no-header --no-annotate pyproject.toml
pins: .venv/bin/python
	@$(PIP) uv
	@echo "# Every package that the lessons run on, on every system; \`make pins\` writes this file." > .venv/pins
	@$(RESOLVE) >> .venv/pins
	@echo "# Every package that the tests need besides; \`make pins\` writes this file." > .venv/pins-tests
	@echo "-r ../requirements.txt" >> .venv/pins-tests
	@$(RESOLVE) --extra test --extra site --constraint .venv/pins | grep -vxFf .venv/pins >> .venv/pins-tests
	@echo "# Every package that a hub needs besides; \`make pins\` writes this file." > .venv/pins-hub
	@echo "-r ../requirements.txt" >> .venv/pins-hub
	@$(RESOLVE) --extra hub --constraint .venv/pins | grep -vxFf .venv/pins >> .venv/pins-hub
	@mv .venv/pins requirements.txt && mv .venv/pins-tests tests/requirements.txt && mv .venv/pins-hub hub/requirements.txt

# Pins that no longer resolve keep a newcomer out; the index is asked for one set for all systems, nothing installed.
LISTS = requirements.txt tests/requirements.txt tests/grading/requirements.txt bench/requirements.txt \
	binder/requirements.txt hub/requirements.txt
resolve: .venv/bin/python
	@$(PIP) uv
	@for list in $(LISTS); do echo "-- $$list"; $(PY) -m uv pip compile --quiet --universal --python-version 3.11 \
		--constraint requirements.txt $$list > .venv/resolved || exit 1; done

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis dist build _site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +
