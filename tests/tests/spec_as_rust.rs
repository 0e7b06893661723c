//! A spec as a program in Rust is the spec: the programs in `rust-programs/`, compiled, say all that their specs say.

use groundplan::{Error, Stack};
use groundplan_tests::yaml;
use xtask::rust_programs;

/// What a program gives: a stack, or one that may fail.
trait Given {
    fn given(self) -> Stack;
}

impl Given for Stack {
    fn given(self) -> Stack {
        self
    }
}

impl Given for Result<Stack, Error> {
    fn given(self) -> Stack {
        self.expect("the program keeps to the form of specs")
    }
}

/// Each program as it lies there, in a module of its own.
macro_rules! programs {
    ($($name:ident),+ $(,)?) => {
        $(
            #[allow(dead_code)]
            mod $name {
                include!(concat!("../rust-programs/", stringify!($name), ".rs"));

                pub(super) fn given() -> Stack {
                    super::Given::given(stack())
                }
            }
        )+

        const GIVEN: &[(&str, fn() -> Stack)] = &[$((stringify!($name), $name::given)),+];
    };
}

programs!(
    kitchen_sink,
    shop,
    minimal,
    three_environments,
    hostile_text,
    waivers,
    renamed_things,
    constructs,
    expressions,
    overrides,
    providers,
    resources,
    environments,
    typed,
    scaling_all,
    secrets_json_key,
    odd,
);

fn spec(path: &str) -> Stack {
    let node = yaml::read(&rust_programs::spec(path).text);
    Stack::from_json(&groundplan::spec::json::write(&node)).expect("the form of the spec is right")
}

/// The files of a stack or, where it is refused, why.
fn made(stack: &Stack) -> Result<Vec<(String, String)>, String> {
    let synthesis = stack.synth().map_err(|error| error.to_string())?;
    Ok(synthesis.files().into_iter().map(|file| (file.path, file.text)).collect())
}

#[test]
fn programs_make_what_their_specs_make() {
    assert_eq!(
        GIVEN.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        rust_programs::PROGRAMS.map(|(name, _)| name)
    );
    for ((name, given), (_, path)) in GIVEN.iter().zip(rust_programs::PROGRAMS) {
        let (given, spec) = (given(), spec(path));
        assert_eq!(given.to_json(), spec.to_json(), "{name}");
        assert!(made(&given) == made(&spec), "{name} makes something else");
    }
}

#[test]
fn a_planted_difference_is_noticed() {
    let (given, spec) = (shop::given().tag("planted", "difference"), spec("examples/shop.yaml"));
    assert_ne!(given.to_json(), spec.to_json());
    assert!(made(&given) != made(&spec));
}
