//! What pricing costs: a document of 18,000 objects and more, with a book that is read.

use divan::{Bencher, black_box};
use groundplan::cost::{PriceBook, Usage, estimate};
use groundplan::prelude::*;
use groundplan::terraform::Document;

fn main() {
    divan::main();
}

/// Services with roles, alarms and autoscaling: 18 resources and more for each.
fn document(services: usize) -> Document {
    let stack = Stack::new("shop").region(Region::EuWest1).environment(Environment::production("production"));
    let stack = (0..services).fold(stack, |stack, number| {
        let service = EcsFargateService::new(format!("service-{number}"))
            .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
            .port(80)
            .public(Public::new().host(format!("service-{number}.example.com")).zone("example.com"))
            .alarms(Alarms::new().email("oncall@example.com"));
        stack.service(service)
    });
    let synthesis = stack.synth().ok();
    synthesis.and_then(|made| made.environment("production").cloned()).unwrap_or_default()
}

/// From a document to its bill, with everything assumed that can be.
#[divan::bench(args = [1, 100, 580])]
fn estimate_document(bencher: Bencher<'_, '_>, services: usize) {
    let (document, usage) = (document(services), Usage::assuming(Tier::Production));
    let lines = estimate(&document, PriceBook::bundled(), &usage)
        .modules
        .into_iter()
        .map(|module| module.lines.len());
    println!("{services} services are {} objects and {} lines", document.items().len(), lines.sum::<usize>());
    bencher.bench(|| estimate(black_box(&document), PriceBook::bundled(), &usage));
}

/// The same, and reading the book before, as the first estimate of a program does.
#[divan::bench]
fn read_the_book(bencher: Bencher<'_, '_>) {
    let text = PriceBook::bundled().text("eu-west-1").unwrap_or_default();
    bencher.bench(|| PriceBook::parse([black_box(text.as_str())]));
}
