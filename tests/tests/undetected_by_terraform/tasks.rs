//! What a task is, which Terraform passes on unread.

use groundplan_tests::case::codes_of_yaml;
use groundplan_tests::root::{blocks, entries};
use serde_json::{Value, json};

use super::{every, must, service};

#[test]
fn fargate_sells_certain_pairs_of_cpu_and_memory() {
    assert_eq!(service("size: {vcpu: 0.25, memory: 4 GiB}"), ["service/size"]);
    assert_eq!(service("size: {vcpu: 0.25, memory: 2 GiB}"), [""; 0]);
    every("aws_ecs_task_definition", |_, _, task| {
        let number =
            |name: &str| task[name].as_str().and_then(|text| text.parse::<u32>().ok()).unwrap_or_default();
        let (cpu, memory) = (number("cpu"), number("memory"));
        must(cpu * 2 <= memory && memory <= cpu * 8, &format!("has {cpu} and {memory}"))
    });
}

#[test]
fn a_fargate_task_has_cpu_memory_and_its_own_network() {
    assert_eq!(service("networkMode: bridge"), ["spec/unknown-key"]);
    every("aws_ecs_task_definition", |_, _, task| {
        let awsvpc =
            task["network_mode"] == "awsvpc" && task["requires_compatibilities"] == json!(["FARGATE"]);
        must(awsvpc && task["cpu"].is_string() && task["memory"].is_string(), "could not run on Fargate")
    });
}

#[test]
fn a_container_has_an_image_and_only_known_keys() {
    assert_eq!(
        codes_of_yaml("{stack: shop, region: eu-west-1, services: {web: {}}, environments: {dev: {}}}"),
        ["service/image-missing"]
    );
    assert_eq!(service("readonlyRootFilesystem: true"), ["spec/unknown-key"]);
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
    const KEYS: [&str; 26] = [
        "name",
        "image",
        "essential",
        "portMappings",
        "entryPoint",
        "command",
        "user",
        "environment",
        "secrets",
        "readonlyRootFilesystem",
        "privileged",
        "linuxParameters",
        "mountPoints",
        "stopTimeout",
        "logConfiguration",
        "repositoryCredentials",
        "cpu",
        "memory",
        "memoryReservation",
        "workingDirectory",
        "environmentFiles",
        "ulimits",
        "healthCheck",
        "restartPolicy",
        "dependsOn",
        "startTimeout",
    ];
    every("aws_ecs_task_definition", |root, label, _| {
        let text =
            |list: &Value, key: &str| list.as_array().into_iter().flatten().all(|one| one[key].is_string());
        let strange = root.containers(label).into_iter().find(|container| {
            let is_known = entries(container).all(|(key, _)| KEYS.contains(&key));
            let texts = text(&container["environment"], "value") && text(&container["secrets"], "valueFrom");
            !is_known || !container["image"].is_string() || !texts
        });
        must(strange.is_none(), &format!("has a strange container: {strange:?}"))
    });
}

#[test]
fn small_disks_are_left_out() {
    every("aws_ecs_task_definition", |_, _, task| {
        let size = &task["ephemeral_storage"]["size_in_gib"];
        must(
            size.is_null() || size.as_u64().is_some_and(|gib| (21..=200).contains(&gib)),
            &format!("has a disk of {size}"),
        )
    });
}

#[test]
fn containers_are_in_the_order_in_which_aws_gives_them_back() {
    let sorted = |list: &Value| {
        let names: Vec<&str> =
            list.as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).collect();
        names.is_sorted()
    };
    every("aws_ecs_task_definition", |root, label, _| {
        let container = root.container(label);
        let all = root.containers(label);
        let ordered = all.iter().all(|one| sorted(&one["environment"]) && sorted(&one["secrets"]));
        let ordered = ordered
            && all.iter().skip(1).map(|one| one["name"].as_str()).is_sorted()
            && sorted(&container["environment"])
            && sorted(&container["secrets"]);
        let ports = blocks(container, "portMappings");
        let spelt =
            ports.iter().all(|port| port["hostPort"] == port["containerPort"] && port["protocol"] == "tcp");
        must(ordered && spelt && container["essential"] == true, "would differ in every plan")
    });
}

#[test]
fn volumes_of_a_task_have_different_names() {
    every("aws_ecs_task_definition", |root, label, task| {
        let mut names: Vec<String> =
            blocks(task, "volume").iter().map(|volume| volume["name"].to_string()).collect();
        let containers = root.containers(label);
        let mounted =
            containers.iter().map(|container| blocks(container, "mountPoints").len()).sum::<usize>();
        let all = names.len();
        names.sort();
        names.dedup();
        must(
            names.len() == all && mounted == all,
            &format!("has the volumes {names:?} for {mounted} folders"),
        )
    });
}

#[test]
fn a_writable_root_is_said_and_a_read_only_one_has_its_folders() {
    every("aws_ecs_task_definition", |root, label, _| {
        let is_right = |container: &&Value| {
            let read_only = container["readonlyRootFilesystem"] == true;
            let folders = blocks(container, "mountPoints");
            let temporary =
                folders.iter().any(|point| point["containerPath"] == "/tmp" && point["readOnly"] == false);
            container["readonlyRootFilesystem"].is_boolean() && read_only == temporary
        };
        must(root.containers(label).iter().all(is_right), "cannot write where it must")
    });
}
