//! Whatever the files, the text leads back to them.

use proptest::prelude::*;

use super::{Origin, apply, diff};
use crate::golden::Tree;

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// A file of Terraform as it is written.
fn module(value: &serde_json::Value) -> String {
    super::json::Json::parse(&value.to_string()).expect("it is JSON").write(0) + "\n"
}

const BASE: &str = r#"{
  "resource": {
    "aws_subnet": {
      "private_a": {
        "cidr_block": "10.0.0.0/24",
        "tags": {
          "Name": "shop-try-private-a"
        }
      }
    },
    "aws_vpc": {
      "main": {
        "cidr_block": "10.0.0.0/16",
        "names": [
          1,
          2
        ]
      }
    }
  }
}
"#;

fn origin() -> Vec<Origin> {
    let names = vec![("try".to_owned(), vec!["dev".to_owned()])];
    vec![Origin { folder: "environments/dev".to_owned(), from: "environments/try".to_owned(), names }]
}

#[test]
fn only_what_differs_is_written() {
    let base = tree(&[
        ("README.md", "one\ntwo\n"),
        ("environments/try/network.tf.json", BASE),
        ("environments/try/waf.tf.json", "{}\n"),
        (
            "decisions.txt",
            "# the whole stack\nlock = s3  [default]\n\n# try (development)\nservices.web.cpu = 1  [tier]\n",
        ),
    ]);
    let changed = BASE
        .replace("10.0.0.0/16", "10.9.0.0/16")
        .replace("shop-try", "shop-dev")
        .replace("    \"aws_vpc", "    \"aws_topic\": {\n      \"a\": {}\n    },\n    \"aws_vpc");
    let made = tree(&[
        ("README.md", "one\n2\n"),
        ("environments/dev/network.tf.json", &changed),
        (
            "decisions.txt",
            "# the whole stack\nlock = s3  [default]\n\n# dev (development)\nservices.web.cpu = 1  [tier]\nservices.api.cpu = 1  [tier]\n",
        ),
    ]);
    let text = diff(&base, &made, &origin());
    assert_eq!(
        text,
        "== README.md from README.md\n@ 2 -1\n+ 2\n\n\
         == environments/dev from environments/try with try → dev\n- waf.tf.json\n\
         @ decisions\n+ services.api like web\n\
         @ network.tf.json\n+ resource.aws_topic.a\n\
         = resource.aws_vpc.main\n    = cidr_block = \"10.9.0.0/16\"\n\n\
         == stack from stack\n"
    );
    assert_eq!(apply(&base, &text), Ok(made));
}

#[test]
fn a_default_that_changes_in_both_changes_nothing() {
    let made = |base: &str| tree(&[("environments/dev/network.tf.json", &base.replace("/16", "/20"))]);
    let before = tree(&[("environments/try/network.tf.json", BASE)]);
    let after = BASE.replace("/24", "/25");
    let text = diff(&before, &made(BASE), &origin());
    assert_eq!(text, diff(&tree(&[("environments/try/network.tf.json", &after)]), &made(&after), &origin()));
    assert!(text.contains("/20") && !text.contains("/24"), "{text}");
}

/// The text between a baseline's lists and a case's.
fn of_lists(base: &str, made: &str) -> String {
    let list = |names: &str| BASE.replace("1,\n          2", names);
    let base = tree(&[("environments/try/network.tf.json", &list(base))]);
    let text = diff(&base, &tree(&[("environments/dev/network.tf.json", &list(made))]), &origin());
    text.lines().filter(|line| line.starts_with("    ")).collect()
}

#[test]
fn a_list_that_becomes_longer_in_both_changes_nothing() {
    let list = |names: &[&str]| format!("\"{}\"", names.join("\",\n          \""));
    let two = of_lists(&list(&["x", "a", "b", "z"]), &list(&["x", "a", "b", "new", "z"]));
    assert_eq!(two, "    + names[-1] = \"new\"");
    assert_eq!(two, of_lists(&list(&["x", "a", "b", "c", "z"]), &list(&["x", "a", "b", "c", "new", "z"])));
    assert_eq!(of_lists(&list(&["a", "b"]), &list(&["a", "b", "new"])), "    + names[end] = \"new\"");
    assert_eq!(of_lists(&list(&["a", "b", "c", "z"]), &list(&["a", "b", "z"])), "    - names[2]");
    assert_eq!(of_lists(&list(&["a", "b", "c", "y", "z"]), &list(&["a", "b", "c", "z"])), "    - names[-2]");
    let renamed = of_lists(&list(&["public_a.id", "public_b.id"]), &list(&["private_a.id", "private_b.id"]));
    assert_eq!(renamed, "    ~ names with public → private");
    let three = list(&["public_a.id", "public_b.id", "public_c.id"]);
    assert_eq!(renamed, of_lists(&three, &three.replace("public", "private")));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let base = tree(&[("environments/try/network.tf.json", BASE)]);
    let head = "== environments/dev from environments/try\n@ network.tf.json\n";
    for line in
        ["= resource.aws_vpc.other\n    = x = 1\n", "= resource.aws_vpc.main\n    - names[2]\n", "nothing\n"]
    {
        assert!(apply(&base, &format!("{head}{line}")).is_err(), "{line}");
    }
    assert!(apply(&base, "== a/b from environments/gone\n@ x.tf.json\n+ a.b like c\n").is_err());
}

/// Values with keys that are alike, and some that need quotes.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let key = prop_oneof!["[a-c]", Just("a.b \"=\" [0]".to_owned()), Just("é → ${x}".to_owned())];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        (0..3i64).prop_map(Into::into),
        "[ -~]{0,4}".prop_map(Into::into),
        Just("a\n== b\n".into()),
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::btree_map(key.clone(), inner, 0..4)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// A file of a root module, with sections that may be anything.
fn file() -> impl Strategy<Value = String> {
    let labels = || proptest::collection::btree_map("[a-c]{1,2}", value(), 1..4);
    let types = proptest::collection::btree_map("aws_[ab]", labels(), 0..3);
    (types, value(), value()).prop_map(|(types, locals, other)| {
        module(&serde_json::json!({ "resource": types, "locals": locals, "//": other }))
    })
}

proptest! {
    #![proptest_config(crate::generate::config(500))]

    /// `diff` itself compares what `apply` makes.
    #[test]
    fn any_files_lead_back(base in file(), made in file(), other in file()) {
        let path = "environments/try/main.tf.json";
        let (base, made) = (tree(&[(path, &base)]), tree(&[("environments/dev/main.tf.json", &made), ("environments/dev/b.tf.json", &other)]));
        let text = diff(&base, &made, &origin());
        prop_assert_eq!(apply(&base, &text), Ok(made));
    }

    #[test]
    fn any_texts_lead_back(base in "([ab]?\n?){0,9}", made in "([ab=@+-]? ?\n?){0,9}") {
        let (base, made) = (tree(&[("README.md", &base)]), tree(&[("README.md", &made), ("new", &made)]));
        prop_assert_eq!(apply(&base, &diff(&base, &made, &[])), Ok(made));
    }
}
