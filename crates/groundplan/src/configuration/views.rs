//! What expressions yield, twice: as far as the files say it, and as far as a plan has it.
//!
//! A plan knows the arguments of resources that are written down. What is written with them stays the expression that it is,
//! so that its references stay, and has the value beside it.

use crate::evaluate::{Arguments, Evaluator, Instance, Known, Variables};
use crate::terraform::{Block, Document, Evaluated, Expression, Key, Mode, Value};

/// A value as far as the files say it, and as far as a plan has it.
#[derive(Clone, Debug)]
pub(super) struct Both {
    pub(super) written: Known,
    pub(super) planned: Known,
}

/// What variables are set to, or what outputs yield, both ways.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) written: Variables,
    pub(super) planned: Variables,
}

impl From<Variables> for Given {
    fn from(all: Variables) -> Self {
        Self { planned: all.clone(), written: all }
    }
}

/// The instance that an expression is in, both ways.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(super) written: Instance,
    planned: Instance,
}

impl From<Instance> for Place {
    fn from(instance: Instance) -> Self {
        Self { planned: instance.clone(), written: instance }
    }
}

impl Place {
    /// The key that it is the instance of, of a block with `for_each`.
    pub(super) fn key(&self) -> Option<String> {
        self.written.key().map(str::to_owned)
    }

    /// The place in the body of a `dynamic` block, for one element.
    pub(super) fn dynamic(&self, iterator: &str, key: &Both, value: &Both) -> Self {
        let of = |place: &Instance, key: &Known, value: &Known| {
            place.clone().dynamic(iterator, key.clone(), value.clone())
        };
        Self {
            written: of(&self.written, &key.written, &value.written),
            planned: of(&self.planned, &key.planned, &value.planned),
        }
    }
}

/// The evaluators of one instance of a module.
pub(crate) struct Views<'a> {
    pub(super) written: Evaluator<'a>,
    planned: Option<Evaluator<'a>>,
}

impl<'a> Views<'a> {
    /// What a document says by itself.
    pub(crate) fn of(document: &'a Document) -> Self {
        Self::new(document, &Given::default(), None)
    }

    pub(super) fn new(document: &'a Document, given: &Given, arguments: Option<&'a dyn Arguments>) -> Self {
        let planned = |arguments| Evaluator::planning(document, given.planned.clone(), arguments);
        Self { written: Evaluator::new(document, given.written.clone()), planned: arguments.map(planned) }
    }

    /// The one that knows more.
    pub(super) fn best(&self) -> &Evaluator<'a> {
        self.planned.as_ref().unwrap_or(&self.written)
    }

    /// Whether anything that was looked at certainly fails.
    pub(super) fn has_failed(&self) -> bool {
        self.written.has_failed() || self.planned.as_ref().is_some_and(Evaluator::has_failed)
    }

    pub(super) fn value(&self, value: &Value, place: &Place) -> Both {
        let written = self.written.value(value, &place.written);
        let planned = match &self.planned {
            Some(planned) if !written.is_whole() => planned.value(value, &place.planned),
            _ => written.clone(),
        };
        Both { written, planned }
    }

    /// The value with everything known in it as literals, and with what a plan has beside what it does not know.
    pub(super) fn reduced(&self, value: &Value, place: &Place) -> Value {
        let left = self.written.reduced(value, &place.written);
        match &self.planned {
            Some(planned) => evaluated(planned, left, &place.planned),
            None => left,
        }
    }

    /// Every instance of a block with what follows its address; `None` where that is not known.
    pub(super) fn all(&self, block: &Block) -> Option<Vec<(String, Place)>> {
        let written = self.written.instances(block).all();
        let planned = self.planned.as_ref().and_then(|planned| planned.instances(block).all());
        let same =
            |all: Vec<(String, Instance)>| all.into_iter().map(|(key, one)| (key, one.into())).collect();
        let (Some(written), Some(planned)) = (&written, &planned) else {
            return written.or(planned).map(same);
        };
        let are_same = written.len() == planned.len()
            && written.iter().zip(planned).all(|((one, _), (other, _))| one == other);
        if !are_same {
            return Some(same(written.clone()));
        }
        let pairs = written.iter().zip(planned);
        let place = |(written, planned): (&Instance, &Instance)| Place {
            written: written.clone(),
            planned: planned.clone(),
        };
        Some(pairs.map(|((key, written), (_, planned))| (key.clone(), place((written, planned)))).collect())
    }

    /// Sets what a call of a module yields.
    pub(super) fn set_module(&self, name: &str, known: Both) {
        self.written.set_module(name, known.written);
        if let Some(planned) = &self.planned {
            planned.set_module(name, known.planned);
        }
    }
}

/// A value with what a plan has for the expressions in it.
fn evaluated(planned: &Evaluator<'_>, left: Value, place: &Instance) -> Value {
    match left {
        Value::List(all) => Value::List(all.into_iter().map(|one| evaluated(planned, one, place)).collect()),
        Value::Object(all) => {
            let each =
                all.into_iter().map(|(name, one): (Key, Value)| (name, evaluated(planned, one, place)));
            Value::Object(each.collect())
        }
        // What is in it is judged piece by piece.
        Value::Expression(Expression::Call(name, arguments)) if name == "jsonencode" => {
            let each = arguments.into_iter().map(|one| evaluated(planned, one, place));
            Expression::Call(name, each.collect()).into()
        }
        left if is_open(&left) => match planned.known(&left, place) {
            Some(value) => Value::Expression(Expression::Evaluated(Box::new(Evaluated { value, of: left }))),
            None => left,
        },
        left => left,
    }
}

/// Whether a plan may have a value for an expression. What is nothing but an attribute of a resource is followed where it is
/// judged.
fn is_open(value: &Value) -> bool {
    if matches!(value, Value::Expression(Expression::Reference(reference)) if reference.address.mode == Mode::Resource)
    {
        return false;
    }
    let mut is_open = false;
    value.visit(&mut |expression| {
        is_open |= matches!(expression, Expression::Reference(_) | Expression::Symbol(_));
    });
    is_open
}
