//! `dynamic` blocks as the blocks that they make.
//! <https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks>

use super::views::{Both, Place, Views};
use crate::evaluate::{Data, Known};
use crate::terraform::{Block, Content, Expression, Key, Value};

/// Adds the blocks that `dynamic` makes to a body; what is not known stays a `dynamic` block.
pub(super) fn expand(views: &Views<'_>, dynamic: &Value, place: &Place, body: &mut Block) {
    let Value::Object(labelled) = dynamic else {
        body.put("dynamic", Content::Value(views.reduced(dynamic, place)));
        return;
    };
    let mut left = Vec::new();
    for (label, made) in labelled {
        match blocks(views, label, made, place) {
            Some(blocks) => add(body, label, blocks),
            None => left.push((label.clone(), views.reduced(made, place))),
        }
    }
    if !left.is_empty() {
        body.put("dynamic", Content::Value(Value::Object(left)));
    }
}

/// The blocks of a label, of which there may be several `dynamic` ones.
fn blocks(views: &Views<'_>, label: &str, made: &Value, place: &Place) -> Option<Vec<Block>> {
    match made {
        Value::List(several) => {
            let each = several.iter().map(|one| blocks(views, label, one, place));
            each.collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().collect())
        }
        Value::Object(parts) => {
            let part = |name: &str| parts.iter().find(|(key, _)| key == name).map(|(_, value)| value);
            let elements = elements(&views.value(part("for_each")?, place))?;
            let iterator = part("iterator").map_or(Some(label.to_owned()), name)?;
            let Value::Object(content) = part("content")? else { return None };
            let each = elements
                .iter()
                .map(|(key, value)| object(views, content, &place.dynamic(&iterator, key, value)));
            Some(each.collect())
        }
        _ => None,
    }
}

/// Keys and values, both ways where the files alone say which there are.
fn elements(all: &Both) -> Option<Vec<(Both, Both)>> {
    let planned = pairs(&all.planned);
    let written = pairs(&all.written);
    let (written, planned) = match (written, planned) {
        (Some(written), Some(planned)) if written.len() == planned.len() => (written, planned),
        (Some(one), _) | (None, Some(one)) => (one.clone(), one),
        (None, None) => return None,
    };
    let both = |(written, planned)| Both { written, planned };
    let each = written.into_iter().zip(planned);
    Some(each.map(|((key, value), (own, planned))| (both((key, own)), both((value, planned)))).collect())
}

/// Keys and values, as far as all of them are known and none is hidden.
fn pairs(known: &Known) -> Option<Vec<(Known, Known)>> {
    if known.is_sensitive() {
        return None;
    }
    if let Some(entries) = known.entries() {
        return Some(entries.iter().map(|(key, value)| (Known::from(&**key), value.clone())).collect());
    }
    let elements = known.elements()?;
    let is_set = matches!(known.data, Data::Set(_));
    let each = (0_i64..).zip(elements);
    Some(each.map(|(at, one)| (if is_set { one.clone() } else { Known::from(at) }, one.clone())).collect())
}

/// The name that a body uses for its element.
fn name(iterator: &Value) -> Option<String> {
    match iterator {
        Value::Expression(Expression::Symbol(name)) => Some(name.to_string()),
        Value::Text(text) => text.as_literal().map(str::to_owned),
        _ => None,
    }
}

/// The body of a block that was read as an object, since it is inside a `dynamic` one.
fn object(views: &Views<'_>, content: &[(Key, Value)], place: &Place) -> Block {
    let mut body = Block::new();
    for (name, value) in content {
        if name == "dynamic" {
            expand(views, value, place, &mut body);
        } else {
            body.put(name.clone(), Content::Value(views.reduced(value, place)));
        }
    }
    body
}

/// Adds blocks to those of the same name that are there.
fn add(body: &mut Block, name: &Key, more: Vec<Block>) {
    if more.is_empty() {
        return;
    }
    let mut all = match body.get_mut(name).map(|known| std::mem::replace(known, Content::Blocks(Vec::new())))
    {
        Some(Content::Block(one)) => vec![one],
        Some(Content::Blocks(several)) => several,
        Some(other) => return body.put(name.clone(), other),
        None => Vec::new(),
    };
    all.extend(more);
    body.put(name.clone(), Content::Blocks(all));
}
