use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::instance::enabled;
use super::scope::Scope;
use super::traversal::follow;
use super::written::{Arguments, Asked};
use super::{Instance, Known, Outcome, Reason};
use crate::terraform::{AddressKey, Content, Document, Expression, Item, Key, Mode, Reference, Value};
use crate::unit::Lookup;

/// What variables are set to, by name: by `*.tfvars` files, options, or the arguments of a call.
pub type Variables = BTreeMap<Key, Known>;

/// How many steps the evaluation of one value or local value may take; fewer where a document has so many that all of them
/// would take too long.
const STEPS: u32 = 200_000;
const FEWEST_STEPS: u32 = 5_000;
const ALL_STEPS: u32 = 20_000_000;

/// How many values that are only read count as one step.
const READ: u32 = 32;

/// How deep expressions are followed, through local values too.
const DEEPEST: u32 = 100;

/// How many values a value may hold, how deep they may be, and how long texts may be.
const LARGEST: u32 = 50_000;
const DEEPEST_VALUE: u32 = 60;
pub(super) const LONGEST: usize = 256 * 1024;

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
    /// What is known of arguments of resources, and which of them matter.
    pub(super) arguments: Option<(&'a dyn Arguments, Asked<'a>)>,
    /// What objects with a name yield; nothing while what one needs is evaluated.
    named: RefCell<Lookup<AddressKey<'a>, Option<Known>>>,
    depth: Cell<u32>,
    steps: Cell<u32>,
    /// How many steps a value may take.
    most: u32,
    /// Whether anything that was reduced certainly fails.
    pub(super) has_failed: Cell<bool>,
}

/// An object with a name that is evaluated once what it refers to is.
struct Waiting<'a> {
    key: AddressKey<'a>,
    item: &'a Item,
    needs: Vec<AddressKey<'a>>,
    /// Whether what it refers to leads around a circle.
    is_cyclic: bool,
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
        let count = u32::try_from(document.references().len() + document.items().len()).unwrap_or(u32::MAX);
        let most = (ALL_STEPS / count.max(1)).clamp(FEWEST_STEPS, STEPS);
        let (depth, steps, has_failed) = (Cell::new(0), Cell::new(most), Cell::new(false));
        let named = RefCell::default();
        Self { given, items, arguments: None, named, depth, steps, most, has_failed }
    }

    /// As [`Evaluator::new`]; arguments of resources that are written down are known, where a plan has them as they are.
    pub(crate) fn planning(document: &'a Document, given: Variables, arguments: &'a dyn Arguments) -> Self {
        Self { arguments: Some((arguments, Asked::of(document))), ..Self::new(document, given) }
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
                let known = self.eval(value, scope);
                if matches!(known.reason(), Some(Reason::Fails(_))) {
                    self.has_failed.set(true);
                }
                known.written().or_else(|| self.rebuilt(value, scope)).unwrap_or_else(|| value.clone())
            }),
        }
    }

    /// What a value yields as a literal; nothing where not all of it is known, or something in it is sensitive.
    pub(crate) fn known(&self, value: &Value, instance: &Instance) -> Option<Value> {
        let known = self.value(value, instance);
        if matches!(known.reason(), Some(Reason::Fails(_))) {
            self.has_failed.set(true);
        }
        known.is_whole().then(|| known.written()).flatten()
    }

    /// Whether anything that was reduced certainly fails.
    pub(crate) fn has_failed(&self) -> bool {
        self.has_failed.get()
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
            Ok(steps) => match reference.path.contains("[*]") {
                true => self.fitting(follow(known, &steps)),
                false => follow(known, &steps),
            },
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
        self.evaluate(key, item);
        self.named
            .borrow()
            .get(&key)
            .cloned()
            .flatten()
            .unwrap_or_else(|| Known::unknown(Reason::Cycle, None))
    }

    /// Evaluates an object, each that it refers to before it: so what one yields depends neither on which was asked for first
    /// nor on how long a chain of them is.
    fn evaluate(&self, key: AddressKey<'a>, item: &'a Item) {
        let mut waiting = vec![self.waiting(key, item)];
        while let Some(last) = waiting.last_mut() {
            if let Some(need) = last.needs.pop() {
                self.need(need, &mut waiting);
            } else if let Some(Waiting { key, item, is_cyclic, .. }) = waiting.pop() {
                let known = match is_cyclic {
                    true => Known::unknown(Reason::Cycle, None),
                    false => self.afresh(|| self.item(item)),
                };
                self.named.borrow_mut().insert(key, Some(known));
            }
        }
    }

    /// Puts an object before those that wait for it. Where it waits for one of them itself, none can be evaluated.
    fn need(&self, key: AddressKey<'a>, waiting: &mut Vec<Waiting<'a>>) {
        let found = self
            .named
            .borrow()
            .get(&key)
            .map(|known| known.as_ref().is_none_or(|known| known.reason() == Some(Reason::Cycle)));
        match (found, self.items.get(&key)) {
            (Some(true), _) => waiting.iter_mut().for_each(|one| one.is_cyclic = true),
            (None, Some(item)) => waiting.push(self.waiting(key, item)),
            _ => {}
        }
    }

    fn waiting(&self, key: AddressKey<'a>, item: &'a Item) -> Waiting<'a> {
        self.named.borrow_mut().insert(key, None);
        let mut found = Vec::new();
        match &item.content {
            Content::Block(block) => {
                let counts = ["count", "for_each"].into_iter().filter_map(|name| block.get(name));
                counts.for_each(|content| content.references(&mut found));
                enabled(block).into_iter().for_each(|value| value.references(&mut found));
                self.asked(item).into_iter().for_each(|(_, content)| content.references(&mut found));
            }
            content => content.references(&mut found),
        }
        let needs = found.into_iter().filter_map(|reference| self.items.get(&reference.address.key())?.key());
        Waiting { key, item, needs: needs.collect(), is_cyclic: false }
    }

    fn item(&self, item: &'a Item) -> Known {
        match (&item.content, item.address()) {
            (Content::Value(value), _) => self.eval(value, Scope::of(&Instance::NONE)),
            (Content::Block(block), Some(address)) => match address.mode {
                Mode::Variable => self.declared(&item.name, block),
                Mode::Resource | Mode::Data | Mode::Ephemeral | Mode::Module => {
                    let instances = self.instances(block);
                    let is_read = address.mode == Mode::Resource && instances.are_few();
                    instances.known(address.whole(), &|root, instance| match is_read {
                        true => self.instance(item, instance, root),
                        false => Known::unknown(Reason::Apply, root),
                    })
                }
                _ => Known::unknown(Reason::Undeclared, None),
            },
            _ => Known::unknown(Reason::Uncertain, None),
        }
    }

    /// Evaluates with a count of steps and a depth of its own, so that the result does not depend on what was evaluated
    /// before.
    pub(super) fn afresh<T>(&self, evaluate: impl FnOnce() -> T) -> T {
        let before = (self.steps.replace(self.most), self.depth.replace(0));
        let made = evaluate();
        self.steps.set(before.0);
        self.depth.set(before.1);
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
    pub(super) fn spend(&self, steps: u32) -> bool {
        let left = self.steps.get().saturating_sub(steps);
        self.steps.set(left);
        left > 0
    }

    /// Counts steps, for what a loop takes.
    pub(super) fn take(&self, steps: u32) -> Outcome<()> {
        if self.spend(steps) { Ok(()) } else { Err(Reason::Limit) }
    }

    /// Counts the steps of reading all of some values.
    pub(super) fn read<'k>(&self, all: impl IntoIterator<Item = &'k Known>) -> Outcome<()> {
        all.into_iter().try_for_each(|known| {
            let mut left = LARGEST;
            fits(known, DEEPEST_VALUE, &mut left);
            self.take((LARGEST - left) / READ)
        })
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
    /// What a whole resource or module with these instances yields, given what each of them does.
    fn known(&self, whole: Expression, one: &dyn Fn(Option<Value>, &Instance) -> Known) -> Known {
        let whole = Value::from(whole);
        let element = |index: &Known, instance: &Instance| {
            one(super::traversal::element_of(whole.clone(), index), instance)
        };
        match self {
            Self::One => one(Some(whole), &Instance::NONE),
            Self::Count(count) => {
                let each =
                    (0..*count).map(|index| element(&i64::from(index).into(), &Instance::count(index)));
                Known::tuple(each.collect())
            }
            Self::Keys(keys) => Known::object(keys.iter().map(|(key, value)| {
                (key.clone(), element(&(&**key).into(), &Instance::each(key, value.clone())))
            })),
            Self::Unknown(unknown) => Known::unknown(unknown.reason, Some(whole)),
        }
    }
}
