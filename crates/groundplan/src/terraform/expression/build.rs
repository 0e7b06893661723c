use super::{Expression, Operator, Prefix};
use crate::terraform::{Key, Value};

/// A collection made from another one: `[for zone in local.zones : upper(zone) if zone != ""]`.
///
/// ```
/// use groundplan::terraform::{Address, Expression, For, call};
/// let zones = Address::local("zones").whole();
/// let upper = For::each("zone", zones.clone()).list(call::upper(Expression::symbol("zone")));
/// assert_eq!(upper.to_string(), "[for zone in local.zones : upper(zone)]");
/// let by_name = For::each("zone", zones).only(Expression::symbol("zone").not_equal("")).object(Expression::symbol("zone"), true);
/// assert_eq!(by_name.to_string(), r#"{for zone in local.zones : zone => true if zone != ""}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct For {
    pub(super) key: Option<Key>,
    pub(super) value: Key,
    pub(super) collection: Value,
    pub(super) body: Option<(Option<Value>, Value)>,
    pub(super) condition: Option<Value>,
    pub(super) group: bool,
}

impl For {
    /// For each element of a list, set or map, under a name.
    #[must_use]
    pub fn each(value: impl Into<Key>, collection: impl Into<Value>) -> Self {
        let (key, condition, body, group) = (None, None, None, false);
        Self { key, value: value.into(), collection: collection.into(), body, condition, group }
    }

    /// Names the key of a map, or the index of a list, as well.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Leaves out elements for which the condition does not hold.
    #[must_use]
    pub fn only(mut self, condition: impl Into<Value>) -> Self {
        self.condition = Some(condition.into());
        self
    }

    /// Several elements may have the same key: their values become a list.
    #[must_use]
    pub fn grouped(mut self) -> Self {
        self.group = true;
        self
    }

    /// Makes a list.
    #[must_use]
    pub fn list(mut self, element: impl Into<Value>) -> Expression {
        self.body = Some((None, element.into()));
        Expression::For(Box::new(self))
    }

    /// Makes an object.
    #[must_use]
    pub fn object(mut self, key: impl Into<Value>, value: impl Into<Value>) -> Expression {
        self.body = Some((Some(key.into()), value.into()));
        Expression::For(Box::new(self))
    }

    /// The names that it gives to key and element.
    pub fn names(&self) -> impl Iterator<Item = &Key> {
        self.key.iter().chain([&self.value])
    }

    /// What it goes over, which does not know its names.
    #[must_use]
    pub fn collection(&self) -> &Value {
        &self.collection
    }

    /// The name that it gives to the key or index, if it gives one, and the name of the element.
    pub(crate) fn bound(&self) -> (Option<&Key>, &Key) {
        (self.key.as_ref(), &self.value)
    }

    /// What it makes of each element: the key, if it makes an object, and the value.
    pub(crate) fn body(&self) -> Option<(Option<&Value>, &Value)> {
        self.body.as_ref().map(|(key, value)| (key.as_ref(), value))
    }

    /// What holds for the elements that it takes.
    pub(crate) fn condition(&self) -> Option<&Value> {
        self.condition.as_ref()
    }

    /// Whether the values of one key become a list.
    pub(crate) fn is_grouped(&self) -> bool {
        self.group
    }

    /// The same with other values: the collection, the key, the value and the condition, as far as there are such.
    pub(crate) fn with_values(&self, change: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Self> {
        let mut made = self.clone();
        for value in made.values_mut() {
            *value = change(value)?;
        }
        Some(made)
    }

    /// Whether elements may be left out, or come together under one key.
    pub(crate) fn is_filtered(&self) -> bool {
        self.condition.is_some() || self.group
    }

    /// What it makes of each element, and the condition: they know its names.
    pub fn inner(&self) -> impl Iterator<Item = &Value> {
        self.values().skip(1)
    }

    /// An object with computed keys, made of pairs: JSON has no other way to say it in one expression.
    pub(in crate::terraform) fn of_pairs(pairs: Vec<(Value, Value)>) -> Expression {
        let pairs = pairs.into_iter().map(|(key, value)| Value::List(vec![key, value])).collect();
        let step = |index: i64| Expression::symbol("entry").index(index);
        Self::each("entry", Value::List(pairs)).object(step(0), step(1))
    }

    /// The values in it, in reading order.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        let (key, value) =
            self.body.as_ref().map_or((None, None), |(key, value)| (key.as_ref(), Some(value)));
        [Some(&self.collection), key, value, self.condition.as_ref()].into_iter().flatten()
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let (key, value) =
            self.body.as_mut().map_or((None, None), |(key, value)| (key.as_mut(), Some(value)));
        [Some(&mut self.collection), key, value, self.condition.as_mut()].into_iter().flatten()
    }
}

/// Declares a method for each operator between two values.
macro_rules! operators {
    ($( $(#[doc = $doc:literal])+ $method:ident = $operator:ident; )+) => { $(
        $(#[doc = $doc])+
        #[must_use]
        pub fn $method(self, other: impl Into<Value>) -> Self {
            Self::Binary(Box::new(self.into()), Operator::$operator, Box::new(other.into()))
        }
    )+ };
}

impl Expression {
    /// A call of one of Terraform's functions by name. [`crate::terraform::call`] has each of them with
    /// the arguments that it takes; name and number of arguments are checked with the document.
    ///
    /// ```
    /// use groundplan::terraform::{Address, Expression, Value};
    /// let list = Value::List(vec![Address::local("api_container").whole().into()]);
    /// assert_eq!(Expression::call("jsonencode", [list]).to_string(), "jsonencode([local.api_container])");
    /// ```
    #[must_use]
    pub fn call<A: Into<Value>>(function: impl Into<Key>, arguments: impl IntoIterator<Item = A>) -> Self {
        Self::Call(function.into(), arguments.into_iter().map(Into::into).collect())
    }

    /// What the place itself defines: `each.key`, `count.index`, `self.arn`, `path.module`, or the
    /// variable of a `for`.
    #[must_use]
    pub fn symbol(name: impl Into<Key>) -> Self {
        Self::Symbol(name.into())
    }

    /// An attribute of what this expression yields.
    #[must_use]
    pub fn attr(self, name: impl Into<Key>) -> Self {
        Self::Attribute(Box::new(self), name.into())
    }

    /// An element of what this expression yields: a number for a list, text for a map.
    #[must_use]
    pub fn index(self, index: impl Into<Value>) -> Self {
        Self::Index(Box::new(self), Box::new(index.into()))
    }

    /// An attribute of every element of what this expression yields; of a single object, a list of one.
    #[must_use]
    pub fn splat(self, path: impl Into<Key>) -> Self {
        Self::Splat(Box::new(self), path.into())
    }

    /// `then` where this holds, else `otherwise`.
    #[must_use]
    pub fn then(self, then: impl Into<Value>, otherwise: impl Into<Value>) -> Self {
        Self::Conditional(Box::new([self.into(), then.into(), otherwise.into()]))
    }

    /// The opposite.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "it makes an expression for Terraform")]
    pub fn not(self) -> Self {
        Self::Prefix(Prefix::Not, Box::new(self.into()))
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negate(self) -> Self {
        Self::Prefix(Prefix::Negate, Box::new(self.into()))
    }

    operators! {
        /// Whether both are the same.
        equal = Equal;
        /// Whether they differ.
        not_equal = NotEqual;
        /// Whether this number is greater.
        greater_than = Greater;
        /// Whether this number is at least as great.
        at_least = GreaterOrEqual;
        /// Whether this number is less.
        less_than = Less;
        /// Whether this number is at most as great.
        at_most = LessOrEqual;
        /// Whether both hold.
        and = And;
        /// Whether one of them holds.
        or = Or;
        /// The sum.
        plus = Add;
        /// The difference.
        minus = Subtract;
        /// The product.
        times = Multiply;
        /// The quotient.
        divided_by = Divide;
        /// What is left over when this number is divided.
        modulo = Modulo;
    }
}
