//! IAM policies: as JSON in arguments, and as the data source that writes it.

mod action;
mod admin;
mod arguments;
mod condition;
mod document;
mod everyone;
mod level;
mod near;
mod pass_role;
mod resource;
mod statement;
mod statements;
mod trust;

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place};

rules! {
    /// A policy has elements that IAM knows, those that it needs, and `Allow` or `Deny`.
    ///
    /// Terraform checks nothing in it; AWS refuses a misspelt element as a malformed policy, and a statement of a role's or
    /// user's policy that names a principal.
    AWS_POLICY = error "aws/policy", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html";

    /// An action of a policy is a service, a colon and a name.
    ///
    /// AWS refuses a policy with an action of no service.
    AWS_POLICY_ACTION = error "aws/policy-action", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";

    /// The service of an action is one of AWS.
    ///
    /// AWS takes a policy with a misspelt service, and allows nothing by it. A service may be newer than the list.
    AWS_POLICY_SERVICE = warning "aws/policy-service", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";

    /// A condition has an operator that IAM knows.
    ///
    /// AWS refuses a policy with another one.
    AWS_POLICY_CONDITION = error "aws/policy-condition", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";

    /// No policy allows everything.
    ///
    /// A role or user with every action on every resource is an administrator of the account, and so is who has the policy
    /// AdministratorAccess. Controls: IAM.1; CKV_AWS_1, CKV_AWS_62, CKV_AWS_63, CKV_AWS_274; CIS AWS Foundations 1.4.0, 1.16.
    AWS_ADMIN_POLICY = warning "aws/admin-policy", "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1";

    /// No policy lets everyone in without a condition.
    ///
    /// A principal `*` is anybody with an account of AWS, and for many actions anybody at all: to take a role, to write into a
    /// bucket, to use a queue, a key or a secret. Reading objects of a bucket may be meant so, for a website. Controls: S3.2, S3.3,
    /// KMS.3, SNS.4, SQS.3; CKV_AWS_60, CKV_AWS_70.
    AWS_EVERYONE = warning "aws/everyone", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous";

    /// Who may pass roles on may pass these, not every one.
    ///
    /// With `iam:PassRole` on `*`, a function or machine is made with the role of an administrator, and acts with it. Controls:
    /// CKV_AWS_286.
    AWS_PASS_ROLE = warning "aws/pass-role", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";

    /// An action of S3 is allowed on what it is for: on a bucket, or on objects.
    ///
    /// AWS refuses the policy of a bucket in which an action has no resource that it is for; in a role's policy it allows nothing.
    /// `s3:ListBucket` is for the bucket, `s3:GetObject` for `/*` in it.
    AWS_POLICY_RESOURCE = error "aws/policy-resource", "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html";

    /// A role that a shared provider of identities may take says for whom.
    ///
    /// GitHub signs the tokens of every repository in the world: without a condition on `sub`, or with one that everybody meets, all
    /// of them may take the role. AWS refuses most of these. Controls: CKV_AWS_358.
    AWS_SHARED_IDENTITY = error "aws/shared-identity", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html";

    /// The name of a service, an action of STS or a policy of AWS is not one letter away from a well-known one.
    ///
    /// AWS refuses a service or policy that it does not have, and takes an action that it does not have, which allows nothing.
    AWS_MISSPELT = warning "aws/misspelt", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html";
}

/// What a policy is about, which decides what its statements need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// What a user, group or role may do: on what resource.
    Identity,
    /// Who may take a role.
    Trust,
    /// Who may use the resource that it belongs to.
    Resource,
    /// Any of it.
    Any,
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>
const DOCUMENT: [&str; 3] = ["Version", "Id", "Statement"];
const VERSIONS: [&str; 2] = ["2012-10-17", "2008-10-17"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, subject) in arguments::POLICIES {
        for place in model.resources(kind) {
            policy(&place, name, *subject, report);
        }
    }
    document::check(model, report);
    admin::check(model, report);
    everyone::check(model, report);
    pass_role::check(model, report);
    trust::check(model, report);
    near::check(model, report);
    level::check(model, report);
}

/// Whether the policy in an argument certainly lets everyone in.
pub(super) fn lets_everyone_in(place: &Place<'_>, name: &str) -> bool {
    everyone::lets_in(place, name)
}

fn policy(place: &Place<'_>, name: &str, subject: Subject, report: &mut Report) {
    let Some(json) = place.json(name) else { return };
    for policy in place.objects(&json, place.below.clone().key(name)) {
        elements(&policy, report);
        policy.blocks("Statement").iter().for_each(|one| statement::check(one, subject, report));
    }
}

/// What is around the statements.
fn elements(policy: &Place<'_>, report: &mut Report) {
    for (key, _) in policy.entries().into_iter().filter(|(key, _)| !DOCUMENT.contains(key)) {
        unknown(policy, key, &DOCUMENT, report);
    }
    if let Some(version) = policy.text("Version").filter(|version| !VERSIONS.contains(version)) {
        let finding =
            policy.found(Rule::AWS_POLICY, "Version", "unknown version of the language of policies");
        report.add(finding.given(version).wants(VERSIONS.join(" or ")).hint(VERSIONS[0]));
    }
    if policy.lacks("Statement") {
        let finding = policy.found(Rule::AWS_POLICY, "Statement", "the policy has no statements");
        report.add(finding.wants("Statement: a list of statements"));
    }
}

/// An element that IAM does not have.
fn unknown(place: &Place<'_>, key: &str, known: &[&str], report: &mut Report) {
    let finding = place.found(Rule::AWS_POLICY, key, format!("unknown policy element `{key}`"));
    let hint = nearest(key, known.iter().copied()).map(str::to_owned);
    report.add(finding.given(key).wants(known.join(", ")).maybe_hint(hint));
}
