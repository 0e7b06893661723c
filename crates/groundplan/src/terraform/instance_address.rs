use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use super::expression::write_quoted_literal;

/// The address of a resource or of one of its instances, as bills, plans, pictures, differences and lines have it.
///
/// Terraform writes it as in `module.shop["eu"].aws_lb.main[0]`; it compares with texts, and is read like one. Where a
/// result is about blocks of any section, it may as well be `var.image`, `local.names`, `output.url` or `terraform`.
///
/// ```
/// use groundplan::terraform::InstanceAddress;
/// let address = InstanceAddress::from(r#"module.shop["e.u"].aws_lb.main[0]"#);
/// assert_eq!(address.module(), Some(r#"module.shop["e.u"]"#));
/// assert_eq!(address.resource_type(), Some("aws_lb"));
/// assert_eq!(address.name(), Some("main"));
/// assert_eq!(address.instance_key(), Some("0"));
/// assert_eq!(address.unkeyed(), "module.shop.aws_lb.main");
/// assert_eq!(address, r#"module.shop["e.u"].aws_lb.main[0]"#);
/// ```
///
/// Format: <https://developer.hashicorp.com/terraform/cli/state/resource-addressing>.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct InstanceAddress(String);

/// What follows the address of a block for the instance of a key: `["a"]`.
#[must_use]
pub(crate) fn index_of_key(key: &str) -> String {
    let mut index = "[\"".to_owned();
    // A text takes whatever is written to it.
    let _ = write_quoted_literal(&mut index, key);
    index + "\"]"
}

/// What addresses begin with that have no type of resource.
const UNTYPED: [&str; 10] =
    ["action", "check", "import", "local", "moved", "output", "provider", "removed", "terraform", "var"];

impl InstanceAddress {
    /// The address as Terraform writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The module that it is in, with the modules around; `None` in the root module.
    #[must_use]
    pub fn module(&self) -> Option<&str> {
        let steps = self.steps();
        let modules = steps.chunks(2).take_while(|pair| pair.len() == 2 && pair.first() == Some(&"module"));
        let length: usize = modules.flatten().map(|step| step.len() + 1).sum();
        self.0.get(..length.checked_sub(1)?)
    }

    /// The type of the resource or data source: `aws_lb`; `None` of what is neither.
    #[must_use]
    pub fn resource_type(&self) -> Option<&str> {
        let is_type = |first: &&str| first.split('[').next().is_some_and(|first| !UNTYPED.contains(&first));
        self.resource().first().copied().filter(is_type)
    }

    /// Its name in the module: `main`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.resource().get(1)?.split('[').next()
    }

    /// Which of several instances it is: `0`, or the key of `for_each`; `None` where there is no index.
    #[must_use]
    pub fn instance_key(&self) -> Option<&str> {
        let (_, key) = self.resource().get(1)?.split_once('[')?;
        Some(key.strip_suffix(']').unwrap_or(key).trim_matches('"'))
    }

    /// The address without keys: of the block that makes it, or of the call.
    #[must_use]
    pub fn unkeyed(&self) -> String {
        let steps = self.steps().into_iter();
        steps.map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join(".")
    }

    /// Type and name, without modules and `data`.
    fn resource(&self) -> Vec<&str> {
        let mut steps = self.steps();
        while steps.first() == Some(&"module") {
            steps.drain(..steps.len().min(2));
        }
        if matches!(steps.first(), Some(&("data" | "ephemeral"))) {
            steps.remove(0);
        }
        steps
    }

    /// Its module, type and name with its key, without what follows: `aws_lb.main` of `aws_lb.main.arn`.
    pub(crate) fn of_object(&self) -> String {
        let steps = self.steps();
        let modules = steps.chunks(2).take_while(|pair| pair.len() == 2 && pair.first() == Some(&"module"));
        let length = modules.count() * 2 + 2;
        steps.into_iter().take(length).collect::<Vec<_>>().join(".")
    }

    /// Its last part, with its key, and what is before: `module.shop.aws_lb` and `main[0]`.
    pub(crate) fn split_last(&self) -> Option<(String, String)> {
        let mut steps = self.steps();
        let last = steps.pop()?.to_owned();
        Some((steps.join("."), last))
    }

    /// The parts between the dots that are outside of brackets.
    fn steps(&self) -> Vec<&str> {
        let (mut depth, mut is_quoted, mut before) = (0_u32, false, ' ');
        let is_dot = |character: char| {
            match character {
                '"' if before != '\\' => is_quoted = !is_quoted,
                '[' if !is_quoted => depth += 1,
                ']' if !is_quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            before = character;
            character == '.' && depth == 0 && !is_quoted
        };
        self.0.split(is_dot).collect()
    }
}

impl Deref for InstanceAddress {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for InstanceAddress {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for InstanceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<String> for InstanceAddress {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for InstanceAddress {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<InstanceAddress> for String {
    fn from(address: InstanceAddress) -> Self {
        address.0
    }
}

impl PartialEq<str> for InstanceAddress {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<String> for InstanceAddress {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for InstanceAddress {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_behind_modules_and_keys() {
        let parts = |text: &str| {
            let address = InstanceAddress::from(text);
            let owned = |part: Option<&str>| part.unwrap_or("-").to_owned();
            [address.module(), address.resource_type(), address.name(), address.instance_key()].map(owned)
        };
        assert_eq!(parts("aws_lb.main"), ["-", "aws_lb", "main", "-"]);
        assert_eq!(parts("data.aws_ami.x[\"a]b\"]"), ["-", "aws_ami", "x", "a]b"]);
        assert_eq!(
            parts("module.a[0].module.b.aws_lb.main[2]"),
            ["module.a[0].module.b", "aws_lb", "main", "2"]
        );
        assert_eq!(parts("var.image"), ["-", "-", "image", "-"]);
        assert_eq!(parts("moved[0]"), ["-", "-", "-", "-"]);
        assert_eq!(parts("module.a"), ["module.a", "-", "-", "-"]);
        assert_eq!(parts(""), ["-", "", "-", "-"]);
    }
}
