//! What it costs, asked from the command line.

use serde_json::Value;

use crate::place::Place;

const NATIVE: &str = "provider \"aws\" {
  region = \"us-east-1\"
}

resource \"aws_nat_gateway\" \"main\" {
  count         = 2
  allocation_id = \"x\"
  subnet_id     = \"y\"
}
";

/// The expected amount of one item.
fn monthly(bill: &Value, item: &str) -> f64 {
    let lines =
        bill["modules"].as_array().unwrap().iter().flat_map(|module| module["lines"].as_array().unwrap());
    let found = lines.filter(|line| line["item"] == item);
    found.map(|line| line["monthly"].as_str().unwrap().parse::<f64>().unwrap()).sum()
}

#[test]
fn a_spec_shows_its_environments_side_by_side() {
    let place = Place::new();
    let ran = place.run(&["cost", "spec.yaml"]).ends(0);
    assert!(
        ran.output.starts_with("US dollars a month of 730 hours, before tax, prices of "),
        "{}",
        ran.output
    );
    let head = ran.output.lines().find(|line| line.contains("bootstrap")).unwrap();
    assert_eq!(head.split_whitespace().collect::<Vec<_>>(), ["bootstrap", "dev", "test"]);
    let ran = ran
        .says("gateway hours")
        .says("35.04")
        .says("what the figures rest on (* depends on usage):")
        .says("all together");
    ran.says("would save a month").says(r#"{ "network": { "egress": "publicIp" } }"#);
    let one = place.run(&["cost", "spec.yaml", "--environment", "dev", "--details"]).ends(0);
    assert!(!one.output.contains("bootstrap") && !one.output.contains("test"), "{}", one.output);
    one.says("730 hours × 0.048").says("free in dev:");
    place.run(&["cost", "spec.yaml", "--environment", "de"]).ends(2).says("--environment dev");
    place
        .run(&["cost", "spec.yaml", "--usage", "nowhere.yml"])
        .ends(2)
        .says("there is no usage file nowhere.yml");
}

#[test]
fn every_kind_of_terraform_is_priced() {
    let place = Place::new();
    place.write("mine/main.tf", NATIVE);
    // 2 gateways × 730 hours × 0.045.
    let bill = place.run(&["cost", "mine", "--format", "json"]).ends(0).json();
    assert_eq!(monthly(&bill, "gateway hours"), 65.7);
    assert_eq!(bill["modules"][0]["name"], "mine");
    place.run(&["cost", "mine/main.tf"]).ends(0).says("65.70");
    place.synth(&[]).ends(0);
    let written = place.run(&["cost", "out", "--format", "json"]).ends(0).json();
    let made = place.run(&["cost", "spec.yaml", "--format", "json"]).ends(0).json();
    assert_eq!(monthly(&written, "gateway hours"), monthly(&made, "gateway hours"));
    let names = |bill: &Value| -> Vec<Value> {
        bill["modules"].as_array().unwrap().iter().map(|module| module["name"].clone()).collect()
    };
    assert_eq!(names(&written), names(&made));
    place.write("broken/main.tf", "resource \"aws_eip\" {");
    place.run(&["cost", "broken"]).ends(1).says("broken/main.tf");
}

#[test]
fn a_plan_is_priced_instance_by_instance() {
    let place = Place::new();
    let instance = |index: usize| {
        format!(
            r#"{{"mode": "managed", "type": "aws_nat_gateway", "name": "main", "index": {index}, "values": {{}}}}"#
        )
    };
    let plan = format!(
        r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{}, {}]}}}}}}"#,
        instance(0),
        instance(1)
    );
    place.write("plan.json", &plan);
    place.run(&["cost", "plan.json"]).ends(0).says("the region is not known");
    let bill = place.run(&["cost", "plan.json", "--region", "us-east-1", "--format", "json"]).ends(0).json();
    assert_eq!(bill["modules"][0]["lines"][0]["address"], "aws_nat_gateway.main[0]");
    assert_eq!(monthly(&bill, "gateway hours"), 65.7);
}

#[test]
fn a_usage_file_goes_before_what_is_assumed() {
    let place = Place::new();
    place.write("mine/main.tf", NATIVE);
    place.write(
        "usage.yml",
        "version: 0.1\nresource_type_default_usage:\n  aws_nat_gateway:\n    monthly_data_processed_gb: 100\n",
    );
    let bill = place.run(&["cost", "mine", "--usage", "usage.yml", "--format", "json"]).ends(0).json();
    // 2 gateways × 100 GB × 0.045.
    assert_eq!(monthly(&bill, "data processed"), 9.0);
    place.write("usage.yml", "resource_usage:\n  aws_nat_gateway.main:\n    monthly_data_procesed_gb: 1\n");
    let ran = place.run(&["cost", "mine", "--usage", "usage.yml"]).ends(0);
    ran.says("usage.yml:3:").says("try: monthly_data_processed_gb");
    place.write(
        "usage.yml",
        "resource_usage:\n  aws_nat_gateway.main:\n    monthly_data_processed_gb: many\n",
    );
    place.run(&["cost", "mine", "--usage", "usage.yml"]).ends(1).says("usage.yml:3:");
}

#[test]
fn what_costs_more_than_it_may_fails_and_says_by_what() {
    let place = Place::new();
    place.write("mine/main.tf", NATIVE);
    place.run(&["cost", "mine", "--budget", "10000 USD"]).ends(0);
    let ran = place.run(&["cost", "mine", "--budget", "$10"]).ends(1).says("over budget: what is shown");
    ran.says("more than its budget of 10 USD").says("gateway hours");
    place.run(&["cost", "mine", "--budget", "10"]).ends(2).says("10 USD");
    place.write(
        "spec.yaml",
        "stack: shop\nregion: eu-west-1\nenvironments: { dev: { budget: 1 USD }, test: {} }\n",
    );
    place.run(&["cost", "spec.yaml"]).ends(1).says("over budget: dev is expected to cost");
    place.run(&["cost", "spec.yaml", "--environment", "test"]).ends(0);
}

#[test]
fn environments_specs_and_folders_are_compared() {
    let place = Place::new();
    let spec = "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: { tier: production } }\n";
    place.write("spec.yaml", spec);
    let ran = place.run(&["cost", "spec.yaml", "--environment", "live", "--compare", "dev"]).ends(0);
    ran.says("dev → live")
        .says("+ aws_nat_gateway.main_b: gateway hours")
        .says("+35.04")
        .says("new: 730 hours");
    place.run(&["cost", "spec.yaml", "--compare", "dev"]).ends(2).says("--environment NAME --compare dev");
    place
        .run(&["cost", "spec.yaml", "--compare", "nowhere"])
        .ends(2)
        .says("neither an environment nor a file");
    place.run(&["synth", "spec.yaml", "--out", "old"]).ends(0);
    place.write(
        "spec.yaml",
        &spec.replace("live: {", "live: { network: { egress: nat }, waive: { natGatewayPerZone: cheap },"),
    );
    place.run(&["synth", "spec.yaml", "--out", "new"]).ends(0);
    let ran = place.run(&["cost", "new", "--compare", "old"]).ends(0);
    ran.says("- aws_nat_gateway.main_b: gateway hours").says("-35.04").says("gone: 730 hours");
    let same = place.run(&["cost", "new", "--compare", "new", "--format", "json"]).ends(0).json();
    assert_eq!(same["difference"]["expected"], "0");
}

#[test]
fn a_diff_tells_configuration_and_cost_together() {
    let place = Place::new();
    place.write("old/main.tf", NATIVE);
    place.write("new/main.tf", &NATIVE.replace("count         = 2", "count         = 1"));
    let ran = place.run(&["diff", "old", "new"]).ends(0);
    let ran = ran.says("! aws_nat_gateway.main").says("-   count = 2").says("+   count = 1");
    ran.says("- aws_nat_gateway.main[1]: gateway hours").says("-32.85").says("gone: 730 hours");
    let diff = place.run(&["diff", "old", "new", "--format", "json"]).ends(0).json();
    assert_eq!(diff["configuration"][0]["differences"][0]["action"], "update");
    assert_eq!(diff["configuration"][0]["differences"][0]["arguments"][0]["path"], "count");
    assert_eq!(
        diff["cost"]["difference"]["expected"].as_str().unwrap().parse::<f64>().unwrap().round(),
        -36.0
    );
    let comment = place.run(&["diff", "old", "new", "--format", "markdown"]).ends(0);
    comment.says("````diff").says("### Monthly cost: -");
    place.run(&["diff", "old", "old"]).ends(0).says("the configuration is the same").says("nothing changes");
    place.run(&["diff", "old", "nowhere"]).ends(2);
}

#[test]
fn a_root_module_that_cannot_be_read_ends_no_diff_of_the_others() {
    let place = Place::new();
    let unread = "resource \"aws_sqs_queue\" \"a\" {\n  name =\n}\nresource \"aws_nat_gateway\" \"a\" {\n}\n";
    for side in ["old", "new"] {
        place.write(&format!("{side}/environments/dev/main.tf"), NATIVE);
        place.write(&format!("{side}/environments/live/main.tf"), NATIVE);
    }
    place.write("new/environments/live/main.tf", &NATIVE.replace("count         = 2", "count         = 1"));
    for broken in ["old", "new"] {
        let path = format!("{broken}/environments/dev/main.tf");
        place.write(&path, unread);
        let ran =
            place.run(&["diff", "old", "new"]).ends(1).says("live: 1 destroyed").says(&format!("{path}:2"));
        let side = if broken == "old" { "before" } else { "after" };
        ran.says("dev: 1 not known").says(&format!("it cannot be read {side}")).says("-32.85");
        let comment = place.run(&["diff", "old", "new", "--format", "markdown"]).ends(1);
        comment.says("1 destroyed").says("1 not known").says(&format!("it cannot be read {side}"));
        let diff = place.run(&["diff", "old", "new", "--format", "json"]).ends(1).json();
        assert_eq!((&diff["summary"]["destroyed"], &diff["summary"]["created"]), (&1.into(), &0.into()));
        assert_eq!((&diff["summary"]["forgotten"], &diff["summary"]["unknown"]), (&0.into(), &1.into()));
        assert_eq!(diff["cost"]["pairs"].as_array().unwrap().len(), 1);
        let alone = place.run(&["diff", "old/environments/dev", "new/environments/dev"]).ends(1);
        assert!(alone.output.is_empty(), "nothing is compared: {}", alone.output);
        place.write(&path, NATIVE);
    }
}

#[test]
fn what_is_free_for_each_account_is_taken_off_when_asked_for() {
    let place = Place::new();
    let all = place.run(&["cost", "spec.yaml", "--format", "json"]).ends(0).json();
    let less = place.run(&["cost", "spec.yaml", "--free-tier", "--format", "json"]).ends(0).json();
    assert_eq!(all["allowances"].as_array().unwrap().len(), 0);
    assert!(!less["allowances"].as_array().unwrap().is_empty());
    let total = |bill: &Value| bill["monthly"]["total"].as_str().unwrap().parse::<f64>().unwrap();
    assert!(total(&less) < total(&all));
}

#[test]
fn a_choice_says_what_each_alternative_costs_where_that_is_asked_for() {
    let place = Place::new();
    place.synth(&["--alternatives"]).ends(0).says("dev costs").says("with natPerZone");
    assert!(!place.synth(&[]).ends(0).output.contains("natPerZone"));
    let spec = "stack: shop\nregion: eu-west-1\nnetwork: { egress: endpoints }\n\
                services: { api: { image: \"ghcr.io/example/api:1\" } }\nenvironments: { dev: {} }\n";
    place.write("spec.yaml", spec);
    let ran = place.run(&["check", "spec.yaml", "--alternatives"]).ends(1).says("service/image-out-of-reach");
    ran.says("costs: dev: ").says("with nat").says("with publicIp");
}

#[test]
fn what_has_no_price_is_told_in_every_form_of_a_comparison() {
    let place = Place::new();
    place.write("old/main.tf", NATIVE);
    let cache = "resource \"aws_elasticache_cluster\" \"main\" {\n  engine = \"redis\"\n  node_type = \"cache.t4g.micro\"\n}\n";
    place.write("new/main.tf", &format!("{NATIVE}\n{cache}"));
    for form in ["table", "markdown", "html", "json"] {
        let ran = place.run(&["cost", "new", "--compare", "old", "--format", form]).ends(0);
        ran.says("aws_elasticache_cluster.main");
        place.run(&["diff", "old", "new", "--format", form]).ends(0).says("aws_elasticache_cluster.main");
    }
    let ran = place.run(&["cost", "new", "--compare", "old", "--format", "markdown"]).ends(0);
    ran.says("no change in what has a price");
    let ran = place.run(&["cost", "new", "--budget", "10000 USD"]).ends(0);
    ran.says("warning: what is shown has 1 item without a price");
    place.write("cache/main.tf", &format!("provider \"aws\" {{\n  region = \"us-east-1\"\n}}\n{cache}"));
    place
        .run(&["cost", "cache", "--budget", "10000 USD"])
        .ends(1)
        .says("nothing of what is shown has a price");
}

#[test]
fn a_page_of_a_diff_has_both_parts_and_hostile_names_stay_text() {
    let place = Place::new();
    place.write("a/<b>@all/main.tf", NATIVE);
    place.write("b/<b>@all/main.tf", &NATIVE.replace("count         = 2", "count         = 1"));
    let page = place.run(&["diff", "a/<b>@all", "b/<b>@all", "--format", "html"]).ends(0);
    let page = page.says("<h1>Configuration</h1>").says("-   count = 2").says("<h1>Monthly cost");
    assert!(!page.output.contains("<b>") && !page.output.contains("@all"), "{}", page.output);
    let comment = place.run(&["diff", "a/<b>@all", "b/<b>@all", "--format", "markdown"]).ends(0);
    assert!(!comment.output.contains("<b>"), "{}", comment.output);
}

#[test]
fn a_line_of_another_region_says_so() {
    let place = Place::new();
    let elsewhere = "provider \"aws\" {\n  alias  = \"fra\"\n  region = \"eu-central-1\"\n}\n\nresource \"aws_nat_gateway\" \"fra\" {\n  provider = aws.fra\n}\n";
    place.write("mine/main.tf", &format!("{NATIVE}\n{elsewhere}"));
    let ran = place.run(&["cost", "mine", "--details"]).ends(0);
    ran.says("gateway hours, in eu-central-1").says("730 hours × 0.052");
}

#[test]
fn a_usage_file_may_speak_of_single_instances() {
    let place = Place::new();
    place.write("mine/main.tf", NATIVE);
    place.write("usage.yml", "resource_usage:\n  aws_nat_gateway.main[0]:\n    monthly_data_processed_gb: 300\n  aws_nat_gateway.main[*]:\n    monthly_data_processed_gb: 100\n");
    let ran = place.run(&["cost", "mine", "--usage", "usage.yml", "--format", "json"]).ends(0);
    assert!(!ran.errors.contains("not there"), "{}", ran.errors);
    // 300 GB of one and 100 of the other, at 0.045.
    assert_eq!(monthly(&ran.json(), "data processed"), 18.0);
}

#[test]
fn a_pipeline_fails_on_what_it_denies() {
    let place = Place::new();
    let queue = |name: &str| format!("resource \"aws_sqs_queue\" \"jobs\" {{\n  name = \"{name}\"\n}}\n");
    place.write("old/main.tf", &queue("jobs"));
    place.write("new/main.tf", &queue("work"));
    let ran = place.run(&["diff", "old", "new"]).ends(0).says("1 with data lost, 1 replaced");
    ran.says("aws_sqs_queue.jobs: name").says("data lost: messages");
    let denied = place.run(&["diff", "old", "new", "--deny", "data-lost,replaced"]).ends(1);
    denied.says("aws_sqs_queue.jobs is denied: data-lost, replaced");
    place.run(&["diff", "old", "new", "--deny", "forgotten"]).ends(0);
    place.run(&["diff", "old", "new", "--deny", "everything"]).ends(2).says("data-lost");
}

#[test]
fn check_of_a_plan_shows_what_it_does() {
    let place = Place::new();
    let resource =
        r#""address": "aws_sqs_queue.jobs", "mode": "managed", "type": "aws_sqs_queue", "name": "jobs""#;
    let plan = format!(
        r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{"resources": [{{{resource}, "values": {{"name": "work"}}}}]}}}},
        "resource_changes": [{{{resource}, "change": {{"actions": ["delete", "create"], "before": {{"name": "jobs"}},
        "after": {{"name": "work"}}, "replace_paths": [["name"]]}}}}]}}"#
    );
    place.write("plan.json", &plan);
    place.run(&["check", "plan.json"]).ends(0).says("1 replaced").says("aws_sqs_queue.jobs: name");
}
