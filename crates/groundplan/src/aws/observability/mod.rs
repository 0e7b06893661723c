//! Alarms, and the topics that carry them to people.

mod alarm;
mod emit;
mod rules;

mod topic;

use super::alarms::{AlarmLevel, Alarms, defaults};

pub(crate) use defaults::rows;
pub(crate) use emit::{Surroundings, emit, emit_shared, emit_tasks};
pub(crate) use rules::RULES;

use std::collections::BTreeMap;
use std::fmt::Display;

use super::Resolver;
use crate::decision::{Decided, Origins, Setting};
use crate::diagnostic::Path;
use crate::spec::{Field, OrNone};
use crate::unit::{Percent, Seconds, label, map_of};

/// What is watched in an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    /// What the services share: load balancer and NAT gateways.
    shared: Option<Watch>,
    services: Vec<Watch>,
    /// Where the watch of each service is among them.
    places: BTreeMap<String, usize>,
}

impl Blueprint {
    /// The alarms of a service, where it has any.
    fn watch(&self, service: &str) -> Option<&Watch> {
        self.services.get(*self.places.get(service)?)
    }
}

/// The alarms of one thing, and their recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watch {
    /// The service; empty for what services share.
    service: String,
    topic: String,
    email: Vec<Decided<String>>,
    https: Vec<Decided<String>>,
    level: Decided<AlarmLevel>,
    cpu: Decided<Percent>,
    memory: Decided<Percent>,
    latency: Decided<Seconds>,
    errors: Decided<u32>,
    /// What says that there are alarms, and to whom they go.
    origins: Origins,
    /// What decides whether there is a topic to share.
    sharing: Origins,
}

impl Watch {
    fn recipients(&self) -> (Vec<&str>, Vec<&str>) {
        fn texts(addresses: &[Decided<String>]) -> Vec<&str> {
            addresses.iter().map(|one| one.as_str()).collect()
        }
        (texts(&self.email), texts(&self.https))
    }

    /// What it follows from that it has this topic: a topic of its own is for recipients of its own.
    fn topic_origins(&self) -> Origins {
        [&self.origins, &self.recipient_origins(), &self.sharing].into_iter().collect()
    }

    /// What its recipients follow from.
    fn recipient_origins(&self) -> Origins {
        self.email.iter().chain(&self.https).map(Decided::origins).collect()
    }
}

/// A service and its own settings of alarms.
pub(crate) type ServiceAlarms<'a> = (&'a str, Option<&'a OrNone<Alarms>>);

/// Decides what is watched.
pub(crate) fn resolve(
    environment: Option<&OrNone<Alarms>>,
    services: &[ServiceAlarms<'_>],
    resolver: &mut Resolver<'_>,
) -> Blueprint {
    let watches: Vec<Watch> =
        services.iter().filter_map(|service| service_watch(environment, *service, resolver)).collect();
    let shared = shared_watch(environment, &watches, resolver);
    let sharing = match &shared {
        Some(shared) => shared.origins.and(&shared.recipient_origins()),
        None => resolver.explicit("alarms", "none"),
    };
    let places = map_of((0..).zip(&watches).map(|(place, watch)| (watch.service.clone(), place)));
    let services = watches.into_iter().map(|watch| share_topic(watch, shared.as_ref(), &sharing)).collect();
    Blueprint { shared, services, places }
}

/// A service's alarms, with its own settings merged over those of the environment.
fn service_watch(
    environment: Option<&OrNone<Alarms>>,
    (service, own): ServiceAlarms<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Watch> {
    let mut alarms = environment.cloned().unwrap_or_else(|| Alarms::default().into());
    if let Some(own) = own {
        alarms.merge(own);
    }
    let path = match own {
        Some(_) => Path::of("services").key(service).key("alarms"),
        None => Path::of("alarms"),
    };
    let sources = Sources { service, own: own.and_then(OrNone::on), whole: environment.and_then(OrNone::on) };
    let watch = watch(&sources, alarms.on()?, resolver);
    rules::check(&watch, &path, resolver);
    Some(watch)
}

/// The alarms of shared things. They go to the recipients of the environment, or else to those of all
/// services.
fn shared_watch(
    environment: Option<&OrNone<Alarms>>,
    services: &[Watch],
    resolver: &mut Resolver<'_>,
) -> Option<Watch> {
    let alarms = match environment {
        Some(alarms) => alarms.on()?.clone(),
        None => Alarms::default(),
    };
    let sources = Sources { service: "", own: None, whole: environment.and_then(OrNone::on) };
    let mut watch = watch(&sources, &alarms, resolver);
    rules::check_addresses(&watch, &Path::of("alarms"), resolver);
    if watch.email.is_empty() && watch.https.is_empty() {
        services.iter().for_each(|service| {
            add_missing(&mut watch.email, &service.email);
            add_missing(&mut watch.https, &service.https);
        });
    }
    Some(watch)
}

fn add_missing(all: &mut Vec<Decided<String>>, more: &[Decided<String>]) {
    more.iter().for_each(|one| {
        if !all.iter().any(|known| **known == **one) {
            all.push(one.clone());
        }
    });
}

/// A service whose alarms go to other people than the shared ones has a topic of its own.
fn share_topic(watch: Watch, shared: Option<&Watch>, sharing: &Origins) -> Watch {
    let same = shared.is_some_and(|shared| shared.recipients() == watch.recipients());
    let topic = if same { "alarms".to_owned() } else { format!("alarms_{}", label(&watch.service)) };
    Watch { topic, sharing: sharing.clone(), ..watch }
}

/// The parts of the spec that may set the alarms of one thing.
struct Sources<'a> {
    /// The service; empty for what services share.
    service: &'a str,
    own: Option<&'a Alarms>,
    whole: Option<&'a Alarms>,
}

/// Decisions of the environment are listed once, those of a service under the service.
fn watch(sources: &Sources<'_>, alarms: &Alarms, resolver: &mut Resolver<'_>) -> Watch {
    let mut values = Values { resolver, sources };
    Watch {
        service: sources.service.to_owned(),
        topic: "alarms".to_owned(),
        origins: values.presence(),
        sharing: Origins::NONE,
        email: values.addresses("email", |alarms| alarms.email.as_ref(), alarms),
        https: values.addresses("https", |alarms| alarms.https.as_ref(), alarms),
        level: values.of(&defaults::LEVEL, |alarms| alarms.level),
        cpu: values.of(&defaults::CPU, |alarms| alarms.cpu),
        memory: values.of(&defaults::MEMORY, |alarms| alarms.memory),
        latency: values.of(&defaults::LATENCY, |alarms| alarms.latency),
        errors: values.of(&defaults::ERRORS, |alarms| alarms.errors),
    }
}

struct Values<'a, 'b> {
    resolver: &'a mut Resolver<'b>,
    sources: &'a Sources<'a>,
}

impl Values<'_, '_> {
    /// What the service says, else what the environment says, else the default.
    fn of<T: Clone + PartialEq + Display>(
        &mut self,
        setting: &Setting<T>,
        value: impl Fn(&Alarms) -> Option<T>,
    ) -> Decided<T> {
        let (own, whole) = (self.sources.own.and_then(&value), self.sources.whole.and_then(&value));
        if self.sources.service.is_empty() {
            return self.resolver.decide(setting, "", whole);
        }
        let key = setting.path.rsplit('.').next().unwrap_or_default();
        match (own, whole) {
            (Some(own), _) => Decided::new(own.clone(), self.resolver.explicit(self.path().key(key), own)),
            (None, Some(whole)) => Decided::new(whole.clone(), self.resolver.explicit(setting.path, whole)),
            (None, None) => self.resolver.default(setting),
        }
    }

    fn path(&self) -> Path {
        match self.sources.own {
            Some(_) => Path::of("services").key(self.sources.service).key("alarms"),
            None => Path::of("alarms"),
        }
    }

    fn presence(&mut self) -> Origins {
        let reason = "Problems are known before customers report them.";
        self.resolver.implied(&self.path().to_string(), "on", reason)
    }

    /// Each address once.
    fn addresses(
        &mut self,
        key: &str,
        list: impl Fn(&Alarms) -> Option<&Vec<String>>,
        alarms: &Alarms,
    ) -> Vec<Decided<String>> {
        let is_own = self.sources.own.is_some_and(|own| list(own).is_some());
        let path = if is_own { self.path() } else { Path::of("alarms") }.key(key);
        let mut all: Vec<Decided<String>> = Vec::new();
        for address in list(alarms).into_iter().flatten() {
            let origins = self.resolver.explicit(&path, address);
            add_missing(&mut all, &[Decided::new(address.clone(), origins)]);
        }
        all
    }
}
