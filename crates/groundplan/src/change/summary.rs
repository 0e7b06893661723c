use std::fmt;
use std::ops::AddAssign;

use serde::Serialize;

use super::effect::{Change, Effect, ObjectChange};

/// How many objects an apply changes; as text, in one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "ChangeSummary"))]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Objects that are destroyed and created; new versions of what is versioned are not counted.
    pub replaced: usize,
    /// New versions of what is versioned, such as task definitions.
    pub new_versions: usize,
    /// Objects that are destroyed.
    pub destroyed: usize,
    /// Objects that Terraform no longer knows, though they stay in AWS.
    pub forgotten: usize,
    /// Objects that are changed in place.
    pub updated: usize,
    /// Objects that are created.
    pub created: usize,
    /// Objects that exist, and are taken over.
    pub imported: usize,
    /// Objects that have another address, and are otherwise the same.
    pub moved: usize,
    /// Objects that lose the data in them.
    pub data_lost: usize,
    /// Objects of which something stops.
    pub interrupted: usize,
    /// Objects at which Terraform or AWS refuses the apply.
    pub refused: usize,
    /// Objects and modules of which not everything is known.
    pub unknown: usize,
    /// Calls of modules that were not read and say the same before and after.
    pub unread: usize,
}

impl Change {
    /// How many objects have which effect.
    ///
    /// ```
    /// use groundplan::change::{Change, Effect, ObjectChange};
    /// let replaced = ObjectChange::new("aws_vpc.main", Effect::Replaced);
    /// let change = Change { objects: vec![replaced], ..Change::default() };
    /// assert_eq!(change.summary().to_string(), "1 replaced");
    /// assert_eq!(Change::default().summary().to_string(), "nothing changes");
    /// let unread = Change { unread: vec!["module.vpc".into()], ..Change::default() };
    /// assert_eq!(unread.summary().to_string(), "nothing changes in what was read; 1 module call was not read");
    /// ```
    #[must_use]
    pub fn summary(&self) -> Summary {
        let count =
            |is: &dyn Fn(&ObjectChange) -> bool| self.objects.iter().filter(|object| is(object)).count();
        Summary {
            replaced: count(&ObjectChange::is_replaced),
            new_versions: count(&|object| object.routine),
            destroyed: self.count(Effect::Destroyed),
            forgotten: self.count(Effect::Forgotten),
            updated: self.count(Effect::Updated),
            created: self.count(Effect::Created),
            imported: self.count(Effect::Imported),
            moved: self.count(Effect::Moved),
            data_lost: count(&ObjectChange::loses_data),
            interrupted: count(&|object| object.interrupted.is_some()),
            refused: count(&|object| object.refused.is_some()),
            unknown: count(&|object| !object.perhaps.is_empty() && !object.effect.ends())
                + self.unknown.len(),
            unread: self.unread.len(),
        }
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.replaced += other.replaced;
        self.new_versions += other.new_versions;
        self.destroyed += other.destroyed;
        self.forgotten += other.forgotten;
        self.updated += other.updated;
        self.created += other.created;
        self.imported += other.imported;
        self.moved += other.moved;
        self.data_lost += other.data_lost;
        self.interrupted += other.interrupted;
        self.refused += other.refused;
        self.unknown += other.unknown;
        self.unread += other.unread;
    }
}

/// What is not zero, the worst first.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.refused, "refused"),
            (self.data_lost, "with data lost"),
            (self.replaced, "replaced"),
            (self.destroyed, "destroyed"),
            (self.forgotten, "forgotten"),
            (self.interrupted, "interrupted"),
            (self.updated, "updated"),
            (self.new_versions, if self.new_versions == 1 { "new version" } else { "new versions" }),
            (self.created, "created"),
            (self.imported, "imported"),
            (self.moved, "moved"),
            (self.unknown, "not known"),
        ];
        let words: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        f.write_str(match (words.is_empty(), self.unread) {
            (true, 0) => "nothing changes",
            (true, _) => "nothing changes in what was read",
            (false, _) => "",
        })?;
        f.write_str(&words.join(", "))?;
        match self.unread {
            0 => Ok(()),
            1 => f.write_str("; 1 module call was not read"),
            count => write!(f, "; {count} module calls were not read"),
        }
    }
}
