//! With which rights Terraform works in an environment, and what bounds those of the roles that it makes.

use crate::aws::Resolver;
use crate::decision::Decided;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::stack::spec::Environment;
use crate::terraform::{Content, Document};

rules! {
    /// The role that Terraform works with, and the boundary of roles, are ARNs of IAM.
    ///
    /// AWS refuses others, when they are used.
    ACCESS = error "stack/access", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns";
}

/// Decides the role that Terraform works with, and the policy that bounds the roles that it makes.
pub(super) fn resolve(spec: &Environment, resolver: &mut Resolver<'_>) -> [Option<Decided<String>>; 2] {
    [("role", &spec.role, "role"), ("boundary", &spec.boundary, "policy")].map(|(key, stated, kind)| {
        let arn = resolver.stated(&Path::root(), key, stated.as_ref())?;
        if !is_arn(&arn, kind) {
            let message = format!("`{key}` needs the ARN of a {kind}");
            let finding = Diagnostic::new(Rule::ACCESS, Path::of(key), message).given(&arn);
            let name = arn.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
            let account = resolver.context.account.as_deref().unwrap_or("123456789012");
            resolver.report(
                finding
                    .wants(format!("arn:aws:iam::ACCOUNT:{kind}/NAME"))
                    .hint(format!("{key}: arn:aws:iam::{account}:{kind}/{name}")),
            );
        }
        Some(arn)
    })
}

/// Policies of AWS itself have `aws` in the place of an account.
fn is_arn(arn: &str, kind: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", partition, "iam", "", account, resource] => {
            let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
            let name = resource.strip_prefix(kind).and_then(|rest| rest.strip_prefix('/'));
            partition.starts_with("aws")
                && (is_account || (*account == "aws" && kind == "policy"))
                && name.is_some_and(|name| !name.is_empty())
        }
        _ => false,
    }
}

/// Bounds every role in a document.
pub(super) fn bound(boundary: Option<&Decided<String>>, document: &mut Document) {
    let Some(boundary) = boundary else { return };
    let roles = document.items_mut().iter_mut().filter(|item| item.resource_type == "aws_iam_role");
    for role in roles {
        if let Content::Block(block) = &mut role.content {
            block.set("permissions_boundary", boundary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_arn;

    #[test]
    fn arns_of_roles_and_policies_are_told_from_others() {
        assert!(is_arn("arn:aws:iam::123456789012:role/deploy", "role"));
        assert!(is_arn("arn:aws-cn:iam::123456789012:role/ops/deploy", "role"));
        assert!(is_arn("arn:aws:iam::aws:policy/PowerUserAccess", "policy"));
        assert!(!is_arn("arn:aws:iam::123456789012:role/deploy", "policy"));
        assert!(!is_arn("arn:aws:iam::1234:role/deploy", "role"));
        assert!(!is_arn("deploy", "role"));
    }
}
