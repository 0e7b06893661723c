# What building and testing for JavaScript needs, installed where it is missing: into target/tools, node_modules and,
# for the browser, the system. Sourced from the root of the repository.

export PATH=$PWD/target/tools/bin:$PATH

# The tool and the crate of the same name must be of the same version.
install_wasm_bindgen() {
  local version
  version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
  [[ $(target/tools/bin/wasm-bindgen --version 2>/dev/null) == "wasm-bindgen $version" ]] && return
  echo "installing wasm-bindgen $version into target/tools, once" >&2
  # It runs a few times: how quickly it is compiled counts for more. It looks for the browser's driver without TLS.
  CARGO_TARGET_DIR=target/tools/build CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install --quiet --root target/tools wasm-bindgen-cli --version "$version" --no-default-features >&2
  rm -rf target/tools/build
}

# npm packages of a folder, as its lock file says.
install_packages() {
  local mark
  mark=$(sha256sum "$1/package-lock.json")
  [[ -f $1/node_modules/.mark && $(<"$1/node_modules/.mark") == "$mark" ]] && return
  echo "installing the npm packages of $1" >&2
  (cd "$1" && npm ci --silent --no-audit --no-fund --ignore-scripts)
  echo "$mark" >"$1/node_modules/.mark"
}

# Chromium and its driver: those on PATH, else Debian's.
install_chromium() {
  command -v chromium >/dev/null && command -v chromedriver >/dev/null && return
  command -v apt-get >/dev/null || { echo "chromium and chromedriver are not on PATH" >&2; return 1; }
  local privileged=()
  [[ $EUID == 0 ]] || privileged=(sudo)
  echo "installing chromium and chromium-driver" >&2
  "${privileged[@]}" apt-get update -qq >&2
  "${privileged[@]}" apt-get install -qq -y --no-install-recommends chromium chromium-driver >&2
}
