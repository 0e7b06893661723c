//! Which arguments of the AWS provider's resources a plan has as they are written.

use std::sync::Arc;

use crate::evaluate::{Arguments, Planned};
use crate::schema::{Attribute, BlockSchema, Nesting, Schema, Type};
use crate::terraform::{Content, Document, Literal, Section};

/// The arguments of which a plan has something else: asked of the provider (`scripts/planned`).
const OTHERWISE: &str = include_str!("../../schema/planned.txt");

/// How far down the provider was asked: arguments, and those of blocks.
const DEEPEST: usize = 2;

/// The AWS provider, by its schema. Types that are newer than the table are of its newer framework, by whose rules a plan has what
/// is written. <https://developer.hashicorp.com/terraform/plugin/framework/resources/plan-modification>
pub(super) struct Provider<'a>(pub(super) &'a Schema);

impl Arguments for Provider<'_> {
    fn planned(&self, resource_type: &str, path: &[&str]) -> Option<Planned> {
        let (name, above) = path.split_last()?;
        let is_aws = resource_type.split('_').next() == Some("aws");
        if !is_aws || path.len() > DEEPEST || is_otherwise(resource_type, path) {
            return None;
        }
        let body = above.iter().try_fold(self.0.resource(resource_type)?, |body, name| inner(&body, name))?;
        match (body.attribute(name), body.block(name)) {
            (Some(attribute), _) => of_attribute(name, attribute),
            (None, Some(nested)) => match nested.nesting {
                Nesting::List => Some(Planned::Blocks),
                Nesting::Single | Nesting::Group => Some(Planned::Block),
                Nesting::Set | Nesting::Map => None,
            },
            (None, None) => None,
        }
    }
}

fn inner(body: &BlockSchema, name: &str) -> Option<Arc<BlockSchema>> {
    body.block(name).map(|nested| nested.block.clone())
}

fn of_attribute(name: &str, attribute: &Attribute) -> Option<Planned> {
    let is_kept = attribute.is_settable() && !attribute.write_only && attribute.nested.is_none();
    // What resources are called by is the provider's own, even where it may be written.
    (is_kept && name != "id" && is_plain(&attribute.ty))
        .then(|| Planned::Value { kind: attribute.ty.to_string(), is_sensitive: attribute.sensitive })
}

/// The end of the provider's source.
const AWS: &str = "/hashicorp/aws";

/// Whether a value of a type has nothing in it that may be left out.
fn is_plain(ty: &Type) -> bool {
    ty.is_primitive() || ty.element().is_some_and(Type::is_primitive)
}

/// Whether a plan may have something else than what is written: a line names an argument, a block, or everything.
fn is_otherwise(resource_type: &str, path: &[&str]) -> bool {
    let mut lines = OTHERWISE.lines().skip_while(|line| *line != resource_type).skip(1);
    let own = lines.by_ref().map_while(|line| line.strip_prefix(' '));
    let path = path.join(".");
    own.into_iter().any(|line| {
        line == "*" || path.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// Whether a root module takes another provider by the name `aws`: none of its types is known.
pub(crate) fn is_another_aws(document: &Document) -> bool {
    let settings = document.items().iter().filter(|item| item.section == Section::Terraform);
    let sources = settings.filter_map(|item| match item.block()?.get("required_providers")? {
        Content::Literal(Literal::Object(providers)) => {
            let (_, aws) = providers.iter().find(|(name, _)| name == "aws")?;
            match aws {
                Literal::Object(entries) => entries.iter().find_map(|(name, value)| match value {
                    Literal::Text(source) if name == "source" => Some(source.to_lowercase()),
                    _ => None,
                }),
                _ => None,
            }
        }
        _ => None,
    });
    sources.into_iter().any(|source| source != "hashicorp/aws" && !source.ends_with(AWS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(kind: &str, path: &[&str]) -> Option<Planned> {
        Provider(Schema::bundled()).planned(kind, path)
    }

    fn value(kind: &str, is_sensitive: bool) -> Option<Planned> {
        Some(Planned::Value { kind: kind.to_owned(), is_sensitive })
    }

    #[test]
    fn a_plan_has_what_is_written_unless_the_provider_changes_it() {
        assert_eq!(planned("aws_vpc", &["cidr_block"]), value("string", false));
        assert_eq!(planned("aws_vpc", &["tags"]), value("map(string)", false));
        assert_eq!(planned("aws_db_instance", &["password"]), value("string", true));
        assert_eq!(planned("aws_instance", &["root_block_device"]), Some(Planned::Blocks));
        assert_eq!(planned("aws_instance", &["root_block_device", "volume_size"]), value("number", false));
        let otherwise: [(&str, &[&str]); 10] = [
            ("aws_vpc", &["id"]),
            ("aws_vpc", &["arn"]),
            ("aws_vpc", &["unheard_of"]),
            ("aws_instance", &["user_data"]),
            ("aws_instance", &["ebs_block_device"]),
            ("aws_route53_zone", &["name"]),
            ("aws_iam_role", &["assume_role_policy"]),
            ("aws_db_instance", &["password_wo"]),
            ("aws_wafv2_web_acl", &["name"]),
            ("random_id", &["byte_length"]),
        ];
        for (kind, path) in otherwise {
            assert_eq!(planned(kind, path), None, "{kind} {path:?}");
        }
    }

    #[test]
    fn every_line_of_the_table_is_of_a_type_and_its_arguments() {
        let mut kind = "";
        for line in OTHERWISE.lines().skip(1) {
            match line.strip_prefix(' ') {
                None => kind = line,
                Some(path) => {
                    let steps: Vec<&str> = path.split('.').collect();
                    assert!(steps.len() <= DEEPEST && is_otherwise(kind, &steps), "{kind}: {line}");
                }
            }
        }
        assert!(OTHERWISE.lines().count() > 300, "{}", OTHERWISE.lines().count());
    }
}
