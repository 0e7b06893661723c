//! What stands in parentheses behind a field's name in `spec!`, a macro for each use of it.

use serde_json::{Value, json};

use super::camel;
use crate::decision::Row;

/// What others call the fields of a structure: a field in snake case; names, each with what to say in its place where that
/// is more than the field's key.
pub(crate) type Synonyms = (&'static str, &'static [(&'static str, &'static str)]);

/// The builder's method.
macro_rules! setter {
    ((manual $($rest:tt)*) [$(#[doc = $doc:literal])+] $of:ident $field:ident: $type:ty) => {};
    ((into $($rest:tt)*) [$(#[doc = $doc:literal])+] $of:ident $field:ident: $type:ty) => {
        $(#[doc = $doc])+
        ///
        #[doc = $crate::spec::default_doc!($($rest)*)]
        #[doc = $crate::examples::example!($of $field)]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$type>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (($($option:tt)*) [$(#[doc = $doc:literal])+] $of:ident $field:ident: $type:ty) => {
        $(#[doc = $doc])+
        ///
        #[doc = $crate::spec::default_doc!($($option)*)]
        #[doc = $crate::examples::example!($of $field)]
        #[must_use]
        pub fn $field(mut self, $field: $type) -> Self {
            self.$field = Some($field);
            self
        }
    };
}

/// What a builder's method says of the default: the setting's own words.
macro_rules! default_doc {
    () => { "" };
    (default [$($module:tt)+] $setting:ident $($rest:tt)*) => { $($module)+::docs::$setting!() };
    (default $setting:ident $($rest:tt)*) => { defaults::docs::$setting!() };
    ($other:tt $($rest:tt)*) => { $crate::spec::default_doc!($($rest)*) };
}

/// The row of the setting that is a field's default.
macro_rules! default_row {
    () => { None::<$crate::decision::Row> };
    (default [$($module:tt)+] $setting:ident $($rest:tt)*) => { Some($($module)+::$setting.row()) };
    (default $setting:ident $($rest:tt)*) => { Some(defaults::$setting.row()) };
    ($other:tt $($rest:tt)*) => { $crate::spec::default_row!($($rest)*) };
}

/// What others call a field.
macro_rules! synonyms {
    () => { &[] };
    (also [$($name:literal $(=> $hint:literal)?),+] $($rest:tt)*) => { &[$(($name, concat!("" $(, $hint)?))),+] };
    ($other:tt $($rest:tt)*) => { $crate::spec::synonyms!($($rest)*) };
}

/// What a patch takes away where it sets a field that is one of several ways to say the same.
macro_rules! replaced {
    (($self:ident, $patch:ident, $field:ident)) => {};
    (($self:ident, $patch:ident, $field:ident) replaces [$($other:ident),+] $($rest:tt)*) => {
        if $patch.$field.is_some() {
            $( $self.$other = None; )+
        }
    };
    (($self:ident, $patch:ident, $field:ident) excludes [$($other:ident),+] $($rest:tt)*) => {
        if let Some(named) = &$patch.$field {
            $( $self.$other.iter_mut().for_each(|map| map.remove_all(named)); )+
        }
    };
    ($of:tt $other:tt $($rest:tt)*) => { $crate::spec::replaced!($of $($rest)*) };
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
    let default = default.map(|row| {
        let [development, staging, production] = &row.tiers;
        let value = (development == staging && staging == production).then_some(development);
        json!({ "path": row.path, "sentence": row.sentence(), "value": value })
    });
    let keys = |fields: &[&str]| fields.iter().map(|field| camel(field)).collect::<Vec<_>>();
    json!({ "default": default, "replaces": keys(replaces), "excludes": keys(excludes) })
}

pub(crate) use {default_doc, default_row, field_facts, others, replaced, setter, synonyms};
