//! `DEFAULTS.md` is what the command prints. With `GROUNDPLAN_UPDATE=1` it is written anew.

use std::path::Path;
use std::process::Command;

#[test]
fn the_page_is_up_to_date() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../DEFAULTS.md");
    let printed = Command::new(env!("CARGO_BIN_EXE_groundplan")).arg("defaults").output().unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    if std::env::var_os("GROUNDPLAN_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&page, &printed).unwrap();
    }
    let written = std::fs::read_to_string(&page).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == printed, "DEFAULTS.md is out of date: run the tests with GROUNDPLAN_UPDATE=1");
}
