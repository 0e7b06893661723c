//! Buckets, functions and endpoints that are open to everyone.

use super::policy;
use super::relation::identity;
use crate::diagnostic::{Report, Rule, Severity, rules};
use crate::model::{Model, Place, text};

rules! {
    /// A bucket is not public.
    ///
    /// An ACL `public-read` lists a bucket to everyone, and `public-read-write` lets everyone fill it or delete what is in it. With
    /// its public access block off, a policy for everyone applies; a website is better behind CloudFront. Controls: S3.2, S3.3,
    /// S3.8; CKV_AWS_20, CKV_AWS_54, CKV_AWS_56, CKV_AWS_57.
    AWS_PUBLIC_BUCKET = warning "aws/public-bucket", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";

    /// A function is not called by everyone.
    ///
    /// A URL without authentication is called by anybody who finds it; a permission for `*`, or for buckets of any account, lets
    /// others call the function at your expense. Controls: Lambda.1; CKV_AWS_258, CKV_AWS_301, CKV_AWS_364.
    AWS_PUBLIC_FUNCTION = warning "aws/public-function", "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1";

    /// The API of a cluster is not open to the whole internet.
    ///
    /// Unless something else is written, a cluster of EKS has a public endpoint, for every address. Controls: EKS.1; CKV_AWS_38,
    /// CKV_AWS_39.
    AWS_PUBLIC_CLUSTER = warning "aws/public-cluster", "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html";
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
const ACLS: [(&str, &str); 3] = [
    ("public-read", "everyone may list the bucket"),
    ("public-read-write", "everyone may write into the bucket"),
    ("authenticated-read", "everyone with an account of AWS may list the bucket"),
];

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups>
const GROUPS: [&str; 2] = [
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for bucket in model.of_kinds(&["aws_s3_bucket_acl", "aws_s3_bucket"]) {
        acl(&bucket, report);
        let policies = bucket.blocks("access_control_policy").into_iter();
        policies.flat_map(|policy| policy.blocks("grant")).for_each(|grant| granted(&grant, report));
    }
    for block in model.resources("aws_s3_bucket_public_access_block") {
        blocked(&block, report);
    }
    model.resources("aws_lambda_function_url").for_each(|url| address(&url, report));
    model.resources("aws_lambda_permission").for_each(|one| permission(&one, report));
    for cluster in model.resources("aws_eks_cluster") {
        cluster.blocks("vpc_config").iter().for_each(|network| endpoint(network, report));
    }
}

fn acl(bucket: &Place<'_>, report: &mut Report) {
    let Some(given) = bucket.text("acl") else { return };
    let Some((_, message)) = ACLS.iter().find(|(acl, _)| *acl == given) else { return };
    let mut finding = bucket.found(Rule::AWS_PUBLIC_BUCKET, "acl", *message).given(given);
    if given == "public-read-write" {
        finding.rule.severity = Severity::Error;
    }
    report.add(finding.wants("private, and a policy for who may read").hint("private"));
}

fn granted(grant: &Place<'_>, report: &mut Report) {
    for grantee in grant.blocks("grantee") {
        if let Some(group) = grantee.text("uri").filter(|uri| GROUPS.contains(uri)) {
            let message = "the bucket is granted to everyone";
            let finding = grantee.found(Rule::AWS_PUBLIC_BUCKET, "uri", message).given(group);
            report.add(finding.wants("the accounts that are meant"));
        }
    }
}

/// Only where a policy makes use of it: the block alone lets nobody in.
fn blocked(block: &Place<'_>, report: &mut Report) {
    let is_off = |name: &str| block.boolean_or(name, false) == Some(false);
    let Some(bucket) = identity(block, "bucket") else { return };
    if !is_off("block_public_policy") || !is_off("restrict_public_buckets") {
        return;
    }
    let model = block.model;
    let is_of_it = |place: &Place<'_>| identity(place, "bucket").is_some_and(|of| of == bucket);
    if model.resources("aws_s3_bucket_website_configuration").any(|site| is_of_it(&site)) {
        return;
    }
    let mut policies = model.resources("aws_s3_bucket_policy").filter(is_of_it);
    if let Some(policy) = policies.find(|policy| policy::lets_everyone_in(policy, "policy")) {
        let message = format!("the block is off, and {} lets everyone in", policy.path());
        let finding = block.found(Rule::AWS_PUBLIC_BUCKET, "restrict_public_buckets", message);
        report.add(finding.wants("true; or CloudFront before the bucket").hint("true"));
    }
}

fn address(url: &Place<'_>, report: &mut Report) {
    if url.text("authorization_type") == Some("NONE") {
        let message = "everyone who has the address may call the function";
        let finding = url.found(Rule::AWS_PUBLIC_FUNCTION, "authorization_type", message).given("NONE");
        report.add(
            finding.wants("AWS_IAM; a function that checks its callers itself may have NONE").hint("AWS_IAM"),
        );
    }
}

fn permission(one: &Place<'_>, report: &mut Report) {
    let bounds = ["source_arn", "source_account", "principal_org_id"];
    // A permission for a URL belongs to the URL, which says who may call it.
    let of_url = ["function_url_auth_type", "invoked_via_function_url"];
    if bounds.iter().chain(&of_url).any(|name| one.may_have(name)) {
        return;
    }
    let (message, wants) = match one.text("principal") {
        Some("*") => ("everyone may call the function", "the service or account that is meant"),
        Some("s3.amazonaws.com") => {
            ("a bucket of any account may call the function", "source_account and source_arn beside it")
        }
        _ => return,
    };
    let finding = one.found(Rule::AWS_PUBLIC_FUNCTION, "principal", message);
    report.add(finding.given(one.text("principal").unwrap_or_default()).wants(wants));
}

fn endpoint(network: &Place<'_>, report: &mut Report) {
    let is_public = network.boolean_or("endpoint_public_access", true) == Some(true);
    let written = network.list("public_access_cidrs").unwrap_or_default();
    let is_everywhere = written.into_iter().filter_map(text).any(|one| matches!(one, "0.0.0.0/0" | "::/0"));
    if is_public && (is_everywhere || network.lacks("public_access_cidrs")) {
        let message = "the API of the cluster is open to the whole internet";
        let finding = network.found(Rule::AWS_PUBLIC_CLUSTER, "public_access_cidrs", message);
        report.add(finding.wants("the addresses that need it, or endpoint_public_access = false"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(code: &str, kind: &str, body: &str) -> usize {
        found(code, &format!("resource \"{kind}\" \"a\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn a_block_is_judged_with_the_policy_that_it_lets_through() {
        let of = |off: &str, principal: &str, more: &str| {
            let text = format!(
                "resource \"aws_s3_bucket_public_access_block\" \"a\" {{\n  bucket = aws_s3_bucket.a.id\n  {off}\n}}\n\
                 resource \"aws_s3_bucket_policy\" \"a\" {{\n  bucket = aws_s3_bucket.a.id\n  policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", Principal = {principal}, Action = \"s3:GetObject\", Resource = \"*\" }}]\n  }})\n}}\n\
                 resource \"aws_s3_bucket\" \"a\" {{}}\n{more}"
            );
            found("aws/public-bucket", &text).len()
        };
        assert_eq!(of("restrict_public_buckets = false", "\"*\"", ""), 1);
        assert_eq!(of("restrict_public_buckets = true", "\"*\"", ""), 0);
        assert_eq!(of("block_public_policy = var.a", "\"*\"", ""), 0);
        assert_eq!(of("", "{ AWS = \"111111111111\" }", ""), 0);
        let site =
            "resource \"aws_s3_bucket_website_configuration\" \"a\" {\n  bucket = aws_s3_bucket.a.id\n}\n";
        assert_eq!(of("", "\"*\"", site), 0);
    }

    #[test]
    fn a_public_acl_is_found() {
        let of = |acl: &str| of("aws/public-bucket", "aws_s3_bucket_acl", &format!("acl = {acl}"));
        let acls =
            ["\"public-read\"", "\"public-read-write\"", "\"private\"", "\"log-delivery-write\"", "var.a"];
        assert_eq!(acls.map(of), [1, 1, 0, 0, 0]);
    }

    #[test]
    fn a_permission_for_everyone_has_bounds() {
        let of = |body: &str| of("aws/public-function", "aws_lambda_permission", body);
        assert_eq!([of("principal = \"*\""), of("principal = \"s3.amazonaws.com\"")], [1, 1]);
        for fine in [
            "principal = \"*\"\nprincipal_org_id = \"o-1\"",
            "principal = \"*\"\nfunction_url_auth_type = \"NONE\"",
            "principal = \"s3.amazonaws.com\"\nsource_arn = var.a",
            "principal = \"events.amazonaws.com\"",
            "principal = var.a",
        ] {
            assert_eq!(of(fine), 0, "{fine}");
        }
    }

    #[test]
    fn an_endpoint_is_open_unless_it_is_closed() {
        let of =
            |body: &str| of("aws/public-cluster", "aws_eks_cluster", &format!("vpc_config {{\n{body}\n}}"));
        assert_eq!([of(""), of("public_access_cidrs = [\"0.0.0.0/0\"]")], [1, 1]);
        assert_eq!([of("endpoint_public_access = false"), of("endpoint_public_access = var.a")], [0, 0]);
        assert_eq!(
            [of("public_access_cidrs = [\"192.0.2.0/24\"]"), of("public_access_cidrs = var.a")],
            [0, 0]
        );
    }
}
