use super::Node;
use super::scene::{ANYWHERE, Scene, Service, Thing, Traffic, Zone};

/// A place in the picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Rect {
    pub(super) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.height
    }

    fn middle(self) -> i32 {
        self.y + self.height / 2
    }

    fn center(self) -> i32 {
        self.x + self.width / 2
    }
}

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

/// A line from one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: &'static str,
    pub(super) path: String,
    pub(super) title: String,
    /// Words beside it, and where they begin.
    pub(super) words: Option<(String, i32, i32)>,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) title: String,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) frames: Vec<Frame>,
    pub(super) boxes: Vec<Labelled>,
    pub(super) lines: Vec<Line>,
}

const ROW: i32 = 42;
const HEIGHT: i32 = 30;
const WIDTH: i32 = 128;
const PAD: i32 = 16;
const CAPTION: i32 = 22;
/// Between two zones: as far as a line between their boxes is seen.
const GAP: i32 = 18;
const OUTSIDE: i32 = 96;
const BALANCER: i32 = 116;
const ENDPOINT: &str = "aws_vpc_endpoint.";

impl Layout {
    pub(super) fn of(scene: &Scene) -> Self {
        let mut layout = Self { title: scene.title.clone(), ..Self::default() };
        let plan = Plan::of(scene);
        layout.zones(scene, &plan);
        layout.balancers(scene, &plan);
        layout.endpoints(scene, &plan);
        layout.outside(scene, &plan);
        layout.traffic(scene);
        layout.ways_out(scene, &plan);
        layout.width = layout.right() + PAD;
        layout.height = layout.low() + PAD;
        layout
    }

    fn right(&self) -> i32 {
        let boxes = self.boxes.iter().map(|one| one.rect.right());
        boxes.chain(self.frames.iter().map(|frame| frame.rect.right())).max().unwrap_or_default()
    }

    fn low(&self) -> i32 {
        let boxes = self.boxes.iter().map(|one| one.rect.bottom());
        boxes.chain(self.frames.iter().map(|frame| frame.rect.bottom())).max().unwrap_or_default()
    }

    fn put(&mut self, kind: &'static str, thing: &Thing, title: String, rect: Rect) {
        let node = Node { address: thing.address.clone(), label: thing.label.clone(), kind };
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
            for (row, service) in (0..).zip(&scene.services) {
                if runs_in(service, at) {
                    let title = format!("{}: tasks in {}", service.thing.label, zone.name);
                    self.put("service", &service.thing, title, plan.task(rect, row));
                }
            }
            for (place, nat) in (0..).zip(&zone.nats) {
                let title = format!("NAT gateway in {}", zone.name);
                self.put("nat", nat, title, plan.nat(rect, place));
            }
        }
    }

    /// The ranges of a zone's subnets: tasks stand in the first, ways out in the other.
    fn subnets(&mut self, zone: &Zone, rect: Rect, plan: &Plan) {
        let [upper, lower] = plan.halves(rect);
        let (first, second) =
            if plan.is_public { (&zone.public, &zone.private) } else { (&zone.private, &zone.public) };
        for (things, rect, kind) in [(first, upper, plan.is_public), (second, lower, !plan.is_public)] {
            if let Some(thing) = things.first() {
                let (kind, name) = if kind { ("public", "public") } else { ("private", "private") };
                self.frame(kind, &thing.address, format!("{name} {}", thing.label), rect);
            }
        }
    }

    fn balancers(&mut self, scene: &Scene, plan: &Plan) {
        for (at, balancer) in (0..).zip(&scene.balancers) {
            let rect = Rect {
                x: plan.balancer_x,
                y: plan.middle() - HEIGHT / 2 + at * ROW,
                width: BALANCER,
                height: HEIGHT + 6,
            };
            self.put("loadBalancer", balancer, format!("Load balancer, {}", balancer.label), rect);
        }
    }

    fn endpoints(&mut self, scene: &Scene, plan: &Plan) {
        let left = plan.vpc.x + PAD;
        let most = ((plan.vpc.right() - PAD - left + 8) / (WIDTH + 8)).max(1);
        for (at, endpoint) in (0..).zip(&scene.endpoints) {
            let (column, row) = (at % most, at / most);
            let rect = Rect {
                x: left + column * (WIDTH + 8),
                y: plan.endpoints_y + row * 30,
                width: WIDTH,
                height: 24,
            };
            self.put("endpoint", endpoint, format!("VPC endpoint {}", endpoint.label), rect);
        }
    }

    /// The internet on the left, ranges that are reached and what keeps data on the right.
    fn outside(&mut self, scene: &Scene, plan: &Plan) {
        let comes_in = |traffic: &&Traffic| is_range(&traffic.from);
        let mut sources: Vec<&str> =
            scene.traffic.iter().filter(comes_in).map(|traffic| traffic.from.as_str()).collect();
        sources.dedup();
        sources.sort_unstable();
        sources.dedup();
        for (at, range) in (0..).zip(sources) {
            let rect =
                Rect { x: PAD, y: plan.middle() - HEIGHT / 2 + 3 + at * ROW, width: OUTSIDE, height: HEIGHT };
            self.put(
                if range == ANYWHERE { "internet" } else { "network" },
                &thing_of(range),
                said_of(range),
                rect,
            );
        }
        let x = plan.vpc.right() + 56;
        let mut y = plan.vpc.y + CAPTION;
        let mut ranges: Vec<&str> = scene
            .traffic
            .iter()
            .map(|traffic| traffic.to.as_str())
            .filter(|to| is_range(to) && *to != ANYWHERE)
            .collect();
        ranges.sort_unstable();
        ranges.dedup();
        for range in ranges {
            self.put(
                "network",
                &thing_of(range),
                said_of(range),
                Rect { x, y, width: WIDTH + 24, height: HEIGHT },
            );
            y += ROW;
        }
        for store in &scene.stores {
            self.put("store", store, store.address.clone(), Rect { x, y, width: WIDTH + 24, height: 24 });
            y += 32;
        }
    }

    /// The boxes of an address, from left to right.
    fn boxes_of(&self, address: &str) -> Vec<Rect> {
        self.boxes
            .iter()
            .filter(|one| one.node.address == address || one.node.label == address)
            .map(|one| one.rect)
            .collect()
    }

    fn traffic(&mut self, scene: &Scene) {
        for traffic in &scene.traffic {
            // What leaves for everywhere, and for endpoints, has one line for each zone.
            if traffic.to == ANYWHERE || traffic.to.starts_with(ENDPOINT) {
                continue;
            }
            let from_name =
                if is_range(&traffic.from) { thing_of(&traffic.from).label } else { traffic.from.clone() };
            let (from, to) = (self.boxes_of(&from_name), self.boxes_of(&traffic.to));
            let (Some(start), Some(end)) = (from.last().copied(), to.first().copied()) else { continue };
            let kind = if traffic.from == ANYWHERE { "ingress" } else { "traffic" };
            let title = format!("{} to {}: port {}", from_name, traffic.to, traffic.ports);
            let is_service = |address: &str| address.starts_with("aws_ecs_service.");
            let line = if is_service(&traffic.from) && is_service(&traffic.to) {
                around(start, to.last().copied().unwrap_or(end))
            } else {
                curve(start, end)
            };
            let words = (traffic.ports.as_str(), start, end);
            self.lines.push(Line { kind, path: line, title, words: beside(words, from_name == "internet") });
        }
        self.continued(scene);
    }

    /// From one zone's tasks to the next one's: the same traffic goes to all.
    fn continued(&mut self, scene: &Scene) {
        for service in &scene.services {
            let reached = scene.traffic.iter().any(|traffic| traffic.to == service.thing.address);
            let boxes = self.boxes_of(&service.thing.address);
            if !reached {
                continue;
            }
            for pair in boxes.windows(2) {
                if let [one, next] = pair {
                    let path = format!("M{} {}H{}", one.right(), one.middle(), next.x);
                    self.lines.push(Line { kind: "traffic", path, title: String::new(), words: None });
                }
            }
        }
    }

    /// The way out of each zone: down to its NAT gateway, or along to the one that there is; else down to the endpoints.
    fn ways_out(&mut self, scene: &Scene, plan: &Plan) {
        let leaves = |is_end: fn(&str) -> bool| {
            let out: Vec<&str> =
                scene.traffic.iter().filter(|one| is_end(&one.to)).map(|one| one.from.as_str()).collect();
            scene.services.iter().any(|service| out.contains(&service.thing.address.as_str()))
        };
        let nats: Vec<Labelled> = self.boxes.iter().filter(|one| one.node.kind == "nat").cloned().collect();
        if !nats.is_empty() && leaves(|end| end == ANYWHERE) {
            self.through(&nats, scene, plan);
        } else if leaves(|end| end.starts_with(ENDPOINT)) {
            for lowest in
                (0..).zip(&scene.zones).filter_map(|(at, _)| self.lowest(plan.zone(at))).collect::<Vec<_>>()
            {
                let path = format!("M{} {}V{}", lowest.center(), lowest.bottom(), plan.endpoints_y - 4);
                self.lines.push(out(path, "VPC endpoints: nothing else is reached"));
            }
        }
    }

    fn through(&mut self, nats: &[Labelled], scene: &Scene, plan: &Plan) {
        let (Some(first), Some(last)) = (nats.first(), nats.last()) else { return };
        for (at, zone) in (0..).zip(&scene.zones) {
            let Some(lowest) = self.lowest(plan.zone(at)) else { continue };
            let own = nats.iter().find(|one| zone.nats.iter().any(|nat| nat.address == one.node.address));
            let path = match own {
                Some(nat) => format!("M{} {}V{}", lowest.center(), lowest.bottom(), nat.rect.y),
                None => format!(
                    "M{} {}V{}H{}",
                    lowest.center(),
                    lowest.bottom(),
                    last.rect.middle(),
                    first.rect.right()
                ),
            };
            self.lines.push(out(path, "The way out, through a NAT gateway"));
        }
        let end = plan.vpc.right() + 44;
        let path = format!("M{} {}H{end}", last.rect.right(), last.rect.middle());
        let words = Some(("internet".to_owned(), plan.vpc.right() + 8, last.rect.middle() - 6));
        self.lines
            .push(Line { words, ..out(path, "Registries and other services, through the NAT gateways") });
    }

    /// The lowest service of a zone.
    fn lowest(&self, zone: Rect) -> Option<Rect> {
        let inside = |rect: Rect| rect.x > zone.x && rect.x < zone.right();
        let tasks = self.boxes.iter().filter(|one| one.node.kind == "service" && inside(one.rect));
        tasks.map(|one| one.rect).max_by_key(|rect| rect.y)
    }
}

fn out(path: String, title: &str) -> Line {
    Line { kind: "out", path, title: title.to_owned(), words: None }
}

/// The measures that everything else follows from.
struct Plan {
    vpc: Rect,
    balancer_x: i32,
    zones_x: i32,
    zone_width: i32,
    rows: i32,
    nats: i32,
    endpoints_y: i32,
    /// Whether tasks stand in subnets that the internet reaches.
    is_public: bool,
}

impl Plan {
    fn of(scene: &Scene) -> Self {
        let count = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
        let has_balancer = !scene.balancers.is_empty();
        let comes_in = scene.traffic.iter().any(|traffic| is_range(&traffic.from));
        let left = if comes_in { PAD + OUTSIDE + 40 } else { PAD };
        let balancer_x = left + PAD;
        let zones_x = if has_balancer { balancer_x + BALANCER + 48 } else { left + PAD };
        let zones = count(scene.zones.len()).max(1);
        let zone_width = WIDTH + 2 * PAD;
        let rows = count(scene.services.len()).max(1);
        let nats = count(scene.zones.iter().map(|zone| zone.nats.len()).max().unwrap_or_default());
        let height = 2 * CAPTION + rows * ROW + 8 + CAPTION + nats.max(0) * ROW + 8;
        let inner = CAPTION + height;
        let width = zones_x - left + zones * zone_width + (zones - 1) * GAP + PAD;
        let most = ((width - 2 * PAD + 8) / (WIDTH + 8)).max(1);
        let endpoint_rows = (count(scene.endpoints.len()) + most - 1) / most;
        let endpoints = if endpoint_rows > 0 { endpoint_rows * 30 + 12 } else { 0 };
        let vpc = Rect { x: left, y: PAD, width, height: inner + PAD + endpoints };
        let is_public = scene.services.iter().any(|service| service.is_public);
        Self { vpc, balancer_x, zones_x, zone_width, rows, nats, endpoints_y: PAD + inner + 12, is_public }
    }

    fn zone(&self, at: i32) -> Rect {
        let x = self.zones_x + at * (self.zone_width + GAP);
        let height = 2 * CAPTION + self.rows * ROW + 8 + CAPTION + self.nats * ROW + 8;
        Rect { x, y: self.vpc.y + CAPTION, width: self.zone_width, height }
    }

    /// The subnets of a zone, one above the other.
    fn halves(&self, zone: Rect) -> [Rect; 2] {
        let inside = Rect {
            x: zone.x + 6,
            y: zone.y + CAPTION,
            width: zone.width - 12,
            height: CAPTION + self.rows * ROW,
        };
        let lower = Rect { y: inside.bottom() + 6, height: CAPTION + self.nats * ROW - 2, ..inside };
        [inside, lower]
    }

    fn task(&self, zone: Rect, row: i32) -> Rect {
        Rect { x: zone.x + PAD, y: zone.y + 2 * CAPTION + row * ROW, width: WIDTH, height: HEIGHT }
    }

    fn nat(&self, zone: Rect, place: i32) -> Rect {
        let [_, lower] = self.halves(zone);
        Rect { x: zone.x + zone.width / 2 - 30, y: lower.y + CAPTION + place * ROW, width: 60, height: 26 }
    }

    /// The height at which the internet and the load balancer stand.
    fn middle(&self) -> i32 {
        self.vpc.y + 3 * CAPTION + (self.rows.min(6) * ROW) / 2 - ROW / 2 + HEIGHT / 2
    }
}

fn runs_in(service: &Service, zone: i32) -> bool {
    service.zones.iter().any(|known| i32::try_from(*known) == Ok(zone))
}

/// Whether an end of traffic is a range of addresses, and no resource.
fn is_range(end: &str) -> bool {
    end.contains('/')
}

fn thing_of(range: &str) -> Thing {
    let label = if range == ANYWHERE { "internet" } else { range };
    Thing { address: String::new(), label: label.to_owned() }
}

fn said_of(range: &str) -> String {
    if range == ANYWHERE { "Everybody".to_owned() } else { format!("Addresses {range}") }
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

/// Ports stand where a line is long enough to tell whose they are.
fn beside((ports, from, to): (&str, Rect, Rect), is_first: bool) -> Option<(String, i32, i32)> {
    let is_straight = from.middle() == to.middle();
    let room = to.x - from.right();
    let width = i32::try_from(ports.chars().count()).unwrap_or_default() * 7;
    let shown = room > width + 8 && !is_first;
    let y = if is_straight { from.middle() - 5 } else { to.middle() - 5 };
    shown.then(|| (ports.to_owned(), to.x - width - 6, y))
}
