use super::{Folder, Input};

/// What is read of a root module, before any of it is parsed.
#[derive(Clone, Debug, Default)]
pub struct Tree<'a> {
    /// The files of the root module: names and texts.
    pub files: Vec<(&'a str, &'a str)>,
    /// Whether these are all files of the root module; what part of it lacks may be in the others.
    pub is_whole: bool,
    /// The folders of the modules that it calls, as far as they were read.
    pub folders: Vec<Folder<'a>>,
    /// Whether these are all that are there: a local source that leads to none of them leads nowhere.
    pub is_all_read: bool,
    /// What `terraform init` says of them: [`MANIFEST`](super::MANIFEST).
    pub manifest: Option<&'a str>,
    /// The versions of providers that `terraform init` has chosen: [`LOCK`](crate::validate::LOCK).
    pub lock: Option<&'a str>,
    /// What its variables are set to, the lowest precedence first.
    pub inputs: Vec<Input<'a>>,
}
