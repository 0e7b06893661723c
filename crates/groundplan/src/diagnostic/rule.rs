use super::Severity;

/// A rule that specs are checked against, with the text of `groundplan explain CODE`.
///
/// Each domain declares its own, as constants of this type: [`Rule::HTTPS_REQUIRED`] and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The stable code: `load-balancer/https-required`.
    pub code: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// Whether a spec may waive it with a reason.
    pub waivable: bool,
    /// The rule in a sentence, then an empty line, then why.
    pub text: &'static str,
    /// Where the fact behind it comes from.
    pub source: &'static str,
}

impl Rule {
    /// The rule in a sentence.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.text.trim().lines().next().unwrap_or_default()
    }

    /// Why it exists.
    #[must_use]
    pub fn why(&self) -> String {
        let lines = self.text.trim().lines().skip(1).map(str::trim);
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// The name under `waive:` in a spec, for rules that can be waived.
    ///
    /// ```
    /// use groundplan::diagnostic::Rule;
    /// assert_eq!(Rule::HTTPS_REQUIRED.waiver().as_deref(), Some("httpsRequired"));
    /// ```
    #[must_use]
    pub fn waiver(&self) -> Option<String> {
        self.waivable.then(|| camel(self.code.rsplit('/').next().unwrap_or(self.code)))
    }

    /// Whether it is about how something is called.
    pub(crate) fn is_about_a_name(&self) -> bool {
        self.code.ends_with("/name") || self.code.ends_with("-name")
    }

    pub(crate) const fn new(
        code: &'static str,
        severity: Severity,
        waivable: bool,
        text: &'static str,
        source: &'static str,
    ) -> Self {
        Self { code, severity, waivable, text, source }
    }
}

fn camel(kebab: &str) -> String {
    let mut words = kebab.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        name + &head.to_ascii_uppercase() + tail
    })
}

/// Declares the rules of a domain as constants of [`Rule`], and `RULES`, the list of them.
///
/// The doc comment is the rule's text: its first line the rule, the rest the reason.
macro_rules! rules {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $severity:ident $(($waivable:ident))? $code:literal, $source:literal;
    )+) => {
        impl $crate::diagnostic::Rule {
            $(
                $(#[doc = $doc])+
                #[doc = concat!("\n\nCode `", $code, "`. Source: `", $source, "`.")]
                pub const $name: Self = Self::new(
                    $code,
                    $crate::diagnostic::rule_severity!($severity),
                    $crate::diagnostic::rule_waivable!($($waivable)?),
                    concat!($($doc, "\n"),+),
                    $source,
                );
            )+
        }

        /// Every rule of this domain.
        pub(crate) const RULES: &[$crate::diagnostic::Rule] = &[$($crate::diagnostic::Rule::$name),+];
    };
}

macro_rules! rule_severity {
    (error) => {
        $crate::diagnostic::Severity::Error
    };
    (warning) => {
        $crate::diagnostic::Severity::Warning
    };
}

macro_rules! rule_waivable {
    () => {
        false
    };
    (waivable) => {
        true
    };
}

pub(crate) use {rule_severity, rule_waivable, rules};
