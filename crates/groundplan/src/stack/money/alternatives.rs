//! Choices with what each way costs: at the decisions, and at the findings that offer one.

use std::collections::{BTreeMap, BTreeSet};

use super::what_if::{Priced, WhatIf};
use crate::aws::network::{Egress, Network};
use crate::cost::{PriceBook, Unpriced, Usage};
use crate::decision::Cost;
use crate::diagnostic::{Diagnostic, Error, Report, Rule};
use crate::spec::{Field, Map};
use crate::stack::App;
use crate::stack::Synthesis;
use crate::stack::output::synthesis::Known;
use crate::stack::spec::{Environment, Stack};
use crate::unit::set_of;

const EGRESS: &str = "network.egress";

/// The rules whose findings offer a choice of the way out.
const ABOUT_EGRESS: [Rule; 3] = [Rule::IMAGE_OUT_OF_REACH, Rule::NAT_GATEWAY_PER_ZONE, Rule::PUBLIC_TASKS];

impl App {
    /// As [`App::synth`]; decisions that are a choice, and findings that offer one, say what each way costs a
    /// month. Each way is made and priced, so this takes several times as long.
    ///
    /// ```
    /// use groundplan::cost::{PriceBook, Usage};
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let partial = App::new().stack(shop).synth_with_alternatives(PriceBook::bundled(), &Usage::new())?;
    /// let egress = partial.decisions().iter().flat_map(|of| &of.decisions).find(|one| one.path == "network.egress");
    /// assert!(egress.is_some_and(|decision| decision.costs.iter().any(|cost| cost.value == "natPerZone")));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`App::synth`].
    pub fn synth_with_alternatives(&self, book: &PriceBook, file: &Usage) -> Result<Synthesis, Error> {
        match self.synth() {
            Ok(mut synthesis) => {
                let known = self.price_decisions(&mut synthesis, (book, file));
                self.price_findings(&mut synthesis.report, known, (book, file));
                Ok(synthesis)
            }
            Err(error) => {
                let mut report = error.report().clone();
                self.price_findings(&mut report, BTreeMap::new(), (book, file));
                Err(Error::new(report))
            }
        }
    }

    fn price_decisions(&self, synthesis: &mut Synthesis, prices: (&PriceBook, &Usage)) -> Costs {
        let mut all = Costs::new();
        for of in &synthesis.decisions {
            let Some((stack, environment)) = self.find(Some(&of.stack), &of.environment) else { continue };
            if of.decisions.iter().any(|decision| decision.path == EGRESS) {
                let known = self.known(&synthesis.documents, synthesis, &of.environment);
                let costs = self.costs(known, stack, (&of.environment, environment), prices);
                all.insert((Some(of.stack.clone()), of.environment.clone()), costs);
            }
        }
        for of in &mut synthesis.decisions {
            let costs = all.get(&(Some(of.stack.clone()), of.environment.clone()));
            let decision = of.decisions.iter_mut().find(|decision| decision.path == EGRESS);
            decision.into_iter().for_each(|one| one.costs = costs.cloned().unwrap_or_default());
        }
        // Findings of an only stack do not name it.
        if self.is_alone() {
            all.into_iter().map(|((_, name), costs)| ((None, name), costs)).collect()
        } else {
            all
        }
    }

    fn price_findings(&self, report: &mut Report, mut known: Costs, prices: (&PriceBook, &Usage)) {
        for finding in
            report.diagnostics_mut().iter_mut().filter(|finding| ABOUT_EGRESS.contains(&finding.rule))
        {
            let stack = self.stack_of(finding);
            for name in finding.environments.clone() {
                let price = || {
                    let found = self.find(stack, &name);
                    found.map(|(stack, environment)| self.costs(None, stack, (&name, environment), prices))
                };
                let costs = known
                    .entry((stack.map(str::to_owned), name.clone()))
                    .or_insert_with(|| price().unwrap_or_default());
                finding.costs.extend((!costs.is_empty()).then(|| message(&name, costs)));
            }
        }
    }

    /// The stack that a finding is about, where there are several.
    fn stack_of<'a>(&'a self, finding: &Diagnostic) -> Option<&'a str> {
        let file = finding.file.as_ref()?;
        let is_it = |(named, stack): &(Option<&str>, &Stack)| {
            *named == Some(file) || stack.stack.as_ref() == Some(file)
        };
        self.stacks().find(is_it).and_then(|(_, stack)| stack.stack.as_deref())
    }

    pub(in crate::stack) fn find(
        &self,
        stack: Option<&str>,
        environment: &str,
    ) -> Option<(&Stack, &Environment)> {
        let stacks = self.stacks().map(|(_, stack)| stack);
        let mut named = stacks.filter(|known| stack.is_none() || known.stack.as_deref() == stack);
        named.find_map(|stack| {
            Some((stack, stack.environments.as_ref().and_then(|all: &Map<_>| all.get(environment))?))
        })
    }

    /// What the whole environment costs with each way out that it can take.
    fn costs(
        &self,
        known: Option<Known<'_>>,
        stack: &Stack,
        (name, environment): (&str, &Environment),
        prices: (&PriceBook, &Usage),
    ) -> Vec<Cost> {
        let patch = |value: &Egress| Environment::new(name).network(Network::patch().egress(*value));
        let what_if = |known, environment: &Environment| {
            WhatIf::starting_at(known, stack, (name, environment), self.schema_in_force(), prices).ok()
        };
        // Where the environment cannot be as it is, another way out may be what it needs.
        let with = |value: &Egress| what_if(None, &patched(environment, &patch(value)));
        let known = what_if(known, environment).or_else(|| Egress::ALL.iter().find_map(with));
        let Some(known) = known else { return Vec::new() };
        let priced = |value: &Egress| Some((*value, known.priced(&patch(value))?));
        let all: Vec<(Egress, Priced)> = Egress::ALL.iter().filter_map(priced).collect();
        // Amounts can only be compared where the same things have no price.
        let gaps: Vec<BTreeSet<&Unpriced>> = all.iter().map(|(_, priced)| set_of(&priced.unpriced)).collect();
        let is_whole =
            |one: &Priced| gaps.iter().all(|known| one.unpriced.iter().all(|gap| known.contains(gap)));
        let cost = |(value, priced): &(Egress, Priced)| Cost {
            value: value.to_string(),
            monthly: priced.monthly.expected,
            is_whole: is_whole(priced),
        };
        all.iter().map(cost).collect()
    }
}

/// What each way out costs, by stack and environment: environments of several stacks may have one name.
type Costs = BTreeMap<(Option<String>, String), Vec<Cost>>;

fn patched(environment: &Environment, patch: &Environment) -> Environment {
    let mut patched = environment.clone();
    patched.merge(patch);
    patched
}

/// `dev: 65.67 with nat, 135.75 with natPerZone; dollars a month, everything in it`.
fn message(environment: &str, costs: &[Cost]) -> String {
    let each: Vec<String> = costs.iter().map(Cost::to_string).collect();
    format!("{environment}: {}; dollars a month, everything in it", each.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn priced(spec: &str) -> Result<Synthesis, Error> {
        App::new().json(spec).synth_with_alternatives(PriceBook::bundled(), &Usage::new())
    }

    #[test]
    fn a_finding_that_offers_a_choice_says_what_each_way_costs() {
        // An image from elsewhere, and no way out.
        let spec = r#"{"stack": "s", "region": "us-east-1", "network": {"egress": "endpoints"},
            "services": {"api": {"image": "ghcr.io/example/api:1"}}, "environments": {"dev": {}}}"#;
        let error = priced(spec).unwrap_err();
        let finding = &error.report().diagnostics()[0];
        assert_eq!(finding.rule.code, "service/image-out-of-reach");
        assert_eq!(finding.costs.len(), 1);
        let costs = &finding.costs[0];
        assert!(
            costs.starts_with("dev: ") && costs.contains(" with nat, ") && costs.contains(" with publicIp"),
            "{costs}"
        );
        assert!(!costs.contains("endpoints"), "a way that cannot be taken has no price: {costs}");
    }

    #[test]
    fn environments_of_one_name_have_the_prices_of_their_own_stacks() {
        let spec = |stack: &str, region: &str| {
            format!(
                r#"{{"stack": "{stack}", "region": "{region}", "network": {{"egress": "nat"}}, "environments": {{"production": {{}}}}}}"#
            )
        };
        let app = App::new().json(&spec("a", "us-east-1")).json(&spec("b", "eu-central-1"));
        let synthesis = app.synth_with_alternatives(PriceBook::bundled(), &Usage::new()).unwrap();
        let rule = Rule::NAT_GATEWAY_PER_ZONE;
        let findings = synthesis.report().diagnostics().iter().filter(|finding| finding.rule == rule);
        let costs: BTreeSet<&String> = findings.flat_map(|finding| &finding.costs).collect();
        assert_eq!(costs.len(), 2, "{costs:?}");
    }

    #[test]
    fn a_warning_says_it_too_and_other_findings_do_not() {
        let spec = r#"{"stack": "s", "region": "us-east-1", "network": {"egress": "nat", "cidr": "11.0.0.0/16"},
            "environments": {"production": {}}}"#;
        let partial = priced(spec).unwrap();
        let costs = |code: &str| {
            let found = partial.report().diagnostics().iter().find(|finding| finding.rule.code == code);
            found.map(|finding| finding.costs.len())
        };
        assert_eq!(costs("network/nat-gateway-per-zone"), Some(1));
        assert_eq!(costs("network/public-cidr"), Some(0));
    }

    #[test]
    fn a_way_with_parts_that_have_no_price_costs_more_than_its_figure() {
        // Fargate Spot has a price in one region only.
        let spec = r#"{"stack": "s", "region": "us-east-1", "environments": {"dev": {}}}"#;
        let partial = priced(spec).unwrap();
        let egress =
            partial.decisions().iter().flat_map(|of| &of.decisions).find(|one| one.path == EGRESS).unwrap();
        assert_eq!(egress.costs.len(), 5);
        let cost = |is_whole| Cost { value: "nat".into(), monthly: 1.into(), is_whole }.to_string();
        assert_eq!((cost(true).as_str(), cost(false).as_str()), ("1.00 with nat", "more than 1.00 with nat"));
    }
}
