//! What the provider's schema costs: taking it, decoding types, checking documents.

use divan::{Bencher, black_box};
use groundplan::prelude::*;
use groundplan::schema::{Kind, Schema, check};
use groundplan::terraform::Document;

fn main() {
    divan::main();
}

/// Services with roles, alarms and autoscaling: about 200 resources for ten of them.
fn document(services: usize) -> Document {
    let stack = Stack::new("shop").region(Region::EuWest1).environment(Environment::staging("staging"));
    let stack = (0..services).fold(stack, |stack, number| {
        let service = EcsFargateService::new(format!("service-{number}"))
            .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
            .port(80)
            .public(Public::new().host(format!("service-{number}.example.com")).zone("example.com"))
            .alarms(Alarms::new().email("oncall@example.com"));
        stack.service(service)
    });
    let synthesis = stack.synth().ok();
    synthesis.and_then(|made| made.documents().last().map(|(_, last)| last.clone())).unwrap_or_default()
}

/// From text to a schema that can be asked.
#[divan::bench]
fn parse() -> Option<Schema> {
    Schema::parse(black_box(Schema::bundled()).text().to_owned()).ok()
}

/// Every type of the provider, decoded.
#[divan::bench]
fn decode_all() -> usize {
    let schema = Schema::bundled();
    schema.names(Kind::Resource).filter_map(|name| schema.resource(name)).count()
}

/// A document of 200 resources and more, with a schema that is there.
#[divan::bench(args = [1, 10, 100])]
fn check_document(bencher: Bencher<'_, '_>, services: usize) {
    let document = document(services);
    println!("{services} services are {} objects", document.items().len());
    bencher.bench(|| check(black_box(&document), Schema::bundled()));
}

/// The same, and taking the schema before.
#[divan::bench(args = [10])]
fn parse_and_check(bencher: Bencher<'_, '_>, services: usize) {
    let document = document(services);
    bencher.bench(|| {
        let schema = Schema::parse(Schema::bundled().text().to_owned()).ok()?;
        Some(check(black_box(&document), &schema))
    });
}
