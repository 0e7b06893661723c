use super::*;

fn paths(text: &str, notation: Notation) -> Vec<String> {
    let outline = Outline::of(text, notation);
    let of_part = |(at, part): (usize, &Part)| {
        let value = if part.shape == Shape::Scalar {
            format!(" = {}", outline.slice(part.value.clone()))
        } else {
            String::new()
        };
        format!("{}{value}", outline.path(at))
    };
    outline.parts.iter().enumerate().skip(1).map(of_part).collect()
}

#[test]
fn block_style_by_indentation() {
    let text = "# x\na:\n  b: 1 # y\n  c:\n    - d: 2\n      e: 3\n    - f\n\n  g: |\n    h: 4\n\n  i:\n  - j\nk: &l !m n: o\n";
    let wanted = [
        "a",
        "a.b = 1",
        "a.c",
        "a.c[0]",
        "a.c[0].d = 2",
        "a.c[0].e = 3",
        "a.c[1] = f",
        "a.g",
        "a.i",
        "a.i[0] = j",
        "k = n: o",
    ];
    assert_eq!(paths(text, Notation::Yaml), wanted);
}

#[test]
fn flow_style_and_quotes() {
    let text = "a: { b: 'x, }', \"c\": [1, { d: e:f, g }, \"h\n i\"] } # { z\nj: {\n  k: l # m\n}\n";
    let wanted = [
        "a",
        "a.b = 'x, }'",
        "a.c",
        "a.c[0] = 1",
        "a.c[1]",
        "a.c[1].d = e:f",
        "a.c[1].g",
        "a.c[2] = \"h\n i\"",
        "j",
        "j.k = l",
    ];
    assert_eq!(paths(text, Notation::Yaml), wanted);
}

#[test]
fn what_is_not_finished_spoils_nothing_below() {
    let text = "a: { b: \"c\n  d: [\ne:\n  f\n  g: h\n  i\n    j: k\nl: m\n";
    let wanted = ["a", "a.b = \"c", "a.d", "e", "e.g = h", "e.f", "e.i", "e.i.j = k", "l = m"];
    let mut found = paths(text, Notation::Yaml);
    found.sort();
    let mut wanted = wanted.map(str::to_owned).to_vec();
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn json_with_holes() {
    let text = r#"{"a": 1 "b": , "c": [1, {"d": }, "e": "f\"g", "h" }"#;
    let wanted = [
        "a = 1",
        "b",
        "c",
        "c[0] = 1",
        "c[1]",
        "c[1].d",
        "c[2] = \"e\"",
        "c[3] = \"f\\\"g\"",
        "c[4] = \"h\"",
    ];
    assert_eq!(paths(text, Notation::Json), wanted);
    assert_eq!(paths("{\"a\":\n\"b\": 2}", Notation::Json), ["a", "b = 2"]);
}

#[test]
fn a_part_ends_where_the_last_of_it_ends() {
    let text = "a:\n  b:\n    - c\n    - { d: e }\n  f: g\nh: i\n";
    let outline = Outline::of(text, Notation::Yaml);
    let of = |path: &str| {
        &text[outline.part(outline.find(Path::of(path).segments()).unwrap()).unwrap().span.clone()]
    };
    assert_eq!(of("a.b"), "b:\n    - c\n    - { d: e }");
    assert_eq!(of("a"), "a:\n  b:\n    - c\n    - { d: e }\n  f: g");
    assert_eq!(of("h"), "h: i");
}
