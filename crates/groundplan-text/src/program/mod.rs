//! The program in Rust or TypeScript that builds the stack of a spec, as a person would write it.
//!
//! A spec says everything: the keys of its nodes are the methods of the builders, its JSON Schema tells what each
//! takes, and `table.rs` where they differ. What a builder has no method for is laid over it as plain data.

mod code;
mod field;
mod layout;
mod literal;
mod raw;
mod scalar;
mod table;
mod value;
mod writer;

use groundplan::Stack;
use groundplan::diagnostic::Report;
use groundplan::spec::{Field, Node};

use crate::input::Findings;
use crate::input::Source;
use writer::Writer;

/// The language of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum Language {
    /// Rust, for the library `groundplan`.
    Rust,
    /// TypeScript, for the npm package `groundplan`.
    TypeScript,
}

impl Language {
    /// Every language, by the name that it is asked for with.
    pub const ALL: [(&'static str, Self); 2] = [("rust", Self::Rust), ("typescript", Self::TypeScript)];

    fn pick<T>(self, rust: T, typescript: T) -> T {
        match self {
            Self::Rust => rust,
            Self::TypeScript => typescript,
        }
    }
}

/// Writes the program that builds the stack of a spec. Rules that the spec breaks are the program's to break, too;
/// comments stay behind.
///
/// ```
/// use groundplan_text::Source;
/// use groundplan_text::program::{Language, program};
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: { tier: development } }\n");
/// let text = program(&spec, Language::TypeScript).expect("the form of the spec is right");
/// assert!(text.contains("const dev = Environment.development('dev');"));
/// assert!(text.ends_with("export default stack;\n"));
/// ```
///
/// # Errors
///
/// What is wrong with the form of the spec: text that is not YAML or JSON, unknown keys, values of the wrong type.
pub fn program(spec: &Source, language: Language) -> Result<String, Findings> {
    let node =
        read(spec).map_err(|report| Findings { report, texts: [spec.clone()].into_iter().collect() })?;
    Ok(Writer::new(language, &node).program(&node))
}

/// The spec in the one form in which it is written: shorthands spelled out, units in one way.
fn read(spec: &Source) -> Result<Node, Report> {
    let node = spec.parse().map_err(|finding| {
        let mut report = Report::default();
        report.add(finding);
        report
    })?;
    let stack = Stack::from_node(node).map_err(|error| error.report().clone())?;
    Ok(stack.write())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "\
stack: shop
region: eu-west-1
network: { cidr: 10.20.0.0/16 }
secrets: { dbPassword: {} }
services:
  api:
    image: ghcr.io/example/api:1
    port: 80
    size: { vcpu: 0.5, memory: 1 GiB }
    env: { VPC_ID: { $expr: aws_vpc.main.id }, ZONES: { $expr: 'length(aws_subnet.public)' } }
    secrets: { DB_PASSWORD: dbPassword }
environments:
  production: { tier: production, services: { api: { size: { memory: 2 GiB }, writable: [] } } }
";

    fn written(spec: &str, language: Language) -> String {
        program(&Source::yaml(spec), language).unwrap()
    }

    #[test]
    fn rust_reads_as_it_is_written() {
        let expected = r##"use groundplan::prelude::*;
use groundplan::terraform::Expression;

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack()?.synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Result<Stack, groundplan::Error> {
    let network = Network::new().cidr("10.20.0.0/16");
    let db_password = Secret::new("dbPassword");

    let api = EcsFargateService::new("api")
        .image("ghcr.io/example/api:1")
        .port(80)
        .size((Vcpu::HALF, Memory::gib(1)))
        .env("VPC_ID", network.vpc_id())
        .env("ZONES", Expression::raw("length(aws_subnet.public)"))
        .secret("DB_PASSWORD", &db_password);

    let production = Environment::production("production").service(
        EcsFargateService::patch("api")
            .size(Size::patch().memory(Memory::gib(2)))
            .with_json(r#"{ "writable": [] }"#)?,
    );

    let stack = Stack::new("shop")
        .region(Region::EuWest1)
        .network(network)
        .secret(db_password)
        .service(api)
        .environment(production);

    Ok(stack)
}
"##;
        let text = written(SPEC, Language::Rust);
        let (head, body) = text.split_once("\n\n").unwrap();
        assert!(head.starts_with("// ") && head.contains("cargo run"), "{head}");
        assert_eq!(body, expected, "{body}");
    }

    #[test]
    fn typescript_reads_as_it_is_written() {
        let expected = "\
import { EcsFargateService, Environment, Network, Secret, Size, Stack, expr } from 'groundplan';

const network = new Network().cidr('10.20.0.0/16');
const dbPassword = new Secret('dbPassword');

const api = new EcsFargateService('api')
  .image('ghcr.io/example/api:1')
  .port(80)
  .size(0.5, '1 GiB')
  .env('VPC_ID', network.vpcId())
  .env('ZONES', expr('length(aws_subnet.public)'))
  .secret('DB_PASSWORD', dbPassword);

const production = Environment.production('production').service(
  EcsFargateService.patch('api')
    .size(new Size().memory('2 GiB'))
    .writable(),
);

const stack = new Stack('shop')
  .region('eu-west-1')
  .network(network)
  .secret(dbPassword)
  .service(api)
  .environment(production);

export default stack;
";
        let text = written(SPEC, Language::TypeScript);
        let (head, body) = text.split_once("\n\n").unwrap();
        assert!(head.starts_with("// ") && head.contains("npx groundplan synth"), "{head}");
        assert_eq!(body, expected, "{body}");
    }

    #[test]
    fn data_without_a_method_keeps_what_another_constructor_takes() {
        let spec = "stack: shop\nenvironments: { try: { tier: development, waive: { hours: { service: a, reason: b } } } }\n";
        let text = program(&Source::new("shop.yaml", spec), Language::TypeScript).unwrap();
        assert!(text.contains("tier: 'development'"), "{text}");
    }

    #[test]
    fn what_is_granted_is_an_arn_in_rust() {
        let of = |resource: &str| {
            let spec = format!(
                "stack: shop\nraw: {{ resource: {{ aws_sqs_queue: {{ orders: {{ name: x }} }} }} }}\nservices: {{ api: {{ allow: [{{ \
                 actions: [\"a:B\"], resources: [{resource}] }}] }} }}\n"
            );
            written(&spec, Language::Rust)
        };
        assert!(of("\"arn:x\"").contains(".allow(\"a:B\", \"arn:x\")"));
        assert!(of("{ $expr: aws_sqs_queue.orders.arn }").contains(".allow(\"a:B\", orders.arn())"));
        let joined = of("{ $join: [{ $expr: aws_sqs_queue.orders.arn }, \"/*\"] }");
        assert!(joined.contains(".allow(\"a:B\", orders.arn().with_suffix(\"/*\"))"), "{joined}");
        let both = of("\"arn:x\", { $expr: var.queue }");
        let arns = "[Arn::from(\"arn:x\"), Arn::from_text(Expression::raw(\"var.queue\"))]";
        assert!(both.contains("Grant::new(") && both.contains(arns), "{both}");
    }

    #[test]
    fn mistakes_of_form_are_told_and_broken_rules_are_written() {
        let of = |spec: &str| program(&Source::yaml(spec), Language::Rust);
        let found = of("stack: shop\nregoin: eu-west-1\nnetwork: []\n").unwrap_err();
        assert_eq!(found.report.errors().count(), 2);
        assert!(of("stack: [").is_err());
        assert!(of("stack: Not A Name\nnetwork: { zones: 9 }\n").unwrap().contains(".zones(9)"));
    }
}
