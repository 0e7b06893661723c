// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::Value;

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack().synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Stack {
    let api = EcsFargateService::new("api")
        .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
        .port(80)
        .public(Public::new().host("api.example.com").zone("example.com"));

    let dev = Environment::new("dev");

    let staging = Environment::new("staging")
        .service(
            EcsFargateService::patch("api").public(Public::new().host("api.staging.example.com")),
        )
        .overriding("aws_lb.main", Override::new().set("client_keep_alive", 1200));

    Stack::new("shop")
        .region(Region::EuWest1)
        .alarms(Alarms::new().email("oncall@example.com"))
        .overriding(
            "aws_vpc.main",
            Override::new()
                .set("enable_network_address_usage_metrics", true)
                .merge("tags", Value::Object(vec![("Owner".into(), Value::from("platform"))])),
        )
        .overriding(
            "aws_lb.main",
            Override::new()
                .set("client_keep_alive", 600)
                .set("desync_mitigation_mode", "strictest"),
        )
        .overriding(
            "aws_lb_target_group.api",
            Override::new()
                .set("health_check.interval", 15)
                .set("tags[\"a.b\"]", Network::new().vpc_id()),
        )
        .overriding(
            "aws_ecs_service.api",
            Override::new()
                .set("timeouts", Value::Object(vec![("create".into(), Value::from("30m"))]))
                .set("health_check_grace_period_seconds", 45)
                .merge(
                    "lifecycle",
                    Value::Object(vec![(
                        "ignore_changes".into(),
                        Value::from(["desired_count", "tags"]),
                    )]),
                )
                .delete("propagate_tags"),
        )
        .overriding(
            "local.api_container",
            Override::new()
                .merge("environment", Value::List(vec![]))
                .append(
                    "mountPoints",
                    Value::List(vec![Value::Object(vec![
                        ("containerPath".into(), Value::from("/scratch")),
                        ("sourceVolume".into(), Value::from("scratch")),
                        ("readOnly".into(), Value::from(false)),
                    ])]),
                ),
        )
        .overriding(
            "aws_ecs_task_definition.api",
            Override::new().append(
                "volume",
                Value::List(vec![Value::Object(vec![("name".into(), Value::from("scratch"))])]),
            ),
        )
        .overriding(
            "aws_cloudwatch_log_group.*",
            Override::new()
                .set("retention_in_days", 400)
                .append("lifecycle.ignore_changes", ["tags"]),
        )
        .overriding(
            "provider.aws",
            Override::new().merge(
                "default_tags",
                Value::Object(vec![(
                    "tags".into(),
                    Value::Object(vec![("CostCenter".into(), Value::from("42"))]),
                )]),
            ),
        )
        .service(api)
        .environment(dev)
        .environment(staging)
}
