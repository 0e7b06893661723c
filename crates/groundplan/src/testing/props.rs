/// Matches a block with conditions written like JSON: objects and lists, with Rust expressions for values.
///
/// A value is anything that becomes a [`Match`](crate::testing::Match): text, a number, a boolean, another matcher, a
/// [`Capture`](crate::testing::Capture) by reference. `null` matches a missing value. Objects match
/// if they contain at least these entries; lists match element by element.
///
/// ```
/// use groundplan::props;
/// use groundplan::testing::Match;
/// let cpu = 512;
/// let wanted = props! {
///     "cpu": cpu.to_string(),
///     "requires_compatibilities": ["FARGATE"],
///     "runtime_platform": { "cpu_architecture": "ARM64" },
///     "volume": Match::list_with([props! { "name": "tmp" }]),
///     "pid_mode": null,
/// };
/// let list = props! [{ "name": "api" }, { "name": "sidecar" }];
/// ```
#[macro_export]
macro_rules! props {
    (@object [$($done:tt)*]) => { $crate::testing::Match::object::<::std::string::String>([$($done)*]) };
    (@object [$($done:tt)*] $key:literal : null $(, $($rest:tt)*)?) => {
        $crate::props!(@object [$($done)* ($key.into(), $crate::testing::Match::absent()),] $($($rest)*)?)
    };
    (@object [$($done:tt)*] $key:literal : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::props!(@object [$($done)* ($key.into(), $crate::props!(@object [] $($inner)*)),] $($($rest)*)?)
    };
    (@object [$($done:tt)*] $key:literal : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::props!(@object [$($done)* ($key.into(), $crate::props!(@list [] $($inner)*)),] $($($rest)*)?)
    };
    (@object [$($done:tt)*] $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $crate::props!(@object [$($done)* ($key.into(), $crate::testing::Match::from($value)),] $($($rest)*)?)
    };
    (@list [$($done:tt)*]) => { $crate::testing::Match::list_exact::<$crate::testing::Match>([$($done)*]) };
    (@list [$($done:tt)*] { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::props!(@list [$($done)* $crate::props!(@object [] $($inner)*),] $($($rest)*)?)
    };
    (@list [$($done:tt)*] [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::props!(@list [$($done)* $crate::props!(@list [] $($inner)*),] $($($rest)*)?)
    };
    (@list [$($done:tt)*] $value:expr $(, $($rest:tt)*)?) => {
        $crate::props!(@list [$($done)* $crate::testing::Match::from($value),] $($($rest)*)?)
    };
    () => { $crate::props!(@object []) };
    ($key:literal : $($rest:tt)*) => { $crate::props!(@object [] $key : $($rest)*) };
    ($($elements:tt)*) => { $crate::props!(@list [] $($elements)*) };
}

#[cfg(test)]
mod tests {
    use crate::testing::Match;

    fn shown(wanted: &Match) -> String {
        crate::testing::seen::wanted(wanted)
    }

    #[test]
    fn objects_and_lists_nest() {
        let port = 80;
        let wanted = props! {
            "a": "x", "b": { "c": [1, { "d": true }, [port + 1]], "e": {} }, "f": null, "g": Match::any(), "h": [],
        };
        assert_eq!(
            shown(&wanted),
            r#"{ a: "x", b: { c: [1, { d: true }, [81]], e: {} }, f: nothing, g: anything, h: [] }"#
        );
        assert_eq!(shown(&props! {}), "{}");
        assert_eq!(shown(&props! [{ "a": 1 }, "b",]), r#"[{ a: 1 }, "b"]"#);
    }

    #[test]
    fn what_begins_like_a_list_may_be_an_expression() {
        let wanted = props! { "a": [1, 2].len().to_string() };
        assert_eq!(shown(&wanted), r#"{ a: "2" }"#);
    }
}
