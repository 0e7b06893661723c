#!/usr/bin/env bash
# Runs a command with a Rust tool chain that builds for wasm32-unknown-unknown:
#
#   scripts/with-wasm.sh cargo build --target wasm32-unknown-unknown
#
# The first of these that works: the tool chain in use has the target; `rustup target add`; Debian's rustc, whose
# standard library is built once from its sources and kept under target/tools/wasm-std. Once it is there, rustup is not asked again:
# without a way to its servers it takes minutes to say so.
# WASM_TOOLCHAIN=rustup or =debian takes one of them only; debian never touches rustup.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
target=wasm32-unknown-unknown
choice=${WASM_TOOLCHAIN:-any}

say() { echo "with-wasm: $*" >&2; }

# Whether a rustc has the standard library of the target, in its own sysroot or in another one.
has_std() {
  local libraries
  libraries=$("$1" ${2:+--sysroot="$2"} --print target-libdir --target "$target" 2>/dev/null) || return 1
  compgen -G "$libraries/libcore-*.rlib" >/dev/null
}

try_rustup() {
  local rustc=${RUSTC:-rustc}
  command -v "$rustc" >/dev/null || return 1
  has_std "$rustc" && return 0
  command -v rustup >/dev/null || return 1
  say "rustup target add $target"
  timeout 120 rustup target add "$target" >&2 && has_std "$rustc" && return 0
  say "rustup cannot fetch it here"
  return 1
}

install() {
  command -v apt-get >/dev/null || { say "neither rustup nor apt-get can bring $target"; exit 1; }
  local privileged=()
  [[ $EUID == 0 ]] || privileged=(sudo)
  say "apt-get install $*"
  "${privileged[@]}" apt-get install -qq -y --no-install-recommends "$@" >&2 ||
    { "${privileged[@]}" apt-get update -qq >&2 && "${privileged[@]}" apt-get install -qq -y --no-install-recommends "$@" >&2; }
}

# rustup's own linker where there is one, else LLVM's.
find_linker() {
  local found
  if command -v rustup >/dev/null; then
    for found in "$(rustup which rustc | sed 's|/bin/rustc$||')"/lib/rustlib/*/bin/rust-lld; do
      [[ -x $found ]] && { echo "$found"; return; }
    done
  fi
  found=$(compgen -c wasm-ld | sort -Vru | head -n 1)
  [[ -n $found ]] && echo "$found"
}

# Bitcode is embedded: without it, link-time optimisation over the standard library fails.
build_std() {
  local scratch libraries=lib/rustlib/$target/lib
  scratch=$(mktemp -d)
  mkdir -p "$scratch/src" "$scratch/sysroot/$libraries" "$(dirname "$1")"
  : >"$scratch/src/lib.rs"
  printf '[package]\nname = "wasm-std"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$scratch/Cargo.toml"
  (cd "$scratch" && RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$scratch/target \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=-Cembed-bitcode=yes \
    cargo build --quiet --release --target "$target" -Z build-std=std,panic_abort,panic_unwind,proc_macro,test >&2)
  rm "$scratch/target/$target/release/deps"/libwasm_std-*
  cp "$scratch/target/$target/release/deps"/*.rlib "$scratch/sysroot/$libraries/"
  rm -rf "$1" && mv "$scratch/sysroot" "$1" && rm -rf "$scratch"
}

# Where the standard library for Debian's rustc is kept: what another rustc or other lines of this script have built is another one.
debian_sysroot() {
  local key
  key=$({ /usr/bin/rustc -vV; cat "${BASH_SOURCE[0]}"; } | sha256sum | cut -c1-12)
  echo "$root/target/tools/wasm-std/$key"
}

debian_is_ready() {
  [[ -x /usr/bin/rustc ]] && { has_std /usr/bin/rustc || has_std /usr/bin/rustc "$(debian_sysroot)"; }
}

use_debian() {
  export RUSTC=/usr/bin/rustc
  unset RUSTC_WRAPPER RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
  if ! [[ -x $RUSTC ]] || ! has_std "$RUSTC"; then
    [[ -x $RUSTC && -d /usr/lib/rustlib/src/rust/library ]] || install rustc-web rust-web-src
  fi
  command -v cargo >/dev/null || install cargo-web
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(find_linker || { install lld-22 && find_linker; })
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
  has_std "$RUSTC" && return
  local sysroot
  sysroot=$(debian_sysroot)
  has_std "$RUSTC" "$sysroot" || { say "building the standard library for $target, once"; build_std "$sysroot"; }
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--sysroot=$sysroot ${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:-}"
}

case $choice in
  rustup) try_rustup || exit 1 ;;
  debian) use_debian ;;
  any)
    if has_std "${RUSTC:-rustc}" || ! debian_is_ready; then try_rustup || use_debian; else use_debian; fi
    ;;
  *) say "WASM_TOOLCHAIN is rustup or debian, not $choice"; exit 2 ;;
esac
exec "$@"
