use std::str::FromStr;

use super::{Node, NodeValue, Reader};
use crate::decision::Tier;
use crate::unit::{
    Count, DataSize, Days, Invalid, Memory, Money, OfficeHours, Percent, Region, Seconds, Vcpu,
};

/// Makes a type with `FromStr` and `Display` a field of specs, written as one scalar.
macro_rules! scalar {
    ($type:ty, $schema:tt) => {
        impl $crate::spec::Field for $type {
            fn read(node: &$crate::spec::Node, reader: &mut $crate::spec::Reader) -> Option<Self> {
                $crate::spec::read_scalar(node, reader)
            }

            fn write(&self) -> $crate::spec::Node {
                $crate::spec::Node::text(self.to_string())
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

pub(crate) use scalar;

/// Reads a scalar by its characters, whatever it looks like.
pub(crate) fn read_scalar<T: FromStr<Err = Invalid>>(node: &Node, reader: &mut Reader) -> Option<T> {
    match &node.value {
        NodeValue::Scalar(text, _) => match text.parse() {
            Ok(value) => Some(value),
            Err(invalid) => reader.mismatch(node, invalid.wanted, invalid.hint),
        },
        _ => match "".parse::<T>() {
            Ok(_) => reader.mismatch(node, "a single value", None),
            Err(invalid) => reader.mismatch(node, invalid.wanted, invalid.hint),
        },
    }
}

scalar!(Memory, { "type": "string", "examples": ["512 MiB", "1 GiB"] });
scalar!(Vcpu, { "type": ["number", "string"], "examples": [0.25, 0.5, 1, 2, 4, 8, 16] });
scalar!(Seconds, { "type": "string", "examples": ["30 s", "5 min"] });
scalar!(Days, { "type": "string", "examples": ["90 days"] });
scalar!(Percent, { "type": "string", "examples": ["60 %"] });
scalar!(Count, { "type": ["integer", "string"], "examples": [1200, "800k", "30M"] });
scalar!(DataSize, { "type": "string", "examples": ["20 KB", "500 GB"] });
scalar!(Money, { "type": "string", "examples": ["250 USD"] });
scalar!(OfficeHours, { "type": "string", "examples": ["mon-fri 07:00-19:00 Europe/Berlin"] });
scalar!(Region, { "type": "string", "examples": ["eu-west-1", "us-east-1"] });
scalar!(Tier, {
    "enum": ["development", "staging", "production"],
    "enumDescriptions": ["Throw-away; one person's bill.", "Like production, smaller.", "What customers use."],
});

impl FromStr for Tier {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let names = Tier::ALL.map(Tier::name);
        Tier::ALL
            .into_iter()
            .find(|tier| tier.name() == text)
            .ok_or_else(|| super::not_a_choice(text, &names))
    }
}
