//! What documents cost: nothing is dropped, and the bill is the same whichever way the document came.

use std::collections::{BTreeMap, BTreeSet};

use groundplan::Stack;
use groundplan::cost::{
    Decimal, Estimate, Line, Monthly, PriceBook, Root, Usage, UsageValue, estimate, estimate_all,
};
use groundplan::decision::Tier;
use groundplan::terraform::{Document, Item, Section, read};
use groundplan_tests::case::{Case, accepted};
use groundplan_tests::generate::{config, legal};
use groundplan_tests::{assert_none, document_cases, repository, yaml};
use proptest::prelude::*;
use proptest::sample::Index;

/// Every document of every case.
fn documents() -> Vec<(String, Document)> {
    let of_case = |case: Case| {
        let synthesis = case.accepted();
        let named =
            |(folder, document): (&str, &Document)| (format!("{} {folder}", case.name), document.clone());
        synthesis.documents().map(named).collect::<Vec<_>>()
    };
    accepted().into_iter().flat_map(of_case).chain(foreign()).collect()
}

/// Documents that groundplan did not make.
fn foreign() -> Vec<(String, Document)> {
    let of_rule = |(name, variants): (&String, &BTreeMap<String, serde_json::Value>)| {
        let read = |(kind, document): (&String, &serde_json::Value)| {
            (format!("{name} {kind}"), read::module([("main.tf.json", document.to_string())]).0)
        };
        variants.iter().map(read).collect::<Vec<_>>()
    };
    document_cases::all().iter().flat_map(of_rule).collect()
}

fn priced(document: &Document, usage: &Usage) -> Estimate {
    let root = Root::new("", document, usage).region("us-east-1");
    estimate_all([root], PriceBook::bundled())
}

fn address(item: &Item) -> Option<String> {
    let charged = matches!(item.section, Section::Resource | Section::Data | Section::Module);
    charged.then(|| item.address().map(|address| address.to_string())).flatten()
}

/// The addresses in an estimate.
fn listed(estimate: &Estimate) -> BTreeSet<String> {
    let of = |module: &groundplan::cost::Module| {
        let lines = module.lines.iter().map(|line| line.address.clone());
        let free = module.free.iter().map(|free| free.address.clone());
        let unpriced = module.unpriced.iter().map(|one| one.address.clone());
        let missing_usage = module.missing_usage.iter().map(|one| one.address.clone());
        lines.chain(free).chain(unpriced).chain(missing_usage).collect::<Vec<_>>()
    };
    estimate.modules.iter().flat_map(of).map(String::from).collect()
}

#[test]
fn every_resource_is_charged_free_or_named() {
    let (mut wrong, mut resources) = (Vec::new(), 0);
    for (name, document) in documents() {
        for usage in [Usage::new(), Usage::assuming(Tier::Production)] {
            let listed = listed(&priced(&document, &usage));
            let wanted: BTreeSet<String> = document.items().iter().filter_map(address).collect();
            resources += wanted.len();
            wrong.extend(wanted.symmetric_difference(&listed).map(|address| format!("{name}: {address}")));
        }
    }
    assert!(resources > 2000, "{resources} resources");
    assert_none(&wrong);
}

#[test]
fn every_line_says_where_its_price_and_its_quantity_come_from() {
    let mut wrong = Vec::new();
    for (name, document) in documents() {
        let estimate = priced(&document, &Usage::assuming(Tier::Staging));
        for line in estimate.modules.iter().flat_map(|module| &module.lines) {
            let quantity = line.quantity;
            let in_order = quantity.low <= quantity.expected && quantity.expected <= quantity.high;
            let states_source =
                [line.service, &line.concern, &line.item, line.unit, &line.source, &line.date, &line.region];
            let assumed = line.basis == groundplan::cost::Basis::Fixed || line.assumption.is_some();
            if !in_order || quantity.low < Decimal::ZERO || states_source.contains(&"") || !assumed {
                wrong.push(format!("{name}: {line:?}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn without_a_region_the_bill_says_so() {
    let (document, report) = read::module([("main.tf", "resource \"aws_eip\" \"a\" {}")]);
    assert!(!report.has_errors());
    let estimate = estimate(&document, PriceBook::bundled(), &Usage::new());
    let reasons: Vec<&str> = estimate.modules[0].unpriced.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(reasons, ["the region is not known"]);
    assert_eq!(estimate.modules[0].region, None);
}

#[test]
fn modules_have_the_region_and_the_account_of_their_providers() {
    let synthesis = Case::find("stack/three-environments", "spec").accepted();
    let usage = Usage::new();
    let roots = synthesis.documents().map(|(folder, document)| Root::new(folder, document, &usage));
    let estimate = estimate_all(roots, PriceBook::bundled());
    let sites: Vec<_> = estimate
        .modules
        .iter()
        .map(|module| (module.name.as_str(), module.region.as_deref(), module.account.as_deref()))
        .collect();
    let account = Some("123456789012");
    assert!(sites.contains(&("environments/live", Some("eu-west-1"), account)), "{sites:?}");
    assert!(sites.contains(&("environments/pre", Some("eu-central-1"), account)), "{sites:?}");
}

#[test]
fn a_usage_file_with_every_key_of_infracost_is_accepted_unchanged() {
    let text =
        |file: &str| std::fs::read_to_string(repository::root().join(file)).expect("the file is there");
    let file = text("tests/usage/infracost-usage.yml");
    let (usage, report) = Usage::from_infracost(&yaml::read(&file));
    assert_none(&report.diagnostics().iter().map(ToString::to_string).collect::<Vec<_>>());
    let keys = text("crates/groundplan/src/cost/usage/infracost.txt");
    let (mut missing, mut found) = (Vec::new(), 0);
    for line in keys.lines() {
        let (kind, keys) = line.split_once(' ').expect("a type and its keys");
        let address = usage.addresses().find(|address| address.contains(&format!("{kind}.my_"))).expect(kind);
        for key in keys.split(' ') {
            found += 1;
            if usage.find(kind, address, key).is_none() {
                missing.push(format!("{address} {key}"));
            }
        }
    }
    assert!(found > 180, "{found} keys");
    assert_none(&missing);
}

#[test]
fn a_plan_has_each_instance_as_a_resource_of_its_own() {
    let plan = r#"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
        {"address": "aws_subnet.p[0]", "mode": "managed", "type": "aws_subnet", "name": "p", "index": 0, "values": {}},
        {"address": "aws_subnet.p[1]", "mode": "managed", "type": "aws_subnet", "name": "p", "index": 1, "values": {}},
        {"address": "aws_lb.main", "mode": "managed", "type": "aws_lb", "name": "main", "values": {"region": "us-east-1"}},
        {"address": "aws_eip.n[\"a\"]", "mode": "managed", "type": "aws_eip", "name": "n", "index": "a", "values": {"region": "us-east-1"}}
    ]}}, "configuration": {"root_module": {"resources": [
        {"mode": "managed", "type": "aws_lb", "name": "main", "expressions": {"subnets": {"references": ["aws_subnet.p"]}}}
    ]}}}"#;
    let modules = read::plan::read(plan).expect("it is a plan");
    let estimate = estimate(&modules[0].document, PriceBook::bundled(), &Usage::new());
    let lines: Vec<String> = estimate.modules[0]
        .lines
        .iter()
        .map(|line| format!("{} {} {}", line.address, line.item, line.quantity.expected))
        .collect();
    assert_eq!(
        lines,
        [
            "aws_lb.main load balancer hours 730",
            "aws_lb.main addresses, one in each zone 1460",
            "aws_eip.n[\"a\"] address hours 730",
        ]
    );
}

/// Usage that goes beyond the steps of prices.
fn usages() -> impl Strategy<Value = Usage> {
    let file =
        |kind: &'static str, key: &'static str| (0..100_000_i64).prop_map(move |figure| (kind, key, figure));
    let figures = (
        file("aws_nat_gateway", "monthly_outbound_internet_gb"),
        file("aws_flow_log", "monthly_data_ingested_gb"),
        file("aws_lb", "new_connections"),
        file("aws_ecs_service", "custom_metrics"),
    );
    (proptest::sample::select(Tier::ALL.to_vec()), figures).prop_map(|(tier, figures)| {
        let figures = [figures.0, figures.1, figures.2, figures.3];
        figures.into_iter().fold(Usage::assuming(tier), |usage, (kind, key, figure)| {
            usage.of_type(kind, key, UsageValue::file(figure.into()))
        })
    })
}

/// The documents of a spec, if it is accepted.
fn of_spec(spec: &serde_json::Value) -> Vec<Document> {
    let synthesis = Stack::synth_json(&spec.to_string()).ok();
    synthesis.iter().flat_map(|made| made.documents().map(|(_, document)| document.clone())).collect()
}

fn sorted(estimate: &Estimate) -> Vec<String> {
    let module = &estimate.modules[0];
    let mut all: Vec<String> = module.lines.iter().map(|line| format!("{line:?}")).collect();
    all.extend(module.free.iter().map(|free| format!("{free:?}")));
    all.extend(module.unpriced.iter().map(|one| format!("{one:?}")));
    all.extend(module.missing_usage.iter().map(|one| format!("{one:?}")));
    all.sort();
    all
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_bill_is_the_sum_of_its_lines(spec in legal(), usage in usages()) {
        let documents = of_spec(&spec);
        let roots = documents.iter().map(|document| Root::new("", document, &usage).region("us-east-1"));
        let estimate = estimate_all(roots, PriceBook::bundled()).with_allowances();
        let all: Vec<&Line> = estimate.modules.iter().flat_map(|module| &module.lines).chain(&estimate.allowances).collect();
        let figures = |figure: fn(&Line) -> Decimal| all.iter().map(|line| figure(line)).sum::<Decimal>();
        let total = estimate.monthly().total();
        prop_assert_eq!(total.expected, figures(|line| line.quantity.expected * line.unit_price));
        prop_assert_eq!(total.low, figures(|line| line.quantity.low * line.unit_price));
        prop_assert_eq!(total.high, figures(|line| line.quantity.high * line.unit_price));
        prop_assert!(total.low >= Decimal::ZERO && total.expected >= total.low && total.high >= total.expected);
    }

    #[test]
    fn one_more_of_a_resource_never_lowers_a_bill(spec in legal(), usage in usages(), at in any::<Index>()) {
        for mut document in of_spec(&spec) {
            let before = priced(&document, &usage).monthly();
            let resources: Vec<Item> =
                document.items().iter().filter(|item| item.section == Section::Resource).cloned().collect();
            if resources.is_empty() {
                continue;
            }
            let more = Item { name: "one_more".to_owned().into(), ..at.get(&resources).clone() };
            document.file("more").push_item(more);
            let after = priced(&document, &usage).monthly();
            prop_assert!(is_more(before, after), "{before:?}\n{after:?}");
        }
    }

    #[test]
    fn the_order_of_a_document_does_not_matter(spec in legal(), usage in usages(), by in any::<Index>()) {
        for mut document in of_spec(&spec) {
            let before = priced(&document, &usage);
            let items = document.items_mut();
            items.reverse();
            let by = by.index(items.len().max(1));
            items.rotate_left(by);
            let after = priced(&document, &usage);
            prop_assert_eq!(before.monthly(), after.monthly());
            prop_assert_eq!(listed(&before), listed(&after));
        }
    }

    #[test]
    fn written_files_cost_what_the_spec_costs(spec in legal(), tier in proptest::sample::select(Tier::ALL.to_vec())) {
        let usage = Usage::assuming(tier);
        for document in of_spec(&spec) {
            let made = sorted(&priced(&document, &usage));
            let (json, _) = read::module(document.render());
            prop_assert_eq!(&sorted(&priced(&json, &usage)), &made);
            let (native, _) = read::module(document.render_hcl());
            prop_assert_eq!(&sorted(&priced(&native, &usage)), &made);
        }
    }
}

fn is_more(before: Monthly, after: Monthly) -> bool {
    let (before, after) = (before.total(), after.total());
    before.low <= after.low && before.expected <= after.expected && before.high <= after.high
}
