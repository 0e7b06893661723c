use super::spec::{Transport, ValueType};
use super::value::ExportValue;
use super::{Export, Import, Source};
use crate::aws::Resolver;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::unit::is_name;

rules! {
    /// What is exported or imported has a name of letters, digits and single hyphens, at most 64 of them.
    ///
    /// It is the last part of a parameter's name, `/STACK/ENVIRONMENT/NAME`, which must not begin with
    /// `aws` or `ssm`.
    EXPORT_NAME = error "export/name", "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html";

    /// An export has a value, of which only a list has several, and a description of at most 1024 characters.
    ///
    /// Imports rely on its type; AWS accepts no longer description.
    EXPORT_VALUE = error "export/value", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";

    /// An import leads to something that is exported.
    ///
    /// Terraform would only find out when it is applied. Stacks that were not given along are taken on trust.
    IMPORT_UNKNOWN = error "import/unknown", "groundplan";

    /// An import asks for what the export gives.
    ///
    /// Kind, way and secrecy are those of the export; an export without a parameter has none to read.
    IMPORT_MISMATCH = error "import/mismatch", "groundplan";

    /// A parameter is read in its own account and region.
    ///
    /// The state can be read from elsewhere with `through: state`, if the policies of the state's bucket and
    /// key allow the other account `s3:GetObject` and `kms:Decrypt`. It holds more than what is exported.
    IMPORT_OUT_OF_REACH = error "import/out-of-reach", "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html";

    /// Imports don't run in a circle.
    ///
    /// Of stacks or environments that need each other's values, none can be applied first.
    IMPORT_CYCLE = error "import/cycle", "groundplan";
}

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>
const DESCRIPTION: usize = 1024;

pub(super) fn export(name: &str, spec: &Export, resolver: &mut Resolver<'_>) {
    let path = Path::of("exports").key(name);
    legal_name(name, &path, resolver);
    let start = resolver.context.stack.to_lowercase();
    let has_parameter = spec.through != Some(Transport::State);
    if has_parameter && ["aws", "ssm"].iter().any(|word| start.starts_with(word)) {
        let message = format!("a parameter's name cannot begin with `{}`", resolver.context.stack);
        let finding =
            Diagnostic::new(Rule::EXPORT_NAME, path.clone(), message).given(&resolver.context.stack);
        resolver.report(
            finding
                .wants("a stack whose name begins neither with aws nor ssm, or an output only")
                .hint("through: state"),
        );
    }
    let length = spec.description.iter().map(|text| text.chars().count()).sum::<usize>();
    if length > DESCRIPTION {
        let message = format!("the description has {length} characters");
        let finding = Diagnostic::new(Rule::EXPORT_VALUE, path.clone().key("description"), message);
        resolver.report(finding.wants(format!("at most {DESCRIPTION} characters")));
    }
    let message = match (&spec.value, spec.value_type()) {
        (None, _) => "nothing is exported",
        (Some(ExportValue::Many(_)), kind) if kind != ValueType::List => "only a list has several values",
        _ => return,
    };
    let finding = Diagnostic::new(Rule::EXPORT_VALUE, path.key("value"), message);
    resolver.report(
        finding
            .wants("text, a reference, or, with `type: list`, a list of them")
            .hint("value: { $expr: aws_vpc.main.id }"),
    );
}

pub(super) fn import(name: &str, spec: &Import, source: &Source, resolver: &mut Resolver<'_>) {
    let path = source.place(name);
    legal_name(name, &path, resolver);
    if spec.through == Some(Transport::State) {
        return;
    }
    let accounts =
        source.account.as_ref().zip(resolver.context.account.as_ref()).filter(|(there, here)| there != here);
    let regions =
        Some((source.parameter_region, resolver.context.region)).filter(|(there, here)| there != here);
    let apart = accounts.map(|(there, here)| format!("account {there}, not in {here}"));
    let apart = apart.or_else(|| regions.map(|(there, here)| format!("region {there}, not in {here}")));
    if let Some(apart) = apart {
        // Several values are read for one thing that is used.
        let is_known = |known: &Diagnostic| known.rule == Rule::IMPORT_OUT_OF_REACH && known.path == path;
        if source.asked.is_some() && resolver.findings().iter().any(is_known) {
            return;
        }
        let message = format!("the parameter is in {apart}, where it is read");
        let finding = Diagnostic::new(Rule::IMPORT_OUT_OF_REACH, path, message).given(&source.parameter);
        resolver.report(match source.asked {
            Some(_) => finding.wants("what an environment of the same account and region shares"),
            None => finding
                .wants("an export of the same account and region, or another way")
                .hint("through: state"),
        });
    }
}

fn legal_name(name: &str, path: &Path, resolver: &mut Resolver<'_>) {
    if !is_name(name) || name.len() > 64 {
        let finding = Diagnostic::new(
            Rule::EXPORT_NAME,
            path.clone(),
            format!("`{name}` cannot be the name of a value"),
        );
        resolver.report(
            finding.given(name).wants(
                "letters and digits, in words joined by hyphens, such as `vpcId`, at most 64 characters",
            ),
        );
    }
}
