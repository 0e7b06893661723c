//! Provisioners: of which kind they are, and what those that run at destruction may refer to.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Body, Model, Place};
use crate::terraform::{Content, Expression, Section};

rules! {
    /// A provisioner is of a kind that Terraform has.
    ///
    /// These are `local-exec`, `remote-exec` and `file`; those for Chef, Puppet, Salt and Habitat are gone since 0.15.
    TERRAFORM_PROVISIONER_KIND = error "terraform/provisioner-kind", "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax";

    /// A provisioner that runs at destruction refers only to its own resource.
    ///
    /// When it runs, other objects may be gone: only `self`, `count.index` and `each.key` are known. The connection of the
    /// resource counts as well.
    TERRAFORM_DESTROY_TIME = error "terraform/destroy-time", "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners";
}

const KINDS: [&str; 3] = ["local-exec", "remote-exec", "file"];

/// Kinds that Terraform had until 0.15.
/// <https://github.com/hashicorp/terraform/blob/v0.15/CHANGELOG.md>
const GONE: [&str; 4] = ["chef", "habitat", "puppet", "salt-masterless"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for section in [Section::Resource, Section::Removed] {
        for resource in model.section(section) {
            for labelled in resource.blocks("provisioner") {
                let Body::Block(kinds) = labelled.body else { continue };
                for (kind, _) in kinds.entries() {
                    self::kind(&labelled, kind, report);
                    labelled.blocks(kind).iter().for_each(|one| at_destruction(one, &resource, report));
                }
            }
        }
    }
}

/// Whether the kind of a provisioner is wrong: what else there is to say of it follows.
pub(super) fn is_misnamed(resource: &Place<'_>) -> bool {
    let kinds = resource.blocks("provisioner").into_iter().filter_map(|labelled| match labelled.body {
        Body::Block(kinds) => Some(kinds),
        Body::Object(_) => None,
    });
    kinds.flat_map(|kinds| kinds.entries()).any(|(kind, _)| is_wrong(kind))
}

/// Others may be plugins of someone's own.
fn is_wrong(kind: &str) -> bool {
    !KINDS.contains(&kind) && (GONE.contains(&kind) || nearest(kind, KINDS.into_iter()).is_some())
}

fn kind(labelled: &Place<'_>, kind: &str, report: &mut Report) {
    if is_wrong(kind) {
        let near = nearest(kind, KINDS.into_iter()).map(str::to_owned);
        let message = format!("Terraform has no provisioner `{kind}`");
        let finding = labelled.found(Rule::TERRAFORM_PROVISIONER_KIND, kind, message).given(kind);
        report.add(finding.wants(format!("one of {}", KINDS.join(", "))).maybe_hint(near));
    }
}

fn at_destruction(provisioner: &Place<'_>, resource: &Place<'_>, report: &mut Report) {
    if provisioner.text("when") != Some("destroy") {
        return;
    }
    let connection = || resource.blocks("connection").into_iter();
    for place in std::iter::once(provisioner.clone()).chain(connection()) {
        let Body::Block(block) = place.body else { continue };
        for (name, content) in block.entries() {
            if let Some(other) = elsewhere(content) {
                let message = "what runs at destruction knows only its own resource";
                let finding = place.found(Rule::TERRAFORM_DESTROY_TIME, name, message).given(other);
                report.add(finding.wants("self, count.index and each.key"));
            }
        }
    }
}

/// What is referred to that may be gone.
fn elsewhere(content: &Content) -> Option<String> {
    let mut found = None;
    content.visit(&mut |expression| {
        let is_gone = match expression {
            Expression::Reference(_) => true,
            Expression::Symbol(name) => name.starts_with("each.value"),
            _ => false,
        };
        if is_gone && found.is_none() {
            found = Some(expression.to_string());
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(code: &str, body: &str) -> usize {
        found(code, &format!("variable \"x\" {{}}\nresource \"a_b\" \"c\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn kinds_are_those_of_terraform() {
        let of = |kind: &str| {
            of("terraform/provisioner-kind", &format!("provisioner \"{kind}\" {{\n  command = \"x\"\n}}"))
        };
        assert_eq!([of("remote_exec"), of("local-exce"), of("files"), of("chef")], [1, 1, 1, 1]);
        assert_eq!([of("local-exec"), of("remote-exec"), of("file"), of("ansible")], [0, 0, 0, 0]);
    }

    #[test]
    fn what_runs_at_destruction_knows_its_own_resource() {
        let of = |command: &str| {
            let body = format!(
                "for_each = {{}}\nprovisioner \"local-exec\" {{\n  when = destroy\n  command = {command}\n}}"
            );
            of("terraform/destroy-time", &body)
        };
        for wrong in ["var.x", "\"a ${upper(var.x)}\"", "each.value", "a_b.d.id", "module.m.x", "local.y"] {
            assert_eq!(of(wrong), 1, "{wrong}");
        }
        for right in ["self.id", "\"a ${each.key} ${path.module}\"", "join(\",\", [for x in [\"a\"] : x])"] {
            assert_eq!(of(right), 0, "{right}");
        }
    }

    #[test]
    fn the_connection_counts_and_what_runs_at_creation_does_not() {
        let at = |when: &str| {
            let body = format!(
                "connection {{\n  host = var.x\n}}\nprovisioner \"local-exec\" {{\n  {when}\n  command = \"x\"\n}}"
            );
            of("terraform/destroy-time", &body)
        };
        assert_eq!([at("when = destroy"), at("when = create"), at("")], [1, 0, 0]);
        let inner = "provisioner \"file\" {\n  when = destroy\n  connection {\n    host = var.x\n  }\n}";
        assert_eq!(of("terraform/destroy-time", inner), 1);
    }
}
