use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use super::waiver::Waivers;
use crate::decision::{Decision, Origin, Setting, Tier};
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::spec::Map;
use crate::terraform::{Address, Reference, Text};
use crate::unit::{Invalid, Region, fit};

/// One environment of one stack: all that emission may know of its surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnvironmentContext {
    pub(crate) stack: String,
    pub(crate) environment: String,
    pub(crate) tier: Tier,
    pub(crate) region: Region,
    pub(crate) account: Option<String>,
}

impl EnvironmentContext {
    /// `shop-production-api-execution`, shortened to fit a limit of AWS.
    pub(crate) fn name(&self, parts: &[&str], limit: usize) -> String {
        fit(&self.parts(parts), limit)
    }

    /// The start of a security group's name, to which AWS appends 26 characters. It takes 255 in all; no
    /// column shows more than 64.
    pub(crate) fn group_prefix(&self, parts: &[&str]) -> String {
        self.name(parts, 37) + "-"
    }

    /// `/shop/production/api`: a name with slashes, as log groups and secrets have.
    pub(crate) fn path(&self, parts: &[&str]) -> String {
        self.parts(parts).join("/")
    }

    fn parts<'a>(&'a self, parts: &[&'a str]) -> Vec<&'a str> {
        [self.stack.as_str(), self.environment.as_str()].into_iter().chain(parts.iter().copied()).collect()
    }

    /// The start of an ARN in this account and region: `arn:PARTITION:SERVICE:REGION:ACCOUNT:`.
    pub(crate) fn arn(&self, service: &'static str, resource: impl Into<Text>) -> Text {
        Text::join([
            "arn:".into(),
            partition().into(),
            Text::from(format!(":{service}:{}:", self.region)),
            account_id().into(),
            ":".into(),
            resource.into(),
        ])
    }
}

/// The account in which Terraform runs.
pub(crate) fn account_id() -> Reference {
    Address::data("aws_caller_identity", "current").attr("account_id")
}

/// `aws`, `aws-cn` or `aws-us-gov`.
pub(crate) fn partition() -> Reference {
    Address::data("aws_partition", "current").attr("partition")
}

/// A rule that was broken on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waived {
    /// The rule.
    pub rule: Rule,
    /// Where.
    pub path: Path,
    /// The reason given.
    pub reason: String,
}

impl Waived {
    /// A finding that was excused.
    pub(crate) fn new(finding: &Diagnostic, reason: &str) -> Self {
        Self { rule: finding.rule, path: finding.path.clone(), reason: reason.to_owned() }
    }
}

/// A [`EnvironmentContext`] while its spec is resolved: collects decisions and findings.
#[derive(Debug)]
pub(crate) struct Resolver<'a> {
    pub(crate) context: &'a EnvironmentContext,
    waivers: &'a Map<Waivers>,
    report: Report,
    decisions: Vec<Decision>,
    waived: Vec<Waived>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(context: &'a EnvironmentContext, waivers: &'a Map<Waivers>) -> Self {
        Self { context, waivers, report: Report::default(), decisions: Vec::new(), waived: Vec::new() }
    }

    /// What was found, decided and waived.
    pub(crate) fn finish(self) -> (Report, Vec<Decision>, Vec<Waived>) {
        (self.report, self.decisions, self.waived)
    }

    pub(crate) fn tier(&self) -> Tier {
        self.context.tier
    }

    /// The value said, or else the default of the tier; either is a decision. `subject` stands for the
    /// `*` in the setting's path.
    pub(crate) fn decide<T>(&mut self, setting: &Setting<T>, subject: &str, said: Option<T>) -> T
    where
        T: Clone + PartialEq + Display,
    {
        let origin = match &said {
            Some(_) => Origin::Explicit,
            None if setting.depends_on_tier() => Origin::Tier,
            None => Origin::Default,
        };
        let value = said.unwrap_or_else(|| setting.at(self.tier()));
        self.record(setting, subject, value.to_string(), origin);
        value
    }

    fn record<T>(&mut self, setting: &Setting<T>, subject: &str, value: String, origin: Origin) {
        self.decisions.push(Decision {
            path: setting.path.replacen('*', subject, 1),
            value,
            origin,
            text: setting.text.into(),
            controls: setting.controls,
            costs: Vec::new(),
        });
    }

    /// As [`Resolver::decide`], for text.
    pub(crate) fn decide_text(
        &mut self,
        setting: &Setting<&'static str>,
        subject: &str,
        said: Option<&String>,
    ) -> String {
        let origin = match said {
            Some(_) => Origin::Explicit,
            None if setting.depends_on_tier() => Origin::Tier,
            None => Origin::Default,
        };
        let value = said.cloned().unwrap_or_else(|| setting.at(self.tier()).to_owned());
        self.record(setting, subject, value.clone(), origin);
        value
    }

    /// Records a value that follows from others.
    pub(crate) fn derived(&mut self, path: String, value: impl Display, reason: impl Into<String>) {
        let (value, text) = (value.to_string(), Cow::Owned(reason.into()));
        self.decisions.push(Decision {
            path,
            value,
            origin: Origin::Derived,
            text,
            controls: &[],
            costs: Vec::new(),
        });
    }

    /// Parses text of the spec; what is wrong with it is reported under the rule.
    pub(crate) fn parse<T: FromStr<Err = Invalid>>(
        &mut self,
        rule: Rule,
        path: Path,
        text: &str,
    ) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(invalid) => {
                let message = format!("`{text}` cannot be used here");
                let finding = Diagnostic::new(rule, path, message).given(text).wants(invalid.wanted);
                self.report(finding.maybe_hint(invalid.hint));
                None
            }
        }
    }

    /// Reports a finding, unless its rule is waived in this environment.
    pub(crate) fn report(&mut self, mut finding: Diagnostic) {
        match Waivers::reason(self.waivers, &finding) {
            Some(reason) => self.waived.push(Waived::new(&finding, reason)),
            None => {
                finding.environments = vec![self.context.environment.clone()];
                self.report.add(finding);
            }
        }
    }
}
