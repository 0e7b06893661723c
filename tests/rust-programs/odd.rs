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
    let secret_0 = Secret::new("0");
    let match_secret = Secret::new("match");
    let stack_secret = Secret::new("stack");
    let here = Raw::data("aws_region", "here");

    let match_service = EcsFargateService::new("match")
        .image(Image::patch().tag("1"))
        .size(Size::patch().memory(Memory::mib(512)))
        .env("A", Import::new("nowhere").value())
        .env("E", Text::join([Text::from(here.attr("name")), Text::from("#\"#")]))
        .secret("A", &match_secret)
        .with_json(r#"{ "secrets": { "B": { "key": "k" } } }"#)?
        .secret("C", "elsewhere")
        .secret("D", Secret::new("elsewhere").key("k"))
        .with_json(r#"{ "command": [] }"#)?
        .with_json(r#"{ "writable": [] }"#)?
        .with_json(r#"{ "allow": [] }"#)?
        .with_json(r#"{ "allowEgress": [{ "port": 1 }, { "cidr": "10.0.0.0/8", "port": 2 }] }"#)?
        .alarms(Alarms::new().with_json(r#"{ "email": [] }"#)?.errors(1))
        .usage(
            ServiceUsage::new()
                .requests(Count::new(1))
                .response_size(DataSize::bytes(1_500)),
        );

    let match_service_2 = EcsFargateService::new("Match")
        .image("a:1")
        .size((Vcpu::units(768), Memory::mib(1536)))
        .public(Public::new())
        .health_check(HealthCheck::new())
        .scale(Scale::new().min(1));

    let match_environment = Environment::new("match")
        .network(Network::patch().egress(Egress::Nat))
        .service(
            EcsFargateService::patch("match")
                .size(Size::patch().vcpu(Vcpu::FOUR))
                .alarms(Alarms::none()),
        )
        .alarms(Alarms::new().email("a@example.com").email("b@example.com"));

    let plain = Environment::new("plain").service(
        EcsFargateService::patch("Match").public(Public::none()),
    );

    let stack = Stack::new("odd")
        .region(Region::UsGovWest1)
        .tag("a\"b", "quote \" \\ $ ${x} \t \u{202e} \0")
        .export("a", Export::new(Vec::<Text>::new()))
        .export("b", Export::new(vec!["x", "y"]))
        .export("c", Export::patch().description("no value"))
        .overriding(
            "aws_sqs_queue.first",
            Override::new()
                .with_json(r#"{ "set": { "big": { "dynamic": { "a": 1 } } } }"#)?
                .set("tags[\"x\"]", Import::new("nowhere").value())
                .with_json(r#"{ "delete": [] }"#)?,
        )
        .waive(Rule::ALARM_SUBSCRIBERS, "nobody")
        .with_json("{ \"waive\": { \"nonsense\": \"a rule that there is not: \\\"##\" } }")?
        .raw(here)
        .raw(
            Raw::resource("aws_sqs_queue", "first")
                .set("name", Expression::raw("data.aws_region.here.name"))
                .set("delay_seconds", 5000000000_i64)
                .set("ratio", Value::Decimal("1.50".to_owned()))
                .set("none", Value::Null)
                .set("empty", Value::List(vec![]))
                .set("list", Value::List(vec![Value::from(1), Value::from("a")])),
        )
        .with_json(r#"{
            "raw": {
                "resource": {
                    "aws_sqs_queue": {
                        "second": {
                            "name": "x",
                            "dynamic": {
                                "setting": {
                                    "for_each": [1],
                                    "content": { "value": { "$expr": "setting.value" } }
                                }
                            }
                        }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": { "moved": { "from": "aws_sqs_queue.a", "to": "aws_sqs_queue.b" } }
        }"#)?
        .with_json(r#"{
            "raw": { "moved": { "from": "aws_sqs_queue.c", "to": "aws_sqs_queue.d" } }
        }"#)?
        .secret(secret_0)
        .secret(match_secret)
        .secret(stack_secret)
        .service(match_service)
        .service(match_service_2)
        .with_json(r#"{ "services": { "expr": "none" } }"#)?
        .environment(match_environment)
        .environment(plain);

    Ok(stack)
}
