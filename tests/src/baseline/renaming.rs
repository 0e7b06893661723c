//! Names that a case has in place of the baseline's: whole words only, all at once.

/// Old names with new ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Renaming(pub(super) Vec<(String, String)>);

impl Renaming {
    /// What two labels differ in: `worker_task` and `mailer_task` in `worker` and `mailer`.
    pub(super) fn between(old: &str, new: &str) -> Self {
        let (mut old, mut new): (Vec<&str>, Vec<&str>) = (old.split('_').collect(), new.split('_').collect());
        while old.len() > 1 && new.len() > 1 && old.last() == new.last() {
            old.pop();
            new.pop();
        }
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let same = same.min(old.len() - 1).min(new.len() - 1);
        Self(vec![(old[same..].join("_"), new[same..].join("_"))])
    }

    /// A text in the new names.
    pub(super) fn apply(&self, text: &str) -> String {
        let (mut out, mut rest) = (String::new(), text);
        while let Some(next) = rest.chars().next() {
            let before = out.chars().next_back();
            match self.found(before, rest) {
                Some((length, name)) => {
                    out.push_str(&name);
                    rest = &rest[length..];
                }
                // The end of a word that is not renamed belongs to what has been read.
                None => {
                    out.push(next);
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        out
    }

    /// The name at the start of a text: its length, and what takes its place.
    fn found(&self, before: Option<char>, rest: &str) -> Option<(usize, String)> {
        if before.is_some_and(|before| before.is_ascii_alphanumeric()) {
            return None;
        }
        let forms = self.0.iter().flat_map(|(old, new)| [(old.clone(), new), (dashed(old), new)]);
        let (old, new) =
            forms.filter(|(old, _)| starts_with_word(rest, old)).max_by_key(|(old, _)| old.len())?;
        let after = rest[old.len()..].chars().next();
        let is_label = before == Some('.') || [before, after].contains(&Some('_'));
        Some((old.len(), if is_label { new.replace('-', "_") } else { dashed(new) }))
    }
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    !word.is_empty()
        && rest.is_some_and(|rest| !rest.chars().next().is_some_and(|next| next.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::Renaming;

    fn renaming(pairs: &[(&str, &str)]) -> Renaming {
        Renaming(pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect())
    }

    #[test]
    fn whole_words_are_renamed_at_once() {
        let swapped = renaming(&[("web", "job"), ("job", "web")]);
        assert_eq!(
            swapped.apply("web-job website aws_ecs_service.web"),
            "job-web website aws_ecs_service.job"
        );
    }

    #[test]
    fn labels_have_no_dashes() {
        let dashed = renaming(&[("web", "free-disk")]);
        assert_eq!(
            dashed.apply("shop-web aws_x.web service_web"),
            "shop-free-disk aws_x.free_disk service_free_disk"
        );
    }

    #[test]
    fn labels_tell_what_differs() {
        assert_eq!(Renaming::between("worker_task", "free_disk_task"), renaming(&[("worker", "free_disk")]));
        assert_eq!(Renaming::between("main_a", "main_b"), renaming(&[("a", "b")]));
        assert_eq!(Renaming::between("web", "web_cpu"), renaming(&[("web", "web_cpu")]));
    }
}
