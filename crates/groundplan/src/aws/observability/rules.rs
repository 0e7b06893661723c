use super::Watch;
use crate::aws::Resolver;
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};

rules! {
    /// Alarms in staging and production have a recipient.
    ///
    /// With alarms that notify nobody, customers are the first to report an outage.
    ALARM_SUBSCRIBERS = warning(waivable) "alarms/subscribers", "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15";

    /// A mail address has a name and a domain.
    ///
    /// AWS takes anything with an @ and mails nobody.
    ALARM_EMAIL = error "alarms/email", "https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html";

    /// An address for alarms begins with https.
    ///
    /// Over plain HTTP everybody on the way reads what is wrong.
    ALARM_HTTPS = error "alarms/https", "https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html";
}

pub(super) fn check(watch: &Watch, path: &Path, resolver: &mut Resolver<'_>) {
    subscribers(watch, path, resolver);
    check_addresses(watch, path, resolver);
}

/// Checks the addresses only.
pub(super) fn check_addresses(watch: &Watch, path: &Path, resolver: &mut Resolver<'_>) {
    email(watch, path, resolver);
    https(watch, path, resolver);
}

fn subscribers(watch: &Watch, path: &Path, resolver: &mut Resolver<'_>) {
    if resolver.tier() != Tier::Development && watch.email.is_empty() && watch.https.is_empty() {
        let finding = Diagnostic::new(Rule::ALARM_SUBSCRIBERS, path.clone(), "alarms have no recipient");
        resolver.report(
            finding
                .wants("a mail or HTTPS address, or a waiver with the reason")
                .hint("alarms: { email: oncall@example.com }"),
        );
    }
}

fn email(watch: &Watch, path: &Path, resolver: &mut Resolver<'_>) {
    for address in watch.email.iter().filter(|address| !is_email(address)) {
        let at = path.clone().key("email");
        let finding = Diagnostic::new(Rule::ALARM_EMAIL, at, format!("invalid mail address `{address}`"));
        resolver.report(finding.given(address).wants("a name, an @ and a domain").hint("oncall@example.com"));
    }
}

fn is_email(address: &str) -> bool {
    let Some((name, domain)) = address.rsplit_once('@') else { return false };
    let plain = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    plain(name) && plain(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

fn is_https(address: &str) -> bool {
    let host =
        address.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace))
}

fn https(watch: &Watch, path: &Path, resolver: &mut Resolver<'_>) {
    for address in watch.https.iter().filter(|address| !is_https(address)) {
        let at = path.clone().key("https");
        let finding = Diagnostic::new(Rule::ALARM_HTTPS, at, format!("invalid HTTPS address `{address}`"));
        let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let mended = format!("https://{rest}");
        resolver.report(
            finding
                .given(address)
                .wants("an address that begins with https://")
                .maybe_hint(is_https(&mended).then_some(mended)),
        );
    }
}
