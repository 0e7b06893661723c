use std::io;
use std::path::Path;

use groundplan_text::UsageError;

use crate::print;
use crate::style::{ERROR, NAME, paint};
use crate::system::{Stream, System};

/// A file operation that failed.
pub(crate) fn with(what: &str, path: &Path, error: &io::Error) -> UsageError {
    UsageError::new(format!("cannot {what} {}: {}", path.display(), reason(error)))
}

/// Prints it.
pub(crate) fn print(usage_error: &UsageError, system: &dyn System) -> u8 {
    // If this fails, there is no way to report it.
    let _ = print::painted(system, Stream::Error, &text(usage_error));
    2
}

fn text(usage_error: &UsageError) -> String {
    let mut text = format!("{}: {}\n", paint(ERROR, "error"), usage_error.message());
    usage_error.lines().iter().for_each(|line| text += &format!("  {line}\n"));
    usage_error.tries().iter().for_each(|help| text += &format!("{} {help}\n", paint(NAME, "  try")));
    text
}

/// The system's words without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_can_be_done() {
        let missing = io::Error::from_raw_os_error(2);
        let usage_error = with("read", Path::new("a b"), &missing).line("detail").help("this");
        let text = print::plain(&text(&usage_error));
        assert_eq!(text, "error: cannot read a b: no such file or directory\n  detail\n  try this\n");
    }
}
