//! What stacks and environments give each other: where each import leads, and whether that is given.

use crate::aws::network::Egress;
use crate::aws::state::Elsewhere;
use crate::composition::cross_stack::{Export, Import, Source, Transport, ValueType};
use crate::composition::share::{self, Share};
use crate::diagnostic::{Diagnostic, Path, Rule, nearest};
use crate::spec::Map;
use crate::stack::spec::rules::region_of_state;
use crate::stack::spec::{Environment, Stack};
use crate::unit::Region;

/// An environment of one of several stacks: the stack's number, and the environment's name.
pub(in crate::stack) type Place = (usize, String);

/// Stacks that are made together.
pub(in crate::stack) struct StackGraph<'a> {
    stacks: &'a [&'a Stack],
}

/// An import in an environment, and where it leads.
struct ImportEdge<'a> {
    from: Place,
    name: String,
    import: Import,
    /// What has to be shared for it, and where the spec asks for that, unless it states the import itself.
    asked: Option<(Path, Share)>,
    /// What else would be read under the name of an import that the spec states.
    clashes: Option<Path>,
    /// The stack that it leads to, where that is at hand.
    to: Option<(usize, &'a Stack)>,
    environment: String,
}

impl<'a> StackGraph<'a> {
    pub(in crate::stack) fn of(stacks: &'a [&'a Stack]) -> Self {
        Self { stacks }
    }

    /// Where the imports of an environment come from.
    pub(in crate::stack) fn sources(&self, stack: usize, environment: &str, here: Region) -> Map<Source> {
        let mut sources = Map::default();
        for edge in self.leads_of(stack, environment) {
            sources.insert(edge.name.clone(), self.source(&edge, here));
        }
        sources
    }

    fn source(&self, edge: &ImportEdge<'_>, here: Region) -> Source {
        let (import, (own, _)) = (&edge.import, &edge.from);
        let own = self.stacks.get(*own).map(|stack| stack.name_in_aws());
        let there = edge.to.and_then(|(_, stack)| {
            Some(stack.at(&edge.environment, stack.environments.as_ref()?.get(&edge.environment)?))
        });
        let stack = edge
            .to
            .map(|(_, stack)| stack.name_in_aws())
            .or(import.stack.as_deref())
            .or(own)
            .unwrap_or_default();
        let export = import.export.as_deref().unwrap_or(&edge.name);
        let state_region = edge.to.and_then(|(_, stack)| region_of_state(stack));
        Source {
            stack: stack.to_owned(),
            environment: edge.environment.clone(),
            parameter: format!("/{stack}/{}/{export}", edge.environment),
            export: export.to_owned(),
            account: there
                .as_ref()
                .and_then(|there| there.account.clone())
                .or_else(|| import.account.clone()),
            parameter_region: there.as_ref().and_then(|there| there.region).or(import.region).unwrap_or(here),
            state: edge.to.and_then(|(_, stack)| self.state_of(stack)),
            asked: edge.asked.as_ref().map(|(path, _)| path.clone()),
            state_region: state_region.or(import.region).unwrap_or(here),
        }
    }

    /// What holds the state of a stack, if not a bucket of its own; another stack by its name in AWS.
    fn state_of(&self, stack: &Stack) -> Option<Elsewhere> {
        match Elsewhere::of(stack.state.as_ref()?)? {
            Elsewhere::Stack(name) => {
                let known = self.find(&name).map(|(_, stack)| stack.name_in_aws().to_owned());
                Some(Elsewhere::Stack(known.unwrap_or(name)))
            }
            bucket => Some(bucket),
        }
    }

    /// Everything that is wrong with the imports of all stacks: the stack's number, and the finding.
    pub(in crate::stack) fn check(&self) -> Vec<(usize, Diagnostic)> {
        let edges = self.edges();
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for edge in &edges {
            for finding in self.check_lead(edge).into_iter().chain(edge.clash()) {
                let is_known =
                    |(stack, known): &(usize, Diagnostic)| *stack == edge.from.0 && *known == finding;
                // Several values are read for one thing that is used.
                if !found.iter().any(is_known) {
                    found.push((edge.from.0, finding));
                }
            }
        }
        found.extend(self.cycle(&edges));
        found
    }

    /// All environments, each after those whose values it uses; in the order given where that is free.
    pub(in crate::stack) fn order(&self) -> Vec<Place> {
        let edges = self.edges();
        let mut walk = Walk { edges: &edges, done: Vec::new(), path: Vec::new(), circle: None };
        self.places().iter().for_each(|place| walk.visit(place));
        walk.done
    }

    fn places(&self) -> Vec<Place> {
        let of = |(at, stack): (usize, &&Stack)| {
            let names = stack.environments.iter().flat_map(Map::iter).map(|(name, _)| name.to_owned());
            names.map(|name| (at, name)).collect::<Vec<_>>()
        };
        self.stacks.iter().enumerate().flat_map(of).collect()
    }

    fn edges(&self) -> Vec<ImportEdge<'a>> {
        self.places().iter().flat_map(|(stack, environment)| self.leads_of(*stack, environment)).collect()
    }

    fn leads_of(&self, at: usize, environment: &str) -> Vec<ImportEdge<'a>> {
        let found = self
            .stacks
            .get(at)
            .and_then(|stack| Some((*stack, stack.environments.as_ref()?.get(environment)?)));
        let Some((stack, spec)) = found else { return Vec::new() };
        let stated = [&stack.imports, &spec.imports].map(Option::as_ref);
        let effective = stack.at(environment, spec);
        let used = share::used(
            effective.network.as_ref(),
            effective.cluster.as_ref(),
            effective.load_balancer.as_ref(),
        );
        let used = |name: &str| used.iter().find(|used| used.export() == name).map(share::Used::place);
        let is_stated = |name: &str| stated.iter().flatten().any(|imports| imports.get(name).is_some());
        let imports = effective.imports.clone().unwrap_or_default();
        let edge = |(name, import): (&str, &Import)| ImportEdge {
            from: (at, environment.to_owned()),
            name: name.to_owned(),
            asked: used(name).filter(|_| !is_stated(name)),
            clashes: used(name).filter(|_| is_stated(name)).map(|(path, _)| path),
            to: match import.stack.as_deref() {
                None => Some((at, stack)),
                Some(wanted) => self.find(wanted),
            },
            environment: import.environment.clone().unwrap_or_else(|| environment.to_owned()),
            import: import.clone(),
        };
        imports.iter().map(edge).collect()
    }

    /// A stack by its name, or by the one that it has in AWS.
    fn find(&self, name: &str) -> Option<(usize, &'a Stack)> {
        let all = || self.stacks.iter().copied().enumerate();
        let by_name = all().find(|(_, stack)| stack.stack.as_deref() == Some(name));
        by_name.or_else(|| all().find(|(_, stack)| stack.name_in_aws() == name))
    }

    fn check_lead(&self, edge: &ImportEdge<'_>) -> Vec<Diagnostic> {
        let Some((_, stack)) = edge.to else {
            let known = self.stacks.iter().filter_map(|stack| stack.stack.as_deref());
            // A single stack takes others on trust.
            let unknown = (self.stacks.len() > 1)
                .then(|| edge.unknown("stack", edge.import.stack.as_deref().unwrap_or_default(), known));
            return unknown.into_iter().collect();
        };
        let environments = || stack.environments.iter().flat_map(Map::iter);
        let Some((_, spec)) = environments().find(|(name, _)| *name == edge.environment) else {
            return vec![edge.unknown(
                "environment",
                &edge.environment,
                environments().map(|(name, _)| name),
            )];
        };
        let there = stack.at(&edge.environment, spec);
        if let Some(finding) = edge.without_way_out(&there) {
            return vec![finding];
        }
        let exports = share::exported(there.share.as_ref(), there.exports.as_ref());
        let name = edge.import.export.as_deref().unwrap_or(&edge.name);
        match exports.get(name) {
            Some(export) => edge.mismatches(export),
            None if edge.asked.is_some() => edge.not_shared().into_iter().collect(),
            None => vec![edge.unknown("export", name, exports.iter().map(|(name, _)| name))],
        }
    }

    /// The first circle of environments that need each other.
    fn cycle(&self, edges: &[ImportEdge<'a>]) -> Option<(usize, Diagnostic)> {
        let mut walk = Walk { edges, done: Vec::new(), path: Vec::new(), circle: None };
        self.places().iter().for_each(|place| walk.visit(place));
        let circle = walk.circle?;
        let (first, second) = (circle.first()?, circle.get(1)?);
        let edge = edges.iter().find(|edge| edge.from == *first && edge.target().as_ref() == Some(second))?;
        let names: Vec<String> = circle.iter().map(|place| self.name(place)).collect();
        let finding =
            edge.finding(Rule::IMPORT_CYCLE, "imports run in a circle", None).given(names.join(" → "));
        Some((first.0, finding.wants("no import from what needs a value of this one")))
    }

    fn name(&self, (stack, environment): &Place) -> String {
        let stack = self.stacks.get(*stack).and_then(|stack| stack.stack.as_deref());
        format!("{}/{environment}", stack.unwrap_or_default())
    }
}

impl ImportEdge<'_> {
    fn target(&self) -> Option<Place> {
        Some((self.to?.0, self.environment.clone()))
    }

    fn finding(&self, rule: Rule, message: impl Into<String>, key: Option<&str>) -> Diagnostic {
        let (path, key) = match &self.asked {
            Some((path, _)) => (path.clone(), None),
            None => (Path::of("imports").key(&self.name), key),
        };
        let mut finding =
            Diagnostic::new(rule, key.into_iter().fold(path, |path, key| path.key(key)), message);
        finding.environments = vec![self.from.1.clone()];
        finding
    }

    /// An import of one's own has the name under which something shared is read.
    fn clash(&self) -> Option<Diagnostic> {
        let by = self.clashes.as_ref()?;
        let message = format!("`{by}` imports `{}` as well", self.name);
        let finding = self.finding(Rule::SHARED_NAME, message, None).given(&self.name);
        Some(finding.wants(format!("another name, with `export: {}`", self.name)))
    }

    /// Nothing but endpoints leads out of the network that is used.
    fn without_way_out(&self, there: &Environment) -> Option<Diagnostic> {
        let is_network = matches!(self.asked, Some((_, Share::Network)));
        let egress =
            there.network.as_ref()?.egress.filter(|egress| *egress == Egress::Endpoints && is_network)?;
        let stack = self.to.and_then(|(_, stack)| stack.stack.as_deref()).unwrap_or_default();
        let message = format!("nothing leads out of the network of {stack}/{}", self.environment);
        let finding =
            self.finding(Rule::SHARED_ENDPOINTS, message, None).given(format!("egress {egress} there"));
        Some(finding.wants("a network with a NAT gateway, or one of its own"))
    }

    /// The other stack does not share what is used of it.
    fn not_shared(&self) -> Option<Diagnostic> {
        let (_, share) = self.asked.as_ref()?;
        let stack = self.to.and_then(|(_, stack)| stack.stack.as_deref()).unwrap_or_default();
        let message = format!("{stack}/{} does not share its {}", self.environment, share.what());
        let finding = self.finding(Rule::NOT_SHARED, message, None).given(stack);
        Some(finding.wants(format!("`share: [{share}]` in the spec of {stack}")))
    }

    fn unknown<'n>(&self, what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> Diagnostic {
        let known: Vec<&str> = known.collect();
        let key = match what {
            "export" if self.import.export.is_none() => None,
            "environment" if self.import.environment.is_none() => None,
            what => Some(what),
        };
        let stack = self.to.and_then(|(_, stack)| stack.stack.as_deref()).unwrap_or_default();
        let message = match what {
            "stack" => format!("no stack `{name}` is among those that were given"),
            "environment" => format!("{stack} has no environment `{name}`"),
            _ => format!("{stack}/{} exports no `{name}`", self.environment),
        };
        let wants = match known.as_slice() {
            [] => format!("an {what}, of which there is none yet"),
            known => format!("one of {}", known.join(", ")),
        };
        let near = nearest(name, known.iter().copied()).map(str::to_owned);
        self.finding(Rule::IMPORT_UNKNOWN, message, key).given(name).wants(wants).maybe_hint(near)
    }

    fn mismatches(&self, export: &Export) -> Vec<Diagnostic> {
        let import = &self.import;
        let (asked, given) = (import.r#type.unwrap_or(ValueType::Text), export.value_type());
        let kind = (asked != given).then(|| self.mismatch("type", asked.name(), given.name()));
        let has_parameter = export.through != Some(Transport::State);
        let through = import.through.unwrap_or(Transport::Parameter);
        let through = (through == Transport::Parameter && !has_parameter)
            .then(|| self.mismatch("through", through.name(), Transport::State.name()));
        let (asked, given) = (import.sensitive.unwrap_or_default(), export.sensitive.unwrap_or_default());
        let secrecy =
            (asked != given).then(|| self.mismatch("sensitive", &asked.to_string(), &given.to_string()));
        [kind, through, secrecy].into_iter().flatten().collect()
    }

    fn mismatch(&self, key: &str, asked: &str, given: &str) -> Diagnostic {
        let message = format!("the export says `{key}: {given}`");
        self.finding(Rule::IMPORT_MISMATCH, message, Some(key))
            .given(asked)
            .wants(given)
            .hint(format!("{key}: {given}"))
    }
}

/// Follows imports depth first.
struct Walk<'a> {
    edges: &'a [ImportEdge<'a>],
    done: Vec<Place>,
    path: Vec<Place>,
    circle: Option<Vec<Place>>,
}

impl Walk<'_> {
    fn visit(&mut self, place: &Place) {
        if let Some(start) = self.path.iter().position(|on_path| on_path == place) {
            let circle = self.path.iter().skip(start).chain([place]).cloned().collect();
            self.circle.get_or_insert(circle);
            return;
        }
        if self.done.contains(place) {
            return;
        }
        self.path.push(place.clone());
        let targets = self.edges.iter().filter(|edge| edge.from == *place).filter_map(ImportEdge::target);
        targets.collect::<Vec<_>>().iter().for_each(|target| self.visit(target));
        self.path.pop();
        self.done.push(place.clone());
    }
}

/// Reports names of stacks that are equal, or that collide in one folder.
pub(in crate::stack) fn check_names(stacks: &[&Stack]) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    for (at, stack) in stacks.iter().enumerate() {
        let name = stack.stack.as_deref().unwrap_or_default();
        let is_twin = |other: &&&Stack| {
            let own_name = other.stack.as_deref().unwrap_or_default().eq_ignore_ascii_case(name);
            own_name || other.name_in_aws().eq_ignore_ascii_case(stack.name_in_aws())
        };
        let twin = stacks.iter().take(at).any(|other| is_twin(&other));
        let taken = ["bootstrap", "environments"].iter().any(|folder| name.eq_ignore_ascii_case(folder));
        if twin || taken {
            let message = if twin { "two stacks have this name" } else { "another folder has this name" };
            let finding = Diagnostic::new(Rule::STACK_NAME, Path::of("stack"), message).given(name);
            found.push((
                at,
                finding.wants("a name of its own for each stack, other than bootstrap and environments"),
            ));
        }
    }
    found
}
