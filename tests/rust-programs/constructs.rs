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
    let again = Raw::data("aws_region", "again");
    let assets = Raw::resource("aws_s3_bucket", "assets").set("bucket_prefix", "shop-assets-");
    let dev = Environment::new("dev");

    let stack = Stack::new("shop")
        .region(Region::EuWest1)
        .with_json(r#"{
            "raw": {
                "variable": {
                    "sizes": {
                        "type": "map(object({ cpu = number, memory = optional(number, 512) }))",
                        "description": "Sizes by name",
                        "default": { "small": { "cpu": 1 } },
                        "nullable": false,
                        "validation": {
                            "condition": {
                                "$expr": "alltrue([for size in values(var.sizes) : size.cpu > 0])"
                            },
                            "error_message": "every size needs a cpu"
                        }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "variable": {
                    "password": { "type": "string", "default": "secret", "sensitive": true }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "variable": {
                    "token": { "type": "string", "default": "token", "ephemeral": true }
                }
            }
        }"#)?
        .raw(Raw::local("names", Expression::raw("sort(keys(var.sizes))")))
        .raw(Raw::local(
            "template",
            Text::join([
                Text::from("costs ${amount} "),
                Text::from(Expression::raw("format(\"%.2f\", 1.5)")),
            ]),
        ))
        .raw(again)
        .raw(
            Raw::resource("terraform_data", "name")
                .set("input", Network::new().vpc_id())
                .set("triggers_replace", [Text::from(Expression::raw("var.sizes"))]),
        )
        .with_json(r#"{
            "raw": {
                "resource": {
                    "aws_sns_topic": {
                        "events": {
                            "count": { "$expr": "length(local.names)" },
                            "name": {
                                "$join": ["shop-events-", { "$expr": "local.names[count.index]" }]
                            },
                            "lifecycle": {
                                "create_before_destroy": true,
                                "ignore_changes": "all",
                                "replace_triggered_by": ["terraform_data.name.output"],
                                "precondition": {
                                    "condition": { "$expr": "length(local.names) > 0" },
                                    "error_message": "there is no name"
                                },
                                "postcondition": [
                                    {
                                        "condition": { "$expr": "self.name != \"\"" },
                                        "error_message": "it has no name"
                                    }
                                ]
                            }
                        }
                    }
                }
            }
        }"#)?
        .raw(assets)
        .raw(
            Raw::resource("aws_s3_bucket_cors_configuration", "assets")
                .set("bucket", Expression::raw("aws_s3_bucket.assets.id"))
                .set(
                    "cors_rule",
                    Value::List(vec![
                        Value::Object(vec![
                            ("allowed_methods".into(), Value::from(["GET"])),
                            ("allowed_origins".into(), Value::from(["*"])),
                        ]),
                        Value::Object(vec![
                            ("allowed_methods".into(), Value::from(["PUT"])),
                            ("allowed_origins".into(), Value::from(["https://shop.example.com"])),
                        ]),
                    ]),
                ),
        )
        .with_json(r#"{
            "raw": {
                "resource": {
                    "aws_s3_bucket_lifecycle_configuration": {
                        "assets": {
                            "bucket": { "$expr": "aws_s3_bucket.assets.id" },
                            "dynamic": {
                                "rule": {
                                    "for_each": { "$expr": "toset([\"tmp/\", \"logs/\"])" },
                                    "content": {
                                        "id": { "$expr": "rule.value" },
                                        "status": "Enabled",
                                        "filter": { "prefix": { "$expr": "rule.value" } },
                                        "expiration": { "days": 30 }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "output": {
                    "topics": {
                        "value": { "$expr": "aws_sns_topic.events[*].arn" },
                        "description": "Topics"
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "output": {
                    "password": {
                        "value": { "$expr": "var.password" },
                        "sensitive": true,
                        "precondition": {
                            "condition": { "$expr": "length(var.password) > 3" },
                            "error_message": "too short"
                        },
                        "depends_on": ["aws_sns_topic.events"]
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "check": {
                    "region": {
                        "assert": {
                            "condition": { "$expr": "data.aws_region.again.name != \"\"" },
                            "error_message": "no region"
                        }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": { "moved": { "from": "aws_sns_topic.old", "to": "aws_sns_topic.events" } }
        }"#)?
        .with_json(r#"{
            "raw": { "moved": { "from": "aws_sqs_queue.a[\"x\"]", "to": "aws_sqs_queue.b[0]" } }
        }"#)?
        .with_json(r#"{
            "raw": {
                "removed": {
                    "from": "aws_sqs_queue.forgotten",
                    "lifecycle": { "destroy": false }
                }
            }
        }"#)?
        .environment(dev);

    Ok(stack)
}
