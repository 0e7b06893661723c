//! One picture of several modules.

use super::scene::{Scene, Thing, Zone};

/// The zone of what runs somewhere that the documents do not tell.
const NOT_KNOWN: &str = "zone not known";

impl Scene {
    /// The scene under the address of its module.
    pub(super) fn within(mut self, module: &str) -> Self {
        if module.is_empty() {
            return self;
        }
        let put = |address: &mut String| *address = format!("{module}.{address}");
        self.vpc.iter_mut().for_each(|(address, _)| put(address));
        for zone in &mut self.zones {
            let things = zone.public.iter_mut().chain(&mut zone.private).chain(&mut zone.nats);
            things.for_each(|thing| put(&mut thing.address));
        }
        let things = self.balancers.iter_mut().chain(&mut self.endpoints).chain(&mut self.stores);
        things.for_each(|thing| put(&mut thing.address));
        self.services.iter_mut().for_each(|service| put(&mut service.thing.address));
        let ends = self.traffic.iter_mut().flat_map(|traffic| [&mut traffic.from, &mut traffic.to]);
        ends.filter(|end| !end.is_outside()).for_each(|end| put(&mut end.name));
        self
    }

    /// Adds another module of the same root module.
    pub(super) fn join(&mut self, other: Self) {
        let places: Vec<usize> = other.zones.into_iter().map(|zone| self.zone(zone)).collect();
        for mut service in other.services {
            service.zones = service.zones.iter().filter_map(|at| places.get(*at).copied()).collect();
            self.services.push(service);
        }
        self.vpc = self.vpc.take().or(other.vpc);
        self.balancers.extend(other.balancers);
        self.endpoints.extend(other.endpoints);
        self.stores.extend(other.stores);
        self.traffic.extend(other.traffic);
        self.without_zone.extend(other.without_zone);
    }

    /// Puts what runs in a zone that is not known into one of that name.
    pub(super) fn place_rest(&mut self) {
        let nats: Vec<Thing> = std::mem::take(&mut self.without_zone);
        if nats.is_empty() && self.services.iter().all(|service| !service.zones.is_empty()) {
            return;
        }
        let at = self.zone(Zone { name: NOT_KNOWN.to_owned(), nats, ..Zone::default() });
        self.services
            .iter_mut()
            .filter(|service| service.zones.is_empty())
            .for_each(|service| service.zones.push(at));
    }

    /// The place of a zone, which gets what another module has in it.
    fn zone(&mut self, zone: Zone) -> usize {
        match self.zones.iter_mut().enumerate().find(|(_, known)| known.name == zone.name) {
            Some((at, known)) => {
                known.public.extend(zone.public);
                known.private.extend(zone.private);
                known.nats.extend(zone.nats);
                at
            }
            None => {
                self.zones.push(zone);
                self.zones.len() - 1
            }
        }
    }
}
