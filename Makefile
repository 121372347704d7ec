# Vietnamese help: bare `make`. Paths are relative, so the folder's name may hold anything.
.DEFAULT_GOAL := help
.PHONY: help run test lint bench guards clauses clean browser
MAKEFLAGS += --no-print-directory

VENV_PYTHON := .venv/bin/python
PIP := $(VENV_PYTHON) -m pip install -qq --disable-pip-version-check --constraint constraints.txt
WITH_POSTGRES := $(VENV_PYTHON) -m site_home.operations.with_postgres

help:
	@echo 'make run      cài đặt và chạy năm trang trình diễn (PORT=8000; Ctrl-C để dừng)'
	@echo 'make test     chạy mọi kiểm thử trên PostgreSQL, kể cả kiểm thử trình duyệt (ARGS="tests/…")'
	@echo 'make lint     kiểm tra định dạng, mã nguồn, mẫu trang, cấu hình và migration'
	@echo 'make bench    đo tốc độ'
	@echo 'make guards   bỏ lần lượt từng chốt chặn, xem có kiểm thử nào phát hiện (WORD=…)'
	@echo 'make clauses  điều khoản nào của năm quy chế có kiểm thử chứng minh'
	@echo 'make clean    xoá .venv và var: mọi dữ liệu trình diễn sẽ mất'

run: export DJANGO_SETTINGS_MODULE := site_home.settings.development
run: .venv/.runtime
	@umask 022; exec $(VENV_PYTHON) -m site_home.operations.serve

test lint bench guards clauses: export DJANGO_SETTINGS_MODULE := site_home.settings.test

test: .venv/.tools browser
	@$(WITH_POSTGRES) pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/benchmarks $(ARGS)

lint: .venv/.tools
	@$(VENV_PYTHON) -m ruff format --quiet --check .
	@$(VENV_PYTHON) -m ruff check --quiet --output-format concise .
	@$(VENV_PYTHON) -m djlint --lint --quiet --linter-output-format "{filename}:{line}: {code} {message}" templates
	@$(WITH_POSTGRES) django check --fail-level WARNING
	@$(WITH_POSTGRES) django makemigrations --check --dry-run

bench: .venv/.tools
	@if [ -d tests/benchmarks ]; then $(WITH_POSTGRES) pytest -n 0 -s tests/benchmarks; \
	else echo 'Chưa có phép đo nào trong tests/benchmarks.'; fi

guards: .venv/.tools
	@$(WITH_POSTGRES) tests.remove_guards $(WORD)

clauses: .venv/.tools
	@$(WITH_POSTGRES) tests.clauses

clean:
	@if [ -x $(VENV_PYTHON) ]; then for name in postgres test-postgres; do \
	    $(VENV_PYTHON) -m site_home.operations.private_postgres stop "var/$$name"; done; fi
	@rm -rf .venv var .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A dangling link (the system's Python was upgraded away) counts as missing too.
$(VENV_PYTHON):
	@umask 022; \
	if [ ! -w . ] || { [ -e .venv ] && [ ! -w .venv ]; }; then \
	    echo 'Thư mục này thuộc tài khoản khác: hãy chạy bằng tài khoản đó, hoặc lấy một bản mã nguồn riêng.' >&2; \
	    exit 1; \
	fi; \
	for candidate in "$${PYTHON:-python3}" python3 python3.13 python3.12 python3.11 none; do \
	    "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ "$$candidate" = none ]; then \
	    echo 'Cần Python 3.11 trở lên (Python 3.11 or newer is needed): make run PYTHON=/đường/dẫn/python3' >&2; \
	    exit 1; \
	fi; \
	"$$candidate" -m venv --clear .venv || { rm -rf .venv; \
	    echo 'Không tạo được môi trường ảo; trên Debian, Ubuntu hãy cài gói python3-venv.' >&2; exit 1; }

.venv/.runtime: $(VENV_PYTHON) requirements.txt constraints.txt
	@echo 'Đang cài đặt các gói …'
	@umask 022; $(PIP) --requirement requirements.txt
	@touch $@

.venv/.tools: .venv/.runtime requirements-dev.txt
	@umask 022; $(PIP) --requirement requirements-dev.txt
	@touch $@

# Without Chromium, Java or nginx the tests that need them are skipped, and say so. RUNLEVEL keeps
# Debian from starting the nginx that it installs.
browser:
	@has_browser() { \
	    command -v chromium || command -v chromium-browser || command -v google-chrome; \
	} >/dev/null; \
	missing=''; \
	{ has_browser && fc-list :lang=vi 2>/dev/null | grep -q .; } \
	    || missing='chromium fontconfig fonts-noto-core'; \
	java -version >/dev/null 2>&1 || missing="$$missing default-jre-headless"; \
	has_nginx() { PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null; }; \
	has_nginx || missing="$$missing nginx-light"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=''; \
	elif sudo -n true 2>/dev/null; then as_root='sudo -n'; \
	else as_root=none; fi; \
	if [ "$$as_root" != none ] && command -v apt-get >/dev/null; then \
	    echo "Đang cài $$missing …"; \
	    { $$as_root apt-get update -qq && $$as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
	        apt-get install -y -qq --no-install-recommends $$missing; \
	    } >/dev/null 2>&1 && exit 0; \
	    echo "Không cài được $$missing."; \
	fi; \
	has_browser || echo 'Máy không có Chromium: các kiểm thử trình duyệt sẽ bị bỏ qua.'; \
	java -version >/dev/null 2>&1 || echo 'Máy không có Java: bộ kiểm tra HTML sẽ bị bỏ qua.'; \
	has_nginx || echo 'Máy không có nginx: cấu hình của nó sẽ không được kiểm thử.'
