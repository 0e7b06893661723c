//! Calls of modules that were not entered.

use serde::Serialize;

use crate::terraform::InstanceAddress;

/// A call of a module that was not entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct UnreadCall {
    /// The calls that lead to it, and itself: `module.vpc`.
    pub address: InstanceAddress,
    /// Its source, where that is a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Why.
    pub why: WhyUnread,
}

/// Why a call was not entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum WhyUnread {
    /// A registry, a repository or an archive, which `terraform init` has not downloaded here.
    NotInstalled,
    /// What `terraform init` has downloaded here is another source or version than the call asks for now.
    OtherVersion,
    /// A folder that was not read, or has no Terraform in it.
    NotThere,
    /// How many instances there are is not known.
    Instances,
    /// The module calls itself, or there are too many modules.
    Endless,
}

impl WhyUnread {
    /// The reasons, the most common first.
    const ALL: [Self; 5] =
        [Self::NotInstalled, Self::OtherVersion, Self::NotThere, Self::Instances, Self::Endless];

    fn text(self) -> &'static str {
        match self {
            Self::NotInstalled => "registry or git sources without .terraform/modules",
            Self::OtherVersion => "another source or version than `terraform init` has downloaded",
            Self::NotThere => "local sources that were not found",
            Self::Instances => "count or for_each is not known",
            Self::Endless => "modules that call themselves, or too many",
        }
    }
}

/// What was not entered, in one line; nothing where everything was.
///
/// ```
/// use groundplan::configuration::{UnreadCall, WhyUnread, unread_line};
/// let call = UnreadCall { address: "module.vpc".into(), source: None, why: WhyUnread::NotInstalled };
/// let line = "1 module call was not read: registry or git sources without .terraform/modules: vpc";
/// assert_eq!(unread_line(&[call]).as_deref(), Some(line));
/// assert_eq!(unread_line(&[]), None);
/// ```
#[must_use]
pub fn unread_line(calls: &[UnreadCall]) -> Option<String> {
    let of = |why: WhyUnread| {
        let names: Vec<String> = calls.iter().filter(|call| call.why == why).map(UnreadCall::name).collect();
        (!names.is_empty()).then(|| format!("{}: {}", why.text(), names.join(", ")))
    };
    let reasons: Vec<String> = WhyUnread::ALL.into_iter().filter_map(of).collect();
    match calls.len() {
        0 => None,
        1 => Some(format!("1 module call was not read: {}", reasons.join("; "))),
        count => Some(format!("{count} module calls were not read: {}", reasons.join("; "))),
    }
}

impl UnreadCall {
    /// The names of the calls: `app.database` for `module.app.module.database`.
    fn name(&self) -> String {
        // Every second step of `module.app.module.database` is a name.
        self.address.split('.').skip(1).step_by(2).collect::<Vec<_>>().join(".")
    }

    /// The call of the root module that leads to it.
    #[must_use]
    pub fn of_root(&self) -> &str {
        let first = self.address.strip_prefix("module.").unwrap_or(&self.address);
        first.split('.').next().unwrap_or(first)
    }
}
