//! What a change of how services run saves, worked out from what is known of them as they are.
//!
//! A service as it is need not be made again: what it uses of each price is part of what the environment uses, object by
//! object, and what is wrong with it is part of what was found.

use super::{WhatIf, newly_unpriced};
use crate::aws::service::{self, EcsFargateService};
use crate::cost::{Decimal, Meters, Range};
use crate::diagnostic::{Diagnostic, Report, Segment};
use crate::spec::{Field, Map, OrNone};
use crate::stack::spec::Environment;
use crate::terraform::{Document, Item, Section};
use crate::unit::{Lookup, label};

/// A service as it is.
#[derive(Default)]
pub(super) struct ServiceNow {
    findings: Vec<Diagnostic>,
    /// The addresses of what runs its tasks.
    tasks: Vec<String>,
}

impl WhatIf<'_> {
    /// What a patch of how services run saves, if that is enough and nothing is found then that is not found now.
    pub(super) fn saving_of_services(
        &self,
        services: &Map<OrNone<EcsFargateService>>,
        patch: &Environment,
        least: Decimal,
    ) -> Option<Range> {
        let saves = match self.has_raw() {
            true => self.with_services(services).ok().filter(|outcome| is_silent(&outcome.report))?.saving(),
            false => self.saving_alone(services),
        };
        let saves = saves.filter(|saves| saves.expected >= least)?;
        (!self.has_raw() || is_silent(&self.validate(patch))).then_some(saves)
    }

    /// What it saves where nothing of users reaches into the services.
    fn saving_alone(&self, services: &Map<OrNone<EcsFargateService>>) -> Option<Range> {
        let (mut before, mut after) = (Meters::default(), Meters::default());
        for (name, patch) in services.iter() {
            let (Some(known), Some(patch)) = (self.known(name), patch.on()) else { continue };
            let mut changed = known.clone();
            changed.merge(patch);
            let (_, document, report) = self.now.blueprint.priced_tasks_alone(name, &changed, &self.waive);
            let then = self.measured_alone(name, &changed, document, report).ok()?;
            if !self.is_known_of(name, &then.report) {
                return None;
            }
            self.add_now(name, &then.document, &mut before);
            after.add_all(then.meters);
        }
        let is_whole = newly_unpriced(&before.unpriced, &after.unpriced).is_empty();
        let then = self.now.meters.total_with(self.now.total, &before, &after, self.book);
        is_whole.then(|| self.now.total.less(then))
    }

    /// Whether everything in a report about a service is found now as well.
    fn is_known_of(&self, name: &str, report: &Report) -> bool {
        let own = self.services_now().get(name).map_or(&[][..], |service| &service.findings);
        report
            .diagnostics()
            .iter()
            .all(|one| own.contains(one) || self.now.report.diagnostics().contains(one))
    }

    /// Adds what the tasks of a service use as they are: what runs them, and what would take its place.
    fn add_now(&self, name: &str, then: &Document, meters: &mut Meters) {
        let tasks = self.services_now().get(name).map_or(&[][..], |service| &service.tasks);
        // What is around them comes last, and does not belong to them.
        let own = then.items().len().saturating_sub(self.now.surroundings.len());
        let resources = then.items().iter().take(own).filter(|item| item.section == Section::Resource);
        let addresses = resources.filter_map(Item::address).map(|address| address.to_string());
        let others = addresses.filter(|address| !tasks.contains(address));
        for address in tasks.iter().cloned().chain(others) {
            if let Some(used) = self.now.objects.get(&address) {
                meters.add_all(used.clone());
            }
        }
    }

    fn services_now(&self) -> &Lookup<String, ServiceNow> {
        self.now.services.get_or_init(|| {
            let mut found: Lookup<String, ServiceNow> = Lookup::default();
            for finding in self.now.report.diagnostics() {
                if let [Segment::Key(services), Segment::Key(name), ..] = finding.path.segments()
                    && services == "services"
                {
                    found.entry(name.clone()).or_default().findings.push(finding.clone());
                }
            }
            let mut tasks = self.tasks_by_file();
            for (name, _) in self.spec.services.iter().flat_map(Map::iter) {
                let own = tasks.get_mut(service::file_name(&label(name)).as_str());
                found.entry(name.to_owned()).or_default().tasks = own.map(std::mem::take).unwrap_or_default();
            }
            found
        })
    }

    /// The addresses of what runs tasks, by the file of the service.
    fn tasks_by_file(&self) -> Lookup<&str, Vec<String>> {
        let mut found: Lookup<&str, Vec<String>> = Lookup::default();
        for item in self.now.document.items() {
            if service::TASK_TYPES.contains(&item.resource_type.as_str()) {
                let address = item.address().map(|address| address.to_string());
                found.entry(&item.file).or_default().extend(address);
            }
        }
        found
    }
}

fn is_silent(report: &Report) -> bool {
    report.diagnostics().is_empty()
}
