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
    let queue = Raw::data("aws_iam_policy_document", "queue").set(
        "statement",
        Value::List(vec![Value::Object(vec![
            ("actions".into(), Value::from(["sqs:SendMessage"])),
            ("resources".into(), Value::from(["*"])),
            (
                "principals".into(),
                Value::Object(vec![
                    ("type".into(), Value::from("Service")),
                    ("identifiers".into(), Value::from(["events.amazonaws.com"])),
                ]),
            ),
        ])]),
    );

    let api = EcsFargateService::new("api")
        .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
        .env("EXPORTS", Expression::raw("aws_s3_bucket.exports.bucket"))
        .env("QUEUE", Expression::raw("aws_sqs_queue.work[\"orders\"].url"))
        .allow(
            "s3:PutObject",
            Arn::from_text(Text::join([
                Text::from(Expression::raw("aws_s3_bucket.exports.arn")),
                Text::from("/*"),
            ])),
        );

    let dev = Environment::new("dev");

    let production = Environment::new("production")
        .raw(Raw::resource("aws_sqs_queue", "work").set("visibility_timeout_seconds", 300))
        .with_json(r#"{
            "raw": {
                "resource": {
                    "aws_s3_bucket_lifecycle_configuration": {
                        "exports": {
                            "bucket": { "$expr": "aws_s3_bucket.exports.id" },
                            "rule": {
                                "id": "expire",
                                "status": "Enabled",
                                "filter": {},
                                "expiration": { "days": 30 }
                            },
                            "depends_on": ["aws_s3_bucket_versioning.exports"]
                        }
                    }
                }
            }
        }"#)?;

    let stack = Stack::new("shop")
        .region(Region::EuWest1)
        .alarms(Alarms::new().email("oncall@example.com"))
        .raw(queue)
        .with_json(r#"{
            "raw": {
                "resource": {
                    "aws_s3_bucket": {
                        "exports": {
                            "bucket_prefix": "shop-exports-",
                            "tags": {
                                "Vpc": { "$expr": "aws_vpc.main.id" },
                                "Plain": "${not} an expression"
                            },
                            "lifecycle": { "prevent_destroy": true, "ignore_changes": ["tags"] }
                        }
                    }
                }
            }
        }"#)?
        .raw(
            Raw::resource("aws_s3_bucket_versioning", "exports")
                .set("bucket", Expression::raw("aws_s3_bucket.exports.id"))
                .set(
                    "versioning_configuration",
                    Value::Object(vec![("status".into(), Value::from("Enabled"))]),
                ),
        )
        .with_json(r#"{
            "raw": {
                "resource": {
                    "aws_sqs_queue": {
                        "work": {
                            "for_each": { "$expr": "toset([\"orders\", \"mails\"])" },
                            "name": { "$join": ["shop-", { "$expr": "each.key" }] },
                            "visibility_timeout_seconds": 60,
                            "policy": { "$expr": "data.aws_iam_policy_document.queue.json" },
                            "depends_on": ["aws_s3_bucket.exports"]
                        }
                    }
                }
            }
        }"#)?
        .service(api)
        .environment(dev)
        .environment(production);

    Ok(stack)
}
