//! Users hold what their stack becomes to what they care about, as the README shows.

use groundplan::testing::{Capture, Match, Template};
use groundplan::{Synthesis, props};
use groundplan_tests::case::example;

fn hold(synthesis: &Synthesis) -> Result<(), Box<dyn std::error::Error>> {
    let template = Template::of(synthesis.environment("production").ok_or("no production")?);
    template.assert_has_resource(
        "aws_ecs_task_definition",
        props! {
            "cpu": "1024",
            "container_definitions": Match::json(props! [{ "readonlyRootFilesystem": true }]),
        },
    )?;
    template.assert_all_resources(
        "aws_cloudwatch_log_group",
        props! { "retention_in_days": 365, "kms_key_id": Match::any() },
    )?;
    template.assert_lacks_resource("aws_vpc_security_group_ingress_rule", props! { "from_port": 22 })?;
    Ok(())
}

#[test]
fn the_shop_holds() {
    hold(example("shop").accepted()).unwrap();
}

#[test]
fn the_readme_shows_this_very_test() {
    let squeezed =
        |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")").replace(",}", "}");
    let readme = std::fs::read_to_string(groundplan_tests::repository::root().join("README.md")).unwrap();
    let own = include_str!("user_assertions.rs");
    let start = own.find("fn hold").unwrap();
    let end = own.find("#[test]").unwrap();
    assert!(squeezed(&readme).contains(&squeezed(&own[start..end])), "the README shows another test");
}

#[test]
fn an_environment_or_the_bootstrap_is_one_call_away() {
    let synthesis = example("shop").accepted();
    assert!(synthesis.environment("productoin").is_none());
    let bootstrap = Template::of(synthesis.bootstrap().unwrap());
    bootstrap.assert_resource_count("aws_s3_bucket", 1).unwrap();
}

#[test]
fn policies_can_be_looked_into() {
    let synthesis = example("shop").accepted();
    let template = Template::of(synthesis.environment("production").unwrap());
    let actions = Capture::new();
    let wanted = props! { "policy": Match::json(props! {
        "Statement": Match::list_with([props! { "Sid": "ReadSecrets", "Action": &actions }]),
    }) };
    template.assert_has_resource("aws_iam_role_policy", wanted).unwrap();
    assert_eq!(actions.texts(), ["secretsmanager:GetSecretValue"]);
}

#[test]
fn a_failure_says_what_is_wrong() {
    let synthesis = example("shop").accepted();
    let template = Template::of(synthesis.environment("dev").unwrap());
    let failure = template.assert_has_resource(
        "aws_ecs_task_definition",
        props! { "family": "shop-dev-api", "container_definitions": Match::json(props! [{ "privileged": true }]) },
    );
    let text = "no aws_ecs_task_definition is as wanted; the closest of 2 is aws_ecs_task_definition.api:\n  \
                container_definitions[0].privileged\n    wanted  true\n    found   false\n";
    assert_eq!(failure.unwrap_err().to_string(), text);
}
