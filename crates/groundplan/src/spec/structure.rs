use super::{Field, Node, Reader, json};
use crate::diagnostic::{Error, Report};

/// Declares a spec: a structure in which every field may be left out.
///
/// ```text
/// spec! {
///     /// What it is in the cloud.
///     pub struct Health {
///         /// What changes; the default and why.
///         path(into): String,      // a method that takes `impl Into<String>`
///         grace: Seconds,          // a method that takes the type itself
///         command(manual): Vec<String>,   // a method written by hand
///     }
/// }
/// ```
///
/// `pub struct Image by reference { … }` also reads a bare scalar, list or reference, as that field; it is written as
/// one when no other field is set. A patch that sets this field replaces the whole.
macro_rules! spec {
    (
        $(#[doc = $doc:literal])+
        pub struct $type:ident $(by $short:ident)? $(named $name:ident)? {
            $( $(#[doc = $field_doc:literal])+ $field:ident $(($how:ident))? : $field_type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "codegen", schemars(rename_all = "camelCase", deny_unknown_fields))]
        $( #[cfg_attr(feature = "codegen", schemars(extend("x-shorthand" = stringify!($short))))] )?
        pub struct $type {
            $( #[cfg_attr(feature = "codegen", schemars(skip))] pub(crate) $name: String, )?
            $( $(#[doc = $field_doc])+ pub(crate) $field: Option<$field_type>, )+
        }

        impl $type {
            $( $crate::spec::setter!($($how)? [$(#[doc = $field_doc])+] $field: $field_type); )+

            /// Lays a part of a spec over it, as JSON, for what no other method says: `{ "KEY": VALUE }`.
            ///
            /// # Errors
            ///
            /// Text that is not JSON, unknown keys, values of the wrong type: all at once.
            pub fn with_json(mut self, json: &str) -> Result<Self, $crate::diagnostic::Error> {
                $crate::spec::lay(&mut self, json)?;
                Ok(self)
            }

            /// The keys in a spec.
            pub(crate) fn keys() -> Vec<String> {
                [$(stringify!($field)),+].map($crate::spec::camel).into()
            }
        }

        impl $crate::spec::Field for $type {
            fn read(node: &$crate::spec::Node, reader: &mut $crate::spec::Reader) -> Option<Self> {
                let mut spec = Self::default();
                match &node.value {
                    $crate::spec::NodeValue::Null => {}
                    // A reference for the field that can stand alone.
                    $( $crate::spec::NodeValue::Map(entries) if $crate::spec::is_reference(entries) => {
                        spec.$short = $crate::spec::Field::read(node, reader);
                    } )?
                    $crate::spec::NodeValue::Map(entries) => {
                        for (key, child) in entries {
                            $( if $crate::spec::is_camel(key, stringify!($field)) {
                                reader.field(key, child, &mut spec.$field);
                                continue;
                            } )+
                            reader.unknown_key(key, &Self::keys());
                        }
                    }
                    $( $crate::spec::NodeValue::Scalar(..) | $crate::spec::NodeValue::List(_) => {
                        spec.$short = $crate::spec::Field::read(node, reader);
                    } )?
                    #[allow(unreachable_patterns)]
                    _ => return reader.mismatch(node, format!("a map of {}", Self::keys().join(", ")), None),
                }
                Some(spec)
            }

            fn write(&self) -> $crate::spec::Node {
                let mut entries = Vec::new();
                $( $crate::spec::write_field(&mut entries, stringify!($field), &self.$field); )+
                $crate::spec::shorthand!(entries $(, $short)?);
                $crate::spec::Node::map(entries)
            }

            fn stand_in() -> Option<Self> {
                Some(Self::default())
            }

            fn merge(&mut self, patch: &Self) {
                $( if patch.$short.is_some() {
                    // A whole thing was named: it replaces the other one.
                    self.clone_from(patch);
                    return;
                } )?
                $( $crate::spec::merge_field(&mut self.$field, &patch.$field); )+
            }
        }
    };
}

macro_rules! setter {
    ([$(#[doc = $doc:literal])+] $field:ident: $type:ty) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $field(mut self, $field: $type) -> Self {
            self.$field = Some($field);
            self
        }
    };
    (into [$(#[doc = $doc:literal])+] $field:ident: $type:ty) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$type>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (manual [$(#[doc = $doc:literal])+] $field:ident: $type:ty) => {};
}

macro_rules! shorthand {
    ($entries:ident) => {};
    ($entries:ident, $short:ident) => {
        let short = $crate::spec::camel(stringify!($short));
        if let Some((_, value)) = $entries.pop_if(|(key, _)| *key == short) {
            if $entries.is_empty() {
                return value;
            }
            $entries.push((short, value));
        }
    };
}

pub(crate) use {setter, shorthand, spec};

/// Lays what a text says over a spec.
pub(crate) fn lay<T: Field + Default>(spec: &mut T, text: &str) -> Result<(), Error> {
    let node = json::parse(text).map_err(|finding| {
        let mut report = Report::default();
        report.add(finding);
        Error::new(report)
    })?;
    let (patch, reader) = Reader::read::<T>(&node);
    let (report, _) = reader.finish();
    if report.has_errors() {
        return Err(Error::new(report));
    }
    spec.merge(&patch);
    Ok(())
}

/// Writes a field that is set under its key.
pub(crate) fn write_field<T: Field>(entries: &mut Vec<(String, Node)>, name: &str, field: &Option<T>) {
    if let Some(value) = field {
        entries.push((camel(name), value.write()));
    }
}

/// Lays the field of a patch over a field, if it is set.
pub(crate) fn merge_field<T: Field>(field: &mut Option<T>, patch: &Option<T>) {
    match (field, patch) {
        (Some(known), Some(patch)) => known.merge(patch),
        (field @ None, Some(patch)) => *field = Some(patch.clone()),
        (_, None) => {}
    }
}

/// How Rust marks a name that is one of its own words.
const RAW: &str = "r#";

/// Whether a map is one of `{ $expr: … }`, `{ $join: … }` and their like.
pub(crate) fn is_reference(entries: &[(String, Node)]) -> bool {
    matches!(entries, [(key, _)] if key.starts_with('$'))
}

/// `flow_logs` as a key of a spec: `flowLogs`.
pub(crate) fn camel(snake: &str) -> String {
    let mut upper = false;
    let mut name = String::with_capacity(snake.len());
    for character in snake.trim_start_matches(RAW).chars() {
        match character {
            '_' => upper = true,
            other if upper => {
                name.push(other.to_ascii_uppercase());
                upper = false;
            }
            other => name.push(other),
        }
    }
    name
}

/// Whether a key is the camel-case form of a field's name.
pub(crate) fn is_camel(key: &str, snake: &str) -> bool {
    key.len() <= snake.len() && key == camel(snake)
}

#[cfg(test)]
mod tests {
    use crate::{Alarms, EcsFargateService};

    #[test]
    fn what_has_no_method_is_laid_over_as_json() {
        let alarms = Alarms::new().email("a@example.com").errors(5).with_json(r#"{ "email": [] }"#).unwrap();
        let silent = Alarms::new().errors(5).with_json(r#"{ "email": [] }"#).unwrap();
        assert_eq!(alarms, silent);
        assert_ne!(alarms, Alarms::new().errors(5));
    }

    #[test]
    fn what_is_wrong_with_the_json_is_told_at_once() {
        let refused = |json| EcsFargateService::new("api").with_json(json).unwrap_err();
        assert_eq!(refused(r#"{ "prot": 1, "size": [] }"#).report().errors().count(), 2);
        assert_eq!(refused("{").report().errors().count(), 1);
    }
}
