use std::fmt;

/// A file that groundplan may not write or remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    /// The path below the folder.
    pub(super) path: String,
    /// Why not.
    pub(super) reason: Reason,
}

/// Why a file may not be touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// groundplan did not write it.
    Foreign,
    /// groundplan wrote it, and somebody changed it since.
    Edited,
    /// It is a symbolic link.
    Link,
    /// The path exists and is not a file.
    NoFile,
    /// The path should be a folder, but is not one, or is a link to one.
    NoFolder,
}

impl Conflict {
    /// Whether `--force` settles it.
    pub(super) fn yields_to_force(&self) -> bool {
        matches!(self.reason, Reason::Foreign | Reason::Edited | Reason::Link)
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            Reason::Foreign => "groundplan did not write it",
            Reason::Edited => "changed since groundplan wrote it",
            Reason::Link => "a symbolic link",
            Reason::NoFile => "should be a file",
            Reason::NoFolder => "should be a folder, and no link to one",
        };
        write!(f, "{}  ({reason})", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn force_does_not_replace_folders() {
        let conflict = |reason| Conflict { path: "a".into(), reason };
        assert!(conflict(Reason::Edited).yields_to_force());
        assert!(!conflict(Reason::NoFile).yields_to_force());
        assert_eq!(conflict(Reason::Foreign).to_string(), "a  (groundplan did not write it)");
    }
}
