//! The commands on a machine that is lent to them: what they say and write is what the program says and writes on
//! the operating system.

#[cfg(test)]
mod memory;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use groundplan_cli::{System, run};

    use super::memory::Memory;

    /// Runs one command on both machines, compares the results, and returns the exit code.
    fn both(memory: &Memory, folder: &Path, arguments: &[&str]) -> u8 {
        let code = run(["groundplan"].iter().chain(arguments), memory);
        let mut program = Command::new(env!("CARGO_BIN_EXE_groundplan"));
        let ran = program.args(arguments).current_dir(folder).env_remove("COLUMNS").output().unwrap();
        let printed = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(memory.printed(), printed, "{arguments:?}");
        assert_eq!(Some(i32::from(code)), ran.status.code(), "{arguments:?}");
        assert_eq!(memory.files(), files(folder, Path::new("")), "{arguments:?}");
        code
    }

    fn files(root: &Path, below: &Path) -> BTreeMap<PathBuf, String> {
        let entries = std::fs::read_dir(root.join(below)).unwrap().map(Result::unwrap);
        let of = |entry: std::fs::DirEntry| {
            let path = below.join(entry.file_name());
            if entry.path().is_dir() {
                return files(root, &path);
            }
            BTreeMap::from([(path, std::fs::read_to_string(entry.path()).unwrap())])
        };
        entries.flat_map(of).collect()
    }

    #[test]
    fn both_machines_say_and_write_the_same() {
        let (memory, folder) = (Memory::default(), tempfile::tempdir().unwrap());
        let both = |arguments: &[&str]| both(&memory, folder.path(), arguments);
        assert_eq!(both(&["new", "a/b"]), 0);
        assert_eq!(both(&["new", "a/b"]), 2);
        assert_eq!(both(&["new", "a/b", "--force"]), 0);
        assert_eq!(both(&["check", "a/b/groundplan.yaml"]), 0);
        assert_eq!(both(&["synth", "a/b/groundplan.yaml", "--out", "out"]), 0);
        assert_eq!(both(&["synth", "a/b/groundplan.yaml", "--out", "out", "--format", "hcl"]), 0);
        assert_eq!(both(&["synth", "a/b/groundplan.yaml", "--out", "out", "--format", "hcl"]), 0);
        assert_eq!(both(&["synth", "a/b/groundplan.yaml", "--out", "a"]), 0);
        assert_eq!(both(&["check", "out", "--format", "json"]), 0);
        assert_eq!(both(&["cost", "out", "--compare", "a/b/groundplan.yaml"]), 0);
        assert_eq!(both(&["diff", "out", "a", "--format", "markdown"]), 0);
        assert_eq!(both(&["diagram", "out", "--out", "a/last.svg"]), 0);
    }

    #[test]
    fn trouble_has_the_same_words() {
        let (memory, folder) = (Memory::default(), tempfile::tempdir().unwrap());
        let both = |arguments: &[&str]| both(&memory, folder.path(), arguments);
        assert_eq!(both(&["new", "a"]), 0);
        assert_eq!(both(&["check", "nowhere.yaml"]), 2);
        assert_eq!(both(&["check", "a"]), 2);
        assert_eq!(both(&["synth", "a", "--out", "out"]), 2);
        assert_eq!(both(&["new", "a/groundplan.yaml"]), 2);
        assert_eq!(both(&["new", "a/groundplan.yaml/b"]), 2);
        assert_eq!(both(&["cost", "a/groundplan.yaml", "--usage", "nowhere"]), 2);
        assert_eq!(both(&["provider-schema", "nowhere"]), 2);
        assert_eq!(both(&["synth", "a/groundplan.yaml"]), 2);
        assert_eq!(both(&["--help"]), 0);
    }

    #[test]
    fn what_cannot_be_finished_is_taken_back() {
        let mut memory = Memory::default();
        run(["groundplan", "new"], &memory);
        let before = memory.files();
        memory.locked = Some(PathBuf::from("out/README.md"));
        let synth = ["groundplan", "synth", "groundplan.yaml", "--out", "out"];
        memory.printed();
        assert_eq!(run(synth, &memory), 2);
        assert_eq!(memory.printed()[1], "error: cannot write out/README.md: permission denied\n");
        assert_eq!(memory.files(), before);
        assert!(memory.list(Path::new("")).unwrap().iter().all(|name| name == "groundplan.yaml"));
    }

    /// A spec with one environment of this name.
    fn spec(environment: &str, region: &str) -> String {
        format!("stack: shop\nregion: {region}\nenvironments: {{ {environment}: {{ tier: development }} }}\n")
    }

    const SYNTH: [&str; 5] = ["groundplan", "synth", "spec.yaml", "--out", "out"];

    fn synth(memory: &Memory, spec: &str) -> u8 {
        memory.write(Path::new("spec.yaml"), spec.as_bytes()).unwrap();
        run(SYNTH, memory)
    }

    /// A folder in which the first of these specs was synthesized, if any, and the second until the machine stopped.
    fn killed_after(changes: usize, first: Option<&str>, second: &str) -> (Memory, u8) {
        let memory = Memory::default();
        first.iter().for_each(|spec| assert_eq!(synth(&memory, spec), 0));
        memory.changes_left.set(Some(changes));
        let code = synth(&memory, second);
        memory.changes_left.set(None);
        memory.printed();
        (memory, code)
    }

    #[test]
    fn a_killed_run_is_healed_by_the_next_one_wherever_it_was() {
        let specs = [spec("dev", "eu-west-1"), spec("next", "eu-central-1"), spec("last", "eu-central-1")];
        let [first, second, third] = specs.each_ref().map(String::as_str);
        let wanted = Memory::default();
        assert_eq!(synth(&wanted, third), 0);
        for earlier in [None, Some(first)] {
            let mut killed = 0;
            for changes in 0.. {
                let (memory, code) = killed_after(changes, earlier, second);
                if code == 0 && memory.folders().iter().all(|folder| !folder.ends_with(".groundplan-2")) {
                    break;
                }
                killed += 1;
                assert_eq!(synth(&memory, third), 0, "after {changes} changes: {}", memory.printed()[1]);
                assert_eq!(memory.files(), wanted.files(), "after {changes} changes");
                assert_eq!(memory.folders(), wanted.folders(), "after {changes} changes");
            }
            assert!(killed > 20, "{killed}");
        }
    }

    #[test]
    fn colours_and_width_are_asked_for() {
        let (mut plain, mut painted) = (Memory::default(), Memory::default());
        (plain.width, painted.width, painted.colours) = (Some(60), Some(60), true);
        for memory in [&plain, &painted] {
            assert_eq!(run(["groundplan", "check", "--help"], memory), 0);
        }
        let ([plain, _], [painted, _]) = (plain.printed(), painted.printed());
        assert!(painted.contains('\u{1b}') && !plain.contains('\u{1b}'));
        let prose = plain.lines().skip_while(|line| !line.starts_with("Arguments")).take(4);
        assert!(prose.clone().all(|line| line.chars().count() <= 60), "{plain}");
        assert!(prose.last().unwrap().starts_with("          "), "{plain}");
    }
}
