//! Reads usage files in Infracost's format.

use super::{DATA_TRANSFER, Usage, UsageValue, keys};
use crate::cost::Decimal;
use crate::cost::count;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, nearest};
use crate::node::{Kind, Node, NodeValue};
use crate::terraform::InstanceAddress;

const TOP: [&str; 3] = ["version", "resource_usage", "resource_type_default_usage"];

impl Usage {
    /// Reads a usage file in Infracost's format.
    ///
    /// Unknown keys and types are warnings with the nearest known name; values that are not figures are errors.
    ///
    /// ```
    /// use groundplan::cost::Usage;
    /// let text = r#"{"version": "0.1", "resource_usage": {"aws_nat_gateway.main": {"monthly_data_procesed_gb": 50}}}"#;
    /// let (usage, report) = Usage::from_infracost(&groundplan::node::json::parse(text)?);
    /// assert_eq!(report.diagnostics()[0].hint.as_deref(), Some("monthly_data_processed_gb"));
    /// assert!(!report.has_errors());
    /// # Ok::<(), groundplan::diagnostic::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn from_infracost(node: &Node) -> (Self, Report) {
        let mut reading = Reading { usage: Self::new(), report: Report::default() };
        for (name, child, path) in reading.entries(node, &Path::root()) {
            match name {
                "version" => {}
                "resource_usage" => reading.addresses(child, &path),
                "resource_type_default_usage" => reading.types(child, &path),
                name => reading.unknown_top(name, path),
            }
        }
        for finding in reading.report.diagnostics_mut() {
            finding.range = Some(node.locate(&finding.path)).filter(|range| !range.is_empty());
        }
        (reading.usage, reading.report)
    }
}

/// Whose usage it is.
#[derive(Clone, Copy)]
enum Of<'a> {
    Address(&'a str),
    Type(&'a str),
}

struct Reading {
    usage: Usage,
    report: Report,
}

impl Reading {
    fn addresses(&mut self, node: &Node, path: &Path) {
        for (address, child, path) in self.entries(node, path) {
            match resource_type(&InstanceAddress::from(address)) {
                Some(of) => self.resource(Of::Address(address), of, child, &path),
                None => {
                    let message = "this is the address of no resource";
                    let finding = Diagnostic::new(Rule::USAGE_FORM, path, message).given(address);
                    self.report.add(finding.wants("an address such as aws_nat_gateway.main"));
                }
            }
        }
    }

    fn types(&mut self, node: &Node, path: &Path) {
        for (kind, child, path) in self.entries(node, path) {
            self.resource(Of::Type(kind), kind, child, &path);
        }
    }

    fn resource(&mut self, of: Of<'_>, kind: &str, node: &Node, path: &Path) {
        let Some(known) = keys::of(kind) else {
            let message = format!("the usage of {kind} is not known");
            let finding = Diagnostic::new(Rule::USAGE_TYPE, path.clone(), message).given(kind);
            let near = nearest(kind, keys::types()).map(str::to_owned);
            return self.report.add(finding.wants("a type that is charged by its use").maybe_hint(near));
        };
        self.keys(of, &known, node, "", path);
    }

    /// Keys within keys are written with a dot.
    fn keys(&mut self, of: Of<'_>, known: &[&'static str], node: &Node, prefix: &str, path: &Path) {
        for (name, child, path) in self.entries(node, path) {
            let key = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            let is_group =
                known.iter().any(|known| known.strip_prefix(&key).is_some_and(|rest| rest.starts_with('.')));
            match &child.value {
                NodeValue::Null => {}
                NodeValue::Map(_) if is_group => self.keys(of, known, child, &key, &path),
                _ if known.contains(&key.as_str()) => self.value(of, &key, child, path),
                _ => self.unknown_key(&key, known, path),
            }
        }
    }

    fn value(&mut self, of: Of<'_>, key: &str, node: &Node, path: Path) {
        match used(key, node) {
            Some(used) => {
                let usage = std::mem::take(&mut self.usage);
                self.usage = match of {
                    Of::Address(address) => usage.of(address, key, used),
                    Of::Type(kind) => usage.of_type(kind, key, used),
                };
            }
            None => {
                let finding = Diagnostic::new(Rule::USAGE_VALUE, path, format!("`{key}` is not a figure"));
                let wants = if keys::is_word(key) { "a word" } else { "a number of 0 or more" };
                self.report.add(finding.given(given(node)).wants(wants));
            }
        }
    }

    fn unknown_key(&mut self, key: &str, known: &[&'static str], path: Path) {
        let finding = Diagnostic::new(Rule::USAGE_KEY, path, format!("unknown key `{key}`"));
        let near = nearest(key, known.iter().copied()).map(str::to_owned);
        self.report.add(finding.given(key).wants(format!("one of {}", known.join(", "))).maybe_hint(near));
    }

    fn unknown_top(&mut self, name: &str, path: Path) {
        let finding = Diagnostic::new(Rule::USAGE_KEY, path, format!("unknown key `{name}`"));
        let near = nearest(name, TOP.into_iter()).map(str::to_owned);
        self.report.add(finding.given(name).wants(format!("one of {}", TOP.join(", "))).maybe_hint(near));
    }

    /// The entries of a map, each with its path; none for `null`.
    fn entries<'a>(&mut self, node: &'a Node, path: &Path) -> Vec<(&'a str, &'a Node, Path)> {
        match &node.value {
            NodeValue::Map(entries) => {
                let place = |name: &str| path.clone().key(name);
                entries.iter().map(|(name, child)| (name.as_str(), child, place(name))).collect()
            }
            NodeValue::Null => Vec::new(),
            _ => {
                let finding =
                    Diagnostic::new(Rule::USAGE_FORM, path.clone(), "this has not the form of its place");
                self.report.add(finding.given(given(node)).wants("an object of keys"));
                Vec::new()
            }
        }
    }
}

/// The type of what an address names: of `module.queue.aws_sqs_queue.main[0]`, `aws_sqs_queue`.
fn resource_type(address: &InstanceAddress) -> Option<&str> {
    address.name()?;
    address.resource_type().filter(|of| of.contains('_') || *of == DATA_TRANSFER)
}

fn used(key: &str, node: &Node) -> Option<UsageValue> {
    let NodeValue::Scalar(text, kind) = &node.value else { return None };
    if keys::is_word(key) {
        return Some(UsageValue::word(text.clone()));
    }
    if *kind == Kind::Bool {
        return None;
    }
    let figure = count::decimal(&text.replace('_', ""))?;
    (figure >= Decimal::ZERO).then(|| UsageValue::file(figure))
}

fn given(node: &Node) -> &str {
    match &node.value {
        NodeValue::Null => "null",
        NodeValue::Scalar(text, _) => text,
        NodeValue::List(_) => "a list",
        NodeValue::Map(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::usage::Amount;
    use crate::node::json;

    fn read(text: &str) -> (Usage, Vec<String>) {
        let (usage, report) = Usage::from_infracost(&json::parse(text).expect("it is JSON"));
        let shown = |finding: &Diagnostic| {
            let hint = finding.hint.as_deref().unwrap_or_default();
            format!("{} {} {hint}", finding.rule.code, finding.path)
        };
        (usage, report.diagnostics().iter().map(shown).collect())
    }

    fn figure(usage: &Usage, kind: &str, address: &str, key: &str) -> Option<Decimal> {
        usage.quantity(kind, address, key).map(|quantity| quantity.amount.expected)
    }

    #[test]
    fn addresses_types_and_keys_within_keys_are_read() {
        let (usage, findings) = read(
            r#"{"version": 0.1,
              "resource_usage": {
                "aws_s3_bucket.logs": {"object_tags": 10, "standard": {"storage_gb": 1.5, "monthly_tier_1_requests": null}},
                "module.queue.aws_sqs_queue.main[*]": {"monthly_requests": 1000000},
                "aws_data_transfer.out": {"region": "us-east-1", "monthly_outbound_internet_gb": "10_000"},
                "aws_lb.empty": null},
              "resource_type_default_usage": {"aws_nat_gateway": {"monthly_data_processed_gb": 1e2}}}"#,
        );
        assert_eq!(findings, [""; 0]);
        let bucket = figure(&usage, "aws_s3_bucket", "aws_s3_bucket.logs", "standard.storage_gb");
        assert_eq!(bucket, Some(Decimal::new(15, 1)));
        let queue = figure(&usage, "aws_sqs_queue", "module.queue.aws_sqs_queue.main[3]", "monthly_requests");
        assert_eq!(queue, Some(1_000_000.into()));
        let nat = figure(&usage, "aws_nat_gateway", "aws_nat_gateway.any", "monthly_data_processed_gb");
        assert_eq!(nat, Some(100.into()));
        assert_eq!(usage.word(DATA_TRANSFER, "aws_data_transfer.out", "region"), Some("us-east-1"));
        let out = usage.find(DATA_TRANSFER, "aws_data_transfer.out", "monthly_outbound_internet_gb");
        assert_eq!(
            out.map(|used| used.amount.clone()),
            Some(Amount::Figure(crate::cost::Range::exact(10_000.into())))
        );
    }

    #[test]
    fn what_is_not_known_is_named_with_what_is_nearest() {
        let (usage, findings) = read(
            r#"{"resource_usages": {},
              "resource_usage": {"aws_nat_gatway.a": {"x": 1}, "aws_lb.a": {"new_connection": 5}, "nothing": {}},
              "resource_type_default_usage": {"aws_s3_bucket": {"standard": {"storage": 1}}}}"#,
        );
        assert_eq!(usage, Usage::new());
        assert_eq!(
            findings,
            [
                "usage/key resource_usages resource_usage",
                "usage/type resource_usage.\"aws_nat_gatway.a\" aws_nat_gateway",
                "usage/key resource_usage.\"aws_lb.a\".new_connection new_connections",
                "usage/form resource_usage.nothing ",
                "usage/key resource_type_default_usage.aws_s3_bucket.standard.storage standard.storage_gb",
            ]
        );
    }

    #[test]
    fn a_value_that_is_no_figure_is_an_error_in_its_place() {
        for value in [r#""much""#, "-1", "true", "[1]", "{}"] {
            let text = format!(r#"{{"resource_usage": {{"aws_lb.a": {{"new_connections": {value}}}}}}}"#);
            let (usage, findings) = read(&text);
            assert_eq!(findings, ["usage/value resource_usage.\"aws_lb.a\".new_connections "], "{value}");
            assert_eq!(usage, Usage::new());
        }
        assert_eq!(read("[]").1, ["usage/form the spec "]);
    }
}
