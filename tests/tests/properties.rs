//! What holds for every spec: generated ones, legal and not.
//!
//! The specs are the same in every run, unless a variable of proptest (`PROPTEST_CASES`,
//! `PROPTEST_RNG_SEED`) overrides it.

use groundplan::{Stack, Synthesis};
use groundplan_tests::generate::{anything, config, hostile, legal, samples};
use groundplan_tests::root::{Root, entries};
use groundplan_tests::template::{plain, try_plain};
use groundplan_tests::{apply, assert_none, judge, language, limits};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

const SPECS_FOR_JUDGES: usize = 50;
const TEXTS_FOR_TERRAFORM: usize = 300;

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Stack::synth_json(&text);
        let _ = Stack::from_json(&text);
    }

    #[test]
    fn no_spec_makes_it_panic(spec in anything()) {
        let _ = Stack::synth_json(&spec.to_string());
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn what_is_made_of_an_accepted_spec_is_sound(spec in legal()) {
        if let Ok(synthesis) = Stack::synth_json(&spec.to_string()) {
            prop_assert_eq!(&faults(&synthesis), &[""; 0]);
            let again = Stack::synth_json(&spec.to_string());
            prop_assert_eq!(synthesis.files(), again.expect("accepted once").files());
        }
    }

    #[test]
    fn what_is_accepted_in_spite_of_nonsense_is_sound(spec in anything()) {
        if let Ok(synthesis) = Stack::synth_json(&spec.to_string()) {
            prop_assert_eq!(&faults(&synthesis), &[""; 0]);
        }
    }

    #[test]
    fn every_finding_has_a_known_code_and_says_something(spec in anything()) {
        if let Err(error) = Stack::synth_json(&spec.to_string()) {
            prop_assert!(error.report().has_errors());
            for finding in error.report().diagnostics() {
                prop_assert!(groundplan::rules().contains(&finding.rule) && !finding.message.is_empty());
            }
        }
    }

    #[test]
    fn text_arrives_as_it_was_typed(text in hostile()) {
        let spec = spec_with(&text);
        let synthesis = Stack::synth_json(&spec.to_string()).expect("these places take any text");
        for (place, template) in places(&synthesis) {
            prop_assert_eq!(plain(&template), text.as_str(), "{}", place);
        }
    }

    #[test]
    fn tags_arrive_as_they_were_typed_or_are_refused(key in hostile(), value in hostile()) {
        let spec = json!({"stack": "s", "region": "eu-west-1", "tags": {format!("x{key}"): value}, "environments": {"dev": {}}});
        if let Ok(synthesis) = Stack::synth_json(&spec.to_string()) {
            for root in Root::all(&synthesis.files()) {
                let provider = root.section("provider").next().expect("there is a provider").1;
                let mut tags = entries(&provider["default_tags"]["tags"]).map(|(key, value)| (try_plain(key), plain_value(value)));
                prop_assert!(tags.any(|tag| tag == (Some(format!("x{key}")), value.clone())), "{} lacks the tag", root.folder);
            }
        }
    }
}

/// Everything that is wrong with what was made.
fn faults(synthesis: &Synthesis) -> Vec<String> {
    let unresolved = synthesis.documents().flat_map(|(folder, document)| {
        document
            .unresolved()
            .into_iter()
            .map(move |reference| format!("{folder} refers to {reference}"))
            .collect::<Vec<_>>()
    });
    let roots = Root::all(&synthesis.files());
    let of_root =
        |root: &Root| [language::faults(root), apply::faults(root), limits::violations(root)].concat();
    let found = unresolved.chain(language::duplicates(&synthesis.files()));
    found.chain(roots.iter().flat_map(of_root)).collect()
}

/// A spec with the same text in every place that takes any.
fn spec_with(text: &str) -> Value {
    let service = json!({
        "image": {"repository": "a", "tag": "b"}, "env": {"TEXT": text}, "command": [text], "entrypoint": [text], "user": text,
    });
    json!({
        "stack": "s", "region": "eu-west-1", "services": {"web": service},
        "secrets": {"key": {"description": text}},
        "modules": {"queue": {"source": "./queue", "inputs": {"text": text}}},
        "environments": {"dev": {}},
    })
}

/// Where that text is found, and its value there.
fn places(synthesis: &Synthesis) -> Vec<(&'static str, String)> {
    let roots = Root::all(&synthesis.files());
    let root = roots.iter().find(|root| root.is_environment()).expect("there is an environment");
    let container = root.container("web");
    let module = root.section("module").next().expect("there is a module").1;
    let found = [
        ("env", &container["environment"][0]["value"]),
        ("command", &container["command"][0]),
        ("entrypoint", &container["entryPoint"][0]),
        ("user", &container["user"]),
        ("description", &root.resource("aws_secretsmanager_secret", "key")["description"]),
        ("input", &module["text"]),
    ];
    found.into_iter().map(|(place, value)| (place, value.as_str().expect("it is text").to_owned())).collect()
}

fn plain_value(value: &Value) -> String {
    plain(value.as_str().expect("a tag is text"))
}

/// Without this, the properties above could hold for want of accepted specs.
#[test]
fn most_legal_specs_are_accepted() {
    let all = samples(legal(), 300);
    let accepted = all.iter().filter(|spec| Stack::synth_json(&spec.to_string()).is_ok()).count();
    assert!(accepted > 150, "{accepted} of {} are accepted", all.len());
}

#[test]
fn terraform_accepts_what_was_made() {
    let accepted = samples(legal(), 300).into_iter().filter_map(|spec| {
        let files = Stack::synth_json(&spec.to_string()).ok()?.files();
        Some((spec.to_string(), files))
    });
    let specs: Vec<_> = accepted.take(SPECS_FOR_JUDGES).collect();
    if let Some(refused) = judge::refused(&specs) {
        assert_none(&refused);
    }
}

#[test]
fn terraform_reads_text_as_it_was_typed() {
    if !judge::has_terraform() {
        println!("terraform was not asked: it is not on PATH");
        return;
    }
    let texts = samples(hostile(), TEXTS_FOR_TERRAFORM);
    let template = |text: &String| {
        let synthesis = Stack::synth_json(&spec_with(text).to_string()).expect("these places take any text");
        places(&synthesis)[0].1.clone()
    };
    let templates: Vec<String> = texts.iter().map(template).collect();
    assert!(
        templates.iter().zip(&texts).any(|(template, text)| template != text),
        "some text needs an escape"
    );
    let read = judge::evaluate(&templates).into_iter().zip(&texts).zip(&templates);
    let wrong = read.filter(|((read, text), _)| read != *text);
    let wrong =
        wrong.map(|((read, text), template)| format!("{text:?} is written {template:?} and read {read:?}"));
    assert_none(&wrong.collect::<Vec<_>>());
}
