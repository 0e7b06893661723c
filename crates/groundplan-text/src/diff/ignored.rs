//! The bill of what is left to others: blocks that differ, and that an apply leaves as they are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use groundplan::cost::Estimate;
use groundplan::terraform::{Action, InstanceAddress};

use super::Changed;
use super::left::place;

/// What is charged after, where `ignore_changes` keeps what is charged before.
pub(super) fn as_before<'a>(
    after: &'a Estimate,
    before: &Estimate,
    modules: &[Changed],
) -> Cow<'a, Estimate> {
    let mut estimate = Cow::Borrowed(after);
    for changed in modules {
        let kept = kept(changed);
        let is_only = modules.len() == 1;
        let old = place(&before.modules, &changed.name, is_only).and_then(|at| before.modules.get(at));
        let Some(old) = old.filter(|_| !kept.is_empty()) else { continue };
        let at = place(&after.modules, &changed.name, is_only);
        if let Some(new) = at.and_then(|at| estimate.to_mut().modules.get_mut(at)) {
            let is_kept = |address: &InstanceAddress| kept.contains(&address.unkeyed());
            new.lines.retain(|line| !is_kept(&line.address));
            new.lines.extend(old.lines.iter().filter(|line| is_kept(&line.address)).cloned());
        }
    }
    estimate
}

/// The resources that differ in what is written, and in nothing that an apply changes or may change.
fn kept(changed: &Changed) -> BTreeSet<String> {
    let of = |address: &InstanceAddress| address.unkeyed();
    let objects = || changed.change.objects.iter().map(|object| &object.address);
    let touched: BTreeSet<String> =
        objects().chain(changed.change.unknown.iter().map(|unknown| &unknown.address)).map(of).collect();
    // The bill of a service is that of what scales it, too.
    let is_scaled = objects().any(|address| address.resource_type() == Some("aws_appautoscaling_target"));
    let updated = changed.differences.iter().filter(|one| one.action == Action::Update);
    let addresses = updated.map(|one| &one.address).filter(|address| {
        address.resource_type().is_some_and(|kind| !is_scaled || kind != "aws_ecs_service")
    });
    addresses.map(of).filter(|address| changed.leaves_alone(address) && !touched.contains(address)).collect()
}

#[cfg(test)]
mod tests {
    use groundplan::cost::Usage;

    use crate::cost::Subject;
    use crate::diff::Diff;
    use crate::{Source, Target};

    fn difference(old: &str, new: &str) -> String {
        let priced = |text: &str| {
            let targets = Target::all([Source::new("main.tf", text)]).unwrap();
            Subject::of(targets, None, None).unwrap().price_whole(&Usage::default()).unwrap()
        };
        let (old, new) = (priced(old), priced(new));
        let diff = Diff::of(&old, &new, None);
        let data = serde_json::to_value(diff.data()).unwrap();
        data["cost"]["difference"]["expected"].as_str().unwrap().to_owned()
    }

    #[test]
    fn what_is_left_to_others_is_billed_as_before() {
        let of = |kind: &str, lifecycle: &str| {
            format!(
                "provider \"aws\" {{\n  region = \"us-east-1\"\n}}\nresource \"aws_db_instance\" \"a\" {{\n  engine = \"postgres\"\n  allocated_storage = 20\n  instance_class = \"{kind}\"\n  {lifecycle}\n}}\n"
            )
        };
        let ignored = "lifecycle {\n    ignore_changes = [instance_class]\n  }";
        assert_eq!(difference(&of("db.t4g.micro", ignored), &of("db.t4g.small", ignored)), "0");
        assert_ne!(difference(&of("db.t4g.micro", ""), &of("db.t4g.small", "")), "0");
        let others = ignored.replace("instance_class", "engine_version");
        assert_ne!(difference(&of("db.t4g.micro", &others), &of("db.t4g.small", &others)), "0");
    }
}
