use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use super::waiver::Waivers;
use crate::decision::{Decided, Decision, DecisionId, Origin, Origins, Setting, Tier};
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::spec::Map;
use crate::terraform::{Address, Expression, Reference, Text, Value};
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
    pub(crate) fn name(&self, parts: &[&str], limit: usize) -> Decided<String> {
        Decided::new(fit(&self.parts(parts), limit), Origins::NAME)
    }

    /// The start of a security group's name, to which AWS appends 26 characters. It takes 255 in all; no
    /// column shows more than 64.
    pub(crate) fn group_prefix(&self, parts: &[&str]) -> Decided<String> {
        self.name(parts, 37).map(|name| format!("{name}-"))
    }

    /// `/shop/production/api`: a name with slashes, as log groups and secrets have.
    pub(crate) fn path(&self, parts: &[&str]) -> Decided<String> {
        Decided::new(self.parts(parts).join("/"), Origins::NAME)
    }

    /// The tier, for what follows from it.
    pub(crate) fn tier(&self) -> Decided<Tier> {
        Decided::new(self.tier, Origins::TIER)
    }

    /// The region, for what is written with it.
    pub(crate) fn region(&self) -> Decided<Region> {
        Decided::new(self.region, Origins::REGION)
    }

    /// The region or account of an ARN, where that is not the environment's.
    pub(crate) fn elsewhere(&self, arn: &str) -> Option<String> {
        let parts: Vec<&str> = arn.split(':').collect();
        let [_, _, _, region, account, ..] = parts.as_slice() else { return None };
        let here = self.region.to_string();
        if !region.is_empty() && *region != here {
            return Some(format!("region {region}, and the environment in {here}"));
        }
        let own = self.account.as_ref().filter(|own| !account.is_empty() && own.as_str() != *account);
        own.map(|own| format!("account {account}, and the environment in {own}"))
    }

    fn parts<'a>(&'a self, parts: &[&'a str]) -> Vec<&'a str> {
        [self.stack.as_str(), self.environment.as_str()].into_iter().chain(parts.iter().copied()).collect()
    }

    /// The start of an ARN in this account and region: `arn:PARTITION:SERVICE:REGION:ACCOUNT:`.
    pub(crate) fn arn(&self, service: &'static str, resource: impl Into<Text>) -> Decided<Text> {
        let text = Text::join([
            "arn:".into(),
            partition().into(),
            Text::from(format!(":{service}:{}:", self.region)),
            account_id().into(),
            ":".into(),
            resource.into(),
        ]);
        Decided::new(text, Origins::REGION)
    }
}

/// A value that nobody decides.
pub(crate) fn fixed<T>(value: T) -> Decided<T> {
    Decided::new(value, Origins::NONE)
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
    /// Everything that values follow from, by [`DecisionId`].
    decisions: Arc<Vec<Decision>>,
    /// Those that were decided for the user, or could have been.
    listed: Vec<DecisionId>,
    waived: Vec<Waived>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(context: &'a EnvironmentContext, waivers: &'a Map<Waivers>) -> Self {
        let (report, waived, listed) = (Report::default(), Vec::new(), Vec::new());
        Self { context, waivers, report, decisions: Arc::new(surroundings(context)), listed, waived }
    }

    /// What was found, decided and waived.
    pub(crate) fn finish(self) -> (Report, Vec<Decision>, Vec<Waived>) {
        let decided = self.listed.iter().filter_map(|id| self.decisions.get(id.index()).cloned()).collect();
        (self.report, decided, self.waived)
    }

    /// What was found alone.
    pub(crate) fn into_report(self) -> Report {
        self.report
    }

    /// What was found so far.
    pub(crate) fn findings(&self) -> &[Diagnostic] {
        self.report.diagnostics()
    }

    /// Everything that values follow from, so that a document can say what its origins are.
    pub(crate) fn decisions(&self) -> Arc<Vec<Decision>> {
        self.decisions.clone()
    }

    pub(crate) fn tier(&self) -> Tier {
        self.context.tier
    }

    /// The explicit value, or else the default of the tier; either is a decision. `subject` stands for the
    /// `*` in the setting's path.
    pub(crate) fn decide<T>(&mut self, setting: &Setting<T>, subject: &str, explicit: Option<T>) -> Decided<T>
    where
        T: Clone + PartialEq + Display,
    {
        let origin = origin(setting, explicit.is_some());
        let value = explicit.unwrap_or_else(|| setting.at(self.tier()));
        let id = self.record(setting, path_of(setting, subject), value.to_string(), origin);
        Decided::new(value, id.into())
    }

    /// As [`Resolver::decide`], at another place than the setting's own: the same setting of something else.
    pub(crate) fn decide_at<T>(
        &mut self,
        setting: &Setting<T>,
        place: &Path,
        key: &str,
        explicit: Option<T>,
    ) -> Decided<T>
    where
        T: Clone + PartialEq + Display,
    {
        let origin = origin(setting, explicit.is_some());
        let value = explicit.unwrap_or_else(|| setting.at(self.tier()));
        let path = place.clone().key(key).to_string();
        let id = self.record(setting, path, value.to_string(), origin);
        Decided::new(value, id.into())
    }

    /// As [`Resolver::decide`], for text.
    pub(crate) fn decide_text(
        &mut self,
        setting: &Setting<&'static str>,
        subject: &str,
        explicit: Option<&String>,
    ) -> Decided<String> {
        let origin = origin(setting, explicit.is_some());
        let value = explicit.cloned().unwrap_or_else(|| setting.at(self.tier()).to_owned());
        let id = self.record(setting, path_of(setting, subject), value.clone(), origin);
        Decided::new(value, id.into())
    }

    fn record<T>(&mut self, setting: &Setting<T>, path: String, value: String, origin: Origin) -> DecisionId {
        let from = if origin == Origin::Tier { Origins::TIER } else { Origins::NONE };
        self.list(Decision {
            path,
            value,
            origin,
            text: setting.text.into(),
            controls: setting.controls,
            costs: Vec::new(),
            from,
        })
    }

    fn list(&mut self, decision: Decision) -> DecisionId {
        let id = self.add(decision);
        self.listed.push(id);
        id
    }

    fn add(&mut self, decision: Decision) -> DecisionId {
        let id = DecisionId::at(self.decisions.len());
        Arc::make_mut(&mut self.decisions).push(decision);
        id
    }

    /// Records a value that the spec states, and that has no default.
    pub(crate) fn explicit(&mut self, path: impl ToString, value: impl Display) -> Origins {
        self.add(stated(path.to_string(), value.to_string(), "")).into()
    }

    /// What the spec states under a key, where it does.
    pub(crate) fn stated<T: Clone + Display>(
        &mut self,
        path: &Path,
        key: &str,
        value: Option<&T>,
    ) -> Option<Decided<T>> {
        let value = value?;
        let origins = self.explicit(path.clone().key(key), value);
        Some(Decided::new(value.clone(), origins))
    }

    /// Text that the spec states, which may hold expressions.
    pub(crate) fn text(&mut self, path: impl ToString, text: &Text) -> Decided<Text> {
        let value = Expression::from(Value::from(text)).to_string();
        let origins = self.explicit(path, value.trim_matches('"'));
        Decided::new(text.clone(), origins)
    }

    /// Records what holds because the spec does not say otherwise, though no setting has it.
    pub(crate) fn implied(&mut self, path: &str, value: &str, reason: &'static str) -> Origins {
        let origin = Origin::Default;
        self.add(Decision { origin, ..stated(path.to_owned(), value.to_owned(), reason) }).into()
    }

    /// Records the default of a setting that no spec can change, or that somebody else lists.
    pub(crate) fn default<T>(&mut self, setting: &Setting<T>) -> Decided<T>
    where
        T: Clone + PartialEq + Display,
    {
        let value = setting.at(self.tier());
        let origin = origin(setting, false);
        let from = if origin == Origin::Tier { Origins::TIER } else { Origins::NONE };
        let decision = stated(setting.path.to_owned(), value.to_string(), setting.text);
        let id = self.add(Decision { origin, from, controls: setting.controls, ..decision });
        Decided::new(value, id.into())
    }

    /// Records a value that follows from others.
    pub(crate) fn derived(
        &mut self,
        path: String,
        value: impl Display,
        reason: impl Into<String>,
        from: &Origins,
    ) -> Origins {
        let decision = stated(path, value.to_string(), "");
        let (text, from) = (Cow::Owned(reason.into()), from.clone());
        self.list(Decision { origin: Origin::Derived, text, from, ..decision }).into()
    }

    /// Records what else a decision follows from.
    pub(crate) fn follows<T>(&mut self, decided: &Decided<T>, from: &Origins) {
        for id in decided.origins().iter() {
            if let Some(decision) = Arc::make_mut(&mut self.decisions).get_mut(id.index()) {
                decision.from = decision.from.and(from);
            }
        }
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

/// The place of a setting, where `*` stands for its subject.
fn path_of<T>(setting: &Setting<T>, subject: &str) -> String {
    setting.path.replacen('*', subject, 1)
}

fn origin<T: Clone + PartialEq + Display>(setting: &Setting<T>, is_explicit: bool) -> Origin {
    match is_explicit {
        true => Origin::Explicit,
        false if setting.depends_on_tier() => Origin::Tier,
        false => Origin::Default,
    }
}

fn stated(path: String, value: String, reason: &'static str) -> Decision {
    Decision { text: reason.into(), ..Decision::stated(path, value) }
}

/// What an environment is among, in the order of the ids that [`DecisionId`] names.
fn surroundings(context: &EnvironmentContext) -> Vec<Decision> {
    let one = |path: &str, value: &str| stated(path.to_owned(), value.to_owned(), "");
    let environment = Path::of("environments").key(&context.environment).to_string();
    vec![
        one("stack", &context.stack),
        one(&environment, &context.environment),
        one("tier", context.tier.name()),
        one("region", &context.region.to_string()),
        one("account", context.account.as_deref().unwrap_or_default()),
    ]
}
