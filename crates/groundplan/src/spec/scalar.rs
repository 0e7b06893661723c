use std::str::FromStr;

use super::string_enum::ValueSynonyms;
use super::{Node, NodeValue, Reader};
use crate::decision::Tier;
use crate::unit::{
    Count, DataSize, Days, Invalid, Memory, Money, OfficeHours, Percent, Region, Seconds, Vcpu,
};

/// Makes a type with `FromStr` and `Display` a field of specs, written as one scalar.
macro_rules! scalar {
    ($type:ty, $($noun:literal,)? { $($schema:tt)* }) => {
        impl $crate::spec::Field for $type {
            fn read(node: &$crate::spec::Node, reader: &mut $crate::spec::Reader) -> Option<Self> {
                let noun: &[&str] = &[$($noun)?];
                $crate::spec::read_scalar(node, reader, noun.first().copied())
            }

            fn write(&self) -> $crate::spec::Node {
                $crate::spec::Node::text(self.to_string())
            }
        }

        #[cfg(feature = "codegen")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ $($schema)* })
            }
        }
    };
}

pub(crate) use scalar;

/// Reads a scalar by its characters, whatever it looks like. What is one of a set of names says of what: `region`.
pub(crate) fn read_scalar<T: FromStr<Err = Invalid>>(
    node: &Node,
    reader: &mut Reader,
    noun: Option<&str>,
) -> Option<T> {
    let scalar = match &node.value {
        NodeValue::Scalar(text, _) => Some(text.as_str()),
        _ => None,
    };
    match scalar.unwrap_or_default().parse() {
        Ok(value) if scalar.is_some() => Some(value),
        Ok(_) => reader.mismatch(node, "a single value", None),
        Err(invalid) => match (noun, scalar) {
            (Some(noun), Some(text)) => {
                reader.refuse(node, format!("unknown {noun} `{text}`"), invalid.wanted, invalid.hint)
            }
            _ => reader.mismatch(node, invalid.wanted, invalid.hint),
        },
    }
}

scalar!(Memory, {
    "type": "string",
    "description": "An amount of memory with its unit: `512 MiB`, `1 GiB`, `0.5 GiB`.",
    "examples": ["512 MiB", "1 GiB"],
});
scalar!(Vcpu, {
    "type": ["number", "string"],
    "description": "A share of processors: `0.25`, `0.5`, `2 vCPU`.",
    "examples": [0.25, 0.5, 1, 2, 4, 8, 16],
});
scalar!(Seconds, {
    "type": "string",
    "description": "A timeout, interval or delay with its unit, in whole seconds: `30 s`, `5 min`, `1 h`.",
    "examples": ["30 s", "5 min"],
});
scalar!(Days, {
    "type": "string",
    "description": "How long something is kept, with its unit, in whole days: `90 days`, `12 weeks`, `1 year`.",
    "examples": ["90 days"],
});
scalar!(Percent, {
    "type": "string",
    "description": "A share in whole percent, from `1 %` to `100 %`.",
    "examples": ["60 %"],
});
scalar!(Count, {
    "type": ["integer", "string"],
    "description": "A whole number of requests, messages or tasks: `1200`, `800k`, `30M`, `1.5G`.",
    "examples": [1200, "800k", "30M"],
});
scalar!(DataSize, {
    "type": "string",
    "description": "An amount of data with its unit: `200 B`, `20 KB`, `1.5 MB`, `500 GB`, each unit 1024 times the one before.",
    "examples": ["20 KB", "500 GB"],
});
scalar!(Money, {
    "type": "string",
    "description": "An amount of US dollars: `250 USD`, `249.50 USD`.",
    "examples": ["250 USD"],
});
scalar!(OfficeHours, {
    "type": "string",
    "description": "Days of the week, and from when to when on each of them: `mon-fri 07:00-19:00 Europe/Berlin`. The time zone is one of the IANA database, and UTC by default.",
    "examples": ["mon-fri 07:00-19:00 Europe/Berlin"],
});
scalar!(Region, "region", {
    "type": "string",
    "description": "A region of AWS.",
    "examples": ["eu-west-1", "us-east-1"],
});
scalar!(Tier, "tier", {
    "enum": ["development", "staging", "production"],
    "enumDescriptions": ["Throw-away; one person's bill.", "Like production, smaller.", "What customers use."],
    "description": "How an environment is treated.",
});

/// What others call the tiers.
const TIERS: [ValueSynonyms; 3] = [
    ("development", &["dev", "test", "testing", "sandbox", "preview", "qa"]),
    ("staging", &["stage", "stg", "uat", "preprod", "pre-production"]),
    ("production", &["prod", "prd", "live"]),
];

impl FromStr for Tier {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let names = Tier::ALL.map(Tier::name);
        Tier::ALL
            .into_iter()
            .find(|tier| tier.name() == text)
            .ok_or_else(|| super::not_a_value(text, &names, &TIERS))
    }
}
