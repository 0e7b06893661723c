//! Terraform's own blocks: variables, outputs, checks, `lifecycle`, provisioners, and what refactors.
//!
//! What they take is in `schema/language.txt`, in the same form as what providers take. Blocks and arguments that only
//! OpenTofu has are in it as well, since a file seldom tells which of the two reads it.
//! <https://developer.hashicorp.com/terraform/language>, <https://opentofu.org/docs/language/>

use std::cell::RefCell;
use std::sync::LazyLock;

use super::Check;
use super::place::Place;
use crate::diagnostic::Report;
use crate::schema::{Kind, Schema};
use crate::terraform::{Content, Document, Item, Section};
use crate::unit::Lookup;

/// What Terraform's own blocks take.
static LANGUAGE: LazyLock<Schema> = LazyLock::new(|| {
    // A test reads all of it, so this text has a form.
    Schema::parse(include_str!("../../../schema/language.txt")).unwrap_or_else(|_| Schema::empty())
});

/// Reports what Terraform refuses in its own blocks: unknown arguments, those that are missing, and blocks that are too few
/// or too many. No provider is needed for that.
///
/// ```
/// use groundplan::schema::check_language;
/// use groundplan::block;
/// use groundplan::terraform::Document;
/// let mut document = Document::new();
/// document.file("main").output("url", block! { vlaue = "x" });
/// let report = check_language(&document);
/// let found: Vec<_> = report.diagnostics().iter().map(|finding| finding.message.as_str()).collect();
/// assert_eq!(found, ["there is no argument `vlaue` here", "`value` is missing"]);
/// ```
#[must_use]
pub fn check_language(document: &Document) -> Report {
    let check = Check {
        schema: &LANGUAGE,
        types: Lookup::default(),
        takes_null: true,
        findings: RefCell::default(),
        newer: RefCell::default(),
    };
    document.items().iter().for_each(|item| check.of_language(item));
    let mut report = Report::default();
    check.findings.into_inner().into_iter().for_each(|finding| report.add(finding));
    report
}

impl Check<'_> {
    fn of_language(&self, item: &Item) {
        let lifecycle = match item.section {
            Section::Provider | Section::Locals | Section::Action | Section::Module => return,
            Section::Resource => "lifecycle",
            Section::Data | Section::Ephemeral => "lifecycle_of_data",
            section => {
                return self.placed(item, &mut |place| self.own(section.name(), &item.content, place));
            }
        };
        self.provisioners(item);
        if let Some(content) = item.block().and_then(|block| block.get("lifecycle")) {
            self.placed(item, &mut |place| self.own(lifecycle, content, &place.key("lifecycle")));
        }
    }

    /// Provisioners under their kinds, of which those that are not known are left out.
    fn provisioners(&self, item: &Item) {
        let several = match item.block().and_then(|block| block.get("provisioner")) {
            Some(Content::Block(one)) => vec![(None, one)],
            Some(Content::Blocks(all)) => all.iter().enumerate().map(|(at, one)| (Some(at), one)).collect(),
            _ => return,
        };
        self.placed(item, &mut |place| {
            let place = place.key("provisioner");
            for (at, labelled) in &several {
                let place = place.maybe_index(*at);
                for (kind, content) in labelled.entries() {
                    self.own(kind, content, &place.key(kind));
                }
            }
        });
    }

    fn own(&self, name: &str, content: &Content, place: &Place<'_>) {
        if let Some(schema) = self.schema.get(Kind::Resource, name) {
            self.bodies(content, &schema, meta_arguments(name), place);
        }
    }
}

/// What a block takes beside its schema.
fn meta_arguments(block: &str) -> &'static [&'static str] {
    match block {
        "output" => &["depends_on"],
        // What it takes depends on its label.
        "terraform" => &["backend", "provider_meta", "state_store"],
        "check" => &["data"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Kind;
    use crate::terraform::read;

    #[test]
    fn all_that_terraform_takes_can_be_read() {
        let schema = Schema::read(LANGUAGE.text()).unwrap();
        let names: Vec<&str> = schema.names(Kind::Resource).collect();
        let sections =
            Section::ALL.iter().filter(|section| !section.is_typed()).map(|section| section.name());
        let unnamed = sections.filter(|name| !names.contains(name)).collect::<Vec<_>>();
        assert_eq!(unnamed, ["provider", "locals", "module"]);
    }

    #[track_caller]
    fn found(text: &str) -> Vec<String> {
        let (document, read) = read::module([("main.tf", text)]);
        assert!(!read.has_errors(), "{read}");
        let line = |finding: &crate::diagnostic::Diagnostic| {
            format!("{} {} {}", finding.rule.code, finding.path, finding.hint.clone().unwrap_or_default())
        };
        check_language(&document).diagnostics().iter().map(line).collect()
    }

    #[test]
    fn unknown_arguments_are_found_with_those_that_are_meant() {
        let text = r#"
            variable "a" { defualt = 1 }
            terraform { required_versoin = ">= 1" }
            resource "aws_x" "a" {
              lifecycle { prevent_destory = true }
            }
            import {
              too = aws_x.a
              id  = "a"
            }"#;
        assert_eq!(
            found(text),
            [
                "schema/unknown-argument variable.a.defualt default",
                "schema/unknown-argument terraform.required_versoin required_version",
                "schema/unknown-argument resource.aws_x.a.lifecycle.prevent_destory prevent_destroy",
                "schema/unknown-argument import.too to",
                "schema/missing-argument import ",
            ]
        );
    }

    #[test]
    fn provisioners_have_the_arguments_of_their_kind() {
        let of = |kind: &str, body: &str| {
            found(&format!("resource \"aws_x\" \"a\" {{\n provisioner \"{kind}\" {{\n{body}\n}}\n}}\n"))
        };
        assert_eq!(
            of("local-exec", "comand = 1"),
            [
                "schema/unknown-argument resource.aws_x.a.provisioner.local-exec.comand command",
                "schema/missing-argument resource.aws_x.a.provisioner.local-exec "
            ]
        );
        assert_eq!(of("file", "destination = 1\nconnection {\n typ = 1\n}").len(), 1);
        for (kind, body) in [
            (
                "local-exec",
                "when = destroy\non_failure = continue\ncommand = self.id\nenvironment = { A = 1 }",
            ),
            ("remote-exec", "inline = []\nconnection {\n host = self.id\n}"),
            ("own", "any = 1"),
        ] {
            assert_eq!(of(kind, body), [""; 0], "{kind}");
        }
    }

    #[test]
    fn null_is_a_value_of_an_output_and_a_check_needs_an_assertion() {
        assert_eq!(found("output \"a\" { value = null }"), [""; 0]);
        assert_eq!(
            found("check \"a\" {\n data \"aws_x\" \"a\" {}\n}\n"),
            ["schema/missing-argument check.a "]
        );
        let of_data = "data \"aws_x\" \"a\" {\n lifecycle { create_before_destroy = true }\n}";
        assert_eq!(found(of_data), ["schema/unknown-argument data.aws_x.a.lifecycle.create_before_destroy "]);
    }
}
