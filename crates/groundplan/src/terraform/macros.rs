//! Macros that let emission read like the HCL that it makes.

/// The body of a block.
///
/// ```text
/// block! {
///     port        = service.port,            // an argument; `None` leaves it out
///     health_check {                         // a nested block
///         path = health.path.as_str(),
///     }
///     for setting in settings,               // a nested block for each body
///     "aws:SourceAccount" = account,         // a name that is not an identifier
/// }
/// ```
macro_rules! block {
    ($($body:tt)*) => {{
        #[allow(unused_mut)]
        let mut block = $crate::terraform::Block::new();
        $crate::terraform::macros::body!(block; $($body)*);
        block
    }};
}

macro_rules! body {
    ($block:ident;) => {};
    ($block:ident; $key:ident = $value:expr $(, $($rest:tt)*)?) => {
        $block.set(stringify!($key), $value);
        $crate::terraform::macros::body!($block; $($($rest)*)?);
    };
    ($block:ident; $key:literal = $value:expr $(, $($rest:tt)*)?) => {
        $block.set($key, $value);
        $crate::terraform::macros::body!($block; $($($rest)*)?);
    };
    ($block:ident; for $key:ident in $bodies:expr $(, $($rest:tt)*)?) => {
        $block.repeat(stringify!($key), $bodies);
        $crate::terraform::macros::body!($block; $($($rest)*)?);
    };
    ($block:ident; $key:ident { $($inner:tt)* } $($rest:tt)*) => {
        $block.set(stringify!($key), $crate::terraform::block!($($inner)*));
        $crate::terraform::macros::body!($block; $($rest)*);
    };
}

/// An object value: `object! { "Name": name, "Tier": tier }`.
macro_rules! object {
    ($($key:literal : $value:expr),* $(,)?) => {
        $crate::terraform::Value::Object(vec![$($crate::terraform::entry($key, $value)),*])
    };
}

/// A list of values of several kinds.
macro_rules! list {
    ($($value:expr),* $(,)?) => { $crate::terraform::Value::List(vec![$($value.into()),*]) };
}

/// Text from pieces: `text!["arn:", partition(), ":iam::", account_id(), ":root"]`.
macro_rules! text {
    ($($piece:expr),* $(,)?) => { $crate::terraform::Text::join([$($crate::terraform::Text::from($piece)),*]) };
}

pub(crate) use {block, body, list, object, text};
