use std::fmt;

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A key of a map.
    Key(String),
    /// A place in a list, from 0.
    Index(usize),
}

/// The part of a spec that a place is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope<'a> {
    pub(crate) service: Option<&'a str>,
    pub(crate) variable: Option<&'a str>,
}

impl Segment {
    pub(crate) fn as_key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

/// A place in a spec: `services.api.port`; a key with dots is in quotes.
///
/// ```
/// use groundplan::diagnostic::Path;
/// let path = Path::root().key("services").key("api").key("egress").index(1);
/// assert_eq!(path.to_string(), "services.api.egress[1]");
/// let path = Path::of("overrides").key("aws_vpc.main").key("delete");
/// assert_eq!(path.to_string(), "overrides.\"aws_vpc.main\".delete");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The whole spec.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// A path of keys written with dots, for paths that the program knows.
    #[must_use]
    pub fn of(dotted: &str) -> Self {
        Self(dotted.split('.').map(|key| Segment::Key(key.to_owned())).collect())
    }

    /// Reads a path as it is displayed; nothing, where it is none.
    ///
    /// ```
    /// use groundplan::diagnostic::Path;
    /// for text in ["services.api.egress[1]", "overrides.\"aws_vpc.main\".delete"] {
    ///     assert_eq!(Path::read(text).map(|path| path.to_string()).as_deref(), Some(text));
    /// }
    /// assert_eq!(Path::read("services..api"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut path = Self::root();
        let mut rest = text;
        while !rest.is_empty() {
            let (step, after) = step(rest, path.0.is_empty())?;
            path.0.push(step);
            rest = after;
        }
        Some(path)
    }

    /// The place under a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// The place in a list.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// The place one step further.
    #[must_use]
    pub fn step(mut self, step: Segment) -> Self {
        self.0.push(step);
        self
    }

    /// Goes one step further.
    pub(crate) fn enter(&mut self, step: Segment) {
        self.0.push(step);
    }

    /// Goes back by one step.
    pub(crate) fn leave(&mut self) {
        self.0.pop();
    }

    /// This path below another.
    #[must_use]
    pub fn under(&self, parent: &Path) -> Self {
        Self(parent.0.iter().chain(&self.0).cloned().collect())
    }

    /// The first steps of this path.
    #[must_use]
    pub fn first(&self, steps: usize) -> Self {
        Self(self.0.iter().take(steps).cloned().collect())
    }

    /// The steps from the root.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// This path with another beginning, where it begins so.
    #[must_use]
    pub(crate) fn rebased(&self, from: &Path, to: &Path) -> Option<Self> {
        let rest = self.0.strip_prefix(from.0.as_slice())?;
        Some(Self(to.0.iter().chain(rest).cloned().collect()))
    }

    /// The service and the environment variable that a place of a spec is part of.
    pub(crate) fn scope(&self) -> Scope<'_> {
        let steps: Vec<Option<&str>> = self.0.iter().map(Segment::as_key).collect();
        let steps = match steps.as_slice() {
            [Some("environments"), _, rest @ ..] => rest,
            all => all,
        };
        match steps {
            [Some("services"), service, Some("env" | "secrets"), variable, ..]
            | [Some("services"), service, Some("sidecars"), _, Some("env" | "secrets"), variable, ..] => {
                Scope { service: *service, variable: *variable }
            }
            [Some("services"), service, ..] => Scope { service: *service, variable: None },
            _ => Scope::default(),
        }
    }

    /// Whether this path is inside of another, or the same.
    #[must_use]
    pub(crate) fn is_within(&self, other: &Path) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Whether one of the two contains the other.
    #[must_use]
    pub fn touches(&self, other: &Path) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a == b)
    }
}

/// The first step of a path that is displayed, and the rest of it.
fn step(text: &str, is_first: bool) -> Option<(Segment, &str)> {
    if let Some(inside) = text.strip_prefix('[') {
        let (index, rest) = inside.split_once(']')?;
        return Some((Segment::Index(index.parse().ok()?), rest));
    }
    let text = if is_first { text } else { text.strip_prefix('.')? };
    let (key, rest) = match text.strip_prefix('"') {
        Some(inside) => inside.split_once('"')?,
        None => text.split_at(text.find(['.', '[']).unwrap_or(text.len())),
    };
    (!key.is_empty()).then(|| (Segment::Key(key.to_owned()), rest))
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("the spec");
        }
        self.0.iter().enumerate().try_for_each(|(at, segment)| match segment {
            Segment::Index(index) => write!(f, "[{index}]"),
            Segment::Key(key) => {
                f.write_str(if at == 0 { "" } else { "." })?;
                if key.contains('.') { write!(f, "\"{key}\"") } else { f.write_str(key) }
            }
        })
    }
}
