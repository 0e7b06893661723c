//! What the evaluator makes of expressions is what the real `terraform console` answered.
//!
//! `scripts/test-console` asks it, and writes the answers beside the expressions in `evaluator/*.txt`. What is not evaluated,
//! or known earlier than the console of that version knows it, is on record in `evaluator/record.tsv`, which
//! `GROUNDPLAN_UPDATE=1` rewrites. A wrong answer fails, whatever is on record.

use std::collections::BTreeSet;
use std::path::Path;

use groundplan::evaluate::{Data, Evaluator, Instance, Known, Reason, Variables};
use groundplan::terraform::{Document, Expression, Value, read};
use groundplan_tests::{assert_none, expected, repository};

#[test]
fn expressions_yield_what_the_console_answers() {
    let folder = repository::root().join("tests/evaluator");
    let document = root(&folder);
    let evaluator = Evaluator::new(&document, Variables::new());
    let corpus = corpus(&folder);
    assert!(corpus.len() > 1000, "{} expressions were read", corpus.len());
    let (mut wrong, mut record, mut right) = (Vec::new(), BTreeSet::new(), 0);
    for (expression, answer) in &corpus {
        match judged(&evaluator, expression, answer) {
            Verdict::Right => right += 1,
            Verdict::Recorded(line) => drop(record.insert(line)),
            Verdict::Wrong(made) => {
                wrong.push(format!("{expression}\n  console: {answer}\n  made:    {made}"))
            }
        }
    }
    println!("{right} of {} as the console answers, {} on record", corpus.len(), record.len());
    assert_none(&wrong);
    let lines: String = record.iter().map(|line| format!("{line}\n")).collect();
    assert_none(&expected::difference(&folder.join("record.tsv"), lines));
}

fn root(folder: &Path) -> Document {
    let text = std::fs::read_to_string(folder.join("root/main.tf")).expect("the root can be read");
    let (document, report) = read::module([("main.tf", text)]);
    assert!(!report.has_errors(), "{report}");
    document
}

/// Expressions with the console's answers.
fn corpus(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder).expect("the corpus can be listed");
    let mut files: Vec<_> = files.map(|file| file.expect("a file has a name").path()).collect();
    files.sort();
    let texts = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt"));
    let texts = texts.map(|file| std::fs::read_to_string(file).expect("the corpus can be read"));
    texts.flat_map(|text| pairs(&text)).collect()
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let answered = lines
        .windows(2)
        .filter_map(|pair| Some((pair[0].to_owned(), pair[1].strip_prefix("= ")?.to_owned())));
    answered.collect()
}

enum Verdict {
    Right,
    Recorded(String),
    Wrong(String),
}

fn judged(evaluator: &Evaluator<'_>, expression: &str, answer: &str) -> Verdict {
    let value = Value::from(Expression::raw(expression));
    let known = evaluator.value(&value, &Instance::NONE);
    let made = shown(&known);
    let fails = matches!(known.reason(), Some(Reason::Fails(_)));
    let recorded = |why: &str| Verdict::Recorded(format!("{why}\t{expression}"));
    match (answer.starts_with("error: "), answer.contains("(known after apply)")) {
        (true, _) if fails => Verdict::Right,
        (false, _) if made == plain(answer) => Verdict::Right,
        (true, _) | (false, false) if !known.is_whole() && !fails => recorded(&reason(&known)),
        (true, _) if expression.contains("&&") || expression.contains("||") => recorded("since 1.12"),
        (false, true) if !fails => recorded(if known.is_whole() { "known" } else { "known in part" }),
        _ => Verdict::Wrong(made),
    }
}

/// Why something is not evaluated.
fn reason(known: &Known) -> String {
    match (known.reason(), known.elements(), known.entries()) {
        (Some(reason), ..) => format!("{reason:?}"),
        (None, Some(all), _) => all.iter().find(|known| !known.is_whole()).map(reason).unwrap_or_default(),
        (None, None, all) => {
            all.and_then(|all| all.values().find(|known| !known.is_whole())).map(reason).unwrap_or_default()
        }
    }
}

/// An answer without the types of nulls.
fn plain(answer: &str) -> String {
    let types = ["string", "number", "bool", "list", "set", "map"];
    let plain =
        types.iter().fold(answer.to_owned(), |text, name| text.replace(&format!("to{name}(null)"), "null"));
    let mut pieces = plain.split(" /* ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once(" */").map_or(piece, |(_, rest)| rest))
}

/// A value as the console prints it, its lines joined by spaces.
fn shown(known: &Known) -> String {
    let mut text = String::new();
    show(known, 0, &mut text);
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn show(known: &Known, depth: usize, out: &mut String) {
    match &known.data {
        _ if known.is_sensitive() => out.push_str("(sensitive value)"),
        Data::Unknown(_) => out.push_str("(known after apply)"),
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(&value.to_string()),
        Data::Number(number) => out.push_str(&number.normalize().to_string()),
        Data::Text(text) if text.contains('\n') => {
            out.push_str(&format!("<<{}EOT\n{text}\nEOT", if depth > 0 { "-" } else { "" }));
        }
        Data::Text(text) => out.push_str(&quoted(text)),
        Data::Tuple(all) => show_list(("", ""), all, depth, out),
        Data::List(all) => show_list(("tolist(", ")"), all, depth, out),
        Data::Set(all) => show_list(("toset(", ")"), all, depth, out),
        Data::Object(all) => show_map(("", ""), all.iter(), depth, out),
        Data::Map(all) => show_map(("tomap(", ")"), all.iter(), depth, out),
    }
}

/// As Go writes text in quotes.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|character| match character {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\t' => "\\t".to_owned(),
        '\r' => "\\r".to_owned(),
        '\u{2028}' => "\\u2028".to_owned(),
        other => other.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn show_list((start, end): (&str, &str), all: &[Known], depth: usize, out: &mut String) {
    out.push_str(start);
    out.push_str(if all.is_empty() { "[" } else { "[\n" });
    for known in all {
        show(known, depth + 1, out);
        out.push_str(",\n");
    }
    out.push(']');
    out.push_str(end);
}

fn show_map<'a>(
    (start, end): (&str, &str),
    all: impl ExactSizeIterator<Item = (&'a std::sync::Arc<str>, &'a Known)>,
    depth: usize,
    out: &mut String,
) {
    out.push_str(start);
    out.push_str(if all.len() == 0 { "{" } else { "{\n" });
    for (name, known) in all {
        out.push_str(&format!("{} = ", quoted(name)));
        show(known, depth + 1, out);
        out.push('\n');
    }
    out.push('}');
    out.push_str(end);
}
