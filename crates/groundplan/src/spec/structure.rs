use super::placeholder::Placeholders;
use super::{Field, Node, Reader, json};
use crate::diagnostic::{Error, Report, Segment};

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
///         retention(default RETENTION): Days,     // its default is the setting `defaults::RETENTION`
///         min(also ["minimum"]): u32,     // what others call it: an error that says this name
///         tag(into, replaces [digest]): String,   // a patch that sets it takes the other field away
///         env(manual, excludes [secrets]): Map<Text>,     // the same of the names in two maps
///     renamed_from(into, renames): String,    // the name that the thing had before
///     }
/// }
/// ```
///
/// `pub struct Image by reference { … }` also reads a bare scalar, list or reference, as that field; it is written as
/// one when no other field is set. A patch that sets this field replaces the whole.
///
/// `pub struct Scale short tasks { "fields": ["min", "max"], … } { … }` also reads a bare scalar, by the function `tasks`,
/// as the named fields; what is in braces goes into the JSON Schema. It is merged and written as the long form.
///
/// Of `pub struct Use named name listed names { … }`, a map is also read from a list of the names.
macro_rules! spec {
    (
        $(#[doc = $doc:literal])+
        pub struct $type:ident $(by $short:ident)? $(short $parse:ident $form:tt)? $(named $name:ident)? $(listed $listed:ident)? {
            $( $(#[doc = $field_doc:literal])+ $field:ident $(($($option:tt)*))? : $field_type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "codegen", schemars(rename_all = "camelCase", deny_unknown_fields))]
        $( #[cfg_attr(feature = "codegen", schemars(extend("x-shorthand" = stringify!($short))))] )?
        $( #[cfg_attr(feature = "codegen", schemars(extend("x-short" = $form)))] )?
        pub struct $type {
            $( #[cfg_attr(feature = "codegen", schemars(skip))] pub(crate) $name: String, )?
            $(
                $(#[doc = $field_doc])+
                #[cfg_attr(feature = "codegen", schemars(extend("x-field" = $crate::spec::field_facts!($($($option)*)?))))]
                pub(crate) $field: Option<$field_type>,
            )+
        }

        impl $type {
            $( $crate::spec::setter!(($($($option)*)?) [$(#[doc = $field_doc])+] $type $field: $field_type); )+

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

            /// What others call its fields.
            fn synonyms() -> &'static [$crate::spec::Synonyms] {
                &[$((stringify!($field), $crate::spec::synonyms!($($($option)*)?))),+]
            }

            /// Reads an entry as the field of a name; `false` where there is no such field.
            fn read_entry(
                &mut self,
                name: &str,
                (key, child): (&str, &$crate::spec::Node),
                reader: &mut $crate::spec::Reader,
            ) -> bool {
                $( if $crate::spec::is_camel(name, stringify!($field)) {
                    reader.field(key, child, &mut self.$field);
                    return true;
                } )+
                false
            }
        }

        impl $crate::spec::Renamed for $type {
            fn old_name(&self) -> Option<&str> {
                None$( .or($crate::spec::old_name!(self $field $($($option)*)?)) )+
            }
        }

        impl $crate::spec::Field for $type {
            fn read(node: &$crate::spec::Node, reader: &mut $crate::spec::Reader) -> Option<Self> {
                let mut spec = Self::default();
                match &node.value {
                    $crate::spec::NodeValue::Null => {}
                    // A reference for the shorthand field.
                    $( $crate::spec::NodeValue::Map(entries) if $crate::spec::is_reference(entries) => {
                        spec.$short = $crate::spec::Field::read(node, reader);
                    } )?
                    $crate::spec::NodeValue::Map(entries) => {
                        let unknown = entries
                            .iter()
                            .filter(|(key, child)| !spec.read_entry(key, (key, child), reader))
                            .collect::<Vec<_>>();
                        for (key, child) in unknown {
                            let Some(meant) = reader.mistaken_key(key, &Self::keys(), Self::synonyms()) else { continue };
                            if entries.iter().all(|(known, _)| *known != meant) {
                                reader.read_as(&meant, key, |reader| spec.read_entry(&meant, (key, child), reader));
                            }
                        }
                    }
                    $( $crate::spec::NodeValue::Scalar(..) => return $parse(node, reader), )?
                    $( $crate::spec::NodeValue::Scalar(..) | $crate::spec::NodeValue::List(_) => {
                        spec.$short = $crate::spec::Field::read(node, reader);
                    } )?
                    #[allow(unreachable_patterns)]
                    _ => return reader.mismatch(node, format!("an object of {}", Self::keys().join(", ")), None),
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

            $(
                #[doc = concat!("By ", stringify!($listed), ".")]
                fn is_listed() -> bool {
                    true
                }
            )?

            fn fill(&mut self, placeholders: &mut $crate::spec::Placeholders) {
                $( $crate::spec::fill_field(stringify!($field), &mut self.$field, placeholders); )+
            }

            fn merge(&mut self, patch: &Self) {
                $( if patch.$short.is_some() {
                    // A whole thing was named: it replaces the other one.
                    self.clone_from(patch);
                    return;
                } )?
                $( $crate::spec::replaced!((self, patch, $field) $($($option)*)?); )+
                $( $crate::spec::merge_field(&mut self.$field, &patch.$field); )+
            }
        }
    };
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

pub(crate) use {shorthand, spec};

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

/// Fills a field that is set.
pub(crate) fn fill_field<T: Field>(name: &str, field: &mut Option<T>, placeholders: &mut Placeholders) {
    if let Some(value) = field {
        placeholders.below(Segment::Key(camel(name)), |placeholders| value.fill(placeholders));
    }
}

/// The prefix of a name that is a keyword of Rust.
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
