//! What a document uses without making it: a VPC, its subnets and a load balancer that are looked up, or come in as values.

use super::scene::{End, Kind, Scene, Thing, Traffic, Zone};
use crate::model::{Model, Place};
use crate::terraform::Section;

const ELSEWHERE: &str = "made elsewhere";

/// Adds to a picture what is made elsewhere, as far as something here is in it or behind it.
pub(super) fn add(scene: &mut Scene, model: &Model<'_>) {
    let is_homeless = scene.zones.is_empty() && !scene.services.is_empty();
    if is_homeless {
        scene.zones.push(Zone { name: format!("subnets {ELSEWHERE}"), ..Zone::default() });
        scene.services.iter_mut().for_each(|service| service.zones = vec![0]);
    }
    if let (true, true, Some(vpc)) = (is_homeless, scene.vpc.is_none(), looked_up(model, "aws_vpc").next()) {
        scene.vpc = Some((address(&vpc), ELSEWHERE.to_owned()));
    }
    for balancer in looked_up(model, "aws_lb") {
        let traffic = behind(&balancer, model);
        if !traffic.is_empty() {
            scene.balancers.push(Thing { address: address(&balancer), label: "existing ALB".to_owned() });
            scene.traffic.extend(traffic);
        }
    }
}

fn looked_up<'a>(model: &'a Model<'a>, kind: &'static str) -> impl Iterator<Item = Place<'a>> {
    model.section(Section::Data).filter(move |place| place.item.resource_type == kind)
}

fn address(place: &Place<'_>) -> String {
    format!("data.{}.{}", place.item.resource_type, place.item.name)
}

/// The services that rules on its listener lead to.
fn behind(balancer: &Place<'_>, model: &Model<'_>) -> Vec<Traffic> {
    let Some(listener) = balancer.reference("arn").map(|to| to.target()) else { return Vec::new() };
    let rules = model
        .resources("aws_lb_listener_rule")
        .filter(|rule| rule.reference("listener_arn").is_some_and(|to| to.target() == listener));
    let groups: Vec<String> = rules
        .flat_map(|rule| rule.blocks("action"))
        .filter_map(|action| Some(action.reference("target_group_arn")?.target()))
        .collect();
    let from = End { kind: Kind::Other, name: address(balancer) };
    let mut found = Vec::new();
    for service in model.resources("aws_ecs_service") {
        for target in service.blocks("load_balancer") {
            let is_behind =
                target.reference("target_group_arn").is_some_and(|to| groups.contains(&to.target()));
            if let (true, Some(port)) = (is_behind, target.integer("container_port")) {
                let to = End::of(&service);
                found.push(Traffic { from: from.clone(), to, ports: port.to_string() });
            }
        }
    }
    found
}
