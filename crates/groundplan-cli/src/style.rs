use anstyle::{AnsiColor, Effects, Style};
use clap::builder::styling::Styles;

/// Colours of the help texts.
pub(crate) const HELP: Styles =
    Styles::styled().header(BOLD).usage(BOLD).literal(AnsiColor::Cyan.on_default()).placeholder(DIM);

/// Emphasized text.
pub(crate) const BOLD: Style = Style::new().effects(Effects::BOLD);

/// Secondary text.
pub(crate) const DIM: Style = Style::new().effects(Effects::DIMMED);

/// What went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();

/// What is new in its place.
pub(crate) const CHANGED: Style = AnsiColor::Yellow.on_default();

/// What is gone or wrong.
pub(crate) const BAD: Style = AnsiColor::Red.on_default();

/// An error's headline.
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);

/// A warning's headline.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);

/// Names and commands.
pub(crate) const NAME: Style = AnsiColor::Cyan.on_default();

/// A text in a style. What prints it leaves the style out where there are no colours.
pub(crate) fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_ends() {
        assert_eq!(paint(BOLD, "x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
