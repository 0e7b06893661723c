//! What every test of the command needs: a folder, and the command run in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A sound spec with two environments.
pub(crate) const SPEC: &str = "stack: shop
region: eu-west-1
environments:
  dev: {}
  test: { account: 012345678901 }
";

/// A folder of its own, with blanks and letters that are not ASCII in its name.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

/// What a run printed.
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) output: String,
    /// Standard error.
    pub(crate) errors: String,
}

impl Place {
    /// A folder with a sound spec in it.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("gründ plan ").tempdir().unwrap();
        let place = Self { folder };
        place.write("spec.yaml", SPEC);
        place
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Every file and folder below a path, with its bytes.
    pub(crate) fn tree(&self, path: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        walk(&self.path(path), &mut found);
        found
    }

    /// The names in a folder; none if it does not exist.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).into_iter().flatten().map(Result::unwrap);
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
    }

    /// Starts the command in the folder.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
        command.args(arguments).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Runs the command in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Runs the command with a text on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
        command.args(arguments).current_dir(self.folder.path());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Who does not read its input closes it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), output: text(output.stdout), errors: text(output.stderr) }
    }

    /// Synthesizes `spec.yaml` into `out`.
    pub(crate) fn synth(&self, options: &[&str]) -> Ran {
        self.run(&[&["synth", "spec.yaml", "--out", "out"], options].concat())
    }
}

impl Ran {
    /// The run, which must have ended with a code.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.output, self.errors);
        self
    }

    /// The run, which must have printed a text on either stream.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.output.contains(text) || self.errors.contains(text),
            "{text:?} in:\n{}{}",
            self.output,
            self.errors
        );
        self
    }

    /// The run, which must have left every file as it was.
    #[track_caller]
    pub(crate) fn changes_nothing(self) -> Self {
        let total = self.output.lines().find(|line| line.contains(" files: ")).unwrap().trim();
        let count = total.split(' ').next().unwrap();
        assert!(total.starts_with(&format!("{count} files: {count} unchanged;")), "{total}");
        self
    }

    /// The run's output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.output).unwrap()
    }
}

fn walk(path: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.map(Result::unwrap) {
        let is_folder = entry.file_type().unwrap().is_dir();
        found.insert(
            entry.path(),
            if is_folder { Vec::new() } else { fs::read(entry.path()).unwrap_or_default() },
        );
        if is_folder {
            walk(&entry.path(), found);
        }
    }
}
