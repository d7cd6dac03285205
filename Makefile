# Everything a person needs, without having to know the build tag: SQLite's full-text search is
# compiled in only with -tags sqlite_fts5.
GO    ?= go
TAGS  := -tags sqlite_fts5
BIN   := bin/readout

.PHONY: chat build test race lint bench eval fuzz faults cover clean

chat: build ## ask questions in the terminal
	@$(BIN) chat

build: ## build bin/readout
	@$(GO) build $(TAGS) -o $(BIN) ./cmd/readout

test: ## all tests, as CI runs them
	$(GO) vet $(TAGS) ./...
	$(GO) test $(TAGS) -race ./...

bench: ## speed, medians; add MILLION=1 for a store of a million facts
	READOUT_BENCH_MILLION=$(MILLION) $(GO) test $(TAGS) -run '^$$' -bench . -benchmem ./...

eval: build ## the scores on the project's own questions
	@db=$$(mktemp -d); for f in cmd/readout/testdata/*.jsonl; do echo "$$f"; $(BIN) --db $$db/eval.db eval $$f; done; rm -r $$db

fuzz: ## each fuzz target for FUZZTIME
	@.ci/fuzz $${FUZZTIME:-20s}

faults: ## 10,000 questions while the program is killed, links drop, calls fail and the disk is full; root for the latter
	READOUT_FAULTS=$${QUESTIONS:-10000} $(GO) test $(TAGS) ./cmd/readout -run '^TestFaults$$' -v -count=1 -timeout 1h

lint: ## needs golangci-lint
	golangci-lint run --build-tags sqlite_fts5

clean:
	rm -rf bin
