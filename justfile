set shell := ["bash", "-euo", "pipefail", "-c"]

# list the recipes
default:
    @just --justfile '{{ justfile() }}' --list

# everything a contributor needs before a change is handed on
test: test-rust test-wasm test-pkg test-web test-terraform test-hcl test-tftest test-bootstrap test-renaming test-imports test-schema test-traps policy

# unit tests, documentation tests and black-box cases
test-rust:
    cargo test --workspace --locked

# build the core as WebAssembly modules, into target/wasm: for the package, its command, and the playground
wasm:
    scripts/wasm

# build the npm package, into pkg/dist
pkg:
    scripts/pkg

# the boundary to JavaScript, in Node and in Chromium
test-wasm:
    scripts/test-wasm

# the npm package: its classes and types, the same bytes in every face, its command, and everybody who uses it
test-pkg:
    scripts/test-pkg

# how large the npm package is, against its budget
size: pkg
    node pkg/scripts/size.mjs

# serve the playground while it is worked on
web:
    scripts/web dev

# build the playground into web/dist, a folder for any static host
web-build:
    scripts/web build

# the playground as somebody uses it, in Chromium
test-web:
    scripts/web test

# from a key to painted text in the playground
bench-web:
    scripts/web bench

# pictures of the playground, into web/screenshots
screenshots:
    scripts/web screenshots

# have every spec's Terraform judged by terraform itself (options: SPEC… --judge NAME --keep)
test-terraform *options:
    scripts/test-terraform {{ options }}

# have terraform say that both syntaxes mean the same, and that `terraform fmt` changes nothing (options: SPEC… --cli FILE --keep)
test-hcl *options:
    scripts/test-hcl {{ options }}

# run the generated tests with `terraform test`, and see them fail where a mistake is planted (options: SPEC… --no-mistakes)
test-tftest *options:
    scripts/test-tftest {{ options }}

# walk the generated README's bootstrap end to end against a fake of AWS (options: --keep)
test-bootstrap *options:
    scripts/test-bootstrap {{ options }}

# rename everything in a stack that runs against a fake of AWS: terraform must only move (options: --keep)
test-renaming *options:
    scripts/test-renaming {{ options }}

# apply what one stack exports against a fake of AWS, and read it from another (options: --keep)
test-imports *options:
    scripts/test-imports {{ options }}

# have terraform judge the least that every type of the provider takes
test-schema:
    scripts/test-schema

# ask the real Terraform when it notices each trap of TRAPS.md (options: --update)
test-traps *options:
    scripts/test-traps {{ options }}

# have the policy scanner look at the example's production environment
policy:
    scripts/policy

# formatting, lints and documentation, warnings being errors; the modules are built without what the native program has
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo clippy -p groundplan-wasm --no-default-features --features command --locked -- -D warnings
    cargo clippy -p groundplan-wasm --no-default-features --features library --locked -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace --locked

# format the sources
fmt:
    cargo fmt --all

# rewrite the expected files and the generated pages, to be looked at in the diff
golden:
    GROUNDPLAN_UPDATE=1 cargo test --workspace --locked

# how many files differ when one default changes, for a few defaults (options: part of a default's name …)
changed-default *words:
    scripts/changed-default {{ words }}

# rebuild the schema of the AWS provider from `terraform providers schema -json`; OLDER marks what is deprecated
schema FILE OLDER="":
    cargo run --locked --quiet -p groundplan-cli -- provider-schema '{{ FILE }}' {{ if OLDER == "" { "" } else { "--deprecations '" + OLDER + "'" } }} --out crates/groundplan/schema/aws.txt

# rebuild the books of prices from AWS's own offer files, which whoever can fetch them has fetched
prices +FILES:
    cargo run --locked --quiet -p groundplan-cli -- prices {{ FILES }} --out crates/groundplan/prices

# measure
bench:
    cargo bench --workspace --locked

# licences, sources and advisories of the dependencies
deny:
    @if command -v cargo-deny >/dev/null; then cargo deny --locked check; else echo "deny was not run: cargo-deny is not installed"; fi

# what has to pass before a change is done
ready: lint test size
