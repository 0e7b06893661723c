use super::plan::Plan;
use super::rect::Rect;
use super::{Labelled, Layout};
use crate::diagram::scene::{End, Kind, Scene, Traffic};

/// A line from one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::diagram) struct Line {
    pub(in crate::diagram) kind: &'static str,
    pub(in crate::diagram) path: String,
    pub(in crate::diagram) title: String,
    /// Words beside it, and where they begin.
    pub(in crate::diagram) words: Option<(String, i32, i32)>,
}

impl Layout {
    /// What leaves for everywhere, and for endpoints, has one line for each zone.
    pub(super) fn lines(&mut self, scene: &Scene, plan: &Plan) {
        let has_own = |traffic: &&Traffic| !matches!(traffic.to.kind, Kind::Anywhere | Kind::Endpoint);
        for traffic in scene.traffic.iter().filter(has_own) {
            let line = self.of_traffic(traffic);
            self.lines.extend(line);
        }
        self.continued(scene);
        self.ways_out(scene, plan);
    }

    fn of_traffic(&self, traffic: &Traffic) -> Option<Line> {
        let (from, to) = (self.boxes_of(&traffic.from), self.boxes_of(&traffic.to));
        // Sources outside the VPC are on the left, targets outside on the right.
        let start = if traffic.from.is_outside() { from.first() } else { from.last() };
        let (start, first, last) = (*start?, *to.first()?, *to.last()?);
        let path = match (traffic.from.kind, traffic.to.kind) {
            (Kind::Service, Kind::Service) => around(start, last),
            (_, Kind::Range) => curve(start, last),
            _ => curve(start, first),
        };
        let is_ingress = traffic.from.kind == Kind::Anywhere;
        let words = if is_ingress { None } else { beside(&traffic.ports, start, first) };
        let title = format!("{} to {}: port {}", traffic.from.label(), traffic.to.name, traffic.ports);
        Some(Line { kind: if is_ingress { "ingress" } else { "traffic" }, path, title, words })
    }

    /// The boxes of an end, from left to right.
    fn boxes_of(&self, end: &End) -> Vec<Rect> {
        let is_its = |one: &&Labelled| match end.is_outside() {
            true => one.node.address.is_empty() && one.node.label == end.label(),
            false => one.node.address == end.name,
        };
        self.boxes.iter().filter(is_its).map(|one| one.rect).collect()
    }

    /// From one zone's tasks to the next one's: the same traffic goes to all.
    fn continued(&mut self, scene: &Scene) {
        for service in &scene.services {
            let Some(reached) = scene.traffic.iter().find(|one| one.to.name == service.thing.address) else {
                continue;
            };
            for pair in self.boxes_of(&reached.to).windows(2) {
                if let [one, next] = pair {
                    let path = format!("M{} {}H{}", one.right(), one.middle(), next.x);
                    self.lines.push(Line { kind: "traffic", path, title: String::new(), words: None });
                }
            }
        }
    }

    /// The way out of each zone: down to its NAT gateway, or along to the one that there is; else down to the
    /// endpoints.
    fn ways_out(&mut self, scene: &Scene, plan: &Plan) {
        let leaves =
            |to: Kind| scene.traffic.iter().any(|one| one.from.kind == Kind::Service && one.to.kind == to);
        let nats: Vec<Labelled> = self.boxes.iter().filter(|one| one.node.kind == "nat").cloned().collect();
        if !nats.is_empty() && leaves(Kind::Anywhere) {
            self.through(&nats, scene, plan);
        } else if leaves(Kind::Endpoint) {
            for lowest in self.lowest(scene, plan).into_iter().flatten() {
                let path = format!("M{} {}V{}", lowest.center(), lowest.bottom(), plan.endpoints());
                self.lines.push(out(path, "VPC endpoints: nothing else is reached"));
            }
        }
    }

    fn through(&mut self, nats: &[Labelled], scene: &Scene, plan: &Plan) {
        let (Some(first), Some(last)) = (nats.first(), nats.last()) else { return };
        for (zone, lowest) in scene.zones.iter().zip(self.lowest(scene, plan)) {
            let Some(lowest) = lowest else { continue };
            let own = nats.iter().find(|one| zone.nats.iter().any(|nat| *nat.address == *one.node.address));
            let down = format!("M{} {}V", lowest.center(), lowest.bottom());
            let path = match own {
                Some(nat) => format!("{down}{}", nat.rect.y),
                None => format!("{down}{}H{}", last.rect.middle(), first.rect.right()),
            };
            self.lines.push(out(path, "The way out, through a NAT gateway"));
        }
        self.reach = plan.way_out();
        let path = format!("M{} {}H{}", last.rect.right(), last.rect.middle(), self.reach);
        let words = Some(("internet".to_owned(), plan.vpc.right() + 8, last.rect.middle() - 6));
        let line = out(path, "Registries and other services, through the NAT gateways");
        self.lines.push(Line { words, ..line });
    }

    /// The lowest service of each zone.
    fn lowest(&self, scene: &Scene, plan: &Plan) -> Vec<Option<Rect>> {
        let tasks = self.boxes.iter().filter(|one| one.node.kind == "service").map(|one| one.rect);
        let of_zone = |zone: Rect| {
            tasks.clone().filter(|task| task.x > zone.x && task.x < zone.right()).max_by_key(|task| task.y)
        };
        (0..).zip(&scene.zones).map(|(at, _)| of_zone(plan.zone(at))).collect()
    }
}

fn out(path: String, title: &str) -> Line {
    Line { kind: "out", path, title: title.to_owned(), words: None }
}

/// From the right side of one to the left side of the other.
fn curve(from: Rect, to: Rect) -> String {
    let (x, y, end, height) = (from.right(), from.middle(), to.x, to.middle());
    if y == height {
        return format!("M{x} {y}H{end}");
    }
    let bend = (end - x) / 2;
    format!("M{x} {y}C{} {y} {} {height} {end} {height}", x + bend, end - bend)
}

/// From the right side of one to the right side of another in the same column.
fn around(from: Rect, to: Rect) -> String {
    let (x, y, end, height) = (from.right(), from.middle(), to.right(), to.middle());
    let out = x.max(end) + 14;
    format!("M{x} {y}C{out} {y} {out} {height} {end} {height}")
}

/// Ports are written beside a line that is long enough to show which one they belong to.
fn beside(ports: &str, from: Rect, to: Rect) -> Option<(String, i32, i32)> {
    let width = i32::try_from(ports.chars().count()).unwrap_or_default() * 7;
    let is_long = to.x - from.right() > width + 8;
    is_long.then(|| (ports.to_owned(), to.x - width - 6, to.middle() - 5))
}
