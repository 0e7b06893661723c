//! What variables are set to: from outside, and by calls.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::views::{Given, Place, Views};
use crate::evaluate::{Data, Evaluator, Instance, Known, Reason, Variables};
use crate::terraform::{Address, Block, Content, Document, Expression, Item, Key, Literal, Section, Value};
use crate::unit::map_of;

/// Arguments of a call that are not inputs of the module.
const META: [&str; 7] = ["source", "version", "count", "for_each", "providers", "depends_on", "lifecycle"];

/// Values that refer to nothing.
pub(super) fn of_root<'a>(values: impl Iterator<Item = (&'a str, &'a Value)>) -> Variables {
    let nothing = Document::new();
    let evaluator = Evaluator::new(&nothing, Variables::new());
    let known =
        |(name, value): (&str, &Value)| (name.to_owned().into(), evaluator.value(value, &Instance::NONE));
    map_of(values.map(known))
}

/// All variables, as what is not known: a default is what holds where nothing is given.
pub(super) fn unknown(items: &[Item]) -> Variables {
    map_of(items.iter().filter(|item| item.section == Section::Variable).map(open))
}

fn open(variable: &Item) -> (Key, Known) {
    let own = Address::variable(variable.name.clone()).whole();
    (variable.name.clone(), Known::unknown(Reason::Input, Some(own.into())))
}

/// Variables whose defaults are empty, as what is not known.
pub(super) fn placeholders(items: &[Item]) -> Variables {
    let empty = items.iter().filter(|item| item.section == Section::Variable && is_empty(item));
    map_of(empty.map(open))
}

fn is_empty(variable: &Item) -> bool {
    match variable.block().and_then(|block| block.get("default")) {
        Some(Content::Literal(literal)) => match literal {
            Literal::Null => true,
            Literal::Text(text) => text.is_empty(),
            Literal::List(all) => all.is_empty(),
            Literal::Object(entries) => entries.is_empty(),
            _ => false,
        },
        Some(Content::Value(value)) => match value {
            Value::Null => true,
            Value::Text(text) => text.parts().is_empty() || text.as_literal() == Some(""),
            Value::List(all) => all.is_empty(),
            Value::Object(entries) => entries.is_empty(),
            _ => false,
        },
        _ => false,
    }
}

/// The arguments of an instance of a call. What is not known of them is known to the module by the name of the variable
/// only: what the caller calls it means something else there.
pub(super) fn of_call(views: &Views<'_>, call: &Block, place: &Place) -> Given {
    let mut given = Given::default();
    for (name, content) in call.entries().filter(|(name, _)| is_input(name)) {
        let Content::Value(value) = content else { continue };
        let own = Address::variable(name.clone()).whole();
        let known = views.value(value, place);
        given.written.insert(name.clone(), renamed(known.written, own.clone()));
        given.planned.insert(name.clone(), renamed(known.planned, own));
    }
    given
}

/// The arguments of an instance of a call, with everything known in them, in the words of the caller.
pub(super) fn reduced(views: &Views<'_>, call: &Block, place: &Place) -> Vec<(Key, Value)> {
    let inputs = call.entries().filter(|(name, _)| is_input(name));
    let given = inputs.filter_map(|(name, content)| match content {
        Content::Value(value) => Some((name.clone(), views.reduced(value, place))),
        _ => None,
    });
    given.collect()
}

/// What variables are set to from outside that nothing may show: something that differs where the value does.
pub(super) fn hidden(evaluator: &Evaluator<'_>, given: &Variables) -> Vec<(Key, Value)> {
    let variables = given.keys().map(|name| (name, evaluator.variable(name)));
    let hidden = variables.filter(|(_, known)| known.has_sensitive() && known.is_whole());
    hidden.map(|(name, known)| (name.clone(), fingerprint(&known))).collect()
}

/// A value with something else in place of every text in it, which differs where the text does. It does not leave the
/// process.
fn fingerprint(known: &Known) -> Value {
    if let Some(entries) = known.entries() {
        return Value::Object(
            entries.iter().map(|(name, one)| (Key::from(name.to_string()), fingerprint(one))).collect(),
        );
    }
    if let Some(elements) = known.elements() {
        return Value::List(elements.iter().map(fingerprint).collect());
    }
    let mut hasher = DefaultHasher::new();
    match &known.data {
        Data::Text(text) => text.hash(&mut hasher),
        Data::Number(number) => number.normalize().to_string().as_str().hash(&mut hasher),
        Data::Bool(word) => word.to_string().as_str().hash(&mut hasher),
        _ => {}
    }
    // The evaluator leaves both calls as they are, and whatever prints them hides what is in them.
    let print = Expression::call("filesha256", [Value::from(format!("{:016x}", hasher.finish()))]);
    Expression::call("sensitive", [Value::from(print)]).into()
}

/// A value, what is not known of it as an expression of the module that gets it.
pub(super) fn renamed(known: Known, own: Expression) -> Known {
    let data = match &known.data {
        Data::Unknown(unknown) => {
            let reason = if unknown.reason == Reason::Input { Reason::Input } else { Reason::Apply };
            return known.with(Known::unknown(reason, Some(own.into())).data);
        }
        Data::Tuple(all) => Data::Tuple(elements(all, &own)),
        Data::List(all) => Data::List(elements(all, &own)),
        Data::Object(all) => Data::Object(entries(all, &own)),
        Data::Map(all) => Data::Map(entries(all, &own)),
        // What is not known in a set has no name.
        _ => return known,
    };
    known.with(data)
}

fn elements(all: &Arc<Vec<Known>>, own: &Expression) -> Arc<Vec<Known>> {
    let each = (0_i64..).zip(all.iter());
    Arc::new(each.map(|(at, one)| renamed(one.clone(), own.clone().index(at))).collect())
}

fn entries(all: &Arc<BTreeMap<Arc<str>, Known>>, own: &Expression) -> Arc<BTreeMap<Arc<str>, Known>> {
    let each = all.iter().map(|(name, one)| {
        let of_name = own.clone().index(Value::from(name.to_string()));
        (name.clone(), renamed(one.clone(), of_name))
    });
    Arc::new(map_of(each))
}

/// Whether an argument of a call sets a variable.
pub(super) fn is_input(name: &Key) -> bool {
    !META.contains(&name.as_str())
}
