use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::style::{ERROR, NAME, paint};

/// Wrong use, or trouble with files: not the spec's fault.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    message: String,
    lines: Vec<String>,
    help: Vec<String>,
}

impl Trouble {
    /// What went wrong, in a sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), lines: Vec::new(), help: Vec::new() }
    }

    /// A file operation that failed.
    pub(crate) fn with(what: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {what} {}: {}", path.display(), reason(error)))
    }

    /// Adds a line of detail.
    pub(crate) fn line(mut self, line: impl Display) -> Self {
        self.lines.push(line.to_string());
        self
    }

    /// Adds what can be done about it.
    pub(crate) fn help(mut self, help: impl Display) -> Self {
        self.help.push(help.to_string());
        self
    }

    /// Prints it.
    pub(crate) fn print(&self) -> ExitCode {
        // Nobody is left to tell when even this fails.
        let _ = write(anstream::stderr(), &self.text());
        ExitCode::from(2)
    }

    fn text(&self) -> String {
        let mut text = format!("{}: {}\n", paint(ERROR, "error"), self.message);
        self.lines.iter().for_each(|line| text += &format!("  {line}\n"));
        self.help.iter().for_each(|help| text += &format!("{} {help}\n", paint(NAME, "  try")));
        text
    }
}

/// Writes all of a text.
pub(crate) fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

/// The system's words without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_can_be_done() {
        let missing = io::Error::from_raw_os_error(2);
        let trouble = Trouble::with("read", Path::new("a b"), &missing).line("detail").help("this");
        let text = anstream::adapter::strip_str(&trouble.text()).to_string();
        assert_eq!(text, "error: cannot read a b: no such file or directory\n  detail\n  try this\n");
    }
}
