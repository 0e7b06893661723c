//! The specs in `cases/`: finding them, reading them, and having them made into files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, OnceLock};

use groundplan::diagnostic::{Report, Rule, Severity};
use groundplan::spec::{Node, json};
use groundplan::{Error, Stack, Synthesis};

use crate::repository;
use crate::root::Root;
use crate::yaml;

/// One spec on disk.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file.
    pub file: PathBuf,
    /// `network/single-nat`, or `rules/service-size spec-fixed` for a variant.
    pub name: String,
}

impl Case {
    /// The case of a folder below `cases/`, by the name of its file without ending.
    ///
    /// # Panics
    ///
    /// When there is no such file.
    #[must_use]
    pub fn find(folder: &str, variant: &str) -> Self {
        Self::try_find(folder, variant).unwrap_or_else(|| panic!("cases/{folder} has no {variant}.yaml"))
    }

    /// As [`Case::find`]; `None` when there is no such file.
    #[must_use]
    pub fn try_find(folder: &str, variant: &str) -> Option<Self> {
        let name = if variant == "spec" { folder.to_owned() } else { format!("{folder} {variant}") };
        let file = |ending: &str| folder_of_cases().join(folder).join(format!("{variant}.{ending}"));
        let file = ["yaml", "json"].into_iter().map(file).find(|file| file.exists())?;
        Some(Self { file, name })
    }

    /// The folder of the case.
    ///
    /// # Panics
    ///
    /// Never: every file has a folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.file.parent().expect("a file is in a folder")
    }

    /// Whether the spec is meant to be refused: it breaks a rule that is an error.
    #[must_use]
    pub fn expects_errors(&self) -> bool {
        let breaks = |rule: &Rule| self.name == format!("rules/{}", rule.code.replace('/', "-"));
        groundplan::rules().iter().any(|rule| rule.severity == Severity::Error && breaks(rule))
    }

    /// Whether the spec contains raw Terraform.
    ///
    /// # Panics
    ///
    /// If the spec is not JSON.
    #[must_use]
    pub fn has_raw_blocks(&self) -> bool {
        let spec: serde_json::Value = serde_json::from_str(&self.json()).expect("a spec is JSON");
        let says = |part: &serde_json::Value| ["raw", "overrides"].iter().any(|key| !part[*key].is_null());
        let environments = spec["environments"].as_object();
        says(&spec) || environments.into_iter().flatten().any(|(_, environment)| says(environment))
    }

    /// The text of the spec.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    #[must_use]
    pub fn text(&self) -> String {
        std::fs::read_to_string(&self.file).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The spec as JSON text, whatever its notation.
    #[must_use]
    pub fn json(&self) -> String {
        if self.is_json() { self.text() } else { json::write(&self.node()) }
    }

    /// What the spec makes, made once for all tests of a program.
    ///
    /// # Errors
    ///
    /// What is wrong with the spec.
    pub fn synth(&self) -> Result<&'static Synthesis, &'static Error> {
        kept(&MADE, &self.file, || self.make()).as_ref()
    }

    /// Makes what the spec makes, whatever was made of it before.
    ///
    /// # Errors
    ///
    /// What is wrong with the spec.
    pub fn make(&self) -> Result<Synthesis, Error> {
        if self.is_json() { Stack::synth_json(&self.text()) } else { Stack::synth_node(self.node()) }
    }

    /// What a spec without errors makes.
    ///
    /// # Panics
    ///
    /// When the spec has errors.
    #[must_use]
    pub fn accepted(&self) -> &'static Synthesis {
        self.synth().unwrap_or_else(|error| panic!("{} is refused:\n{error}", self.name))
    }

    /// Everything found, whether the spec is refused or not.
    #[must_use]
    pub fn report(&self) -> &'static Report {
        self.synth().map_or_else(|error| error.report(), |made| made.report())
    }

    /// The root modules that an accepted spec makes.
    #[must_use]
    pub fn roots(&self) -> &'static [Root] {
        kept::<Vec<Root>>(&ROOTS, &self.file, || Root::all(&self.accepted().files()))
    }

    /// One root module, by the name of its environment.
    ///
    /// # Panics
    ///
    /// When there is no such environment.
    #[must_use]
    pub fn environment(&self, name: &str) -> &'static Root {
        let folder = format!("environments/{name}");
        let found = self.roots().iter().find(|root| root.folder == folder);
        found.unwrap_or_else(|| panic!("{} has no {folder}", self.name))
    }

    fn is_json(&self) -> bool {
        self.file.extension().is_some_and(|ending| ending == "json")
    }

    fn node(&self) -> Node {
        yaml::read(&self.text())
    }
}

/// Makes files of a spec written in a test.
///
/// # Panics
///
/// When the spec has errors.
#[must_use]
pub fn synth_yaml(text: &str) -> Synthesis {
    Stack::synth_node(yaml::read(text)).unwrap_or_else(|error| panic!("refused:\n{error}\n{text}"))
}

/// The codes of everything found about a spec written in a test.
#[must_use]
pub fn codes_of_yaml(text: &str) -> Vec<&'static str> {
    let report = match Stack::synth_node(yaml::read(text)) {
        Ok(synthesis) => synthesis.report().clone(),
        Err(error) => error.report().clone(),
    };
    report.diagnostics().iter().map(|finding| finding.rule.code).collect()
}

/// Where the cases are.
#[must_use]
pub fn folder_of_cases() -> PathBuf {
    repository::root().join("tests/cases")
}

/// Folders whose cases are documents of Terraform, and no specs.
const NO_SPECS: [&str; 2] = ["documents", "traps"];

/// The domains and names of all case folders with specs, `network/single-nat`, in order.
///
/// # Panics
///
/// When the folders cannot be read.
#[must_use]
pub fn folders() -> Vec<String> {
    let domains = sorted_entries(&folder_of_cases());
    let of_specs = domains.iter().filter(|domain| !NO_SPECS.contains(&domain.as_str()));
    let cases = of_specs.flat_map(|domain| {
        let names = sorted_entries(&folder_of_cases().join(domain));
        names.into_iter().map(move |name| format!("{domain}/{name}"))
    });
    cases.collect()
}

/// The names of the folders in a folder, in order.
///
/// # Panics
///
/// When the folder cannot be read.
#[must_use]
pub fn sorted_entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let folders =
        entries.map(|entry| entry.expect("an entry can be read").path()).filter(|path| path.is_dir());
    let mut names: Vec<String> =
        folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

/// Every spec on disk that is meant to be accepted: cases, their corrected and waived variants, and
/// the examples.
#[must_use]
pub fn accepted() -> Vec<Case> {
    let variants = ["spec", "spec-fixed", "spec-waived"];
    let cases =
        folders().into_iter().flat_map(|folder| variants.map(|variant| Case::try_find(&folder, variant)));
    let cases = cases.flatten().filter(|case| !case.expects_errors());
    let examples = ["minimal", "shop"].map(example);
    cases.chain(examples).collect()
}

/// One of the examples that users are shown.
#[must_use]
pub fn example(name: &str) -> Case {
    let file = repository::root().join("examples").join(format!("{name}.yaml"));
    Case { file, name: format!("examples/{name}") }
}

/// Every root module without raw Terraform, with the name of its case: what users add or change follows other rules.
#[must_use]
pub fn all_roots() -> Vec<(String, &'static Root)> {
    let named = |case: Case| {
        let name = case.name.clone();
        case.roots().iter().map(move |root| (format!("{name} {}", root.folder), root))
    };
    accepted().into_iter().filter(|case| !case.has_raw_blocks()).flat_map(named).collect()
}

/// Values by the file that they come from, each worked out once.
type Kept<T> = LazyLock<Mutex<BTreeMap<PathBuf, &'static OnceLock<T>>>>;

// Most tests look at every case, and to make all of them takes half a minute.
static MADE: Kept<Result<Synthesis, Error>> = LazyLock::new(Mutex::default);
static ROOTS: Kept<Vec<Root>> = LazyLock::new(Mutex::default);

fn kept<T: 'static>(all: &Kept<T>, file: &Path, make: impl FnOnce() -> T) -> &'static T {
    // Free again before anything is made, so that two tests make two cases at once.
    let place = *all
        .lock()
        .expect("nothing panics while it is locked")
        .entry(file.to_owned())
        .or_insert_with(|| Box::leak(Box::default()));
    place.get_or_init(make)
}
