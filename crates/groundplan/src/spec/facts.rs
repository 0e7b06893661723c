//! What a field's line in `spec!` tells the generator of the JSON Schema.

use serde_json::{Value, json};

use super::camel;
use crate::decision::Row;

/// The row of the setting that is a field's default.
macro_rules! default_row {
    () => { None::<$crate::decision::Row> };
    (default [$($module:tt)+] $setting:ident $($rest:tt)*) => { Some($($module)+::$setting.row()) };
    (default $setting:ident $($rest:tt)*) => { Some(defaults::$setting.row()) };
    ($other:tt $($rest:tt)*) => { $crate::spec::default_row!($($rest)*) };
}

/// What the JSON Schema's generator has to know of a field.
macro_rules! field_facts {
    ($($option:tt)*) => {
        $crate::spec::facts(
            $crate::spec::default_row!($($option)*),
            $crate::spec::others!(replaces $($option)*),
            $crate::spec::others!(excludes $($option)*),
        )
    };
}

/// The fields that an option names.
macro_rules! others {
    ($word:ident) => { &[] };
    (replaces replaces [$($other:ident),+] $($rest:tt)*) => { &[$(stringify!($other)),+] };
    (excludes excludes [$($other:ident),+] $($rest:tt)*) => { &[$(stringify!($other)),+] };
    ($word:ident $other:tt $($rest:tt)*) => { $crate::spec::others!($word $($rest)*) };
}

/// What the JSON Schema's generator has to know of a field, under one key that it takes away again.
pub(crate) fn facts(default: Option<Row>, replaces: &[&str], excludes: &[&str]) -> Value {
    let default =
        default.map(|row| json!({ "path": row.path, "sentence": row.sentence(), "value": row.value() }));
    let keys = |fields: &[&str]| fields.iter().map(|field| camel(field)).collect::<Vec<_>>();
    json!({ "default": default, "replaces": keys(replaces), "excludes": keys(excludes) })
}

pub(crate) use {default_row, field_facts, others};
