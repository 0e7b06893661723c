//! Pictures of environments, as they were looked at and accepted; and none in which one thing lies over another.
//!
//! `GROUNDPLAN_UPDATE=1` accepts what is made now.

use std::fmt::{Display, Formatter};

use groundplan::diagram::Diagram;
use groundplan_tests::case::{self, Case};
use groundplan_tests::golden::{Tree, differences};
use groundplan_tests::{assert_none, repository};

/// One with everything, and one that reaches nothing but VPC endpoints.
#[test]
fn the_pictures_are_what_was_accepted() {
    let shop = case::example("shop");
    let pictures =
        [("shop", shop, "production"), ("endpoints", Case::find("network/endpoints", "spec"), "live")];
    let made = pictures.into_iter().map(|(name, case, environment)| {
        let synthesis = case.accepted();
        let document = synthesis.environment(environment).expect("the spec has the environment");
        (format!("{name}.{environment}.svg"), Diagram::of(document).svg())
    });
    assert_none(&differences(&repository::root().join("tests/diagrams"), &made.collect::<Tree>()));
}

#[test]
fn nothing_lies_over_anything_else_and_nothing_is_cut_off() {
    let cases = case::accepted();
    assert!(cases.len() > 30, "{} cases", cases.len());
    let mut failures = Vec::new();
    let mut boxes = 0;
    for case in cases {
        for (name, document) in case.accepted().documents() {
            let picture = Picture::read(&Diagram::of(document).svg());
            boxes += picture.boxes.len();
            failures.extend(picture.wrong().map(|wrong| format!("{} {name}: {wrong}", case.name)));
        }
    }
    assert!(boxes > 100, "{boxes} boxes");
    assert_none(&failures);
}

#[test]
fn planted_mistakes_are_caught() {
    let svg = |rest: &str| {
        let svg = format!(
            "<svg viewBox=\"0 0 100 100\">\n<g class=\"node a\"><rect x=\"10\" y=\"10\" width=\"20\" height=\"20\"/></g>\n{rest}\n</svg>"
        );
        Picture::read(&svg).wrong().collect::<Vec<_>>()
    };
    let rect = |class: &str, x: i32| {
        svg(&format!("<g class=\"{class} b\"><rect x=\"{x}\" y=\"15\" width=\"30\" height=\"20\"/></g>"))
    };
    assert_eq!(rect("node", 30), [""; 0]);
    assert_eq!(rect("node", 29).len(), 1, "two boxes");
    assert_eq!(rect("frame", 29).len(), 1, "a border through a box");
    assert_eq!(rect("node", 71).len(), 1, "a box at the edge");
    let line = |path: &str| svg(&format!("<g class=\"line b\"><path d=\"{path}\"/></g>"));
    assert_eq!(line("M10 10H100V0C1 2 3 4 5 6"), [""; 0]);
    assert_eq!(line("M10 10H101").len(), 1);
    assert_eq!(line("M10 10C1 2 3 101 5 6").len(), 1);
}

/// A place in a picture: from where to where, across and down.
struct Rect {
    what: String,
    x: (i32, i32),
    y: (i32, i32),
}

impl Display for Rect {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        let Self { what, x, y } = self;
        write!(formatter, "{what} ({}..{}, {}..{})", x.0, x.1, y.0, y.1)
    }
}

impl Rect {
    fn is_apart(&self, other: &Self) -> bool {
        self.x.1 <= other.x.0 || other.x.1 <= self.x.0 || self.y.1 <= other.y.0 || other.y.1 <= self.y.0
    }

    fn is_within(&self, other: &Self) -> bool {
        other.x.0 <= self.x.0 && self.x.1 <= other.x.1 && other.y.0 <= self.y.0 && self.y.1 <= other.y.1
    }
}

/// What is drawn, read off the text of a picture.
struct Picture {
    whole: Rect,
    frames: Vec<Rect>,
    boxes: Vec<Rect>,
    /// What lines go through, and where words begin.
    points: Vec<Rect>,
}

impl Picture {
    fn read(svg: &str) -> Self {
        let whole = numbers(attribute(svg, "viewBox").expect("a picture has a size"));
        let [_, _, width, height] = whole[..] else { panic!("four numbers: {whole:?}") };
        let whole = Rect { what: "the picture".to_owned(), x: (0, width), y: (0, height) };
        let mut picture = Self { whole, frames: Vec::new(), boxes: Vec::new(), points: Vec::new() };
        for group in svg.split("<g ").skip(1) {
            let what = attribute(group, "class").expect("a group has a class");
            let name = format!("{what} {}", attribute(group, "data-address").unwrap_or_default());
            picture.points.extend(points(what, group));
            match group.split_once("<rect ") {
                Some((_, rest)) if what.starts_with("frame ") => picture.frames.push(rect(&name, rest)),
                Some((_, rest)) => picture.boxes.push(rect(&name, rest)),
                None => assert!(what.starts_with("line "), "{what} is neither a box nor a line"),
            }
        }
        picture
    }

    fn wrong(&self) -> impl Iterator<Item = String> {
        let all = self.frames.iter().chain(&self.boxes).chain(&self.points);
        let outside = all.filter(|one| !one.is_within(&self.whole)).map(|one| format!("{one} is outside"));
        let pairs = (1..)
            .zip(&self.boxes)
            .flat_map(|(at, one)| self.boxes.iter().skip(at).map(move |other| (one, other)));
        let over = pairs.filter(|(one, other)| !one.is_apart(other));
        let over = over.map(|(one, other)| format!("{one} lies over {other}"));
        let pairs = self.frames.iter().flat_map(|frame| self.boxes.iter().map(move |one| (frame, one)));
        let through = pairs.filter(|(frame, one)| !one.is_within(frame) && !one.is_apart(frame));
        let through = through.map(|(frame, one)| format!("{frame} goes through {one}"));
        outside.chain(over).chain(through)
    }
}

fn rect(what: &str, text: &str) -> Rect {
    let number =
        |name: &str| attribute(text, name).and_then(|value| value.parse::<i32>().ok()).expect("a number");
    let (x, y) = (number("x"), number("y"));
    Rect { what: what.to_owned(), x: (x, x + number("width")), y: (y, y + number("height")) }
}

/// The points of a group's paths, and those at which its texts begin.
fn points(what: &str, group: &str) -> Vec<Rect> {
    let paths = group.split("<path ").skip(1).filter_map(|rest| attribute(rest, "d")).flat_map(of_path);
    let texts =
        group.split("<text ").skip(1).map(|rest| rect(what, &format!("{rest} width=\"0\" height=\"0\"")));
    let of_texts = texts.map(|text| (text.x.0, text.y.0));
    let point = |(x, y)| Rect { what: format!("a point of {what}"), x: (x, x), y: (y, y) };
    paths.chain(of_texts).map(point).collect()
}

/// The points of a path of `M`, `C`, `H` and `V`, which count from the corner of the picture.
fn of_path(path: &str) -> Vec<(i32, i32)> {
    let mut points: Vec<(i32, i32)> = Vec::new();
    let mut commands = path.char_indices().filter(|(_, sign)| sign.is_ascii_alphabetic()).peekable();
    while let Some((start, sign)) = commands.next() {
        let end = commands.peek().map_or(path.len(), |(end, _)| *end);
        let given = numbers(&path[start + 1..end]);
        let last = points.last().copied().unwrap_or_default();
        match sign {
            'H' => points.extend(given.iter().map(|x| (*x, last.1))),
            'V' => points.extend(given.iter().map(|y| (last.0, *y))),
            'M' | 'C' => points.extend(given.chunks(2).map(|pair| (pair[0], pair[1]))),
            other => panic!("a path with {other}: {path}"),
        }
    }
    points
}

fn numbers(text: &str) -> Vec<i32> {
    text.split_whitespace().map(|number| number.parse().expect("a whole number")).collect()
}

/// The value of an attribute's first occurrence.
fn attribute<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("{name}=\""))?;
    rest.split('"').next()
}
