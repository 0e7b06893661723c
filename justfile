set shell := ["bash", "-euo", "pipefail", "-c"]

# In this order, three at a time: what others wait for, and what takes long, comes first.
tests := "build tools test-pkg test-web test-rust test-terraform test-wasm test-tftest test-bootstrap test-traps test-renaming test-walks test-changes test-imports test-sharing test-schema test-console test-planned policy test-scripts"

# list the recipes
default:
    @just --justfile '{{ justfile() }}' --list

# everything a contributor needs before a change is handed on
test:
    scripts/run-recipes {{ tests }}

# what has to pass before a change is done, and what continuous integration runs
ready:
    scripts/run-recipes {{ tests }} lint deny msrv package

# where the time of the last run went
times:
    @scripts/run-recipes --times

# compile what the Rust tests and the scripts run
build:
    cargo test --workspace --locked --no-run
    cargo build --workspace --locked --bin groundplan

# install what building and testing for JavaScript needs
tools:
    scripts/tools

# unit tests, documentation tests and black-box cases
test-rust:
    cargo test --workspace --locked

# build the core as WebAssembly modules, into target/wasm: for the package and for the playground
wasm:
    scripts/wasm

# build the npm package, into pkg/dist
pkg:
    scripts/pkg

# what the scripts themselves rest on: the record of the judges, the runner of recipes, the figures
test-scripts:
    scripts/test-scripts

# the boundary to JavaScript, in Node and in Chromium
test-wasm:
    scripts/test-wasm

# the npm package: its classes and types, the same bytes in every front end, its command, and its users
test-pkg:
    scripts/test-pkg

# compare the size of the npm package with its budget
size: pkg
    node pkg/scripts/size.mjs

# serve the playground while it is worked on
web:
    scripts/web dev

# build the playground into web/dist, a folder for any static host
web-build:
    scripts/web build

# the playground in Chromium
test-web:
    scripts/web test

# measure the time from a keystroke to the painted text in the playground
bench-web:
    scripts/web bench

# pictures of the playground, into web/screenshots
screenshots:
    scripts/web screenshots

# have every spec's Terraform judged by terraform itself, in both syntaxes (options: SPEC… --judge NAME --cli FILE --keep --all)
test-terraform *options:
    scripts/test-terraform {{ options }}

# run the generated tests with `terraform test`, and see them fail where a mistake is planted (options: SPEC… --no-mistakes --all)
test-tftest *options:
    scripts/test-tftest {{ options }}

# walk the generated README's bootstrap end to end against a fake of AWS (options: --keep --tier NAME --all)
test-bootstrap *options:
    scripts/test-bootstrap {{ options }}

# rename everything in a stack that runs against a fake of AWS: terraform must only move (options: --keep --all)
test-renaming *options:
    scripts/test-renaming {{ options }}

# change stacks that run against a fake of AWS, and change them back: terraform replaces nothing that a walk does not expect (options: WALK… --all)
test-walks *options:
    scripts/test-walks {{ options }}

# change a running stack and change it back, and hold what `groundplan diff` says next to terraform's own plans (options: --table FILE --jobs N --most N --all CHANGE…)
test-changes *options="--most 6":
    scripts/test-changes {{ options }}

# apply what one stack exports against a fake of AWS, and read it from another (options: --keep --all)
test-imports *options:
    scripts/test-imports {{ options }}

# apply what one stack shares against a fake of AWS, and stacks that use it, and take them away (options: --keep --all)
test-sharing *options:
    scripts/test-sharing {{ options }}

# have terraform judge the least that every type of the provider takes
test-schema *options:
    scripts/test-schema {{ options }}

# ask the real Terraform when it notices each trap of TRAPS.md (options: --update --all)
test-traps *options:
    scripts/test-traps {{ options }}

# ask the real `terraform console` what the expressions of tests/evaluator yield (options: --update)
test-console *options:
    scripts/test-console {{ options }}

# ask a plan of the real provider what the outputs of tests/evaluator/planned yield (options: --update)
test-planned *options:
    scripts/test-planned {{ options }}

# have the policy scanner look at the example's production environment
policy *options:
    scripts/policy {{ options }}

# have judged what is not on record in tests/accepted.tsv, and write it there
judge: (_judge "--record")

# have everything judged, whatever is on record, and write the record anew
judge-all: (_judge "--record --all")

_judge options:
    scripts/test-terraform {{ options }}
    scripts/test-tftest {{ options }}
    scripts/test-traps {{ options }}
    scripts/test-changes --jobs 2 {{ options }}
    scripts/test-walks {{ options }}
    scripts/test-bootstrap {{ options }}
    scripts/test-renaming {{ options }}
    scripts/test-imports {{ options }}
    scripts/test-sharing {{ options }}
    scripts/test-schema {{ options }}
    scripts/test-console {{ options }}
    scripts/policy {{ options }}
    # That a stack in use can be destroyed in other tiers than production as well.
    scripts/test-bootstrap --tier development --tier staging

# formatting, lints and documentation, warnings being errors; the modules are built without what the native program has
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo clippy -p groundplan-wasm --features command --locked -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace --locked

# format the sources
fmt:
    cargo fmt --all

# rewrite the expected files and the generated pages, to be looked at in the diff
golden: codegen
    GROUNDPLAN_UPDATE=1 cargo test --workspace --locked

# write everything that is generated: the JSON Schema, the npm package's types, programs in Rust (options: --check)
codegen *options:
    # With all of the workspace, as tests are: by itself it would have other features, and the core be compiled once more.
    cargo build --quiet --workspace --locked --bin xtask
    target/debug/xtask codegen {{ options }}

# how many files differ when one default changes, for a few defaults (options: part of a default's name …)
changed-default *words:
    scripts/changed-default {{ words }}

# rebuild the schema of the AWS provider from `terraform providers schema -json`; OLDER marks what is deprecated
schema FILE OLDER="":
    cargo run --locked --quiet -p groundplan-cli -- provider-schema '{{ FILE }}' {{ if OLDER == "" { "" } else { "--deprecations '" + OLDER + "'" } }} --out crates/groundplan/schema/aws.txt

# ask the real provider which arguments replace a resource when they change, for `groundplan diff`
replaces *options:
    scripts/replaces {{ options }}

# ask the real provider which values it refuses, for `groundplan check`; what AWS takes by now is added
values *options:
    scripts/values {{ options }}

# ask the real provider which arguments exclude or need each other, for `groundplan check`
combinations *options:
    scripts/combinations {{ options }}

# ask the real provider which arguments its plan changes, for what is known of resources that are not there yet
planned *options:
    scripts/planned {{ options }}

# compare the schema with that of the last version 5 of the real provider, for `groundplan check` and the floors of `synth`
since *options:
    scripts/since {{ options }}

# rebuild the list of services in actions of policies from the Service Authorization Reference
service-prefixes FILE:
    scripts/service-prefixes '{{ FILE }}'

# rebuild the books of prices from AWS's own offer files, downloaded beforehand
prices +FILES:
    cargo run --locked --quiet -p groundplan-cli -- prices {{ FILES }} --out crates/groundplan/prices

# measure
bench:
    cargo bench --workspace --locked

# licences, sources and advisories of the dependencies
deny:
    scripts/deny

# the oldest Rust that the crates promise to build with is one that they are tested with
msrv:
    scripts/msrv

# package every crate, build it from its package alone, and look for licences and README inside (options: --no-verify)
package *options:
    scripts/package {{ options }}

# how large things are, and what they cost: lines, files, packages, seconds
figures:
    @scripts/figures
