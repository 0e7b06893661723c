/// How a spec is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
}

impl Notation {
    /// The notation of a name, as it comes from an editor: `yaml` or `json`.
    ///
    /// ```
    /// use groundplan_text::editor::Notation;
    /// assert_eq!(Notation::named("json"), Some(Notation::Json));
    /// assert_eq!(Notation::named("toml"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "yaml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
