//! Strategies for specs: mostly legal ones, and ones in which anything may be wrong.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::sample::select;
use proptest::strategy::{Union, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Map, Value, json};

/// The configuration of property tests: the same in every run, unless one of proptest's variables is set.
#[must_use]
pub fn config(cases: u32) -> Config {
    let is_configured = std::env::vars().any(|(name, _)| name.starts_with("PROPTEST_"));
    let config = Config { failure_persistence: None, ..Config::default() };
    if is_configured { config } else { Config { cases, rng_seed: RngSeed::Fixed(20_260_101), ..config } }
}

/// What a strategy makes, the same in every run.
///
/// # Panics
///
/// When it makes nothing.
pub fn samples<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::new(config(1));
    let sample = |_| strategy.new_tree(&mut runner).expect("something can be made").current();
    (0..count).map(sample).collect()
}

/// Names that every place takes, long ones and ones that begin alike among them.
pub fn name() -> impl Strategy<Value = String> + Clone {
    let long = (0..9_u8).prop_map(|digit| format!("{}{digit}", "n".repeat(63)));
    Union::new_weighted(vec![
        (8, "[a-z]([a-z0-9]{0,9})(-[a-z0-9]{1,6}){0,2}".boxed()),
        (1, "[A-Z][a-z]{1,8}([A-Z][a-z]{1,8})?".boxed()),
        (1, long.boxed()),
    ])
}

const PIECES: &[&str] = &[
    "${",
    "%{",
    "$",
    "%",
    "{",
    "}",
    "$${",
    "%%{",
    "$$",
    "\"",
    "'",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\u{1}",
    "\u{7f}",
    "\u{200b}",
    "\u{2028}",
    "🦀",
    "é",
    "漢",
    "a",
    "B",
    "0",
    " ",
    "/",
    "#",
    "<",
    "&",
    "aws_vpc.main.id",
    "~",
    "if true",
    "endif",
];

/// Text that means something to Terraform, to JSON or to a shell. In the normal form that Terraform gives
/// back, and without the NUL that no program takes. After a carriage return alone, Terraform itself doesn't
/// read `$$${` as it reads it elsewhere, so there is none.
pub fn hostile() -> impl Strategy<Value = String> + Clone {
    vec(select(PIECES), 0..14).prop_map(|pieces| pieces.concat())
}

/// A value of each key, which may be left out.
fn maybe(fields: Vec<(&'static str, BoxedValue)>) -> BoxedValue {
    let optional = |(key, value): (&'static str, BoxedValue)| {
        proptest::option::weighted(0.35, value)
            .prop_map(move |value| value.map(|value| (key.to_owned(), value)))
    };
    let fields: Vec<_> = fields.into_iter().map(|field| optional(field).boxed()).collect();
    fields.prop_map(|fields| Value::Object(fields.into_iter().flatten().collect())).boxed()
}

type BoxedValue = proptest::strategy::BoxedStrategy<Value>;

fn one_of(values: &[Value]) -> BoxedValue {
    select(values.to_vec()).boxed()
}

fn words(values: &'static [&'static str]) -> BoxedValue {
    select(values).prop_map(Value::from).boxed()
}

fn text() -> BoxedValue {
    hostile().prop_map(Value::from).boxed()
}

fn numbers(range: std::ops::RangeInclusive<u32>) -> BoxedValue {
    range.prop_map(Value::from).boxed()
}

fn map_of(keys: impl Strategy<Value = String> + 'static, value: BoxedValue, most: usize) -> BoxedValue {
    let entries = proptest::collection::btree_map(keys, value, 0..=most);
    entries.prop_map(|entries| Value::Object(entries.into_iter().collect())).boxed()
}

fn merged(values: impl IntoIterator<Item = Value>) -> Value {
    let maps = values.into_iter().filter_map(|value| value.as_object().cloned());
    Value::Object(maps.fold(Map::new(), |mut all, map| {
        all.extend(map);
        all
    }))
}

const IMAGES: &[&str] =
    &["ghcr.io/example/api:1.4.0", "public.ecr.aws/docker/library/redis:7.4", "example/worker:2"];

/// A size that Fargate sells.
fn size() -> BoxedValue {
    one_of(&[
        json!({"vcpu": 0.25, "memory": "512 MiB"}),
        json!({"vcpu": 0.5, "memory": "4 GiB"}),
        json!({"vcpu": 1, "memory": "5 GiB"}),
        json!({"vcpu": 4, "memory": "30 GiB"}),
        json!({"vcpu": 8, "memory": "60 GiB"}),
        json!({"vcpu": 16, "memory": "120 GiB"}),
    ])
}

fn image() -> BoxedValue {
    let own = (select(&["shop/api", "worker"][..]), "[a-z0-9]{1,8}")
        .prop_map(|(ecr, tag)| json!({"repository": ecr, "tag": tag}));
    Union::new_weighted(vec![(3, own.boxed()), (1, words(IMAGES))]).boxed()
}

/// A service whose words are all legal.
fn service(at: usize) -> BoxedValue {
    let scale =
        (0..4_u32, 1..9_u32).prop_map(|(min, more)| json!({"min": min, "max": min + more, "memory": "70 %"}));
    let public = one_of(&[json!({"path": format!("/{at}/*")}), json!({"path": format!("/deep/er/{at}")})]);
    let exec = one_of(&[
        json!({"exec": true, "readOnlyRoot": false}),
        json!({"exec": false}),
        json!({"readOnlyRoot": false}),
    ]);
    let required =
        (image(), numbers(1024..=65_535)).prop_map(|(image, port)| json!({"image": image, "port": port}));
    let optional = maybe(vec![
        ("size", size()),
        ("public", public),
        ("env", map_of("[A-Z]{3,6}_X", text(), 4)),
        ("command", vec(text(), 0..3).prop_map(Value::from).boxed()),
        ("entrypoint", vec(text(), 0..3).prop_map(Value::from).boxed()),
        ("user", text()),
        ("architecture", words(&["x86", "arm"])),
        ("capacity", words(&["onDemand", "mixed", "spot"])),
        ("scale", scale.boxed()),
        ("stopTimeout", numbers(2..=120).prop_map(|seconds| format!("{seconds} s").into()).boxed()),
        ("ephemeralStorage", numbers(20..=200).prop_map(|gib| format!("{gib} GiB").into()).boxed()),
        ("writable", words(&["/data", "/var/cache"])),
        (
            "alarms",
            one_of(&[
                json!("none"),
                json!({"email": "api@example.com"}),
                json!({"level": "all", "errors": 3}),
            ]),
        ),
        ("allowEgress", one_of(&[json!([{"cidr": "10.9.0.0/16", "port": 5432}])])),
        (
            "allow",
            one_of(&[
                json!([{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/${aws:username}/*"]}]),
            ]),
        ),
    ]);
    (required, exec, optional)
        .prop_map(|(required, exec, optional)| merged([required, exec, optional]))
        .boxed()
}

fn services() -> BoxedValue {
    let service = (0..5_usize, name()).prop_flat_map(|(at, name)| (Just(format!("{name}{at}")), service(at)));
    let services = vec(service, 0..4).prop_map(|services| {
        let short =
            services.into_iter().map(|(name, service)| (name.chars().take(64).collect::<String>(), service));
        Value::Object(short.collect())
    });
    services.boxed()
}

fn network() -> BoxedValue {
    maybe(vec![
        ("egress", words(&["natPerZone", "nat", "regionalNat", "publicIp"])),
        ("zones", numbers(2..=3)),
        ("cidr", words(&["10.0.0.0/16", "192.168.0.0/24", "172.16.32.0/20"])),
        (
            "flowLogs",
            one_of(&[
                json!({}),
                json!({"destination": "s3"}),
                json!({"traffic": "all", "retention": "7 days"}),
            ]),
        ),
    ])
}

fn environment() -> BoxedValue {
    let optional = maybe(vec![
        ("network", network()),
        ("encryption", words(&["customerKey", "awsManaged"])),
        ("logs", one_of(&[json!({"retention": "30 days"}), json!({"skipDestroy": true})])),
        (
            "cluster",
            one_of(&[json!({"containerInsights": "enhanced"}), json!({"containerInsights": "disabled"})]),
        ),
        ("region", words(&["eu-central-1", "us-gov-west-1", "cn-north-1"])),
        (
            "loadBalancer",
            one_of(&[json!({"waf": true}), json!({"accessLogs": {}}), json!({"deletionProtection": true})]),
        ),
    ]);
    let tier = words(&["development", "staging", "production"]);
    let waive = json!({"publicTasks": "a test", "natGatewayPerZone": "a test", "flowLogs": "a test"});
    (tier, optional)
        .prop_map(move |(tier, optional)| merged([json!({"tier": tier, "waive": waive}), optional]))
        .boxed()
}

/// A spec whose words are all legal; what is refused in it is the combination.
pub fn legal() -> BoxedValue {
    let required = (name(), services(), map_of(name(), environment(), 2), environment()).prop_map(
        |(stack, services, more, one)| {
            let mut environments = more;
            environments["one"] = one;
            json!({"stack": stack, "region": "eu-west-1", "services": services, "environments": environments,
            "loadBalancer": {"scheme": "internal"}})
        },
    );
    let optional = maybe(vec![
        ("tags", map_of("[a-z]{1,9}", "[ a-zA-Z0-9_.:/=+@-]{0,40}".prop_map(Value::from).boxed(), 3)),
        ("secrets", map_of(name(), maybe(vec![("description", text())]), 2)),
        (
            "alarms",
            one_of(&[
                json!({"email": "oncall@example.com"}),
                json!({"https": "https://alerts.example.com/x"}),
            ]),
        ),
        (
            "state",
            one_of(&[json!({"lock": "both"}), json!({"lock": "dynamodb", "encryption": "awsManaged"})]),
        ),
    ]);
    (required, optional).prop_map(|(required, optional)| merged([required, optional])).boxed()
}

/// A spec in which a few values were replaced with anything.
pub fn anything() -> BoxedValue {
    let change = (any::<proptest::sample::Index>(), nonsense());
    let changes = vec(change, 1..5);
    (legal(), changes)
        .prop_map(|(spec, changes)| {
            changes.into_iter().fold(spec, |spec, (at, value)| replaced(spec, &at, value))
        })
        .boxed()
}

fn nonsense() -> BoxedValue {
    let odd = one_of(&[
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(4_294_967_296_u64),
        json!("0.3 GiB"),
        json!("99999999999 s"),
        json!([]),
        json!([[{}]]),
        json!({}),
        json!({"$expr": "aws_vpc.main.id"}),
        json!({"$expr": "${x}"}),
        json!("none"),
        json!("10.0.0.0/33"),
        json!("::/0"),
    ]);
    Union::new(vec![odd, text(), any::<String>().prop_map(Value::from).boxed()]).boxed()
}

/// The value at one of the places of a spec, replaced.
fn replaced(mut spec: Value, at: &proptest::sample::Index, value: Value) -> Value {
    let mut places = Vec::new();
    collect(&spec, "", &mut places);
    if let Some(place) = spec.pointer_mut(at.get::<String>(&places)) {
        *place = value;
    }
    spec
}

fn collect(value: &Value, path: &str, places: &mut Vec<String>) {
    places.push(path.to_owned());
    for (key, value) in value.as_object().into_iter().flatten() {
        collect(value, &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), places);
    }
    for (at, value) in value.as_array().into_iter().flatten().enumerate() {
        collect(value, &format!("{path}/{at}"), places);
    }
}
