//! Compares a value with a matcher.

use super::difference::Difference;
use super::kinds::{as_list, is_object, is_scalar, is_text, refers_to, squeezed};
use super::matcher::Pattern;
use super::{Capture, Match, seen};
use crate::diagnostic::{Path, nearest};
use crate::terraform::{Document, Key, Value};

/// The result of comparing one candidate with a matcher.
#[derive(Default)]
pub(super) struct Comparison {
    pub(super) differences: Vec<Difference>,
    captured: Vec<(Capture, Value)>,
}

impl Comparison {
    /// Compares a value with a matcher.
    pub(super) fn of(wanted: &Match, found: &Value, document: &Document) -> Self {
        Comparer { document, strict: false }.compare(wanted, Some(found), &Path::root())
    }

    /// Whether the value matches.
    pub(super) fn is_match(&self) -> bool {
        self.differences.is_empty()
    }

    /// How much differs.
    pub(super) fn weight(&self) -> usize {
        self.differences.iter().map(|difference| difference.weight).sum()
    }

    /// Fills the captures.
    pub(super) fn keep(self) {
        self.captured.into_iter().for_each(|(capture, value)| capture.keep(value));
    }

    fn extend(&mut self, other: Self) {
        self.differences.extend(other.differences);
        self.captured.extend(other.captured);
    }
}

impl From<Difference> for Comparison {
    fn from(difference: Difference) -> Self {
        Self { differences: vec![difference], captured: Vec::new() }
    }
}

impl FromIterator<Comparison> for Comparison {
    fn from_iter<I: IntoIterator<Item = Comparison>>(comparisons: I) -> Self {
        let mut all = Self::default();
        comparisons.into_iter().for_each(|one| all.extend(one));
        all
    }
}

#[derive(Clone, Copy)]
struct Comparer<'a> {
    document: &'a Document,
    /// Whether objects may have no more entries than wanted.
    strict: bool,
}

impl Comparer<'_> {
    fn compare(self, wanted: &Match, found: Option<&Value>, path: &Path) -> Comparison {
        let found = found.filter(|value| **value != Value::Null);
        let holds = match &wanted.0 {
            Pattern::Absent => found.is_none(),
            Pattern::Not(inner) => !self.compare(inner, found, path).is_match(),
            _ => match found {
                Some(value) => return self.compare_value(wanted, value, path),
                None => false,
            },
        };
        if holds { Comparison::default() } else { Difference::new(path, wanted, found).into() }
    }

    fn compare_value(self, wanted: &Match, found: &Value, path: &Path) -> Comparison {
        let holds = match &wanted.0 {
            Pattern::Object(entries) => return self.object(wanted, entries, found, path),
            Pattern::List(elements) => return self.list(wanted, elements, found, path),
            Pattern::ListWith(elements) => return self.list_with(wanted, elements, found, path),
            Pattern::Exact(inner) => return Self { strict: true, ..self }.compare(inner, Some(found), path),
            Pattern::Json(inner) => return self.json(wanted, inner, found, path),
            Pattern::Capture(capture, inner) => return self.capture(capture, inner, found, path),
            Pattern::Scalar(value) => is_scalar(found) && seen::shown(value) == seen::shown(found),
            Pattern::Containing(text) => is_text(found) && seen::characters(found).contains(text),
            Pattern::Starting(text) => is_text(found) && seen::characters(found).starts_with(text),
            Pattern::Reference(address) => refers_to(found, address),
            Pattern::Expression(text) => found
                .as_expression()
                .is_some_and(|expression| squeezed(&expression.to_string()) == squeezed(text)),
            Pattern::Any | Pattern::Absent | Pattern::Not(_) => true,
        };
        if holds { Comparison::default() } else { Difference::new(path, wanted, Some(found)).into() }
    }

    fn object(self, wanted: &Match, entries: &[(String, Match)], found: &Value, path: &Path) -> Comparison {
        let Value::Object(there) = found else { return Difference::new(path, wanted, Some(found)).into() };
        let mut all: Comparison =
            entries.iter().map(|(key, wanted)| self.entry(key, wanted, there, path)).collect();
        if self.strict {
            let extra = there.iter().filter(|(key, value)| {
                *value != Value::Null && !entries.iter().any(|(known, _)| *key == known.as_str())
            });
            all.differences.extend(extra.map(|(key, value)| {
                Difference::new(&path.clone().key(key.as_str()), &Match::absent(), Some(value))
            }));
        }
        all
    }

    fn entry(self, key: &str, wanted: &Match, there: &[(Key, Value)], path: &Path) -> Comparison {
        let value = there.iter().find(|(known, _)| known == key).map(|(_, value)| value);
        let path = path.clone().key(key);
        let mut compared = self.compare(wanted, value, &path);
        let near = nearest(key, there.iter().map(|(known, _)| known.as_str()));
        if let (None, Some(near)) = (value, near) {
            compared
                .differences
                .iter_mut()
                .for_each(|difference| difference.add(&format!("there is {near}")));
        }
        compared
    }

    fn list(self, wanted: &Match, elements: &[Match], found: &Value, path: &Path) -> Comparison {
        let Some(there) = as_list(found) else { return Difference::new(path, wanted, Some(found)).into() };
        if there.len() != elements.len() {
            let words = |count, text| format!("{count} element{}: {text}", if count == 1 { "" } else { "s" });
            let wishes = words(elements.len(), seen::wanted(wanted));
            return Difference::of(path, wishes, words(there.len(), seen::shown(found)), wanted.leaves())
                .into();
        }
        let pairs = elements.iter().zip(there).enumerate();
        pairs
            .map(|(at, (wanted, value))| self.compare(wanted, Some(value), &path.clone().index(at)))
            .collect()
    }

    fn list_with(self, wanted: &Match, elements: &[Match], found: &Value, path: &Path) -> Comparison {
        let Some(there) = as_list(found) else { return Difference::new(path, wanted, Some(found)).into() };
        elements.iter().map(|wanted| self.somewhere(wanted, there, found, path)).collect()
    }

    /// An element among others: the first that matches, or what is wrong with the closest.
    fn somewhere(self, wanted: &Match, there: &[Value], found: &Value, path: &Path) -> Comparison {
        let elements = there.iter().enumerate();
        let tried = elements.map(|(at, value)| self.compare(wanted, Some(value), &path.clone().index(at)));
        match tried.min_by_key(Comparison::weight) {
            Some(closest) if closest.is_match() || is_object(wanted) => closest,
            _ => {
                let wish = format!("a list with {}", seen::wanted(wanted));
                Difference::of(path, wish, seen::shown(found), wanted.leaves()).into()
            }
        }
    }

    fn json(self, wanted: &Match, inner: &Match, found: &Value, path: &Path) -> Comparison {
        match seen::decode(found, self.document) {
            Some(decoded) => self.compare(inner, Some(&decoded), path),
            None => Difference::new(path, wanted, Some(found)).into(),
        }
    }

    fn capture(self, capture: &Capture, inner: &Match, found: &Value, path: &Path) -> Comparison {
        let mut compared = self.compare(inner, Some(found), path);
        if compared.is_match() {
            compared.captured.push((capture.clone(), found.clone()));
        }
        compared
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::props;
    use crate::terraform::{Address, Addresses, Expression, Names, Text, block, list, object, text};

    /// A service with something for every matcher.
    fn service() -> (Document, Value) {
        let mut document = Document::new();
        let container = object! { "name": "api", "ports": list![80, 81], "note": "${x}" };
        let container = document.file("x").local("container", container).whole();
        let vpc = Address::resource("aws_vpc", "main");
        let block = block! {
            cpu        = "512",
            count      = 2,
            enabled    = true,
            none       = Value::Null,
            arn        = text!["arn:aws:ecs:", vpc.attr("id"), ":x"],
            vpc        = vpc.attr("id"),
            containers = Expression::call("jsonencode", [list![container]]),
            policy     = r#"{ "Version": "2012-10-17", "Statement": [{ "Sid": "A" }] }"#,
            zones      = ["a", "b"],
            network { public = false, subnets = list![vpc.attr("id")] }
            for volume in ["tmp", "run"].map(|name| block! { name = name, size = 1 }),
            depends_on     = Addresses(vec![vpc]),
            ignore_changes = Names(vec!["count".into()]),
        };
        (document, seen::of_content(&crate::terraform::Content::Block(block)))
    }

    #[track_caller]
    fn holds(wanted: Match) {
        let (document, found) = service();
        let differences = Comparison::of(&wanted, &found, &document).differences;
        assert!(
            differences.is_empty(),
            "{}",
            differences.iter().map(ToString::to_string).collect::<String>()
        );
    }

    #[track_caller]
    fn differs(wanted: Match, text: &str) {
        let (document, found) = service();
        let differences = Comparison::of(&wanted, &found, &document).differences;
        assert_eq!(differences.iter().map(ToString::to_string).collect::<String>(), text);
    }

    #[test]
    fn scalars() {
        holds(props! { "cpu": "512", "count": 2, "enabled": true, "none": null });
        differs(props! { "cpu": 512 }, "  cpu\n    wanted  512\n    found   \"512\"\n");
        differs(props! { "count": 3 }, "  count\n    wanted  3\n    found   2\n");
        differs(props! { "enabled": false }, "  enabled\n    wanted  false\n    found   true\n");
        differs(props! { "vpc": "x" }, "  vpc\n    wanted  \"x\"\n    found   aws_vpc.main.id\n");
        differs(
            props! { "network": "x" },
            "  network\n    wanted  \"x\"\n    found   { public: false, subnets: [aws_vpc.main.id] }\n",
        );
    }

    #[test]
    fn what_is_there_and_what_is_not() {
        holds(props! { "cpu": Match::any(), "cpus": Match::absent(), "none": Match::absent() });
        differs(props! { "none": Match::any() }, "  none\n    wanted  anything\n    found   nothing\n");
        differs(props! { "cpu": null }, "  cpu\n    wanted  nothing\n    found   \"512\"\n");
        differs(props! { "cpus": "512" }, "  cpus\n    wanted  \"512\"\n    found   nothing; there is cpu\n");
    }

    #[test]
    fn nested_objects_and_exact_ones() {
        holds(props! { "network": { "public": false } });
        differs(
            props! { "network": { "public": true, "x": 1 } },
            "  network.public\n    wanted  true\n    found   false\n  network.x\n    wanted  1\n    found   nothing\n",
        );
        holds(props! { "network": Match::exact(props! { "public": false, "subnets": Match::any() }) });
        differs(
            props! { "network": Match::exact(props! { "public": false }) },
            "  network.subnets\n    wanted  nothing\n    found   [aws_vpc.main.id]\n",
        );
        differs(
            props! { "volume": Match::exact(props! [{ "name": "tmp" }, { "name": "run", "size": 1 }]) },
            "  volume[0].size\n    wanted  nothing\n    found   1\n",
        );
    }

    #[test]
    fn negations() {
        holds(
            props! { "cpu": Match::not("256"), "cpus": Match::not(1), "network": Match::not(props! { "public": true }) },
        );
        differs(
            props! { "cpu": Match::not("512") },
            "  cpu\n    wanted  anything but \"512\"\n    found   \"512\"\n",
        );
    }

    #[test]
    fn parts_of_texts() {
        holds(props! { "arn": Match::starts_with("arn:aws:"), "cpu": Match::text_containing("51") });
        holds(props! { "arn": Match::text_containing(":${aws_vpc.main.id}:") });
        let found = "    found   \"arn:aws:ecs:${aws_vpc.main.id}:x\"\n";
        differs(
            props! { "arn": Match::starts_with("aws") },
            &format!("  arn\n    wanted  text that starts with \"aws\"\n{found}"),
        );
        differs(
            props! { "arn": Match::text_containing("s3") },
            &format!("  arn\n    wanted  text containing \"s3\"\n{found}"),
        );
        differs(
            props! { "count": Match::starts_with("2") },
            "  count\n    wanted  text that starts with \"2\"\n    found   2\n",
        );
        differs(
            props! { "count": Match::text_containing("2") },
            "  count\n    wanted  text containing \"2\"\n    found   2\n",
        );
    }

    #[test]
    fn lists() {
        holds(
            props! { "zones": ["a", "b"], "volume": [{ "name": "tmp" }, { "name": "run" }], "network": [{ "public": false }] },
        );
        holds(
            props! { "zones": Match::list_with(["b"]), "volume": Match::list_with([props! { "name": "run" }]) },
        );
        differs(props! { "zones": ["a", "c"] }, "  zones[1]\n    wanted  \"c\"\n    found   \"b\"\n");
        differs(
            props! { "zones": Match::list_exact(["a"]) },
            "  zones\n    wanted  1 element: [\"a\"]\n    found   2 elements: [\"a\", \"b\"]\n",
        );
        differs(
            props! { "zones": Match::list_with(["a", "c"]) },
            "  zones\n    wanted  a list with \"c\"\n    found   [\"a\", \"b\"]\n",
        );
        differs(
            props! { "volume": Match::list_with([props! { "name": "run", "size": 2 }]) },
            "  volume[1].size\n    wanted  2\n    found   1\n",
        );
        differs(
            props! { "cpu": Match::list_with(["a"]) },
            "  cpu\n    wanted  a list with \"a\"\n    found   \"512\"\n",
        );
        differs(props! { "cpu": ["a"] }, "  cpu\n    wanted  [\"a\"]\n    found   \"512\"\n");
    }

    #[test]
    fn references_and_expressions() {
        holds(
            props! { "vpc": Match::reference_to("aws_vpc.main"), "arn": Match::reference_to("aws_vpc.main.id") },
        );
        holds(props! { "depends_on": Match::reference_to("aws_vpc.main"), "ignore_changes": ["count"] });
        holds(props! { "containers": Match::expression("jsonencode( [ local.container ] )") });
        holds(props! { "vpc": Address::resource("aws_vpc", "main").attr("id") });
        holds(
            props! { "arn": Text::join([Text::from("arn:aws:ecs:"), Address::resource("aws_vpc", "main").attr("id").into(), ":x".into()]) },
        );
        differs(
            props! { "vpc": Match::reference_to("aws_vpc.mai") },
            "  vpc\n    wanted  a reference to aws_vpc.mai\n    found   aws_vpc.main.id\n",
        );
        differs(
            props! { "vpc": Match::expression("aws_vpc.main.arn") },
            "  vpc\n    wanted  aws_vpc.main.arn\n    found   aws_vpc.main.id\n",
        );
    }

    #[test]
    fn json_is_looked_into() {
        holds(
            props! { "containers": Match::json(props! [{ "name": "api", "ports": [80, 81], "note": "${x}" }]) },
        );
        holds(
            props! { "policy": Match::json(props! { "Statement": Match::list_with([props! { "Sid": "A" }]) }) },
        );
        differs(
            props! { "containers": Match::json(props! [{ "ports": Match::list_with([443]) }]) },
            "  containers[0].ports\n    wanted  a list with 443\n    found   [80, 81]\n",
        );
        differs(
            props! { "policy": Match::json(props! { "Version": "2008" }) },
            "  policy.Version\n    wanted  \"2008\"\n    found   \"2012-10-17\"\n",
        );
        differs(
            props! { "vpc": Match::json(Match::any()) },
            "  vpc\n    wanted  JSON of anything\n    found   aws_vpc.main.id\n",
        );
    }

    #[test]
    fn a_plain_string_is_never_an_expression() {
        differs(
            props! { "vpc": "${aws_vpc.main.id}" },
            "  vpc\n    wanted  \"$${aws_vpc.main.id}\"\n    found   aws_vpc.main.id\n",
        );
    }
}
