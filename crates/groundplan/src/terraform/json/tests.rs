use super::super::{Addresses, Names, block, list, object, text};
use super::*;

fn one(body: Block) -> serde_json::Value {
    let mut document = Document::new();
    document.file("main").resource("aws_x", "y", body);
    let (_, text) = document.render().remove(0);
    serde_json::from_str::<serde_json::Value>(&text).unwrap()["resource"]["aws_x"]["y"].clone()
}

#[test]
fn a_plain_string_is_never_an_expression() {
    let body = block! { a = "${amount} EUR", b = "%{ if true }", c = "$5 100% $${x}" };
    assert_eq!(
        one(body),
        serde_json::json!({"a": "$${amount} EUR", "b": "%%{ if true }", "c": "$5 100% $$${x}"})
    );
}

#[test]
fn expressions_are_interpolated_and_quotes_in_them_escaped() {
    let vpc = crate::terraform::Address::resource("aws_vpc", "main");
    let body = block! {
        id  = vpc.attr("id"),
        arn = text!["arn:", vpc.attr("id"), "/*"],
        doc = Expression::call("jsonencode", [object! { "k": "v\n" }]),
    };
    assert_eq!(
        one(body),
        serde_json::json!({
            "id": "${aws_vpc.main.id}",
            "arn": "arn:${aws_vpc.main.id}/*",
            "doc": "${jsonencode({\"k\" = \"v\\n\"})}",
        })
    );
}

#[test]
fn blocks_stand_once_or_as_a_list_and_bare_names_stay_bare() {
    let body = block! {
        health_check { path = "/" }
        for setting in [block! { name = "a" }, block! { name = "b" }],
        depends_on = Addresses(vec![crate::terraform::Address::resource("aws_lb", "main")]),
        lifecycle { ignore_changes = Names(vec!["desired_count".into()]) }
        missing = None::<bool>,
        mixed = list![1, "two"],
        "quoted" = Literal::from("${kept}"),
    };
    assert_eq!(
        one(body),
        serde_json::json!({
            "health_check": {"path": "/"},
            "setting": [{"name": "a"}, {"name": "b"}],
            "depends_on": ["aws_lb.main"],
            "lifecycle": {"ignore_changes": ["desired_count"]},
            "mixed": [1, "two"],
            "quoted": "${kept}",
        })
    );
}

#[test]
fn control_characters_survive() {
    let body = block! { a = "tab\t nul\u{1} quote\" back\\ é\u{1F600}" };
    assert_eq!(one(body)["a"], "tab\t nul\u{1} quote\" back\\ é\u{1F600}");
}

#[test]
fn the_layout_is_one_argument_a_line() {
    let mut document = Document::new();
    let mut file = document.file("network");
    file.comment("Made by a test.");
    file.resource("aws_vpc", "main", block! { cidr_block = "10.0.0.0/16", tags = object! {} });
    assert_eq!(
        document.render(),
        [(
            "network.tf.json".to_owned(),
            "{\n  \"//\": \"Made by a test.\",\n  \"resource\": {\n    \"aws_vpc\": {\n      \"main\": {\n        \
             \"cidr_block\": \"10.0.0.0/16\",\n        \"tags\": {}\n      }\n    }\n  }\n}\n"
                .to_owned()
        )]
    );
}
