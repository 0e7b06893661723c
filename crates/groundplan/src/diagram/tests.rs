use super::layout::Rect;
use super::*;
use crate::Stack;

const SHOP: &str = r#"{"stack": "shop", "region": "eu-west-1",
    "services": {
        "api": {"image": "ghcr.io/example/api:1", "port": 8080, "public": {}, "egress": EGRESS},
        "jobs": {"image": "ghcr.io/example/jobs:1", "port": 9090}},
    "loadBalancer": {"scheme": "internal"},
    "network": NETWORK,
    "environments": {"live": {"tier": "development"}}}"#;

fn diagram(network: &str) -> Diagram {
    of(&SHOP.replace("NETWORK", network).replace(r#", "egress": EGRESS"#, ""))
}

fn of(spec: &str) -> Diagram {
    let made = Stack::synth_json(spec).unwrap();
    let name = made.decisions().iter().find(|of| of.tier.is_some()).unwrap().environment.clone();
    Diagram::of(made.environment(&name).unwrap())
}

fn labels(diagram: &Diagram, kind: &str) -> Vec<String> {
    diagram.nodes().into_iter().filter(|node| node.kind == kind).map(|node| node.label).collect()
}

#[test]
fn everything_stands_in_its_zone() {
    let diagram = diagram(r#"{"zones": 3, "egress": "natPerZone"}"#);
    assert_eq!(labels(&diagram, "service"), ["api", "jobs", "api", "jobs", "api", "jobs"]);
    assert_eq!(labels(&diagram, "nat"), ["NAT"; 3]);
    assert_eq!(labels(&diagram, "loadBalancer"), ["ALB 80"]);
    let captions: Vec<&str> = diagram.layout.frames.iter().map(|frame| frame.caption.as_str()).collect();
    assert!(captions.contains(&"zone c") && captions[0].starts_with("VPC 10."), "{captions:?}");
}

#[test]
fn lines_are_what_security_groups_allow() {
    let diagram = diagram(r#"{"egress": "nat"}"#);
    let titles: Vec<&str> = diagram.layout.lines.iter().map(|line| line.title.as_str()).collect();
    assert!(titles.contains(&"aws_lb.main to aws_ecs_service.api: port 8080"), "{titles:?}");
    assert!(titles.iter().all(|title| !title.contains("to aws_ecs_service.jobs")), "{titles:?}");
    assert!(titles.contains(&"The way out, through a NAT gateway"), "{titles:?}");
}

#[test]
fn what_is_made_elsewhere_is_drawn_as_far_as_it_is_used() {
    let listener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/1/2";
    let spec = SHOP
        .replace("NETWORK", r#"{"existing": {"vpc": "shared", "privateSubnets": ["tag:Tier=private"]}}"#)
        .replace(r#""public": {}, "egress": EGRESS"#, r#""public": {"path": "/api/*"}"#)
        .replace(r#"{"scheme": "internal"}"#, &format!(r#"{{"existing": "{listener}"}}"#));
    let diagram = of(&spec);
    assert_eq!(labels(&diagram, "service"), ["api", "jobs"]);
    assert_eq!(labels(&diagram, "loadBalancer"), ["existing ALB"]);
    let captions: Vec<&str> = diagram.layout.frames.iter().map(|frame| frame.caption.as_str()).collect();
    assert!(captions.contains(&"VPC made elsewhere"), "{captions:?}");
    assert!(captions.contains(&"subnets made elsewhere"), "{captions:?}");
    let titles: Vec<&str> = diagram.layout.lines.iter().map(|line| line.title.as_str()).collect();
    assert!(titles.contains(&"data.aws_lb.main to aws_ecs_service.api: port 8080"), "{titles:?}");
}

#[test]
fn endpoints_stand_where_nothing_leaves() {
    let ecr = SHOP.replace("NETWORK", r#"{"egress": "endpoints"}"#).replace(r#", "egress": EGRESS"#, "");
    let ecr = ecr.replace("\"ghcr.io/example/api:1\"", r#"{"repository": "api", "tag": "1"}"#);
    let diagram = of(&ecr.replace("\"ghcr.io/example/jobs:1\"", r#"{"repository": "jobs", "tag": "1"}"#));
    assert!(labels(&diagram, "nat").is_empty());
    assert!(labels(&diagram, "endpoint").contains(&"s3".to_owned()), "{:?}", labels(&diagram, "endpoint"));
}

#[test]
fn nothing_lies_over_anything_else() {
    for (zones, services) in [(1, 1), (2, 7), (3, 10), (6, 3), (3, 100)] {
        let each =
            (0..services).map(|at| format!(r#""s{at}": {{"image": "ghcr.io/example/api:1", "port": 80}}"#));
        let spec = format!(
            r#"{{"stack": "s", "region": "us-east-1", "services": {{{}}}, "network": {{"zones": {zones}, "egress": "natPerZone"}}, "environments": {{"dev": {{}}}}}}"#,
            each.collect::<Vec<_>>().join(", ")
        );
        let Ok(made) = Stack::synth_json(&spec) else { continue };
        let diagram = Diagram::of(made.environment("dev").unwrap());
        let boxes: Vec<Rect> = diagram.layout.boxes.iter().map(|one| one.rect).collect();
        assert!(boxes.len() >= services, "{zones} {services}");
        for (at, one) in boxes.iter().enumerate() {
            let apart = |other: &Rect| {
                one.right() <= other.x
                    || other.right() <= one.x
                    || one.bottom() <= other.y
                    || other.bottom() <= one.y
            };
            assert!(boxes.iter().skip(at + 1).all(apart), "{zones} {services}: {one:?}");
            assert!(one.right() <= diagram.layout.width && one.bottom() <= diagram.layout.height);
        }
    }
}

#[test]
fn hostile_names_are_text() {
    let spec = r#"{"stack": "s", "region": "us-east-1", "network": {"egress": "nat"}, "raw": {"resource": {"aws_ecs_service": {"x": {"name": "<script>alert(1)</script>\"&", "cluster": "c"}}}},
        "environments": {"dev": {}}}"#;
    let svg = of(spec).svg();
    assert!(!svg.contains("<script"), "{svg}");
    let empty = Diagram::of(&crate::terraform::Document::new());
    assert!(empty.nodes().is_empty() && empty.svg().contains("No VPC"));
}
