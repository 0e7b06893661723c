//! Writes the least of every type of the AWS provider as one root module: `every_type FOLDER`.
//!
//! For `scripts/test-schema`, which has Terraform judge it.

use std::path::Path;

use groundplan::schema::{Kind, Schema};
use groundplan::terraform::Document;
use groundplan_tests::minimal;

const MAIN: &str = r#"{
  "terraform": { "required_providers": { "aws": { "source": "hashicorp/aws" } } },
  "provider": { "aws": { "region": "eu-west-1" } }
}
"#;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder is named");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let write =
        |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file can be written");
    write("main.tf.json", MAIN);
    for kind in [Kind::Resource, Kind::Data, Kind::Ephemeral] {
        let text = section(kind);
        write(&format!("{}.tf.json", kind.word()), &text);
    }
}

/// All types of a kind. Resources of every kind are written alike, under the name of the kind.
fn section(kind: Kind) -> String {
    let schema = Schema::bundled();
    let mut document = Document::new();
    for name in schema.names(kind) {
        let body = minimal::block(&schema.get(kind, name).expect("the schema has its own names"));
        minimal::add(&mut document, Kind::Resource, name, body);
    }
    let (_, text) = document.render().remove(0);
    text.replacen("\"resource\"", &format!("\"{}\"", kind.word()), 1)
}
