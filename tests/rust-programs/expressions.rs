// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::{Expression, Text, Value};

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack()?.synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Result<Stack, groundplan::Error> {
    let dev = Environment::new("dev");

    let stack = Stack::new("shop")
        .region(Region::EuWest1)
        .raw(Raw::local("sum", Expression::raw("(1 + 2) * 3 - 4 / 2 % 2")))
        .raw(Raw::local(
            "logic",
            Expression::raw("!(1 > 2) && (true || false) && 1 != 2 && 2 >= 2 && 1 <= 1"),
        ))
        .raw(Raw::local("negative", Expression::raw("-(1 + 1)")))
        .raw(Raw::local(
            "choice",
            Expression::raw("local.logic ? \"yes\" : local.sum > 5 ? \"no\" : \"never\""),
        ))
        .raw(Raw::local(
            "list",
            Expression::raw("[for index, name in [\"a\", \"b\"] : \"${index}-${upper(name)}\" if name != \"c\"]"),
        ))
        .raw(Raw::local(
            "map",
            Expression::raw("{for name in [\"a\", \"b\", \"a\"] : name => length(name)...}"),
        ))
        .raw(Raw::local(
            "computed",
            Expression::raw("{for entry in [[\"k-${local.sum}\", 1], [\"plain\", 2]] : entry[0] => entry[1]}"),
        ))
        .raw(Raw::local("splat", Expression::raw("[{\"n\" = 1}, {\"n\" = 2}][*].n")))
        .raw(Raw::local("index", Expression::raw("local.list[length(local.list) - 1]")))
        .raw(Raw::local("element", Expression::raw("{\"a\" = {\"b-c\" = [1, 2]}}.a[\"b-c\"][1]")))
        .raw(Raw::local("spread", Expression::raw("max([1, 5, 3]...)")))
        .raw(Raw::local(
            "template",
            Text::join([
                Text::from(Expression::raw("\"%{ for name in local.list }${name};%{ endfor }\"")),
                Text::from(Expression::raw("\"%{ if local.logic }yes%{ else }no%{ endif }\"")),
            ]),
        ))
        .raw(Raw::local(
            "heredoc",
            Text::join([
                Text::from("one\n  two "),
                Text::from(Expression::raw("local.sum")),
                Text::from("\n"),
            ]),
        ))
        .raw(Raw::local("plain", "${not.an.expression} %{ nor this } $5 100%"))
        .raw(Raw::local(
            "joined",
            Text::join([
                Text::from("price: $"),
                Text::from(Expression::raw("local.sum")),
                Text::from(" %"),
                Text::from(Expression::raw("local.negative")),
            ]),
        ))
        .raw(Raw::local(
            "encoded",
            Expression::raw("jsonencode({\"a\" = [1, true, null], \"b c\" = \"d\\\"e\\n\"})"),
        ))
        .raw(Raw::local("decimal", Value::Decimal("1.50".to_owned())))
        .raw(Raw::local("big", 9007199254740993_i64))
        .raw(Raw::local("nothing", Value::Null))
        .raw(Raw::local(
            "nested",
            Value::Object(vec![
                (
                    "a".into(),
                    Value::List(vec![
                        Value::Object(vec![("b".into(), Value::from(Expression::raw("local.sum")))]),
                        Value::from("text"),
                    ]),
                ),
                ("c.d".into(), Value::from(true)),
            ]),
        ))
        .with_json(r#"{
            "raw": {
                "output": {
                    "all": {
                        "value": {
                            "sum": { "$expr": "local.sum" },
                            "choice": { "$expr": "local.choice" },
                            "list": { "$expr": "local.list" },
                            "map": { "$expr": "local.map" },
                            "computed": { "$expr": "local.computed" },
                            "splat": { "$expr": "local.splat" },
                            "index": { "$expr": "local.index" },
                            "element": { "$expr": "local.element" },
                            "spread": { "$expr": "local.spread" },
                            "template": { "$expr": "local.template" },
                            "heredoc": { "$expr": "local.heredoc" },
                            "plain": { "$expr": "local.plain" },
                            "joined": { "$expr": "local.joined" },
                            "encoded": { "$expr": "local.encoded" },
                            "rest": [
                                { "$expr": "local.decimal" },
                                { "$expr": "local.big" },
                                { "$expr": "local.nothing" },
                                { "$expr": "local.nested" }
                            ]
                        }
                    }
                }
            }
        }"#)?
        .environment(dev);

    Ok(stack)
}
