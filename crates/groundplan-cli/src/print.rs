//! Printing, with colours only where they are wanted.

use std::io;

use crate::system::{Stream, System};

/// Prints a text that is painted.
pub(crate) fn painted(system: &dyn System, stream: Stream, text: &str) -> io::Result<()> {
    if system.wants_colours(stream) { system.print(stream, text) } else { system.print(stream, &plain(text)) }
}

/// Prints clap's message: an error in a command line, or help.
pub(crate) fn clap_message(message: &clap::Error, system: &dyn System) -> u8 {
    let stream = if message.use_stderr() { Stream::Error } else { Stream::Output };
    // If this fails, there is no way to report it.
    let _ = painted(system, stream, &message.render().ansi().to_string());
    u8::try_from(message.exit_code()).unwrap_or(2)
}

/// A text without colours.
pub(crate) fn plain(text: &str) -> String {
    let bytes = anstream::adapter::strip_bytes(text.as_bytes()).into_vec();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::{BOLD, paint};

    #[test]
    fn colours_are_left_out() {
        assert_eq!(plain(&format!("ä {}\n", paint(BOLD, "😀"))), "ä 😀\n");
    }
}
