//! The differences between builders and specs, as tables.

use groundplan::unit::label;

use super::Language;

/// Types with a name, which is the first argument of their constructor.
pub(super) const NAMED: [&str; 7] =
    ["Secret", "EcsFargateService", "Sidecar", "Use", "Module", "Import", "Environment"];

/// Types whose `new` takes something in Rust; without it they begin with `patch`.
const PATCHES: [&str; 8] = [
    "ContainerHealthCheck",
    "ExistingLoadBalancer",
    "ExistingNetwork",
    "Export",
    "Image",
    "Size",
    "StackReference",
    "Ulimit",
];

/// Fields that a list is given to as a whole; to others, one element after the other.
const WHOLE: [&str; 7] =
    ["command", "entrypoint", "healthCheck", "actions", "resources", "privateSubnets", "publicSubnets"];

/// Ways to begin that take fields along: the type, the fields, and what it is called.
const BEGINNINGS: [(&str, &[&str], &str); 8] = [
    ("ExistingNetwork", &["vpc"], "new"),
    ("ExistingLoadBalancer", &["listener"], "new"),
    ("StackReference", &["stack"], "new"),
    ("Image", &["repository"], "fromRepository"),
    ("Image", &["reference"], "new"),
    ("Export", &["value"], "new"),
    ("EnvFile", &["file"], "new"),
    ("SecretSource", &["ssm"], "fromSsm"),
];

/// Methods that are not called like their field: in Rust, in TypeScript.
const METHODS: [(&str, &str, &str); 5] = [
    ("overrides", "overriding", "override"),
    ("type", "kind", "type"),
    ("allow", "grant", "allow"),
    ("stack", "from", "from"),
    ("uses", "uses", "uses"),
];

/// Rules whose constant is not called like their waiver.
const RULES: [(&str, &str); 6] = [
    ("subscribers", "ALARM_SUBSCRIBERS"),
    ("vpcs", "QUOTA_VPCS"),
    ("elasticIps", "QUOTA_ELASTIC_IPS"),
    ("natGateways", "QUOTA_NAT_GATEWAYS"),
    ("securityGroupRules", "QUOTA_SECURITY_GROUP_RULES"),
    ("certificates", "QUOTA_CERTIFICATES"),
];

/// What a program may not call a value, in one of the languages or in both; and what it calls something else.
const RESERVED: &str = "\
    |abstract|arguments|as|async|await|become|box|break|case|catch|class|const|continue|crate|\
    debugger|default|delete|do|dyn|else|enum|eval|export|extends|extern|false|final|finally|fn|\
    for|function|gen|if|impl|implements|import|in|instanceof|interface|let|loop|macro|match|\
    mod|move|mut|new|null|override|package|priv|private|protected|pub|public|ref|return|self|\
    static|struct|super|switch|this|throw|trait|true|try|type|typeof|undefined|union|unsafe|\
    unsized|use|var|virtual|void|where|while|with|yield|expr|join|network|stack|";

/// How a type begins in Rust when it takes no field along: `new` or `patch`.
pub(super) fn plain_beginning(class: &str) -> &'static str {
    if PATCHES.contains(&class) { "patch" } else { "new" }
}

/// The way to begin that takes most fields along, of those that are set.
pub(super) fn beginning(class: &str, has: impl Fn(&str) -> bool) -> (&'static [&'static str], &'static str) {
    let found =
        BEGINNINGS.iter().find(|(known, fields, _)| *known == class && fields.iter().all(|field| has(field)));
    found.map_or((&[], ""), |(_, fields, name)| (*fields, *name))
}

/// Whether a list is given as a whole.
pub(super) fn is_whole(field: &str) -> bool {
    WHOLE.contains(&field)
}

/// The method that sets a field or, of a map, an entry of it.
pub(super) fn method(language: Language, field: &str, is_entry: bool) -> String {
    if let Some((_, rust, typescript)) = METHODS.iter().find(|(known, ..)| *known == field) {
        return language.pick(*rust, *typescript).to_owned();
    }
    let field = if is_entry { field.strip_suffix('s').unwrap_or(field) } else { field };
    cased(language, field)
}

/// A name of the spec as methods are written: `flow_logs` in Rust, `flowLogs` in TypeScript.
pub(super) fn cased(language: Language, name: &str) -> String {
    match language {
        Language::Rust => label(name),
        Language::TypeScript => name.to_owned(),
    }
}

/// A name as a value is called, whatever it looks like: `db_password` in Rust, `dbPassword` in TypeScript.
pub(super) fn value_name(language: Language, name: &str, kind: &str) -> String {
    let label = match label(name) {
        name if name.chars().all(|c| c == '_') => kind.to_owned(),
        name if !name.contains(|c: char| c.is_ascii_lowercase()) => format!("{kind}{name}"),
        name if RESERVED.contains(&format!("|{name}|")) => format!("{name}_{kind}"),
        name => name,
    };
    match language {
        Language::Rust => label,
        Language::TypeScript => camel(&label),
    }
}

fn camel(snake: &str) -> String {
    let start = snake.len() - snake.trim_start_matches('_').len();
    let mut words = snake.trim_matches('_').split('_').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let rest: String = words.map(capital).collect();
    format!("{}{first}{rest}", "_".repeat(start))
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
}

/// The variant of a choice or a region in Rust: `NatPerZone`, `EuWest1`.
pub(super) fn variant(name: &str) -> String {
    name.split('-').map(capital).collect()
}

/// The constant of a rule that can be waived, by its name in a spec.
pub(super) fn rule(waiver: &str) -> Option<String> {
    groundplan::rules().iter().find(|rule| rule.waiver().as_deref() == Some(waiver))?;
    let known = RULES.iter().find(|(name, _)| *name == waiver);
    Some(known.map_or_else(|| label(waiver).to_ascii_uppercase(), |(_, constant)| (*constant).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_names_that_both_languages_take() {
        let both = |name| {
            [Language::Rust, Language::TypeScript].map(|language| value_name(language, name, "service"))
        };
        assert_eq!(both("db-password"), ["db_password", "dbPassword"]);
        assert_eq!(both("match"), ["match_service", "matchService"]);
        assert_eq!(both("2fa"), ["_2fa", "_2fa"]);
        assert_eq!(both("2"), ["service_2", "service2"]);
        assert_eq!(both("ä"), ["service", "service"]);
    }

    #[test]
    fn every_choice_has_the_variant_that_its_name_says() {
        use groundplan::prelude::*;
        macro_rules! check {
            ($($choice:ident),+) => { $(
                for value in $choice::ALL {
                    assert_eq!(variant(value.name()), format!("{value:?}"));
                }
            )+ };
        }
        check!(
            AccessLogFormat,
            AppProtocol,
            Architecture,
            Capacity,
            ContainerCondition,
            ContainerInsights,
            FlowLogDestination,
            Egress,
            Encryption,
            AlarmLevel,
            StateLock
        );
        check!(LoadBalancerScheme, Transport, FlowLogTraffic, ValueType);
        for region in Region::all() {
            assert_eq!(variant(region.name()), format!("{region:?}"));
        }
    }

    #[test]
    fn every_rule_that_can_be_waived_has_its_constant() {
        use groundplan::diagnostic::Rule;
        macro_rules! check {
            ($($constant:ident),+) => {
                [$((Rule::$constant.waiver().unwrap(), stringify!($constant))),+]
            };
        }
        let constants = check!(
            HOST_SHARED,
            PUBLIC_CIDR,
            NAT_GATEWAY_PER_ZONE,
            PUBLIC_TASKS,
            FLOW_LOGS,
            HTTPS_REQUIRED,
            PLAIN_HTTP,
            TLS_POLICY,
            IMAGE_PINNED,
            PORT_UNREACHABLE,
            PUBLIC_ONLY,
            USES_CIRCLE,
            SERVICE_CONNECT_UNUSED,
            PROXY_SIZE,
            WELL_KNOWN_PORT,
            HOURS,
            SECRET_IN_ENV,
            GRANT,
            CIDR_OVERLAP,
            GRANT_OUT_OF_REACH,
            SCALE_FROM_ZERO,
            QUOTA_VPCS,
            QUOTA_ELASTIC_IPS,
            QUOTA_NAT_GATEWAYS,
            QUOTA_SECURITY_GROUP_RULES,
            QUOTA_CERTIFICATES,
            ALARM_SUBSCRIBERS
        );
        for (waiver, constant) in &constants {
            assert_eq!(rule(waiver).as_deref(), Some(*constant));
        }
        assert_eq!(groundplan::rules().iter().filter(|rule| rule.waivable).count(), constants.len());
    }

    #[test]
    fn variants_and_methods_follow_from_names() {
        assert_eq!(["natPerZone", "eu-west-1", "s3"].map(variant), ["NatPerZone", "EuWest1", "S3"]);
        assert_eq!(method(Language::Rust, "secrets", true), "secret");
        assert_eq!(method(Language::TypeScript, "flowLogs", false), "flowLogs");
        assert_eq!(method(Language::Rust, "type", false), "kind");
        assert_eq!(rule("nonsense"), None);
    }
}
