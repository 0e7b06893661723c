//! The lines of a whole program: what it needs, its statements, what it gives.

use groundplan::spec::Node;

use super::Language;
use super::code::Code;
use super::writer::Writer;

const RUST_HEAD: &str = "\
// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.
";

const TYPESCRIPT_HEAD: &str = "\
// A stack in all its environments. `npx groundplan synth stack.ts --out infra` writes its Terraform; stack.ts is this file.
";

/// The function that a program in Rust begins with. `STACK` is the call that gives the stack.
const MAIN: &str = include_str!("main.txt");

impl Writer {
    /// The whole program.
    pub(super) fn program(mut self, spec: &Node) -> String {
        let stack = self.stack(spec);
        match self.language {
            Language::Rust => self.rust(stack),
            Language::TypeScript => self.typescript(stack),
        }
    }

    fn rust(mut self, stack: Code) -> String {
        let names: Vec<&str> = self.used.iter().map(String::as_str).collect();
        let uses = match names.as_slice() {
            [] => String::new(),
            [name] => format!("use groundplan::terraform::{name};\n"),
            names => format!("use groundplan::terraform::{{{}}};\n", names.join(", ")),
        };
        let (call, gives, end) = match self.fails {
            true => ("stack()?", "Result<Stack, groundplan::Error>", "    Ok(stack)\n"),
            false => ("stack()", "Stack", ""),
        };
        let mut last = String::new();
        if self.fails {
            self.statements.push(("stack".to_owned(), stack));
        } else {
            last.push_str("    ");
            stack.lay(&mut last, 4, 4);
            last.push('\n');
        }
        let statements = statements(&self.statements, "let", 4);
        let gap = if statements.is_empty() { "" } else { "\n" };
        let main = MAIN.replace("STACK", call);
        format!(
            "{RUST_HEAD}\nuse groundplan::prelude::*;\n{uses}\n{main}\nfn stack() -> {gives} {{\n{statements}{gap}{last}{end}}}\n"
        )
    }

    fn typescript(mut self, stack: Code) -> String {
        self.statements.push(("stack".to_owned(), stack));
        let names = self.used.iter().map(Code::word).collect();
        let mut import = String::new();
        Code::group("import { ", names, " } from 'groundplan';").lay(&mut import, 0, 2);
        let statements = statements(&self.statements, "const", 0);
        format!("{TYPESCRIPT_HEAD}\n{import}\n\n{statements}\nexport default stack;\n")
    }
}

/// Statements, with a gap around those of several lines.
fn statements(all: &[(String, Code)], word: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut was_long = false;
    for (name, code) in all {
        let mut text = format!("{}{word} {name} = ", " ".repeat(indent));
        code.lay(&mut text, indent, if indent == 0 { 2 } else { 4 });
        let is_long = text.contains('\n');
        if !out.is_empty() && (is_long || was_long) {
            out.push('\n');
        }
        out.push_str(&text);
        out.push_str(";\n");
        was_long = is_long;
    }
    out
}
