//! The domains of an environment: the one list that everything about them follows from.
//!
//! An entry is a key of a spec, on a stack and on each environment, with what its domain does:
//!
//! - the field, with its documentation, its options as in `spec!`, and the builder method that adds one thing by name,
//! - `rules` and `defaults`: what `groundplan rules` and `DEFAULTS.md` list,
//! - `resolve`: how its values are decided, in this order, from the spec and from the entries before it,
//! - `emit`: how its Terraform is written, from what was decided for any entry.
//!
//! Merging, renaming, the JSON Schema, TypeScript, completion in editors and the order of all output follow.

use super::stack::Environment;
use crate::aws::{
    EnvironmentContext, Resolver, cluster, container_health, key, load_balancer, logs, network,
    observability, secret, service,
};
use crate::composition::{cross_stack, module, share as sharing};
use crate::decision::Row;
use crate::diagnostic::Rule;
use crate::spec::{Map, Renamed, camel};
use crate::terraform::Document;

// The types of the list, which the structures of specs are made of.
pub(in crate::stack) use crate::aws::alarms::Alarms;
pub(in crate::stack) use crate::aws::cluster::Cluster;
pub(in crate::stack) use crate::aws::key::Encryption;
pub(in crate::stack) use crate::aws::load_balancer::LoadBalancer;
pub(in crate::stack) use crate::aws::logs::Logs;
pub(in crate::stack) use crate::aws::network::Network;
pub(in crate::stack) use crate::aws::secret::Secret;
pub(in crate::stack) use crate::aws::service::EcsFargateService;
pub(in crate::stack) use crate::composition::cross_stack::{Export, Import};
pub(in crate::stack) use crate::composition::module::Module;
pub(in crate::stack) use crate::composition::share::Share;

/// Passes the list to a macro, after the arguments of that macro.
///
/// `spec`, `sources` and `resolver` are what `resolve` may use, `context` and `document` what `emit` may.
macro_rules! domains {
    ($then:ident!($($arguments:tt)*)) => {
        $then! {
            ($($arguments)*)
            (spec, sources, resolver, context, document)

            /// Who owns the key that encrypts logs, secrets and alarm topics.
            encryption(default [crate::aws::key::defaults] ENCRYPTION): Encryption => key::Blueprint {
                defaults: key::rows(),
                resolve: key::resolve(spec.encryption, resolver),
                emit: key::emit(encryption, network::key_statement(network, context), context, document),
            }

            /// The log groups.
            logs: Logs => logs::Blueprint {
                rules: logs::RULES,
                defaults: logs::rows(),
                resolve: logs::resolve(spec.logs.as_ref(), &encryption, resolver),
                emit: logs::emit(logs, encryption, context, document),
            }

            /// The VPC.
            network: Network => network::Blueprint {
                rules: network::RULES,
                defaults: network::rows(),
                resolve: network::resolve(spec.network.as_ref(), resolver),
                emit: network::emit(network, logs, context, document),
            }

            /// Secrets by name. Their values are set outside of Terraform.
            secrets(manual): Map<Secret> => Vec<secret::Blueprint> {
                /// Adds a secret; one of the same name is patched.
                ///
                /// ```
                /// use groundplan::prelude::*;
                /// let shop = Stack::new("shop").secret(Secret::new("dbPassword"));
                /// ```
                add: secret(Secret),
                rules: secret::RULES,
                defaults: secret::rows(),
                resolve: secret::resolve(spec.secrets.as_ref(), resolver),
                emit: secret::emit(secrets, encryption, context, document),
            }

            /// The ECS cluster.
            cluster: Cluster => cluster::Blueprint {
                rules: cluster::RULES,
                defaults: cluster::rows(),
                resolve: cluster::resolve(spec.cluster.as_ref(), resolver),
                emit: cluster::emit(cluster, encryption, logs, context, document),
            }

            /// The load balancer that public services share.
            load_balancer: LoadBalancer => Option<load_balancer::Blueprint> {
                rules: load_balancer::RULES,
                defaults: load_balancer::rows(),
                resolve: load_balancer::resolve(
                    spec.load_balancer.as_ref(),
                    service::route_requests(spec.services.as_ref()),
                    sharing::has(spec.share.as_ref(), Share::LoadBalancer),
                    &network,
                    resolver,
                ),
                emit: load_balancer::emit(load_balancer.as_ref(), network, logs, context, document),
            }

            /// Services by name. In an environment, `none` leaves one out.
            services(manual): Map<OrNone<EcsFargateService>> => Vec<service::Blueprint> {
                /// Adds a service; one of the same name is patched.
                ///
                /// ```
                /// use groundplan::prelude::*;
                /// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1.4.2");
                /// let shop = Stack::new("shop").service(api);
                /// ```
                add: service(EcsFargateService),
                rules: service::RULES,
                defaults: [service::rows(), container_health::rows()].concat(),
                resolve: service::resolve(
                    spec.services.as_ref(),
                    &service::Around { secrets: &secrets, key: &encryption, network: &network, cluster: &cluster },
                    resolver,
                ),
                emit: service::emit(
                    services,
                    &service::Beside { balancer: load_balancer.as_ref(), network, cluster, key: encryption, logs },
                    context,
                    document,
                ),
            }

            /// Alarms, and who is notified of them.
            alarms(into): OrNone<Alarms> => observability::Blueprint {
                rules: observability::RULES,
                defaults: observability::rows(),
                resolve: observability::resolve(
                    spec.alarms.as_ref(),
                    &service::alarms(spec.services.as_ref()),
                    resolver,
                ),
                emit: observability::emit(
                    alarms,
                    &observability::Surroundings { key: encryption, network, balancer: load_balancer.as_ref(), cluster, services },
                    context,
                    document,
                ),
            }

            /// Calls of Terraform modules, by name.
            modules(manual): Map<Module> => Vec<module::Blueprint> {
                /// Adds a module call; one of the same name is patched.
                ///
                /// ```
                /// use groundplan::prelude::*;
                /// let shop = Stack::new("shop").module(Module::new("queue").source("../modules/queue"));
                /// ```
                add: module(Module),
                rules: module::RULES,
                resolve: module::resolve(spec.modules.as_ref(), resolver),
                emit: module::emit(modules, document),
            }

            /// What other stacks may use of this one: each of `network`, `cluster`, `loadBalancer`.
            share(manual): Vec<Share> => Vec<cross_stack::ExportBlueprint> {
                rules: sharing::RULES,
                resolve: sharing::resolve(
                    spec.share.as_ref(),
                    spec.exports.as_ref(),
                    (&network, &cluster, load_balancer.as_ref()),
                    resolver,
                ),
                emit: cross_stack::emit_exports(share, encryption, context, document),
            }

            /// Values that other stacks and environments may use, by name.
            exports(manual): Map<Export> => Vec<cross_stack::ExportBlueprint> {
                rules: cross_stack::RULES,
                resolve: cross_stack::resolve_exports(spec.exports.as_ref(), resolver),
                emit: cross_stack::emit_exports(exports, encryption, context, document),
            }

            /// Values that other stacks or environments export, by name.
            imports(manual): Map<Import> => Vec<cross_stack::ImportBlueprint> {
                /// Imports what another stack or environment exports; one of the same name is patched.
                ///
                /// ```
                /// use groundplan::prelude::*;
                /// let shop = Stack::new("shop").import(Import::new("vpcId").from("platform"));
                /// ```
                add: import(Import),
                resolve: cross_stack::resolve_imports(spec.imports.as_ref(), sources, resolver),
                emit: cross_stack::emit_imports(imports, context, document),
            }
        }
    };
}

/// Decides and writes each domain in turn.
macro_rules! blueprints {
    (
        ()
        ($spec:ident, $sources:ident, $resolver:ident, $context:ident, $document:ident)
        $(
            $(#[doc = $doc:literal])+
            $field:ident $(($($option:tt)*))? : $type:ty => $blueprint:ty {
                $( $(#[doc = $add_doc:literal])+ add: $add:ident($thing:ty), )?
                $( rules: $rules:expr, )?
                $( defaults: $defaults:expr, )?
                resolve: $resolve:expr,
                $( emit: $emit:expr, )?
            }
        )+
    ) => {
        /// What was decided for each domain of an environment.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(in crate::stack) struct Domains {
            $( $(#[doc = $doc])+ pub(in crate::stack) $field: $blueprint, )+
        }

        impl Domains {
            /// Decides everything. What cannot be read is an error, and a placeholder takes its place, so that the rest is
            /// checked.
            pub(in crate::stack) fn resolve($spec: &Environment, $sources: &Map<cross_stack::Source>, $resolver: &mut Resolver<'_>) -> Self {
                $( let $field = $resolve; )+
                Self { $( $field ),+ }
            }

            /// Writes everything into a document.
            #[allow(unused_variables, reason = "what one domain decides need not concern the Terraform of another")]
            pub(in crate::stack) fn emit(&self, $context: &EnvironmentContext, $document: &mut Document) {
                let Self { $( $field ),+ } = self;
                $( $( $emit; )? )+
            }
        }

        /// The rules of every domain.
        pub(in crate::stack) fn rules() -> Vec<Rule> {
            [$( $( $rules, )? )+].concat()
        }

        /// The defaults of every domain.
        pub(in crate::stack) fn defaults() -> Vec<Row> {
            [$( $( $defaults, )? )+].concat()
        }

        /// The names of an environment's things, each with the one before, by the key of their domain.
        pub(in crate::stack) fn names(spec: &Environment) -> Vec<(String, Vec<(&str, Option<&str>)>)> {
            vec![$( (camel(stringify!($field)), spec.$field.as_ref().map(Renamed::names).unwrap_or_default()) ),+]
        }

        /// An environment with its things under their old names.
        pub(in crate::stack) fn under_old_names(spec: &Environment) -> Environment {
            Environment { $( $field: spec.$field.as_ref().map(Renamed::before), )+ ..spec.clone() }
        }
    };
}

pub(in crate::stack) use domains;

domains!(blueprints!());
