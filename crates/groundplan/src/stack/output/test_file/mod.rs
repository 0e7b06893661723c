//! Tests of the root modules for `terraform test`: with a mocked provider, so they need no credentials.
//!
//! Everything is read off the document: what was decided is what must be planned. A test fails when a
//! later edit, an override file or another version of the provider makes it otherwise.

mod agreement;
mod guard;
mod import;
mod mock;
mod native;

use crate::node::{Node, json};
use crate::stack::File;
use crate::stack::Format;
use crate::stack::Synthesis;
use crate::stack::Tool;
use crate::terraform::Document;

/// One thing that a plan must hold to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Assertion {
    /// A condition in Terraform's native syntax.
    condition: String,
    /// What is wrong where it does not hold.
    message: String,
}

impl Synthesis {
    /// A file for `terraform test` per root module: `environments/production/tests/production.tftest.json`.
    ///
    /// The provider is mocked, so the tests need neither credentials nor the state's bucket. They need
    /// Terraform 1.11.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let stack = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let paths: Vec<String> = stack.synth()?.test_files().into_iter().map(|file| file.path).collect();
    /// assert_eq!(paths, ["bootstrap/tests/bootstrap.tftest.json", "environments/dev/tests/dev.tftest.json"]);
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn test_files(&self) -> Vec<File> {
        let file = |(folder, document): (&str, &Document)| {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            File { path: format!("{folder}/tests/{name}.tftest.json"), text: text(document, self.tool) }
        };
        self.documents().map(file).collect()
    }

    /// All files with the tests among them; `README.md` says how to run them.
    #[must_use]
    pub fn files_with_tests(&self, format: Format) -> Vec<File> {
        let mut files = self.files_keeping(format, agreement::locals);
        if let Some(readme) = files.iter_mut().find(|file| file.path == "README.md") {
            readme.text.push_str(&self.how_to_test());
        }
        files.extend(self.test_files());
        files
    }

    fn how_to_test(&self) -> String {
        let command = |(folder, _): (&str, &Document)| {
            format!("terraform -chdir={folder} init -backend=false\nterraform -chdir={folder} test\n")
        };
        let commands: String = self.documents().map(command).collect();
        let text = format!(
            "\n## Test it\n\nThe files `tests/*.tftest.json` assert the decisions about every root module: sizes, ports, encryption, retention,\n\
             protection. The provider is mocked: tests create nothing and need no credentials. They need {} or newer.\n\
             Commit them too. After an `init` without backend, run the `init` of phase 2 again.\n\n```sh\n{commands}```\n",
            self.tool.of_tests()
        );
        self.tool.prose(text)
    }
}

/// The test file of a root module: the mocks, and one plan that everything is asserted of, since each
/// further one would start the provider again.
fn text(document: &Document, tool: Tool) -> String {
    let mut entries = mock::entries(document, tool);
    let assertions = assertions(document);
    if !assertions.is_empty() {
        entries.push(("run".to_owned(), Node::map(vec![(RUN.to_owned(), run(assertions))])));
    }
    json::write(&Node::map(entries))
}

/// What the run is called in the report of `terraform test`.
const RUN: &str = "what_was_decided";

fn assertions(document: &Document) -> Vec<Assertion> {
    let of_item = |item| guard::assertions(item).into_iter().chain(agreement::of_service(item, document));
    document.items().iter().flat_map(of_item).chain(agreement::of_zones(document)).collect()
}

fn run(assertions: Vec<Assertion>) -> Node {
    let assertion = |assertion: Assertion| {
        Node::map(vec![
            ("condition".to_owned(), Node::text(format!("${{{}}}", assertion.condition))),
            ("error_message".to_owned(), Node::text(native::template(&assertion.message))),
        ])
    };
    let assertions = assertions.into_iter().map(assertion).collect();
    Node::map(vec![
        ("command".to_owned(), Node::text("plan")),
        ("assert".to_owned(), native::list(assertions)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Block, block};

    #[test]
    fn hostile_text_is_no_expression() {
        let mut document = Document::new();
        document.file("x").resource("aws_vpc", "a", block! { cidr_block = "${x}\"" });
        let text: serde_json::Value = serde_json::from_str(&text(&document, Tool::default())).unwrap();
        let assertion = &text["run"][RUN]["assert"][0];
        assert_eq!(assertion["condition"], "${aws_vpc.a.cidr_block == \"$${x}\\\"\"}");
        assert_eq!(assertion["error_message"], "aws_vpc.a: cidr_block must be \"$$${x}\\\"\"");
    }

    #[test]
    fn without_assertions_nothing_is_run() {
        let mut document = Document::new();
        document.file("x").resource("aws_unheard_of", "a", Block::new());
        assert_eq!(text(&document, Tool::default()), "{}\n");
    }
}
