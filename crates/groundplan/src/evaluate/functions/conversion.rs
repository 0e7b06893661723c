use super::super::convert::convert;
use super::super::types::Type;
use super::super::{Outcome, Reason};
use super::arguments::Arguments;
use super::{Native, own, shallow};

pub(super) const TABLE: &[Native] = &[
    shallow("ephemeralasnull", |all| match all.any(0)? {
        // What is ephemeral is kept as sensitive.
        known if known.has_sensitive() => Err(Reason::Uncertain),
        known => Ok(known.clone()),
    }),
    own("issensitive", |all| match all.0 {
        [known] if known.is_sensitive() => Ok(true.into()),
        _ => all.any(0).map(|_| false.into()),
    }),
    own("nonsensitive", |all| Ok(all.any(0)?.clone().unmarked())),
    shallow("sensitive", |all| Ok(all.any(0)?.clone().marked(true))),
    shallow("tobool", |all| to(all, &Type::Bool)),
    shallow("tolist", |all| to(all, &Type::List(Box::new(Type::Any)))),
    shallow("tomap", |all| to(all, &Type::Map(Box::new(Type::Any)))),
    shallow("tonumber", |all| to(all, &Type::Number)),
    shallow("toset", |all| to(all, &Type::Set(Box::new(Type::Any)))),
    shallow("tostring", |all| to(all, &Type::Text)),
];

fn to(all: &Arguments<'_>, kind: &Type) -> Outcome {
    convert(all.any(0)?.clone(), kind)
}
