use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use groundplan_text::Trouble;

use crate::style::{ERROR, NAME, paint};

/// A file operation that failed.
pub(crate) fn with(what: &str, path: &Path, error: &io::Error) -> Trouble {
    Trouble::new(format!("cannot {what} {}: {}", path.display(), reason(error)))
}

/// Prints it.
pub(crate) fn print(trouble: &Trouble) -> ExitCode {
    // Nobody is left to tell when even this fails.
    let _ = write(anstream::stderr(), &text(trouble));
    ExitCode::from(2)
}

fn text(trouble: &Trouble) -> String {
    let mut text = format!("{}: {}\n", paint(ERROR, "error"), trouble.message());
    trouble.lines().iter().for_each(|line| text += &format!("  {line}\n"));
    trouble.tries().iter().for_each(|help| text += &format!("{} {help}\n", paint(NAME, "  try")));
    text
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
        let trouble = with("read", Path::new("a b"), &missing).line("detail").help("this");
        let text = anstream::adapter::strip_str(&text(&trouble)).to_string();
        assert_eq!(text, "error: cannot read a b: no such file or directory\n  detail\n  try this\n");
    }
}
