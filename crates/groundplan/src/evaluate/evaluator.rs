use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::scope::Scope;
use super::traversal::follow;
use super::{Instance, Known, Reason};
use crate::terraform::{AddressKey, Content, Document, Expression, Item, Key, Mode, Reference, Value};
use crate::unit::Lookup;

/// What variables are set to, by name: by `*.tfvars` files, options, or the arguments of a call.
pub type Variables = BTreeMap<Key, Known>;

/// How many steps the evaluation of one value or local value may take.
const STEPS: u32 = 200_000;

/// How deep expressions are followed, through local values too.
const DEEPEST: u32 = 100;

/// How many values a value may hold, how deep they may be, and how long texts may be.
const LARGEST: u32 = 50_000;
const DEEPEST_VALUE: u32 = 60;
const LONGEST: usize = 256 * 1024;

/// Evaluates the expressions of one instance of one module.
///
/// ```
/// use groundplan::evaluate::{Evaluator, Instance, Known, Variables};
/// use groundplan::terraform::{Expression, read};
/// let text = "variable \"size\" {\n  default = 2\n}\nlocals {\n  double = var.size * 2\n}\n";
/// let (document, _) = read::module([("main.tf", text)]);
/// let evaluator = Evaluator::new(&document, Variables::new());
/// let value = Expression::parse("local.double + 1")?.into();
/// assert_eq!(evaluator.value(&value, &Instance::NONE), Known::from(5));
/// let value = Expression::parse("\"${aws_vpc.main.id}-${var.size}\"")?.into();
/// let left = Expression::parse("\"${aws_vpc.main.id}-2\"")?.into();
/// assert_eq!(evaluator.reduced(&value, &Instance::NONE), left);
/// # Ok::<(), groundplan::terraform::SyntaxError>(())
/// ```
pub struct Evaluator<'a> {
    pub(super) given: Variables,
    items: Lookup<AddressKey<'a>, &'a Item>,
    /// What objects with a name yield; nothing while one is evaluated.
    named: RefCell<Lookup<AddressKey<'a>, Option<Known>>>,
    depth: Cell<u32>,
    steps: Cell<u32>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator of a module whose variables are set to these values. Types, defaults and `nullable` of their
    /// declarations apply.
    #[must_use]
    pub fn new(document: &'a Document, given: Variables) -> Self {
        let mut items = Lookup::default();
        for item in document.items() {
            if let Some(key) = item.key() {
                items.entry(key).or_insert(item);
            }
        }
        Self { given, items, named: RefCell::default(), depth: Cell::new(0), steps: Cell::new(STEPS) }
    }

    /// What a value yields.
    #[must_use]
    pub fn value(&self, value: &Value, instance: &Instance) -> Known {
        self.afresh(|| self.eval(value, Scope::of(instance)))
    }

    /// The same value with everything that is known written as literals. What is not known stays the expression that it
    /// was, its known parts replaced, and so does what is sensitive.
    #[must_use]
    pub fn reduced(&self, value: &Value, instance: &Instance) -> Value {
        match value {
            Value::List(all) => Value::List(all.iter().map(|value| self.reduced(value, instance)).collect()),
            Value::Object(all) => {
                let entry = |(name, value): &(Key, Value)| (name.clone(), self.reduced(value, instance));
                Value::Object(all.iter().map(entry).collect())
            }
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) => value.clone(),
            Value::Text(text) if text.as_literal().is_some() => value.clone(),
            _ => self.afresh(|| {
                let scope = Scope::of(instance);
                let written = self.eval(value, scope).written();
                written.or_else(|| self.rebuilt(value, scope)).unwrap_or_else(|| value.clone())
            }),
        }
    }

    /// What a variable yields.
    #[must_use]
    pub fn variable(&self, name: &str) -> Known {
        self.named(("", name, Mode::Variable))
    }

    /// What a local value yields.
    #[must_use]
    pub fn local(&self, name: &str) -> Known {
        self.named(("", name, Mode::Local))
    }

    /// Sets what a call of a module yields, as far as that is known: its outputs by name, of several instances by index or
    /// key. What was evaluated before does not know it.
    pub fn set_module(&self, name: &str, known: Known) {
        let item = self.items.get(&(name, "", Mode::Module)).and_then(|item| item.key());
        item.into_iter().for_each(|key| drop(self.named.borrow_mut().insert(key, Some(known.clone()))));
    }

    /// What a reference leads to.
    pub(super) fn reference(&self, reference: &Reference) -> Known {
        let address = &reference.address;
        let known = self.named((&address.resource_type, &address.name, address.mode));
        match super::expression::path(&reference.path) {
            Ok(steps) => follow(known, &steps),
            Err(reason) => Known::unknown(reason, None),
        }
    }

    /// What an object yields, evaluated once.
    fn named(&self, (kind, name, mode): (&str, &str, Mode)) -> Known {
        let Some((item, key)) =
            self.items.get(&(name, kind, mode)).and_then(|item| Some((*item, item.key()?)))
        else {
            return Known::unknown(Reason::Undeclared, None);
        };
        match self.named.borrow().get(&key) {
            Some(Some(known)) => return known.clone(),
            Some(None) => return Known::unknown(Reason::Cycle, None),
            None => {}
        }
        self.named.borrow_mut().insert(key, None);
        let known = self.afresh(|| self.item(item));
        self.named.borrow_mut().insert(key, Some(known.clone()));
        known
    }

    fn item(&self, item: &'a Item) -> Known {
        match (&item.content, item.address()) {
            (Content::Value(value), _) => self.eval(value, Scope::of(&Instance::NONE)),
            (Content::Block(block), Some(address)) => match address.mode {
                Mode::Variable => self.declared(&item.name, block),
                Mode::Resource | Mode::Data | Mode::Ephemeral | Mode::Module => {
                    self.instances(block).known(address.whole())
                }
                _ => Known::unknown(Reason::Undeclared, None),
            },
            _ => Known::unknown(Reason::Uncertain, None),
        }
    }

    /// Evaluates with a count of steps of its own, so that the result does not depend on what was evaluated before.
    pub(super) fn afresh<T>(&self, evaluate: impl FnOnce() -> T) -> T {
        let before = self.steps.replace(STEPS);
        let made = evaluate();
        self.steps.set(before);
        made
    }

    /// Evaluates something within something else, if the bounds allow it.
    pub(super) fn deeper(&self, evaluate: impl FnOnce() -> Known) -> Option<Known> {
        let depth = self.depth.get();
        if depth >= DEEPEST || !self.spend(1) {
            return None;
        }
        self.depth.set(depth + 1);
        let made = evaluate();
        self.depth.set(depth);
        Some(made)
    }

    /// Counts steps; `false` where too many were taken.
    fn spend(&self, steps: u32) -> bool {
        let left = self.steps.get().saturating_sub(steps);
        self.steps.set(left);
        left > 0
    }

    /// A value that was made, unless it is too large.
    pub(super) fn fitting(&self, known: Known) -> Known {
        let mut left = LARGEST;
        let fits = fits(&known, DEEPEST_VALUE, &mut left) && self.spend(LARGEST - left);
        if fits { known } else { Known::unknown(Reason::Limit, None) }
    }
}

/// Whether a value has at most so many levels and values in it.
fn fits(known: &Known, depth: u32, left: &mut u32) -> bool {
    let length = known.as_text().map_or(0, str::len);
    *left = left.saturating_sub(u32::try_from(1 + length / 64).unwrap_or(u32::MAX));
    *left > 0 && depth > 0 && length <= LONGEST && known.inner().all(|inner| fits(inner, depth - 1, left))
}

impl super::Instances {
    /// What a whole resource or module with these instances yields: only the apply knows more than which there are.
    fn known(&self, whole: Expression) -> Known {
        let whole = Value::from(whole);
        let apply = |residual| Known::unknown(Reason::Apply, residual);
        let element = |index: Known| apply(super::traversal::element_of(whole.clone(), &index));
        match self {
            Self::One => apply(Some(whole)),
            Self::Count(count) => {
                Known::tuple((0..i64::from(*count)).map(|index| element(index.into())).collect())
            }
            Self::Keys(keys) => {
                Known::object(keys.iter().map(|(key, _)| (key.clone(), element((&**key).into()))))
            }
            Self::Unknown(unknown) => Known::unknown(unknown.reason, Some(whole)),
        }
    }
}
