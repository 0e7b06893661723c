use super::rect::Rect;
use crate::diagram::scene::Scene;

/// Between the rows of a column.
const ROW: i32 = 42;
const HEIGHT: i32 = 30;
const WIDTH: i32 = 128;
pub(super) const PAD: i32 = 16;
const CAPTION: i32 = 22;
/// Between two zones: as far as a line between their boxes is seen.
const GAP: i32 = 18;
const OUTSIDE: i32 = 96;
const BALANCER: i32 = 116;
/// Between two endpoints, and from one row of them to the next.
const ENDPOINT_GAP: i32 = 8;
const ENDPOINT_ROW: i32 = 30;
/// How far egress lines lead beyond the VPC, and where the boxes outside it begin.
const WAY_OUT: i32 = 44;
const BESIDE: i32 = 56;

/// The measures that everything else follows from.
pub(super) struct Plan {
    pub(super) vpc: Rect,
    balancer_x: i32,
    zones_x: i32,
    zone_width: i32,
    rows: i32,
    nats: i32,
    endpoints_y: i32,
    /// Whether tasks are in subnets that the internet reaches.
    pub(super) is_public: bool,
}

impl Plan {
    pub(super) fn of(scene: &Scene) -> Self {
        let left = if scene.sources().is_empty() { PAD } else { PAD + OUTSIDE + 40 };
        let balancer_x = left + PAD;
        let zones_x = if scene.balancers.is_empty() { left + PAD } else { balancer_x + BALANCER + 48 };
        let zone_width = WIDTH + 2 * PAD;
        let zones = count(scene.zones.len()).max(1);
        let width = zones_x - left + zones * zone_width + (zones - 1) * GAP + PAD;
        let plan = Self {
            vpc: Rect { x: left, y: PAD, width, height: 0 },
            balancer_x,
            zones_x,
            zone_width,
            rows: count(scene.services.len()).max(1),
            nats: count(scene.zones.iter().map(|zone| zone.nats.len()).max().unwrap_or_default()),
            endpoints_y: 0,
            is_public: scene.services.iter().any(|service| service.is_public),
        };
        plan.with_height(count(scene.endpoints.len()))
    }

    /// The VPC around its zones, and its endpoints below them.
    fn with_height(self, endpoints: i32) -> Self {
        let inner = CAPTION + self.zone(0).height;
        let most = self.endpoints_in_a_row();
        let rows = (endpoints + most - 1) / most;
        let below = if rows > 0 { rows * ENDPOINT_ROW + 12 } else { 0 };
        let vpc = Rect { height: inner + PAD + below, ..self.vpc };
        Self { vpc, endpoints_y: PAD + inner + 12, ..self }
    }

    pub(super) fn zone(&self, at: i32) -> Rect {
        let x = self.zones_x + at * (self.zone_width + GAP);
        let height = 2 * CAPTION + self.rows * ROW + 8 + CAPTION + self.nats * ROW + 8;
        Rect { x, y: self.vpc.y + CAPTION, width: self.zone_width, height }
    }

    /// The subnets of a zone, one above the other.
    pub(super) fn halves(&self, zone: Rect) -> [Rect; 2] {
        let height = CAPTION + self.rows * ROW;
        let upper = Rect { x: zone.x + 6, y: zone.y + CAPTION, width: zone.width - 12, height };
        let lower = Rect { y: upper.bottom() + 6, height: CAPTION + self.nats * ROW - 2, ..upper };
        [upper, lower]
    }

    pub(super) fn task(&self, zone: Rect, row: i32) -> Rect {
        Rect { x: zone.x + PAD, y: zone.y + 2 * CAPTION + row * ROW, width: WIDTH, height: HEIGHT }
    }

    pub(super) fn nat(&self, zone: Rect, place: i32) -> Rect {
        let [_, lower] = self.halves(zone);
        Rect { x: zone.center() - 30, y: lower.y + CAPTION + place * ROW, width: 60, height: 26 }
    }

    pub(super) fn balancer(&self, at: i32) -> Rect {
        let y = self.middle() - HEIGHT / 2 + at * ROW;
        Rect { x: self.balancer_x, y, width: BALANCER, height: HEIGHT + 6 }
    }

    pub(super) fn endpoint(&self, at: i32) -> Rect {
        let most = self.endpoints_in_a_row();
        let x = self.vpc.x + PAD + at % most * (WIDTH + ENDPOINT_GAP);
        Rect { x, y: self.endpoints_y + at / most * ENDPOINT_ROW, width: WIDTH, height: 24 }
    }

    /// The height at which lines reach the endpoints.
    pub(super) fn endpoints(&self) -> i32 {
        self.endpoints_y - 4
    }

    /// Who comes in, on the left of the VPC.
    pub(super) fn source(&self, at: i32) -> Rect {
        Rect { x: PAD, y: self.middle() - HEIGHT / 2 + 3 + at * ROW, width: OUTSIDE, height: HEIGHT }
    }

    /// What is reached, on the right of the VPC: ranges, and below them what keeps data.
    pub(super) fn target(&self, at: i32) -> Rect {
        let y = self.vpc.y + CAPTION + at * ROW;
        Rect { x: self.vpc.right() + BESIDE, y, width: WIDTH + 24, height: HEIGHT }
    }

    pub(super) fn store(&self, targets: i32, at: i32) -> Rect {
        let first = self.target(targets);
        Rect { y: first.y + at * 32, height: 24, ..first }
    }

    /// Where the way out ends.
    pub(super) fn way_out(&self) -> i32 {
        self.vpc.right() + WAY_OUT
    }

    fn endpoints_in_a_row(&self) -> i32 {
        ((self.vpc.width - 2 * PAD + ENDPOINT_GAP) / (WIDTH + ENDPOINT_GAP)).max(1)
    }

    /// The height of the internet and the load balancer.
    fn middle(&self) -> i32 {
        self.vpc.y + 3 * CAPTION + (self.rows.min(6) * ROW) / 2 - ROW / 2 + HEIGHT / 2
    }
}

pub(super) fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
