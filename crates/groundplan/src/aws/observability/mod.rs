//! Alarms, and the topics that carry them to people.

mod alarm;
mod emit;
mod rules;

mod topic;

use super::alarms::{AlarmLevel, Alarms, defaults};

pub(crate) use defaults::rows;
pub(crate) use emit::{Surroundings, emit};
pub(crate) use rules::RULES;

use std::fmt::Display;

use super::Resolver;
use crate::decision::Setting;
use crate::diagnostic::Path;
use crate::spec::{Field, OrNone};
use crate::unit::{Percent, Seconds, label};

/// What is watched in an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    /// What the services share: load balancer and NAT gateways.
    shared: Option<Watch>,
    services: Vec<Watch>,
}

/// What is watched of one thing, and who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watch {
    /// The service; empty for what services share.
    service: String,
    topic: String,
    email: Vec<String>,
    https: Vec<String>,
    level: AlarmLevel,
    cpu: Percent,
    memory: Percent,
    latency: Seconds,
    errors: u32,
}

impl Watch {
    fn told(&self) -> (&[String], &[String]) {
        (&self.email, &self.https)
    }
}

/// A service and what it says of its alarms.
pub(crate) type ServiceAlarms<'a> = (&'a str, Option<&'a OrNone<Alarms>>);

/// Decides what is watched.
pub(crate) fn resolve(
    said: Option<&OrNone<Alarms>>,
    services: &[ServiceAlarms<'_>],
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let watches: Vec<Watch> =
        services.iter().filter_map(|service| service_watch(said, *service, resolver)).collect();
    let shared = shared_watch(said, &watches, resolver);
    let services = watches.into_iter().map(|watch| share_topic(watch, shared.as_ref())).collect();
    Blueprint { shared, services }
}

/// A service's own words, over those of the environment.
fn service_watch(
    said: Option<&OrNone<Alarms>>,
    (service, own): ServiceAlarms<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Watch> {
    let mut alarms = said.cloned().unwrap_or_else(|| Alarms::default().into());
    if let Some(own) = own {
        alarms.merge(own);
    }
    let path = match own {
        Some(_) => Path::of("services").key(service).key("alarms"),
        None => Path::of("alarms"),
    };
    let watch = watch(service, alarms.on()?, resolver);
    rules::check(&watch, &path, resolver);
    Some(watch)
}

/// Who is told of shared things: those named for the environment, or else everybody.
fn shared_watch(
    said: Option<&OrNone<Alarms>>,
    services: &[Watch],
    resolver: &mut Resolver<'_>,
) -> Option<Watch> {
    let alarms = match said {
        Some(alarms) => alarms.on()?.clone(),
        None => Alarms::default(),
    };
    let mut watch = watch("", &alarms, resolver);
    rules::check_addresses(&watch, &Path::of("alarms"), resolver);
    if watch.told() == (&[], &[]) {
        services.iter().for_each(|service| {
            add_missing(&mut watch.email, &service.email);
            add_missing(&mut watch.https, &service.https);
        });
    }
    Some(watch)
}

/// Each address once.
fn once(addresses: Option<&[String]>) -> Vec<String> {
    let mut all = Vec::new();
    add_missing(&mut all, addresses.unwrap_or_default());
    all
}

fn add_missing(all: &mut Vec<String>, more: &[String]) {
    more.iter().for_each(|one| {
        if !all.contains(one) {
            all.push(one.clone());
        }
    });
}

/// A service whose alarms go to other people than the shared ones has a topic of its own.
fn share_topic(watch: Watch, shared: Option<&Watch>) -> Watch {
    let same = shared.is_some_and(|shared| shared.told() == watch.told());
    let topic = if same { "alarms".to_owned() } else { format!("alarms_{}", label(&watch.service)) };
    Watch { topic, ..watch }
}

/// What an environment decides is recorded once; what a service says of itself, as its own.
fn watch(service: &str, alarms: &Alarms, resolver: &mut Resolver<'_>) -> Watch {
    let mut values = Values { resolver, record: service.is_empty() };
    Watch {
        service: service.to_owned(),
        topic: "alarms".to_owned(),
        email: once(alarms.email.as_deref()),
        https: once(alarms.https.as_deref()),
        level: values.of(&defaults::LEVEL, alarms.level),
        cpu: values.of(&defaults::CPU, alarms.cpu),
        memory: values.of(&defaults::MEMORY, alarms.memory),
        latency: values.of(&defaults::LATENCY, alarms.latency),
        errors: values.of(&defaults::ERRORS, alarms.errors),
    }
}

struct Values<'a, 'b> {
    resolver: &'a mut Resolver<'b>,
    record: bool,
}

impl Values<'_, '_> {
    fn of<T: Clone + PartialEq + Display>(&mut self, setting: &Setting<T>, said: Option<T>) -> T {
        if self.record {
            self.resolver.decide(setting, "", said)
        } else {
            said.unwrap_or_else(|| setting.at(self.resolver.tier()))
        }
    }
}
