//! An image is the same tomorrow.

use groundplan_tests::case::{all_roots, codes_of_yaml};
use serde_json::{Value, json};

use super::case;

#[test]
fn images_are_pinned() {
    for (image, is_pinned) in [
        ("ghcr.io/example/worker", false),
        ("ghcr.io/example/worker:latest", false),
        ("worker", false),
        ("ghcr.io/example/worker:1.4.0", true),
        ("localhost:5000/worker", false),
        ("localhost:5000/worker:2", true),
        (
            "ghcr.io/example/worker@sha256:9b2f1b1c3d4e5f60718293a4b5c6d7e8f9fadbeccfd0e1f2031425364758697a",
            true,
        ),
        ("ghcr.io/example/latest:1", true),
        ("{ repository: shop/worker }", false),
        ("{ repository: shop/worker, tag: latest }", false),
        ("{ repository: shop/worker, tag: v1 }", true),
        ("{ repository: shop/worker, tagVariable: tag }", true),
        ("{ reference: ghcr.io/example/worker, digestVariable: digest }", true),
    ] {
        let image = if image.starts_with('{') { image.to_owned() } else { format!("\"{image}\"") };
        let codes = codes_of_yaml(&format!(
            "{{stack: s, region: eu-west-1, services: {{worker: {{image: {image}}}}}, environments: {{dev: {{}}}}}}"
        ));
        let wanted: &[&str] = if is_pinned { &[] } else { &["service/image-pinned"] };
        assert_eq!(codes, wanted, "{image}");
    }
    a_pipeline_gives_what_is_left_open();
    no_image_that_is_made_moves();
}

fn a_pipeline_gives_what_is_left_open() {
    let root = case("service/ecr-tag-variable").environment("try");
    let image = |label| root.container(label)["image"].as_str().unwrap_or_default().to_owned();
    assert!(
        image("worker").ends_with(".dkr.ecr.eu-west-1.amazonaws.com/jobs/worker:${var.worker_tag}"),
        "{}",
        image("worker")
    );
    assert!(image("mailer").ends_with("/jobs/mailer@${var.mailer_digest}"), "{}", image("mailer"));
    let variable =
        root.section("variable").find(|(name, _)| *name == "worker_tag").expect("it is declared").1;
    assert_eq!(
        (&variable["type"], &variable["default"]),
        (&json!("string"), &Value::Null),
        "the variable has no default"
    );
}

fn no_image_that_is_made_moves() {
    for (name, root) in all_roots() {
        let waived = root.files["terraform.tf.json"]["//"].to_string().contains("image-pinned");
        let tasks = root.resources("aws_ecs_task_definition");
        for (label, container) in
            tasks.flat_map(|(label, _)| root.containers(label).into_iter().map(move |one| (label, one)))
        {
            let image = container["image"].as_str().unwrap_or_default();
            let tag = image.rsplit('/').next().unwrap_or_default();
            let pinned = tag.contains('@') || (tag.contains(':') && !tag.ends_with(":latest"));
            assert!(pinned || waived, "{name} {label} runs {image}");
        }
    }
}
