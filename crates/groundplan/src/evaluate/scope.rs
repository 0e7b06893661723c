use super::{Instance, Known};
use crate::terraform::{Expression, Value};

/// The names that a place knows: those of its instance, and those of the `for`s around it.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    instance: &'s Instance,
    bound: Option<&'s Bound<'s>>,
    /// Whether these names are of elements of something sensitive, which Terraform marks as a whole only.
    is_hidden: bool,
}

/// A name of a `for` with its value for one element.
pub(super) struct Bound<'s> {
    name: &'s str,
    value: Known,
    outer: Option<&'s Bound<'s>>,
}

impl<'s> Scope<'s> {
    pub(super) fn of(instance: &'s Instance) -> Self {
        Self { instance, bound: None, is_hidden: false }
    }

    /// A name for what is within.
    pub(super) fn bind(self, name: &'s str, value: Known) -> Bound<'s> {
        Bound { name, value, outer: self.bound }
    }

    /// The place in which a name is bound as well.
    pub(super) fn within<'t>(self, bound: &'t Bound<'t>) -> Scope<'t>
    where
        's: 't,
    {
        Scope { bound: Some(bound), ..self }
    }

    /// The same place within a `for` over a collection: nothing that is made of what is sensitive is written.
    pub(super) fn over(self, collection: &Known) -> Self {
        Self { is_hidden: self.is_hidden || collection.is_sensitive(), ..self }
    }

    pub(super) fn is_hidden(self) -> bool {
        self.is_hidden
    }

    /// Whether a `for` around it uses this name.
    pub(super) fn binds(self, name: &str) -> bool {
        self.names().any(|bound| bound.name == name)
    }

    /// What a name yields.
    pub(super) fn get(self, name: &str) -> Option<&'s Known> {
        self.names()
            .find(|bound| bound.name == name)
            .map(|bound| &bound.value)
            .or_else(|| self.instance.get(name))
    }

    fn names(self) -> impl Iterator<Item = &'s Bound<'s>> {
        std::iter::successors(self.bound, |bound| bound.outer)
    }

    /// Whether an expression uses none of the names of `for`s around it, so that it means the same elsewhere.
    pub(super) fn is_free(self, value: &Value) -> bool {
        let mut is_free = true;
        value.visit(&mut |expression| {
            if let Expression::Symbol(path) = expression {
                let head = head(path);
                is_free &= !self.binds(head);
            }
        });
        is_free
    }
}

/// The name that a path begins with.
pub(super) fn head(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}
