# Two commands are all a newcomer needs; both prepare the machine themselves. See CONTRIBUTING.md.
.PHONY: run test ci bench

run: ## build, make demo data, serve; ends with the address to open
	@scripts/run.sh

test: ## the whole gate: Rust, both databases, browser, foreign judges
	@scripts/test.sh

ci: ## the Rust part of the gate alone, on SQLite
	@cargo xtask ci

bench: ## times pages and commits in a release build; JSON on standard output
	@scripts/bench.sh
