//! What the execution role of a task may do.

use super::relation::is_passed_on;
use super::task;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::Mode;

rules! {
    /// An execution role has a policy.
    ///
    /// A role without one may do nothing: tasks can neither pull from ECR, nor write logs, nor read secrets, and stop before
    /// they run.
    AWS_ROLE_EMPTY = warning "aws/role-empty", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html";
}

/// What gives a role its policies, and the argument that names the role.
const GIVERS: [(&str, &str); 5] = [
    ("aws_iam_role_policy", "role"),
    ("aws_iam_role_policy_attachment", "role"),
    ("aws_iam_role_policies_exclusive", "role_name"),
    ("aws_iam_role_policy_attachments_exclusive", "role_name"),
    ("aws_iam_policy_attachment", "roles"),
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for task in model.resources("aws_ecs_task_definition").filter(task::needs_role) {
        let Some(reference) = task.reference("execution_role_arn") else { continue };
        let Some(role) = model.target(reference, &["aws_iam_role"]) else { continue };
        if is_empty(&role) {
            let message = format!("{} has no policy, and the task needs it", role.path());
            let finding = task.found(Rule::AWS_ROLE_EMPTY, "execution_role_arn", message).given(reference);
            report.add(finding.wants("a role with AmazonECSTaskExecutionRolePolicy, or less"));
        }
    }
}

/// Whether a role certainly has no policy.
fn is_empty(role: &Place<'_>) -> bool {
    let inline = ["managed_policy_arns", "inline_policy"];
    inline.iter().all(|name| role.lacks(name))
        && !is_passed_on(role)
        && GIVERS
            .iter()
            .all(|(kind, name)| role.model.resources(kind).all(|giver| is_of_another(&giver, name, role)))
}

/// Whether a policy is certainly given to another role.
fn is_of_another(giver: &Place<'_>, name: &str, role: &Place<'_>) -> bool {
    let Some(reference) = giver.reference(name) else { return false };
    let target = giver.model.target(reference, &["aws_iam_role"]);
    let is_managed = reference.address.mode == Mode::Resource;
    is_managed && target.is_some_and(|target| target.path() != role.path())
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    const TASK: &str = "resource \"aws_iam_role\" \"a\" {
  name = \"a\"
}
resource \"aws_ecs_task_definition\" \"a\" {
  requires_compatibilities = [\"FARGATE\"]
  execution_role_arn       = aws_iam_role.a.arn
  container_definitions    = jsonencode([{ name = \"a\", secrets = [{ name = \"A\", valueFrom = \"b\" }] }])
}
";

    #[test]
    fn a_policy_may_come_from_elsewhere() {
        let with = |more: &str| found("aws/role-empty", &format!("{TASK}{more}")).len();
        assert_eq!(with(""), 1);
        assert_eq!(
            with(
                "locals {\n  role = aws_iam_role.a.name\n}\nmodule \"m\" {\n  source = \"./m\"\n  role   = local.role\n}\n"
            ),
            0
        );
        assert_eq!(with("output \"role\" {\n  value = aws_iam_role.a.name\n}\n"), 0);
        assert_eq!(
            with(
                "output \"role\" {\n  value = aws_iam_role.a.name\n}\nprovider \"aws\" {\n  region = \"eu-west-1\"\n}\n"
            ),
            1
        );
        let by_name = "resource \"aws_iam_role_policy_attachment\" \"a\" {\n  role       = \"a\"\n  policy_arn = \"b\"\n}\n";
        assert_eq!(with(by_name), 0, "a text may be its name");
    }
}
