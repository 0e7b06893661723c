use std::cell::OnceCell;
use std::cmp::Reverse;

use super::in_its_syntax::{in_its_syntax, is_opentofu};
use crate::diagnostic::{Diagnostic, Path, Report, Rule, Segment, Severity};
use crate::node::{Node, Trace};
use crate::schema::{self, Schema};
use crate::terraform::{Document, Section, is_identifier, read};

/// Everything wrong with the files of a root module: names and texts, in either syntax, override files applied.
/// A finding names its file and the bytes in it.
///
/// ```
/// use groundplan::validate;
/// let text = "resource \"aws_cloudwatch_log_group\" \"api\" {\n  name              = \"api\"\n  retention_in_days = 15\n}\n";
/// let report = validate::files([("logs.tf", text)], None);
/// let finding = &report.diagnostics()[0];
/// assert_eq!((finding.rule.code, finding.file.as_deref()), ("aws/log-retention", Some("logs.tf")));
/// assert_eq!(text.get(finding.range.clone().unwrap()), Some("retention_in_days = 15"));
/// ```
#[must_use]
pub fn files<N: AsRef<str>, T: AsRef<str>>(
    files: impl IntoIterator<Item = (N, T)>,
    schema: Option<&Schema>,
) -> Report {
    let files: Vec<(N, T)> = files.into_iter().collect();
    checked(&texts(&files), schema, &[])
}

/// As [`files`], of some files of a root module: what they lack may be in the others.
///
/// ```
/// use groundplan::validate;
/// let text = "resource \"aws_sqs_queue\" \"jobs\" {\n  name = var.name\n}\n";
/// assert!(validate::files([("main.tf", text)], None).has_errors());
/// assert!(!validate::part([("main.tf", text)], None).has_errors());
/// ```
#[must_use]
pub fn part<N: AsRef<str>, T: AsRef<str>>(
    files: impl IntoIterator<Item = (N, T)>,
    schema: Option<&Schema>,
) -> Report {
    let files: Vec<(N, T)> = files.into_iter().collect();
    checked(&texts(&files), schema, &ABOUT_THE_WHOLE)
}

/// Reads the files of a root module as [`read::module`] does. A finding names its file and the bytes in it; what cannot be
/// read is not in the document.
#[must_use]
pub fn read<N: AsRef<str>, T: AsRef<str>>(files: impl IntoIterator<Item = (N, T)>) -> (Document, Report) {
    let files: Vec<(N, T)> = files.into_iter().collect();
    let files = texts(&files);
    let (document, report) = read::module(files.iter().copied());
    (document, Sources::of(&files).all(&report))
}

/// Rules that only a whole module can break: part of it may lack what they ask for.
pub(super) const ABOUT_THE_WHOLE: [Rule; 4] = [
    Rule::TERRAFORM_REFERENCE,
    Rule::TERRAFORM_OVERRIDE,
    Rule::TERRAFORM_IMPORT_TARGET,
    Rule::AWS_CERTIFICATE_ISSUED,
];

fn texts<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, text)| (name.as_ref(), text.as_ref())).collect()
}

/// What is found, without what breaks some rules. A file that cannot be read costs that file only: nothing is found to
/// be missing that may be in it.
fn checked(files: &[(&str, &str)], schema: Option<&Schema>, ignored: &[Rule]) -> Report {
    let (document, read) = read::module(files.iter().copied());
    of_document(&Sources::of(files), document, read, schema, ignored)
}

/// As [`checked`], of files that were read already.
pub(super) fn of_document(
    sources: &Sources<'_>,
    mut document: Document,
    mut read: Report,
    schema: Option<&Schema>,
    ignored: &[Rule],
) -> Report {
    let is_partial = read.errors().any(|finding| finding.rule == Rule::SYNTAX);
    let ignored = if is_partial { &ABOUT_THE_WHOLE[..] } else { ignored };
    if let Some(schema) = schema {
        read.extend(schema::check_syntax(&document, schema, |stem| is_native(sources.files, stem)));
        schema::normalize_blocks(&mut document, schema);
    }
    let is_opentofu = sources.is_opentofu || is_opentofu(&document, sources.files);
    let mut report = Report::default();
    read.diagnostics().iter().for_each(|finding| report.add(sources.located(finding)));
    let unread: Vec<Diagnostic> = report.errors().cloned().collect();
    for finding in super::document(&document, schema).diagnostics() {
        let Some(located) = in_its_syntax(sources.located(&tolerated(finding)), is_opentofu) else {
            continue;
        };
        if !unread.iter().any(|error| is_echo(&located, error)) {
            report.add(located);
        }
    }
    report.without(ignored)
}

/// What a spec cannot have and Terraform takes is a warning, and so is what OpenTofu takes: variables in a backend, and
/// in the source of a module.
fn tolerated(finding: &Diagnostic) -> Diagnostic {
    let section = match finding.path.segments().first() {
        Some(Segment::Key(name)) => name.as_str(),
        _ => "",
    };
    let is_taken = match finding.rule {
        Rule::TERRAFORM_PROVISIONER | Rule::TERRAFORM_BACKEND_VALUE => true,
        Rule::TERRAFORM_LITERAL => section == Section::Module.name(),
        _ => false,
    };
    let mut tolerated = finding.clone();
    if is_taken {
        tolerated.rule.severity = Severity::Warning;
    }
    tolerated
}

/// Whether the blocks of a document's file come from the native syntax alone.
fn is_native(files: &[(&str, &str)], file: &str) -> bool {
    let mut json = files.iter().map(|(name, _)| name).filter(|name| name.ends_with(".json"));
    json.all(|name| read::stem(name) != file && !read::is_override(name))
}

/// What is found in something that could not be read follows from that.
fn is_echo(finding: &Diagnostic, error: &Diagnostic) -> bool {
    let within = finding.path.segments().starts_with(error.path.segments());
    within && !error.path.segments().is_empty() && finding.file == error.file
}

/// Where OpenTofu's providers come from.
const REGISTRY_OF_OPENTOFU: &str = "registry.opentofu.org/";

/// The files of a module, which are parsed when something is found.
pub(super) struct Sources<'a> {
    files: &'a [(&'a str, &'a str)],
    /// Whether something else than the files says that OpenTofu reads them.
    is_opentofu: bool,
    parsed: OnceCell<Vec<(&'a str, Node)>>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(files: &'a [(&'a str, &'a str)]) -> Self {
        Self { files, is_opentofu: false, parsed: OnceCell::new() }
    }

    /// The same, where OpenTofu has chosen the providers.
    pub(super) fn locked_by(self, lock: Option<&str>) -> Self {
        let is_opentofu = lock.is_some_and(|lock| lock.contains(REGISTRY_OF_OPENTOFU));
        Self { is_opentofu, ..self }
    }

    fn parsed(&self) -> &[(&'a str, Node)] {
        let parse = |(name, text): &(&'a str, &'a str)| Some((*name, read::parse(name, text).ok()?));
        self.parsed.get_or_init(|| self.files.iter().filter_map(parse).collect())
    }

    /// Every finding with its place.
    pub(super) fn all(&self, report: &Report) -> Report {
        let mut located = Report::default();
        report.diagnostics().iter().for_each(|finding| located.add(self.located(finding)));
        located
    }

    /// The finding with its file and the place in it: the file of the block, or an override file that sets the
    /// argument.
    pub(super) fn located(&self, finding: &Diagnostic) -> Diagnostic {
        let mut located = finding.clone();
        if located.range.is_some() {
            return located;
        }
        let named = finding.file.as_deref().unwrap_or_default();
        let block = labels(&finding.path);
        let trace = |node: &Node| node.trace(&finding.path, finding.given.as_deref());
        let candidates = self.parsed().iter().map(|(name, node)| (*name, node, trace(node)));
        let fit = |(name, _, trace): &(&str, &Node, Trace)| {
            let is_own = read::stem(name) == read::stem(named);
            let is_explicit = trace.steps > block && read::is_override(name);
            (is_own || is_explicit).then_some((trace.steps, is_explicit, *name == named))
        };
        let best = candidates.filter(|one| fit(one).is_some()).min_by_key(|one| Reverse(fit(one)));
        if let Some((name, node, trace)) = best {
            located.file = Some(name.to_owned());
            if read::Syntax::of(name) == Some(read::Syntax::Native) {
                located.hint = located.hint.map(in_native_syntax);
            }
            let range = node.locate(&trace.path);
            located.range = Some(range).filter(|range| trace.steps > 0 && !range.is_empty());
        }
        located
    }
}

/// A hint in the syntax of the file: `"port": 80` is `port = 80` there, and `${aws_eip.nat.id}` has no braces.
fn in_native_syntax(hint: String) -> String {
    let bare = hint.strip_prefix("${").and_then(|inner| inner.strip_suffix('}'));
    if let Some(bare) = bare.filter(|bare| !bare.contains("${")) {
        return bare.to_owned();
    }
    let pairs: Option<Vec<String>> = hint.split(", ").map(argument).collect();
    pairs.map_or(hint, |pairs| pairs.join(", "))
}

/// `"port": 80` as `port = 80`, and `"filter": {}` as the block that it is.
fn argument(pair: &str) -> Option<String> {
    let (name, value) = pair.strip_prefix('"')?.split_once("\": ")?;
    let body = value.strip_prefix('{').and_then(|value| value.strip_suffix('}')).map(str::trim);
    match body {
        _ if !is_identifier(name) => None,
        Some("") => Some(format!("{name} {{}}")),
        Some(body) => argument(body).map(|inner| format!("{name} {{\n  {inner}\n}}")),
        None => (!value.contains("\": ")).then(|| format!("{name} = {value}")),
    }
}

/// How many steps of a path lead to its block.
fn labels(path: &Path) -> usize {
    let Some(Segment::Key(name)) = path.segments().first() else { return 0 };
    let section = Section::ALL.into_iter().find(|section| section.name() == name);
    section.map_or(0, |section| 1 + section.labels())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let report = super::files(files.iter().copied(), Schema::if_bundled());
        let line = |finding: &Diagnostic| {
            let file = finding.file.clone().unwrap_or_default();
            let text = files.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text);
            let excerpt = finding.range.clone().and_then(|range| text.get(range)).unwrap_or("-");
            format!("{} {file}: {}", finding.rule.code, excerpt.lines().next().unwrap_or_default())
        };
        report.diagnostics().iter().map(line).collect()
    }

    #[test]
    fn both_syntaxes_are_pointed_at() {
        let native =
            "resource \"aws_cloudwatch_log_group\" \"a\" {\n  name = \"a\"\n  retention_in_days = 15\n}\n";
        let json =
            r#"{"resource": {"aws_cloudwatch_log_group": {"b": [{"name": "b", "retention_in_days": 16}]}}}"#;
        assert_eq!(
            found(&[("a.tf", native), ("b.tf.json", json)]),
            ["aws/log-retention a.tf: retention_in_days = 15", "aws/log-retention b.tf.json: 16"]
        );
    }

    #[test]
    fn an_override_file_is_pointed_at_for_what_it_says() {
        let own =
            "resource \"aws_cloudwatch_log_group\" \"a\" {\n  name = \"a\"\n  retention_in_days = 7\n}\n";
        let change = "resource \"aws_cloudwatch_log_group\" \"a\" {\n  retention_in_days = 15\n}\n";
        assert_eq!(
            found(&[("a.tf", own), ("a_override.tf", change)]),
            ["aws/log-retention a_override.tf: retention_in_days = 15"]
        );
        let lost = "resource \"aws_cloudwatch_log_group\" \"lost\" {\n  retention_in_days = 7\n}\n";
        assert_eq!(
            found(&[("a.tf", own), ("a_override.tf", lost)]),
            ["terraform/override a_override.tf: resource \"aws_cloudwatch_log_group\" \"lost\" {"]
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        assert_eq!(found(&[("a.tf", "resource {\n")])[0], "spec/syntax a.tf: ");
        assert_eq!(
            found(&[("a.tf", "resorce \"a_b\" \"c\" {}\n")]),
            ["terraform/block a.tf: resorce \"a_b\" \"c\" {}"]
        );
    }

    #[test]
    fn arguments_that_may_be_written_as_blocks_are_both() {
        let blocks = "resource \"aws_security_group\" \"a\" {
  description = \"a\"
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = \"tcp\"
  }
  dynamic \"egress\" {
    for_each = [443]
    content {
      from_port = egress.value
    }
  }
}
resource \"aws_route_table\" \"a\" {
  vpc_id = \"vpc-1\"
  route {
    cidr_block = \"10.0.0.0/8\"
  }
  route {
    cidr_blok = \"10.0.0.0/8\"
  }
}
";
        assert_eq!(found(&[("a.tf", blocks)]), ["schema/unknown-argument a.tf: cidr_blok = \"10.0.0.0/8\""]);
        let argument = "resource \"aws_route_table\" \"a\" {\n  vpc_id = \"vpc-1\"\n  route = [{ cidr_block = \"10.0.0.0/8\" }]\n}\n";
        assert_eq!(found(&[("a.tf", argument)]).len(), 1, "an object has all its attributes");
    }

    #[test]
    fn blocks_and_arguments_are_not_interchanged() {
        let text = "resource \"aws_vpc\" \"a\" {
  cidr_block = \"10.0.0.0/16\"
  tags {
    Name = \"a\"
  }
}
resource \"aws_s3_bucket_versioning\" \"a\" {
  bucket = \"a\"
  versioning_configuration = { status = \"Enabled\" }
}
";
        assert_eq!(
            found(&[("a.tf", text)]),
            [
                "schema/block a.tf: tags {",
                "schema/block a.tf: versioning_configuration = { status = \"Enabled\" }"
            ]
        );
        let json = r#"{"resource": {"aws_s3_bucket_versioning": {"a": {"bucket": "a", "versioning_configuration": {"status": "Enabled"}}}}}"#;
        assert_eq!(found(&[("a.tf.json", json)]), [""; 0]);
    }

    #[test]
    fn provisioners_are_read_and_warned_of() {
        let text = "resource \"aws_instance\" \"a\" {
  ami           = \"ami-12345678\"
  instance_type = \"t3.micro\"
  connection {
    host = self.public_ip
  }
  provisioner \"remote-exec\" {
    inline = [\"echo ${self.id}\"]
    connection {
      host = self.private_ip
    }
  }
  provisioner \"local-exec\" {
    when       = destroy
    on_failure = continue
    command    = \"echo ${aws_instance.gone.id}\"
  }
}
";
        let report = super::files([("a.tf", text)], Schema::if_bundled());
        let found: Vec<_> =
            report.diagnostics().iter().map(|one| (one.rule.code, one.rule.severity)).collect();
        assert_eq!(
            found,
            [
                ("terraform/reference", Severity::Error),
                ("terraform/provisioner", Severity::Warning),
                ("terraform/destroy-time", Severity::Error)
            ]
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_costs_that_file_only() {
        let main = "resource \"aws_sqs_queue\" \"a\" {\n  nam = var.name\n}\n";
        let broken = "variable \"name\" {\n  default = [\n}\n";
        let found = found(&[("main.tf", main), ("variables.tf", broken)]);
        assert_eq!(found, ["spec/syntax variables.tf: ", "schema/unknown-argument main.tf: nam = var.name"]);
        let (document, report) = super::read([("main.tf", main), ("variables.tf", broken)]);
        assert_eq!((document.items().len(), report.errors().count()), (1, 1));
        assert!(report.diagnostics().iter().all(|finding| finding.range.is_some()));
    }

    #[test]
    fn a_dynamic_block_has_a_body() {
        let text = "resource \"aws_guardduty_detector\" \"a\" {\n  dynamic \"datasources\" {\n    for_each = [1]\n  }\n}\n";
        assert!(
            found(&[("a.tf", text)])[0].starts_with("schema/missing-argument"),
            "{:?}",
            found(&[("a.tf", text)])
        );
    }

    #[test]
    fn one_value_is_wrong_once() {
        let text = "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/99\"\n}\n";
        assert_eq!(found(&[("a.tf", text)]).len(), 1, "{:?}", found(&[("a.tf", text)]));
    }
}
