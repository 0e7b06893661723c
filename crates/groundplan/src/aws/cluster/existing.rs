//! A cluster that is there already.

use super::spec::Cluster;
use crate::aws::Resolver;
use crate::aws::foreign::Foreign;
use crate::aws::stack_reference::Shared;
use crate::decision::Decided;
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::terraform::{Address, File, Part, Text, block};

/// Under which name it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Existing {
    pub(super) name: Decided<Text>,
}

/// Decides the cluster, where it is one that exists.
pub(super) fn resolve(spec: &Cluster, resolver: &mut Resolver<'_>) -> Option<Existing> {
    let name = match (&spec.existing, &spec.from) {
        (Some(existing), _) => resolver.text("cluster.existing", existing).map(name),
        (None, Some(from)) => {
            let origins = resolver.explicit("cluster.from", from.name());
            Decided::new(Shared::ClusterName.imported().into(), origins)
        }
        (None, None) => return None,
    };
    let kept = [("containerInsights", spec.container_insights.map(|insights| insights.to_string()))];
    let ways = ["existing", "from"];
    let foreign = Foreign { rule: Rule::EXISTING_CLUSTER, place: "cluster", thing: "cluster", ways };
    foreign.check(kept, spec.existing.is_some() && spec.from.is_some(), resolver);
    let arn = spec.existing.as_ref().and_then(Text::as_literal).filter(|text| text.starts_with("arn:"));
    if let Some(elsewhere) = arn.and_then(|arn| resolver.context.elsewhere(arn)) {
        let path = Path::of("cluster.existing");
        let message = format!("the cluster is in {elsewhere}");
        let finding = Diagnostic::new(Rule::EXISTING_CLUSTER, path, message).given(arn.unwrap_or_default());
        resolver
            .report(finding.wants("a cluster of the environment's region and account, by its name or ARN"));
    }
    Some(Existing { name })
}

/// The last part of an ARN, `arn:aws:ecs:REGION:ACCOUNT:cluster/NAME`; other text is the name itself.
fn name(text: &Text) -> Text {
    match text.parts() {
        [Part::Literal(literal)] if literal.starts_with("arn:") => {
            literal.rsplit('/').next().unwrap_or_default().to_owned().into()
        }
        _ => text.clone(),
    }
}

impl Existing {
    /// Adds what looks it up.
    pub(super) fn emit(&self, file: &mut File<'_>) {
        let by_spec = self.name.origins().clone();
        file.because(&by_spec).data("aws_ecs_cluster", "main", block! { cluster_name = &self.name });
    }
}

pub(super) fn address() -> Address {
    Address::data("aws_ecs_cluster", "main")
}
