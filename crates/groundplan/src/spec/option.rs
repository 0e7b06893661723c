//! The options in parentheses after a field's name in `spec!`: a macro for each use.

/// What others call the fields of a structure: a field in snake case; names, each with what to say in its place where that
/// is more than the field's key.
pub(crate) type Synonyms = (&'static str, &'static [(&'static str, &'static str)]);

/// The builder's method.
macro_rules! setter {
    ((manual $($rest:tt)*) [$(#[doc = $doc:literal])+] $of:ident $field:ident: $type:ty) => {};
    ((into $($rest:tt)*) [$(#[doc = $doc:literal])+] $of:ident $field:ident: $type:ty) => {
        $(#[doc = $doc])+
        ///
        #[doc = $crate::spec::default_doc!($($rest)*)]
        #[doc = $crate::examples::example!($of $field)]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$type>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (($($option:tt)*) [$(#[doc = $doc:literal])+] $of:ident $field:ident: $type:ty) => {
        $(#[doc = $doc])+
        ///
        #[doc = $crate::spec::default_doc!($($option)*)]
        #[doc = $crate::examples::example!($of $field)]
        #[must_use]
        pub fn $field(mut self, $field: $type) -> Self {
            self.$field = Some($field);
            self
        }
    };
}

/// The default in the documentation of a builder's method: the text of the setting.
macro_rules! default_doc {
    () => { "" };
    (default [$($module:tt)+] $setting:ident $($rest:tt)*) => { $($module)+::docs::$setting!() };
    (default $setting:ident $($rest:tt)*) => { defaults::docs::$setting!() };
    ($other:tt $($rest:tt)*) => { $crate::spec::default_doc!($($rest)*) };
}

/// Names that other tools give a field.
macro_rules! synonyms {
    () => { &[] };
    (also [$($name:literal $(=> $hint:literal)?),+] $($rest:tt)*) => { &[$(($name, concat!("" $(, $hint)?))),+] };
    ($other:tt $($rest:tt)*) => { $crate::spec::synonyms!($($rest)*) };
}

/// What a patch takes away where it sets a field that is one of several ways to say the same.
macro_rules! replaced {
    (($self:ident, $patch:ident, $field:ident)) => {};
    (($self:ident, $patch:ident, $field:ident) replaces [$($other:ident),+] $($rest:tt)*) => {
        if $patch.$field.is_some() {
            $( $self.$other = None; )+
        }
    };
    (($self:ident, $patch:ident, $field:ident) excludes [$($other:ident),+] $($rest:tt)*) => {
        if let Some(named) = &$patch.$field {
            $( $self.$other.iter_mut().for_each(|map| map.remove_all(named)); )+
        }
    };
    ($of:tt $other:tt $($rest:tt)*) => { $crate::spec::replaced!($of $($rest)*) };
}

/// The name that a thing had, where a field is one that says so.
macro_rules! old_name {
    ($self:ident $field:ident) => { None };
    ($self:ident $field:ident renames $($rest:tt)*) => { $self.$field.as_deref() };
    ($self:ident $field:ident $other:tt $($rest:tt)*) => { $crate::spec::old_name!($self $field $($rest)*) };
}

pub(crate) use {default_doc, old_name, replaced, setter, synonyms};
