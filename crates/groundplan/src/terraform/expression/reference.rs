use std::fmt::{self, Write};

use crate::terraform::identifier::is_identifier;
use crate::terraform::{Address, Key, Mode};

/// A reference to an attribute of an object: rendered bare inside an expression, and as `${…}`
/// inside a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The object.
    pub address: Address,
    /// The attribute, and the way into it: `arn`, `names[0]`, or `[0].arn` where the object is made by
    /// `count` or `for_each`; empty for the whole object.
    pub path: Key,
}

impl Reference {
    /// Parses a reference to an attribute: `aws_vpc.main.id`, `data.aws_partition.current.partition`,
    /// `var.api_tag`, `module.queue.arn`, `aws_subnet.main["a"].id`.
    ///
    /// ```
    /// use groundplan::terraform::Reference;
    /// assert_eq!(Reference::parse("aws_vpc.main.id").map(|found| found.address.to_string()).as_deref(), Some("aws_vpc.main"));
    /// assert_eq!(Reference::parse("aws_vpc.main.id + 1"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, path) = split_address(text)?;
        let names = [&address.resource_type, &address.name]
            .into_iter()
            .all(|name| name.is_empty() || is_identifier(name));
        let whole = matches!(address.mode, Mode::Variable | Mode::Local) && path.is_empty();
        let path = path.strip_prefix('.').filter(|path| !path.starts_with('[')).unwrap_or(path);
        let reference = Self { path: path.to_owned().into(), address };
        (names && !reference.address.name.is_empty() && (whole || is_path(path))).then_some(reference)
    }

    /// The object that something waits for: a whole one, one of its instances, or an output of a module. Terraform
    /// takes no attribute of anything else there.
    pub(crate) fn dependency(text: &str) -> Option<Address> {
        let (address, path) = split_address(text)?;
        let rest = match address.mode {
            Mode::Variable | Mode::Local => path,
            _ => after_key(path),
        };
        let is_output = address.mode == Mode::Module && rest.strip_prefix('.').is_some_and(is_identifier);
        let is_named =
            [&address.resource_type, &address.name].map(|name| name.is_empty() || is_identifier(name));
        let is_taken = !address.name.is_empty() && is_named == [true; 2] && (rest.is_empty() || is_output);
        is_taken.then_some(address)
    }

    /// The resource that is named, with its key where that is part of the path: `aws_subnet.main["a"]`.
    pub(crate) fn target(&self) -> String {
        let key = self.path.split_inclusive(']').next().filter(|key| key.starts_with('[') && *key != "[*]");
        format!("{}{}", self.address, key.unwrap_or_default())
    }

    /// The same attribute of the object of another address.
    #[must_use]
    pub fn of(&self, address: Address) -> Self {
        Self { address, path: self.path.clone() }
    }
}

/// What follows the key of an instance, `[0]` or `["key"]`, if a path begins with one.
fn after_key(path: &str) -> &str {
    let Some((key, rest)) = path.strip_prefix('[').and_then(|path| path.split_once(']')) else { return path };
    let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    let is_plain = |key: &str| !key.contains(['"', '\\', '$', '%']) && !key.contains(char::is_control);
    let is_number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || quoted.is_some_and(is_plain) { rest } else { path }
}

/// The address at the head of a reference, and what follows, with its dot or bracket.
fn split_address(text: &str) -> Option<(Address, &str)> {
    let (head, rest) = text.split_once('.')?;
    let named = |make: fn(String) -> Address| {
        let (name, path) = split_step(rest);
        Some((make(name.to_owned()), path))
    };
    let typed = |kind: &str, rest, make: fn(String, String) -> Address| {
        let (name, path) = split_step(rest);
        Some((make(kind.to_owned(), name.to_owned()), path))
    };
    match head {
        // The long form of a resource: `resource.aws_vpc.main.id`.
        "resource" => rest.split_once('.').and_then(|(kind, rest)| typed(kind, rest, Address::resource)),
        "var" => named(Address::variable),
        "local" => named(Address::local),
        "module" => named(Address::module),
        "data" => rest.split_once('.').and_then(|(kind, rest)| typed(kind, rest, Address::data)),
        "ephemeral" => rest.split_once('.').and_then(|(kind, rest)| typed(kind, rest, Address::ephemeral)),
        kind => typed(kind, rest, Address::resource),
    }
}

fn split_step(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '[']).unwrap_or(text.len()))
}

/// Attributes joined by dots, each with any number of `[0]`, `["key"]` or `[*]`.
fn is_path(path: &str) -> bool {
    let (indices, rest) = path.split_at(path.find('.').unwrap_or(path.len()));
    if indices.starts_with('[') {
        return is_indices(indices) && (rest.is_empty() || is_path(rest.strip_prefix('.').unwrap_or(rest)));
    }
    path.split('.').all(|step| {
        let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
        is_identifier(name) && is_indices(indices)
    })
}

fn is_indices(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('[') else { return text.is_empty() };
    let Some((index, rest)) = rest.split_once(']') else { return false };
    let quoted = index.strip_prefix('"').and_then(|index| index.strip_suffix('"'));
    let number = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
    (number || index == "*" || quoted.is_some_and(is_identifier)) && is_indices(rest)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.address, f)?;
        if !self.path.is_empty() {
            if !self.path.starts_with('[') {
                f.write_char('.')?;
            }
            f.write_str(&self.path)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_parsed_is_written_again() {
        for text in [
            "aws_vpc.main.id",
            "var.api_tag",
            "local.tags.team",
            "data.aws_partition.current.partition",
            "ephemeral.aws_secretsmanager_secret_version.db.secret_string",
            "module.queue.arn",
            "aws_subnet.main[0].id",
            "aws_subnet.main[\"a\"].ids[1]",
            "aws_subnet.main[*].id",
            "aws_subnet.größe.id",
        ] {
            assert_eq!(Reference::parse(text).map(|found| found.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_resource_has_a_long_form() {
        let found = Reference::parse("resource.aws_vpc.main.id").map(|found| found.to_string());
        assert_eq!(found.as_deref(), Some("aws_vpc.main.id"));
        assert_eq!(Reference::parse("resource.aws_vpc"), None);
    }

    #[test]
    fn instances_and_outputs_are_waited_for_and_attributes_are_not() {
        for (text, expected) in [
            ("aws_vpc.main", Some("aws_vpc.main")),
            ("aws_vpc.main[0]", Some("aws_vpc.main")),
            ("data.aws_vpc.main[\"a.b\"]", Some("data.aws_vpc.main")),
            ("resource.aws_vpc.main", Some("aws_vpc.main")),
            ("module.a[0]", Some("module.a")),
            ("module.a.arn", Some("module.a")),
            ("module.a[\"x\"].arn", Some("module.a")),
            ("module.a.arn.b", None),
            ("aws_vpc.main[0]]", None),
            ("aws_vpc.main[each.key]", None),
            ("var.after", Some("var.after")),
            ("aws_vpc.main.id", None),
            ("aws_vpc.main[0].id", None),
            ("local.a.b", None),
            ("aws_vpc", None),
        ] {
            let found = Reference::dependency(text).map(|found| found.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in [
            "aws_vpc",
            "aws_vpc.main.",
            "aws_vpc.main.id + 1",
            "data.aws_vpc",
            "a.b.[0]",
            "a.b[x].c",
            "1.2.3",
        ] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }
}
