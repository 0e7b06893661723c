//! Folders of Terraform as texts, and what is made of them.

use std::collections::BTreeSet;

use groundplan::Schema;
use groundplan::cost::Usage;
use groundplan::diagnostic::Report;
use groundplan_text::check::Checked;
use groundplan_text::cost::{Priced, Subject};
use groundplan_text::diff::Diff;
use groundplan_text::{Source, Target};

/// Names and texts of files.
pub type Files<'a> = [(&'a str, &'a str)];

/// A root module whose variables decide how many there are.
pub const COUNTED: &str = r#"
provider "aws" {
  region = "eu-west-1"
}
variable "m" {
  type    = number
  default = 1
}
variable "on" {
  type    = bool
  default = false
}
variable "zones" {
  type    = list(string)
  default = []
}
resource "aws_eip" "many" {
  count = var.m
}
resource "aws_eip" "maybe" {
  count = var.on ? 1 : 0
}
resource "aws_eip" "each" {
  for_each = { for zone in var.zones : zone => zone }
}
"#;

/// What these texts are.
///
/// # Panics
///
/// When they are not Terraform.
#[must_use]
pub fn targets(files: &Files<'_>) -> Vec<Target> {
    Target::all(files.iter().map(|(name, text)| Source::new(*name, *text))).expect("the texts are Terraform")
}

/// What they cost.
///
/// # Panics
///
/// When they cannot be read.
#[must_use]
pub fn price(targets: Vec<Target>) -> Priced {
    let subject = Subject::of(targets, None, Some(Schema::bundled())).expect("they are not plans");
    subject.price(&Usage::new()).expect("they can be read")
}

/// The addresses on a bill, sorted.
#[must_use]
pub fn billed(priced: &Priced) -> Vec<String> {
    let lines = priced.estimate.modules.iter().flat_map(|module| &module.lines);
    let addresses: BTreeSet<String> = lines.map(|line| line.address.to_string()).collect();
    addresses.into_iter().collect()
}

/// What is found in them.
#[must_use]
pub fn check(files: &Files<'_>) -> Report {
    Checked::of(targets(files), Some(Schema::bundled())).findings.report
}

/// The code and the file of each finding.
#[must_use]
pub fn codes(files: &Files<'_>) -> Vec<String> {
    let report = check(files);
    let findings = report.diagnostics().iter();
    findings.map(|one| format!("{} {}", one.rule.code, one.file.clone().unwrap_or_default())).collect()
}

/// What differs.
#[must_use]
pub fn diff(old: &Files<'_>, new: &Files<'_>) -> Diff {
    Diff::of(&price(targets(old)), &price(targets(new)), Some(Schema::bundled()))
}

/// Files, some of them replaced.
#[must_use]
pub fn with<'a>(files: &Files<'a>, more: &Files<'a>) -> Vec<(&'a str, &'a str)> {
    let is_replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    files.iter().filter(|(name, _)| !is_replaced(name)).chain(more).copied().collect()
}
