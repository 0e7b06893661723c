//! What synthesis costs, beside the cost of only serialising the finished document.
//!
//! `just bench` prints both for 1, 10, 100 and 1000 services in one environment; the ratio is what
//! counts, since machines differ.

use divan::{Bencher, black_box};
use groundplan::prelude::*;

const SERVICES: [usize; 4] = [1, 10, 100, 1000];

fn main() {
    divan::main();
}

/// Services behind one load balancer, each with two roles, autoscaling and alarms.
fn stack(services: usize) -> Stack {
    let stack = Stack::new("shop").region(Region::EuWest1).environment(Environment::staging("staging"));
    (0..services).fold(stack, |stack, number| stack.service(service(number)))
}

fn service(number: usize) -> EcsFargateService {
    EcsFargateService::new(format!("service-{number}"))
        .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
        .port(80)
        .public(Public::new().host(format!("service-{number}.example.com")).zone("example.com"))
        .env("LOG_FORMAT", "json")
        .alarms(Alarms::new().email("oncall@example.com"))
}

/// From the spec's JSON text to the texts of all files.
#[divan::bench(args = SERVICES)]
fn synth_from_json(bencher: Bencher<'_, '_>, services: usize) {
    let spec = stack(services).to_json();
    bencher.bench(|| Stack::synth_json(black_box(&spec)).map(|synthesis| synthesis.files()));
}

/// From the builder to the texts of all files.
#[divan::bench(args = SERVICES)]
fn synth(bencher: Bencher<'_, '_>, services: usize) {
    let stack = stack(services);
    bencher.bench(|| black_box(&stack).synth().map(|synthesis| synthesis.files()));
}

/// Only the last step: from finished documents to text.
#[divan::bench(args = SERVICES)]
fn render(bencher: Bencher<'_, '_>, services: usize) {
    let Ok(synthesis) = stack(services).synth() else { return };
    bencher.bench(|| black_box(&synthesis).files());
}

/// The measure: `serde_json` writing the same documents, already parsed, as indented text.
#[divan::bench(args = SERVICES)]
fn serialise_with_serde_json(bencher: Bencher<'_, '_>, services: usize) {
    let files = stack(services).synth().map(|synthesis| synthesis.files()).unwrap_or_default();
    let values: Vec<serde_json::Value> =
        files.iter().filter_map(|file| serde_json::from_str(&file.text).ok()).collect();
    bencher.bench(|| values.iter().map(serde_json::to_string_pretty).collect::<Vec<_>>());
}
