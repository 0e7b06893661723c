//! The layout of a picture: measures ([`plan`]), boxes and borders, and the lines between them ([`line`]).

mod line;
mod plan;
mod rect;

pub(super) use line::Line;
pub(super) use rect::Rect;

use super::Node;
use super::scene::{End, Kind, Scene, Service, Thing, Zone};
use plan::{PAD, Plan, count};

/// Something with a border and words in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) node: Node,
    pub(super) title: String,
    pub(super) rect: Rect,
}

/// A border around others, with a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: &'static str,
    pub(super) address: String,
    pub(super) caption: String,
    pub(super) rect: Rect,
}

/// The layout of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) title: String,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) frames: Vec<Frame>,
    pub(super) boxes: Vec<Labelled>,
    pub(super) lines: Vec<Line>,
    /// How far to the right lines go that end at no box.
    reach: i32,
}

impl Layout {
    pub(super) fn of(scene: &Scene) -> Self {
        let mut layout = Self { title: scene.title.clone(), ..Self::default() };
        let plan = Plan::of(scene);
        layout.zones(scene, &plan);
        layout.balancers(scene, &plan);
        layout.endpoints(scene, &plan);
        layout.outside(scene, &plan);
        layout.lines(scene, &plan);
        let rects =
            || layout.boxes.iter().map(|one| one.rect).chain(layout.frames.iter().map(|frame| frame.rect));
        let right = rects().map(Rect::right).max().unwrap_or_default().max(layout.reach);
        let bottom = rects().map(Rect::bottom).max().unwrap_or_default();
        Self { width: right + PAD, height: bottom + PAD, ..layout }
    }

    fn put(&mut self, kind: &'static str, thing: &Thing, title: String, rect: Rect) {
        let node = Node { address: thing.address.clone().into(), label: thing.label.clone(), kind };
        self.boxes.push(Labelled { node, title, rect });
    }

    fn frame(&mut self, kind: &'static str, address: &str, caption: String, rect: Rect) {
        self.frames.push(Frame { kind, address: address.to_owned(), caption, rect });
    }

    fn zones(&mut self, scene: &Scene, plan: &Plan) {
        if let Some((address, range)) = &scene.vpc {
            self.frame("vpc", address, format!("VPC {range}"), plan.vpc);
        }
        for (at, zone) in (0..).zip(&scene.zones) {
            let rect = plan.zone(at);
            self.frame("zone", "", zone.name.clone(), rect);
            self.subnets(zone, rect, plan);
            for (row, service) in (0..).zip(&scene.services).filter(|(_, service)| runs_in(service, at)) {
                let title = format!("{}: tasks in {}", service.thing.label, zone.name);
                self.put("service", &service.thing, title, plan.task(rect, row));
            }
            for (place, nat) in (0..).zip(&zone.nats) {
                self.put("nat", nat, format!("NAT gateway in {}", zone.name), plan.nat(rect, place));
            }
        }
    }

    /// The ranges of a zone's subnets: tasks are in the first, NAT gateways in the other.
    fn subnets(&mut self, zone: &Zone, rect: Rect, plan: &Plan) {
        let (public, private) = (("public", &zone.public), ("private", &zone.private));
        let order = if plan.is_public { [public, private] } else { [private, public] };
        for ((kind, things), rect) in order.into_iter().zip(plan.halves(rect)) {
            if let Some(thing) = things.first() {
                self.frame(kind, &thing.address, format!("{kind} {}", thing.label), rect);
            }
        }
    }

    fn balancers(&mut self, scene: &Scene, plan: &Plan) {
        for (at, balancer) in (0..).zip(&scene.balancers) {
            let title = format!("Load balancer, {}", balancer.label);
            self.put("loadBalancer", balancer, title, plan.balancer(at));
        }
    }

    fn endpoints(&mut self, scene: &Scene, plan: &Plan) {
        for (at, endpoint) in (0..).zip(&scene.endpoints) {
            let title = format!("VPC endpoint {}", endpoint.label);
            self.put("endpoint", endpoint, title, plan.endpoint(at));
        }
    }

    /// The internet on the left, ranges that are reached and what keeps data on the right.
    fn outside(&mut self, scene: &Scene, plan: &Plan) {
        for (at, source) in (0..).zip(scene.sources()) {
            self.network(source, plan.source(at));
        }
        let targets = scene.targets();
        for (at, target) in (0..).zip(&targets) {
            self.network(target, plan.target(at));
        }
        for (at, store) in (0..).zip(&scene.stores) {
            self.put("store", store, store.address.clone(), plan.store(count(targets.len()), at));
        }
    }

    fn network(&mut self, end: &End, rect: Rect) {
        let (kind, title) = match end.kind {
            Kind::Anywhere => ("internet", "Everybody".to_owned()),
            _ => ("network", format!("Addresses {}", end.name)),
        };
        let thing = Thing { address: String::new(), label: end.label().to_owned() };
        self.put(kind, &thing, title, rect);
    }
}

fn runs_in(service: &Service, zone: i32) -> bool {
    service.zones.iter().any(|known| i32::try_from(*known) == Ok(zone))
}
