//! What another version of the provider has.

use crate::schema::BlockSchema;
use crate::schema::block::Elsewhere;

/// The message and what is wanted, of something that only another version of the AWS provider has.
pub(super) fn told(what: &str, elsewhere: &Elsewhere) -> (String, String) {
    match elsewhere {
        Elsewhere::Newer(version) => {
            let before = format!("{what} before version 6 of the AWS provider");
            (before, format!("version {version} of the provider, which has it, or a newer one"))
        }
        Elsewhere::Older(instead) => {
            let wants = if instead.is_empty() { "leave it out" } else { instead };
            (format!("{what} since version 6 of the AWS provider"), wants.to_owned())
        }
    }
}

/// What can be pasted in place of something that was renamed: the name, or the whole argument, in the text about it.
pub(super) fn renamed(elsewhere: &Elsewhere, schema: &BlockSchema) -> Option<String> {
    let Elsewhere::Older(instead) = elsewhere else { return None };
    let new = instead.strip_prefix("use ")?;
    let name = new.split(' ').next().unwrap_or(new);
    let name = name.trim_end_matches(',');
    let is_known = schema.attribute(name).is_some() || schema.block(name).is_some();
    match new.strip_prefix(name).and_then(|rest| rest.strip_prefix(" = ")) {
        Some(value) => is_known.then(|| format!("\"{name}\": {value}")),
        None => is_known.then(|| name.to_owned()),
    }
}
