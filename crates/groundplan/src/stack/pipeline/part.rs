//! Parts of an environment, each made alone: all that a change of one domain reaches, as it is and as it becomes.
//!
//! Where flow logs go changes nothing but the flow logs, and how long logs are kept nothing but log groups: neither is a
//! reason to make a hundred services again. Raw blocks, overrides and old names are not laid over a part.
//!
//! Another network reaches every service, but what services cost follows from it only where their tasks get or lose public
//! addresses. So for the price alone, and for whether such a network can be, it is a part as well.

use super::environment::{Blueprint, surroundings};
use crate::aws::observability::{self, Surroundings};
use crate::aws::{Resolver, Waivers, cluster, key, load_balancer, logs, network, service};
use crate::cost::MEASURED_BY_INSIGHTS;
use crate::diagnostic::{Diagnostic, Report};
use crate::spec::Map;
use crate::stack::spec::Environment;
use crate::stack::spec::domains::Domains;
use crate::terraform::Document;

/// What a change reaches.
pub(in crate::stack) struct Part {
    pub(in crate::stack) before: Document,
    pub(in crate::stack) after: Document,
    /// What is wrong with the changed domain.
    pub(in crate::stack) report: Report,
    /// Types outside of the part on which its price depends.
    pub(in crate::stack) priced_by: &'static [&'static str],
}

impl Blueprint {
    /// What a spec with another network reaches, `None` where more than the flow logs changes.
    pub(in crate::stack) fn flow_logs_alone(&self, spec: &Environment, waive: &Map<Waivers>) -> Option<Part> {
        let Domains { network: now, encryption, logs, .. } = &self.domains;
        let mut resolver = Resolver::new(&self.context, waive);
        let then = network::Blueprint {
            // The tasks, which need these, are the same.
            endpoints: now.endpoints.clone(),
            dynamodb: now.dynamodb.clone(),
            ..network::resolve(spec.network.as_ref(), &mut resolver)
        };
        let kept = network::Blueprint { flow_logs: now.flow_logs.clone(), ..then.clone() };
        let emit = |network: &network::Blueprint| {
            document(|document| {
                // The policy of the environment's key lets in what delivers to a bucket.
                key::emit(
                    encryption,
                    network::key_statement(network, &self.context),
                    &self.context,
                    document,
                );
                network::emit(network, logs, &self.context, document);
            })
        };
        (kept == *now).then(|| Part {
            before: emit(now),
            after: emit(&then),
            report: report(resolver),
            priced_by: &[],
        })
    }

    /// What a spec with other logs reaches, `None` where more than the retention changes.
    pub(in crate::stack) fn log_groups_alone(
        &self,
        spec: &Environment,
        waive: &Map<Waivers>,
    ) -> Option<Part> {
        let Domains { encryption, logs: now, cluster, load_balancer, services, .. } = &self.domains;
        let mut resolver = Resolver::new(&self.context, waive);
        let then = logs::resolve(spec.logs.as_ref(), encryption, &mut resolver);
        let mut kept = then.clone();
        kept.retention = now.retention.clone();
        let emit = |logs: &logs::Blueprint| {
            document(|document| {
                cluster::emit(cluster, encryption, logs, &self.context, document);
                load_balancer::emit_firewall(load_balancer.as_ref(), logs, &self.context, document);
                service::emit_log_groups(services, logs, &self.context, document);
            })
        };
        (kept == *now).then(|| Part {
            before: emit(now),
            after: emit(&then),
            report: report(resolver),
            priced_by: &[],
        })
    }

    /// What a spec with another cluster reaches: the cluster, and the alarms on its metrics.
    pub(in crate::stack) fn cluster_alone(&self, spec: &Environment, waive: &Map<Waivers>) -> Option<Part> {
        let Domains { encryption, logs, cluster: now, alarms, .. } = &self.domains;
        let mut resolver = Resolver::new(&self.context, waive);
        let then = cluster::resolve(spec.cluster.as_ref(), &mut resolver);
        let emit = |cluster: &cluster::Blueprint| {
            document(|document| {
                cluster::emit(cluster, encryption, logs, &self.context, document);
                let around = Surroundings { cluster, ..surroundings(&self.domains) };
                observability::emit_tasks(alarms, &around, &self.context, document);
            })
        };
        Some(Part {
            before: emit(now),
            after: emit(&then),
            report: report(resolver),
            priced_by: MEASURED_BY_INSIGHTS,
        })
    }
}

impl Blueprint {
    /// What has a price of a spec with another network, before and after; `None` as soon as one of these findings is enough
    /// to know that it cannot be.
    pub(in crate::stack) fn network_prices(
        &self,
        spec: &Environment,
        waive: &Map<Waivers>,
        rules_out: &dyn Fn(&Diagnostic) -> bool,
    ) -> Option<(Document, Document)> {
        let Domains { secrets, cluster, encryption: key, .. } = &self.domains;
        let mut resolver = Resolver::new(&self.context, waive);
        let mut network = network::resolve(spec.network.as_ref(), &mut resolver);
        if resolver.findings().iter().any(rules_out) {
            return None;
        }
        let around = service::Around { secrets, key, network: &network, cluster };
        let services = service::resolve_until(spec.services.as_ref(), &around, &mut resolver, rules_out)?;
        network.endpoints = service::endpoints(&services, &network);
        network.dynamodb = service::dynamodb(&services, &network);
        let is_public = |network: &network::Blueprint| *network.egress == network::Egress::PublicIp;
        let with_tasks = is_public(&network) != is_public(&self.domains.network);
        let (before, now) = (&self.domains.network, self.domains.services.as_slice());
        let priced = |network, services: &[service::Blueprint]| {
            self.priced_by_network(network, if with_tasks { services } else { &[] })
        };
        Some((priced(before, now), priced(&network, &services)))
    }

    /// A network, the alarms on it, and how the tasks of these services run in it.
    fn priced_by_network(&self, network: &network::Blueprint, services: &[service::Blueprint]) -> Document {
        let Domains { logs, load_balancer, alarms, cluster, encryption: key, .. } = &self.domains;
        document(|document| {
            network::emit(network, logs, &self.context, document);
            let around = Surroundings { network, ..surroundings(&self.domains) };
            observability::emit_shared(alarms, &around, &self.context, document);
            let beside = service::Beside { balancer: load_balancer.as_ref(), network, cluster, key, logs };
            for service in services {
                service::emit_tasks(service, &beside, &self.context, document);
            }
        })
    }
}

fn document(emit: impl FnOnce(&mut Document)) -> Document {
    let mut document = Document::new();
    emit(&mut document);
    document
}

fn report(resolver: Resolver<'_>) -> Report {
    resolver.into_report()
}
