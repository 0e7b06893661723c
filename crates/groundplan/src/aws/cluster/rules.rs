use crate::diagnostic::rules;

rules! {
    /// A cluster that exists keeps what it has.
    ///
    /// What it measures, and where it records sessions, is decided where it is made.
    EXISTING_CLUSTER = error "cluster/existing", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html";
}
