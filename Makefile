# CI runs "make test" and "make verify" and nothing else. "make help" lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
FUZZTIME ?= 30s
SOAK ?= 30m

# No C compiler is needed. Builds, tests and checks are made with the same flags, so that each package is compiled once.
export CGO_ENABLED ?= 0
export GOFLAGS += -trimpath

# What "make generate" writes.
GENERATED := ent ':!ent/schema' ':!ent/internal' graph/generated.go graph/models_gen.go 'graph/*.resolvers.go' frontend/src/gql

.PHONY: help run test build generate lint bench performance verify migration fuzz hostile timing broken race packages faults

# The admin app, and what it is made of. The page is the last file that its build writes.
APP := frontend/dist/index.html
APP_SOURCES := $(shell find frontend/src frontend/public -type f) $(wildcard frontend/*.html frontend/*.ts frontend/*.mjs) package-lock.json

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, and start the server on 127.0.0.1:8080 with the database gatehouse.db
	bin/gatehouse serve

test: packages build ## install what the tests need, run every test, and hold docs/security.md to what ran
	@rm -rf results && mkdir results
	go test -json -timeout 30m ./... | go run ./e2e/security record results/go.jsonl
	npm test
	go run ./e2e/security check results

build: $(APP) ## build the admin app when it has changed, and bin/gatehouse with it
	go build -ldflags "-s -w -X main.version=$(VERSION)" -o bin/gatehouse .

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

$(APP): node_modules/.package-lock.json $(APP_SOURCES)
	npm run build

generate: node_modules/.package-lock.json ## write the generated code of ent/, graph/ and frontend/src/gql/ anew
	go run ./ent/internal/entgen
	go tool gqlgen generate
	npm run --silent codegen

lint: node_modules/.package-lock.json ## check formatting, suspicious code and who imports whom
	@unformatted="$$(gofmt -l .)"; test -z "$$unformatted" || { echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go test -count=1 architecture_test.go
	npm run --silent lint

bench: build ## measure the speed of calls beside a bare handler
	go run ./e2e/bench

performance: build ## the same, written to docs/performance.md with a plot
	go run ./e2e/bench --write docs/performance.md

faults: packages build ## do every fault to the real program, soak it for SOAK (30m), and write docs/faults.md
	go test -count=1 -timeout 3h ./e2e/faults -whole -soak $(SOAK) -table "$(CURDIR)/docs/faults.md"

verify: generate lint ## fail when generated code is not what its sources say, then lint
	@git diff --exit-code -- $(GENERATED) || { echo "Generated code differs: run make generate and commit."; exit 1; }
	@new="$$(git ls-files --others --exclude-standard -- $(GENERATED))"; test -z "$$new" || { echo "Generated and not committed:"; echo "$$new"; exit 1; }

migration: ## write the next migration for both databases: make migration NAME=0002_words
	@[[ "$(NAME)" =~ ^[0-9]{4}_[a-z0-9_]+$$ ]] || { echo "usage: make migration NAME=0002_what_changes"; exit 2; }
	go run ./ent/internal/entgen
	folder="$$(mktemp -d)" && trap 'rm -rf "$$folder"' EXIT && \
		go run ./server/store/internal/migrategen sqlite3 $(NAME) "file:$$folder/dev.db?_pragma=foreign_keys(1)"
	go run ./server/store/internal/devpostgres \
		sh -c 'go run ./server/store/internal/migrategen postgres $(NAME) "$$GATEHOUSE_DEV_POSTGRES"'

fuzz: ## run each fuzz target for FUZZTIME (30s)
	@grep -rlE '^func Fuzz' --include='*_test.go' . | while read -r file; do \
		sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$$file" | while read -r target; do \
			echo "$$target in $$(dirname "$$file")"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" </dev/null || exit 1; \
		done || exit 1; \
	done

hostile: ## attack the program over every wire, and hold and print what each attack costs
	go test -count=1 -timeout 30m ./e2e/hostile -full

timing: build ## measure what a client could learn by the clock, and what 100 sign-ins at once take
	go run ./e2e/timing

broken: ## break the code behind requirements of docs/security.md, and see their tests fail: make broken [ID=T-02]
	go run ./e2e/security break $(ID)

# What is translated from SQLite's C is not instrumented: its locks are its own, and most of the time would be spent on watching it.
race: packages ## run the Go tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc/...=-race=false -timeout 2h ./server/... ./graph .

packages:
	@.ci/packages
