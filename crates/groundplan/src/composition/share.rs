//! What a stack makes for other stacks: each thing becomes exports of fixed names, which `from: STACK` imports there.

use super::cross_stack::{Export, ExportBlueprint, Import, ValueType};
use crate::aws::stack_reference::{Shared, StackReference};
use crate::aws::{Resolver, cluster, load_balancer, network};
use crate::decision::Origins;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::spec::{Map, string_enum};
use crate::terraform::Value;

string_enum! {
    /// What other stacks may use of this one, with `from: STACK`.
    pub enum Share {
        /// The VPC and its subnets: `network: { from: STACK }`.
        Network = "network" also ["vpc"],
        /// The ECS cluster: `cluster: { from: STACK }`.
        Cluster = "cluster",
        /// The load balancer, which is made even where no service of this stack is public: `loadBalancer: { from: STACK }`.
        LoadBalancer = "loadBalancer" also ["alb", "lb"],
    }
}

rules! {
    /// What a stack shares, or uses of another one, has export and import names of its own.
    ///
    /// It is written and read under these names.
    SHARED_NAME = error "share/name", "groundplan";

    /// A network that is shared has a way out.
    ///
    /// Endpoints of a network without any are for what its own services call, and let in nobody else: tasks of another stack
    /// could not pull their images.
    SHARED_ENDPOINTS = error "share/endpoints", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html";

    /// What a stack uses of another one is shared there.
    ///
    /// Terraform would only find out when it is applied. Stacks that were not given along are taken on trust.
    NOT_SHARED = error "share/unknown", "groundplan";
}

impl Share {
    fn all(self) -> &'static [Shared] {
        match self {
            Self::Network => &[Shared::VpcId, Shared::PrivateSubnetIds, Shared::PublicSubnetIds],
            Self::Cluster => &[Shared::ClusterName],
            Self::LoadBalancer => &[Shared::ListenerArn],
        }
    }

    /// What it is called in a text.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::LoadBalancer => "load balancer",
            other => other.name(),
        }
    }

    /// What has an export.
    fn of(shared: Shared) -> Self {
        let has = |share: &&Self| share.all().contains(&shared);
        Self::ALL.iter().find(has).copied().unwrap_or(Self::Network)
    }
}

/// Whether something is shared.
pub(crate) fn has(spec: Option<&Vec<Share>>, share: Share) -> bool {
    spec.is_some_and(|spec| spec.contains(&share))
}

/// Decides the exports of what is shared.
pub(crate) fn resolve(
    spec: Option<&Vec<Share>>,
    exports: Option<&Map<Export>>,
    made: (&network::Blueprint, &cluster::Blueprint, Option<&load_balancer::Blueprint>),
    resolver: &mut Resolver<'_>,
) -> Vec<ExportBlueprint> {
    let mut all = Vec::new();
    for share in Share::ALL.iter().filter(|share| has(spec, **share)) {
        let origins = resolver.explicit("share", share);
        for shared in share.all() {
            if has_own_name(*shared, exports, resolver) {
                all.extend(export(*shared, made, &origins));
            }
        }
    }
    all
}

fn export(
    shared: Shared,
    (network, cluster, balancer): (
        &network::Blueprint,
        &cluster::Blueprint,
        Option<&load_balancer::Blueprint>,
    ),
    origins: &Origins,
) -> Option<ExportBlueprint> {
    let (value, description): (Value, _) = match shared {
        Shared::VpcId => (network::vpc_id(network).into(), "The VPC"),
        Shared::PrivateSubnetIds => (network::private_subnets(network).into_value(), "The private subnets"),
        Shared::PublicSubnetIds => (network::public_subnets(network).into_value(), "The public subnets"),
        Shared::ClusterName => (cluster.name().into(), "The ECS cluster"),
        Shared::ListenerArn => (load_balancer::listener_arn(balancer?), "The listener of the load balancer"),
    };
    Some(ExportBlueprint::new(shared.export(), value, kind(shared), description, origins))
}

fn kind(shared: Shared) -> ValueType {
    match shared {
        Shared::PrivateSubnetIds | Shared::PublicSubnetIds => ValueType::List,
        Shared::VpcId | Shared::ClusterName | Shared::ListenerArn => ValueType::Text,
    }
}

fn has_own_name(shared: Shared, exports: Option<&Map<Export>>, resolver: &mut Resolver<'_>) -> bool {
    let name = shared.export();
    let is_taken = exports.is_some_and(|exports| exports.get(name).is_some());
    if is_taken {
        let path = Path::of("exports").key(name);
        let message = format!("`share` exports `{name}` as well");
        let finding = Diagnostic::new(Rule::SHARED_NAME, path, message).given(name);
        resolver.report(finding.wants("another name: others read what is shared under this one"));
    }
    !is_taken
}

/// What a spec exports, with what it shares.
pub(crate) fn exported(spec: Option<&Vec<Share>>, exports: Option<&Map<Export>>) -> Map<Export> {
    let mut all = exports.cloned().unwrap_or_default();
    for shared in Share::ALL.iter().filter(|share| has(spec, **share)).flat_map(|share| share.all()) {
        all.insert(shared.export(), Export::new("").kind(kind(*shared)));
    }
    all
}

/// What is used of other stacks.
pub(crate) struct Used<'a> {
    shared: Shared,
    from: &'a StackReference,
}

/// What network, cluster and load balancer use of other stacks.
pub(crate) fn used<'a>(
    network: Option<&'a network::Network>,
    cluster: Option<&'a cluster::Cluster>,
    balancer: Option<&'a load_balancer::LoadBalancer>,
) -> Vec<Used<'a>> {
    let all = [
        (Share::Network, network.and_then(|network| network.from.as_ref())),
        (Share::Cluster, cluster.and_then(|cluster| cluster.from.as_ref())),
        (Share::LoadBalancer, balancer.and_then(|balancer| balancer.from.as_ref())),
    ];
    let one = |(share, from): (Share, Option<&'a StackReference>)| {
        from.into_iter()
            .flat_map(move |from| share.all().iter().map(move |shared| Used { shared: *shared, from }))
    };
    all.into_iter().flat_map(one).collect()
}

impl Used<'_> {
    /// The name of the import that reads it.
    pub(crate) fn export(&self) -> &'static str {
        self.shared.export()
    }

    /// Where the spec asks for it, and what has to be shared.
    pub(crate) fn place(&self) -> (Path, Share) {
        let share = Share::of(self.shared);
        (Path::of(share.name()).key("from"), share)
    }

    /// The import that reads it, with its name.
    pub(crate) fn import(&self) -> (&'static str, Import) {
        let import = Import {
            stack: self.from.stack.clone(),
            environment: self.from.environment.clone(),
            ..Import::new(self.shared.export()).kind(kind(self.shared))
        };
        (self.shared.export(), import)
    }
}
