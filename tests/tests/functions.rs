//! The table of Terraform's functions is that of Terraform itself.

use std::process::Command;

use groundplan::terraform::FUNCTIONS;
use groundplan_tests::assert_none;
use groundplan_tests::judge::has_terraform;
use serde_json::Value;

#[test]
fn functions_take_what_terraform_says_they_take() {
    if !has_terraform() {
        println!("functions were not compared: this machine has no terraform");
        return;
    }
    let terraform = of_terraform();
    let ours: Vec<(String, usize, Option<usize>)> =
        FUNCTIONS.iter().map(|function| (function.name.to_owned(), function.least, function.most)).collect();
    let unknown = ours.iter().filter(|one| !terraform.iter().any(|(name, ..)| *name == one.0));
    let missing = terraform.iter().filter(|one| !ours.iter().any(|(name, ..)| *name == one.0));
    let named = unknown.map(|one| format!("Terraform has no {}", one.0));
    let named = named.chain(missing.map(|one| format!("{} is missing", one.0)));
    let wrong = ours.iter().filter_map(|(name, least, most)| {
        let (_, fewest, is_open) = terraform.iter().find(|(known, ..)| known == name)?;
        // Terraform tells the fixed arguments, and whether more may follow; how many of those, only trying
        // tells.
        let is_right = match is_open {
            false => least == fewest && *most == Some(*fewest),
            true => least >= fewest && *most != Some(*fewest),
        };
        (!is_right)
            .then(|| format!("{name} takes {fewest} arguments (open: {is_open}), not {least} to {most:?}"))
    });
    assert_none(&named.chain(wrong).collect::<Vec<_>>());
}

/// Each function with its fixed arguments, and whether more may follow.
fn of_terraform() -> Vec<(String, usize, bool)> {
    let output = Command::new("terraform")
        .args(["metadata", "functions", "-json"])
        .env("CHECKPOINT_DISABLE", "1")
        .output()
        .expect("terraform can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let signatures: Value = serde_json::from_slice(&output.stdout).expect("the functions are JSON");
    let all = signatures["function_signatures"].as_object().expect("functions have names");
    let plain = all.iter().filter(|(name, _)| !name.contains("::"));
    plain
        .map(|(name, signature)| {
            let fixed = signature["parameters"].as_array().map_or(0, Vec::len);
            (name.clone(), fixed, signature["variadic_parameter"].is_object())
        })
        .collect()
}
