use std::fmt::{self, Display};

/// Wrong use, or a text that is not what it was taken for: not the fault of a spec.
///
/// Shown as `error: MESSAGE`, lines of detail, and what can be tried.
///
/// ```
/// use groundplan_text::UsageError;
/// let error = UsageError::new("there is no environment de").line("there are dev, live").help("--environment dev");
/// assert_eq!(
///     error.to_string(),
///     "there is no environment de\n  there are dev, live\n  try --environment dev\n"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    message: String,
    lines: Vec<String>,
    help: Vec<String>,
    option: String,
}

impl UsageError {
    /// What went wrong, in a sentence.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), lines: Vec::new(), help: Vec::new(), option: String::new() }
    }

    /// Adds a line of detail.
    #[must_use]
    pub fn line(mut self, line: impl Display) -> Self {
        self.lines.push(line.to_string());
        self
    }

    /// Adds what can be done about it.
    #[must_use]
    pub fn help(mut self, help: impl Display) -> Self {
        self.help.push(help.to_string());
        self
    }

    /// Names the option that is wrong.
    #[must_use]
    pub fn at(mut self, option: impl Into<String>) -> Self {
        self.option = option.into();
        self
    }

    /// The option that is wrong, where it is one.
    #[must_use]
    pub fn option(&self) -> &str {
        &self.option
    }

    /// What went wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The details, a line each.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// What can be done about it, each a thing to try.
    #[must_use]
    pub fn tries(&self) -> &[String] {
        &self.help
    }
}

impl Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.message)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        self.help.iter().try_for_each(|help| writeln!(f, "  try {help}"))
    }
}

impl std::error::Error for UsageError {}
