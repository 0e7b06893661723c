//! Secrets in plain sight in the environment of what runs.

use super::exposure::PLACEHOLDERS;
use crate::diagnostic::{Report, Rule};
use crate::model::{Model, Place, text};
use crate::terraform::Value;
use crate::unit::{is_secret_value, looks_secret};

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for function in model.resources("aws_lambda_function") {
        let environments = function.blocks("environment").into_iter();
        environments.flat_map(|one| one.blocks("variables")).for_each(|one| variables(&one, report));
    }
    for task in model.resources("aws_ecs_task_definition") {
        let Some(json) = task.json("container_definitions") else { continue };
        for container in task.objects(&json, task.below.clone().key("container_definitions")) {
            container.blocks("environment").iter().for_each(|one| variable(one, report));
        }
    }
    for project in model.resources("aws_codebuild_project") {
        let environments = project.blocks("environment").into_iter();
        let variables = environments.flat_map(|one| one.blocks("environment_variable"));
        let is_plain = |one: &Place<'_>| one.lacks("type") || one.text("type") == Some("PLAINTEXT");
        variables.filter(is_plain).for_each(|one| variable(&one, report));
    }
}

/// Variables as names with values.
fn variables(object: &Place<'_>, report: &mut Report) {
    for (name, value) in object.entries() {
        if is_written(name, object.model.follow(value)) {
            found(object, name, name, report);
        }
    }
}

/// A variable as an object with a name and a value.
fn variable(one: &Place<'_>, report: &mut Report) {
    let (Some(name), Some(value)) = (one.text("name"), one.value("value")) else { return };
    if is_written(name, value) {
        found(one, "value", name, report);
    }
}

fn found(place: &Place<'_>, at: &str, name: &str, report: &mut Report) {
    let message = format!("a secret is written out in the environment, as {name}");
    let finding = place.found(Rule::AWS_LITERAL_CREDENTIAL, at, message);
    report.add(finding.wants("the ARN of a secret that is read when it runs"));
}

/// Whether a variable has a secret as it is: by the form of its value, or by its name, where the value can be one.
fn is_written(name: &str, value: &Value) -> bool {
    let Some(value) = text(value) else { return false };
    let is_known = PLACEHOLDERS.contains(&value.to_lowercase().as_str()) || SWITCHES.contains(&value);
    // Paths and addresses say where a secret lies.
    let may_be_one = value.len() >= 6 && !value.contains(['/', ':', ' ', '<', '{']);
    let is_named = looks_secret(name, value) && may_be_one && !is_known;
    is_secret_value(value) || (is_named && (is_password(name) || is_random(value)))
}

/// Whether a name is that of a password: others that speak of secrets may hold the name of one.
fn is_password(name: &str) -> bool {
    let name = name.to_uppercase();
    let is_elsewhere =
        ["SECRETS_MANAGER", "SSM", "PARAMETER", "VAULT"].iter().any(|word| name.contains(word));
    !is_elsewhere && ["PASSWORD", "PASSWD", "PASSPHRASE"].iter().any(|word| name.ends_with(word))
}

/// Whether a value looks as a machine makes them: letters and digits without a word between hyphens.
fn is_random(value: &str) -> bool {
    value.len() >= 16
        && value.chars().all(|one| one.is_ascii_alphanumeric() || "+=".contains(one))
        && value.contains(|one: char| one.is_ascii_digit())
        && value.contains(|one: char| one.is_ascii_alphabetic())
}

const SWITCHES: [&str; 6] = ["true", "false", "enabled", "disabled", "required", "optional"];

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    const CODE: &str = "aws/literal-credential";

    #[test]
    fn a_secret_in_a_function_is_found() {
        let of = |variable: &str| {
            let text = format!(
                "resource \"aws_lambda_function\" \"a\" {{\n  environment {{\n    variables = {{\n      {variable}\n    }}\n  }}\n}}\n"
            );
            found(CODE, &text)
        };
        let at = |name: &str| vec![format!("resource.aws_lambda_function.a.environment.variables.{name}")];
        assert_eq!(of("DB_PASSWORD = \"hunter2hunter2\""), at("DB_PASSWORD"));
        assert_eq!(of("DB = \"postgres://app:hunter2@db/app\""), at("DB"));
        for fine in [
            "DB_PASSWORD = var.password",
            "DB_PASSWORD = \"\"",
            "DB_SECRET = \"arn:aws:secretsmanager:eu-west-1:111111111111:secret:db\"",
            "API_TOKEN = \"/prod/api/token\"",
            "SECRETS_MANAGER_SECRET = \"app-server-secrets\"",
            "DB_SECRET = \"db-credentials\"",
            "CSRF_TOKEN = \"enabled\"",
            "PASSWORD_MIN_LENGTH = \"12\"",
        ] {
            assert_eq!(of(fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn a_secret_in_a_container_or_a_build_is_found() {
        let task = "resource \"aws_ecs_task_definition\" \"a\" {\n  container_definitions = jsonencode([{ name = \"a\", environment = [{ name = \"API_KEY\", value = \"0123456789abcdef\" }] }])\n}\n";
        assert_eq!(
            found(CODE, task),
            ["resource.aws_ecs_task_definition.a.container_definitions[0].environment[0].value"]
        );
        let of = |kind: &str| {
            let text = format!(
                "resource \"aws_codebuild_project\" \"a\" {{\n  environment {{\n    environment_variable {{\n      name  = \"API_KEY\"\n      value = \"0123456789abcdef\"\n      {kind}\n    }}\n  }}\n}}\n"
            );
            found(CODE, &text).len()
        };
        assert_eq!([of(""), of("type = \"SECRETS_MANAGER\"")], [1, 0]);
    }
}
