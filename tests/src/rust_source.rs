//! Source files of the crates, without comments and tests: enough to see what a file names.

use crate::repository;

/// A source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path below the `src/` of its crate.
    pub path: String,
    /// All of the text.
    pub text: String,
    /// The lines outside comments, documentation and tests.
    pub code: String,
}

impl Source {
    /// A file by its path and text.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        // Tests in a file or folder of their own.
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        let code = if is_test { String::new() } else { code(text) };
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// The words in it that begin with `start` and go on with letters, digits, underscores and colons.
    pub fn words<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a str> {
        self.code.match_indices(start).map(move |(at, _)| {
            let rest = &self.code[at..];
            let is_part =
                |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | ':');
            &rest[..rest.find(|character| !is_part(character)).unwrap_or(rest.len())]
        })
    }

    /// The functions: their names and how many lines they have.
    #[must_use]
    pub fn functions(&self) -> Vec<(String, usize)> {
        let lines: Vec<&str> = self.code.lines().collect();
        let starts = lines.iter().enumerate().filter_map(|(at, line)| Some((at, function_name(line)?)));
        starts.map(|(at, name)| (name, body_length(&lines[at..]))).collect()
    }
}

/// Every source file of the core.
///
/// # Panics
///
/// When one cannot be read.
#[must_use]
pub fn core() -> Vec<Source> {
    of("groundplan")
}

/// Every source file of a crate.
///
/// # Panics
///
/// When one cannot be read.
#[must_use]
pub fn of(name: &str) -> Vec<Source> {
    let folder = format!("crates/{name}/src/");
    let files =
        repository::files().into_iter().filter(|file| file.starts_with(&folder) && file.ends_with(".rs"));
    let read = |file: String| {
        let text =
            std::fs::read_to_string(repository::root().join(&file)).expect("a source file can be read");
        Source::new(&file[folder.len()..], &text)
    };
    files.map(read).collect()
}

/// Tests are at the end of a file.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = before_tests.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

fn function_name(line: &str) -> Option<String> {
    let line = line.trim_start();
    let (head, rest) = line.split_once("fn ")?;
    let is_head = head
        .split_whitespace()
        .all(|word| word.starts_with("pub") || word.starts_with("in") || word == "const");
    let name: String =
        rest.chars().take_while(|character| character.is_ascii_alphanumeric() || *character == '_').collect();
    (is_head && !name.is_empty() && !name.starts_with('$')).then_some(name)
}

/// From the signature to the line on which the braces are balanced again.
fn body_length(lines: &[&str]) -> usize {
    let mut depth = 0_i32;
    for (line, number) in lines.iter().map(|line| without_literals(line)).zip(1..) {
        let opened = line.matches('{').count();
        depth += i32::try_from(opened).unwrap_or(0) - i32::try_from(line.matches('}').count()).unwrap_or(0);
        let is_end = line.trim_end().ends_with('}') || line.trim_end().ends_with(';');
        if depth <= 0 && is_end {
            return number;
        }
    }
    lines.len()
}

/// A line whose texts and characters are blanked: a brace in them opens nothing.
fn without_literals(line: &str) -> String {
    let line = ["'{'", "'}'", "'\"'", "b'{'", "b'\"'", "\\\\", "\\\""]
        .iter()
        .fold(line.to_owned(), |line, literal| line.replace(literal, ""));
    line.split('"').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn comments_and_tests_are_not_code() {
        let text = "//! crate::aws\nuse crate::unit::Days;\n// crate::x\n#[cfg(test)]\nmod tests {\n use crate::y;\n}\n";
        let source = Source::new("a.rs", text);
        assert_eq!(source.words("crate::").collect::<Vec<_>>(), ["crate::unit::Days"]);
    }

    #[test]
    fn braces_in_literals_open_nothing() {
        let text = "fn a() {\n    b(\"${\", '{', \"\\\"{\")\n}\n\nfn c() {}\n";
        assert_eq!(Source::new("a.rs", text).functions(), [("a".to_owned(), 3), ("c".to_owned(), 1)]);
    }

    #[test]
    fn functions_are_measured() {
        let text = "pub(super) fn a(\n    b: u8,\n) -> u8 {\n    b\n}\n\nfn c() { d() }\n\ntrait T {\n    fn e(&self);\n}\n";
        let functions = Source::new("a.rs", text).functions();
        assert_eq!(functions, [("a".to_owned(), 5), ("c".to_owned(), 1), ("e".to_owned(), 1)]);
    }
}
