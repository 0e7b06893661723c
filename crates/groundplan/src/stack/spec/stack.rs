use super::defaults::Defaults;
#[allow(clippy::wildcard_imports, reason = "each domain of the list brings its type along")]
use super::domains::*;
use super::rules::tier;
use crate::aws::state::State;
use crate::aws::{Waiver, Waivers};
use crate::composition::share;
use crate::decision::Tier;
use crate::diagnostic::{Report, Rule};
use crate::raw::{Configuration, Override, Raw};
use crate::spec::{Field, Map, OrNone, Placeholders, spec};
use crate::terraform::Text;
use crate::unit::{Money, Region};

/// Declares stack and environment: the fields of each, and those that they share, one for each domain of the list.
macro_rules! specs {
    (
        (
            $(#[doc = $stack_doc:literal])+ Stack { $($of_stack:tt)* }
            $(#[doc = $doc:literal])+ Environment { $($of_environment:tt)* }
            { $($shared:tt)* }
        )
        ($($name:ident),+)
        $(
            $(#[doc = $field_doc:literal])+
            $field:ident $(($($option:tt)*))? : $type:ty => $blueprint:ty {
                $( $(#[doc = $add_doc:literal])+ add: $add:ident($thing:ty), )?
                $( rules: $rules:expr, )?
                $( defaults: $defaults:expr, )?
                resolve: $resolve:expr,
                $( emit: $emit:expr, )?
            }
        )+
    ) => {
        spec! {
            $(#[doc = $stack_doc])+
            pub struct Stack {
                $($of_stack)*
                $( $(#[doc = $field_doc])+ $field $(($($option)*))?: $type, )+
                $($shared)*
                /// Environments by name. Each may change anything but the state.
                environments(manual): Map<Environment>,
            }
        }

        spec! {
            $(#[doc = $doc])+
            pub struct Environment named name {
                $($of_environment)*
                $( $(#[doc = $field_doc])+ $field $(($($option)*))?: $type, )+
                $($shared)*
            }
        }

        impl Stack {
            /// The stack's settings for every environment.
            fn shared(&self) -> Environment {
                Environment {
                    region: self.region,
                    tags: self.tags.clone(),
                    role: self.role.clone(),
                    boundary: self.boundary.clone(),
                    raw: self.raw.clone(),
                    overrides: self.overrides.clone(),
                    defaults: self.defaults.clone(),
                    waive: self.waive.clone(),
                    $( $field: self.$field.clone(), )+
                    ..Environment::default()
                }
            }
        }

        $( $(
            add!(Stack, [$(#[doc = $add_doc])+] $field $add $thing);
            add!(Environment, [$(#[doc = $add_doc])+] $field $add $thing);
        )? )+
    };
}

/// The method that adds one named thing.
macro_rules! add {
    ($type:ident, [$(#[doc = $doc:literal])+] $field:ident $add:ident $thing:ty) => {
        impl $type {
            $(#[doc = $doc])+
            #[must_use]
            pub fn $add(mut self, $add: $thing) -> Self {
                self.$field.get_or_insert_default().patch($add.name.clone(), $add.into());
                self
            }
        }
    };
}

domains!(specs!(
    /// An application with all its environments.
    Stack {
        /// The name of the stack: the first part of every name in AWS.
        stack(into, also ["name", "app", "project"]): String,
        /// The name that the stack had before. In AWS everything keeps the old name, the tag `Stack` and the
        /// location of the state too, since AWS can rename next to nothing. No address in Terraform holds the
        /// stack's name, so nothing moves and the plan is empty. Remove this only if everything may be
        /// replaced.
        renamed_from(into): String,
        /// The AWS region, such as `eu-west-1`.
        region: Region,
        /// Tags on everything.
        tags(manual): Map<Text>,
        /// How Terraform's state is locked, encrypted and kept.
        state: State,
    }
    /// One environment: what differs from the stack.
    Environment {
        /// The tier, which selects the defaults: what it costs and how safe it is. Names such as `dev`,
        /// `staging` and `production` imply one.
        tier(also ["stage", "type", "kind"]): Tier,
        /// The AWS account; Terraform refuses to work in another.
        account(into): String,
        /// The AWS region, where it differs.
        region: Region,
        /// Tags on everything in this environment.
        tags(manual): Map<Text>,
        /// What it may cost a month. `groundplan cost` fails when it is expected to cost more.
        budget: Money,
    }
    {
        /// The ARN of the role that Terraform works with, where your credentials may only assume it:
        /// `arn:aws:iam::{account}:role/deploy`.
        role(into, also ["assumeRole", "roleArn", "deployRole"]): String,
        /// The ARN of the policy that bounds what every role here may do, where the account makes no other roles.
        boundary(into, also ["permissionsBoundary", "permissionBoundary"]): String,
        /// Raw Terraform blocks, beside those that are generated.
        raw(manual): Configuration,
        /// Changes to generated Terraform, by address.
        overrides(manual): Map<Override>,
        /// What holds for everything of a kind that does not say otherwise itself.
        defaults: Defaults,
        /// Rules that are broken on purpose, each with the reason.
        waive(manual, also ["waivers", "skip", "ignore", "exceptions"]): Map<Waivers>,
    }
));

/// Methods that stack and environment share: each adds one named thing.
macro_rules! collection_methods {
    ($type:ident) => {
        impl $type {
            /// Adds a tag.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let shop = Stack::new("shop").tag("team", "storefront").tag("costCentre", "4711");
            /// ```
            #[must_use]
            pub fn tag(mut self, key: impl Into<String>, value: impl Into<Text>) -> Self {
                self.tags.get_or_insert_default().insert(key, value.into());
                self
            }

            /// Adds a raw Terraform block; patches one of the same address.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let shop = Stack::new("shop").raw(Raw::resource("aws_sqs_queue", "orders").set("name", "orders"));
            /// ```
            #[must_use]
            pub fn raw(mut self, raw: Raw) -> Self {
                self.raw.get_or_insert_default().add(raw);
                self
            }

            /// Changes something that is made, by its address; overrides of the same address are merged.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let shop = Stack::new("shop").overriding("aws_vpc.main", Override::new().set("instance_tenancy", "dedicated"));
            /// ```
            #[must_use]
            pub fn overriding(mut self, address: impl std::fmt::Display, change: Override) -> Self {
                self.overrides.get_or_insert_default().patch(address.to_string(), change);
                self
            }

            /// Exports a value; one of the same name is patched.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let platform = Stack::new("platform").export("vpcId", Network::new().vpc_id());
            /// ```
            #[must_use]
            pub fn export(mut self, name: impl Into<String>, value: impl Into<Export>) -> Self {
                self.exports.get_or_insert_default().patch(name, value.into());
                self
            }

            /// Lets other stacks use something of this one, with `from`.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let platform = Stack::new("platform").share(Share::Network).share(Share::LoadBalancer);
            /// ```
            #[must_use]
            pub fn share(mut self, share: Share) -> Self {
                self.share.get_or_insert_default().push(share);
                self
            }

            /// Breaks a rule on purpose, for a reason that is written into the output: everywhere, or with a
            /// [`Waiver`] for one service or variable. Rules that cannot be waived are reported all the same.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let production = Environment::production("production")
            ///     .waive(Rule::NAT_GATEWAY_PER_ZONE, "egress leaves through the transit gateway");
            /// ```
            #[must_use]
            pub fn waive(mut self, rule: Rule, waiver: impl Into<Waiver>) -> Self {
                let name = rule.waiver().unwrap_or_else(|| rule.code.to_owned());
                let waivers = self.waive.get_or_insert_default();
                let mut of_rule = waivers.get(&name).cloned().unwrap_or_default();
                of_rule.add(waiver.into());
                waivers.insert(name, of_rule);
                self
            }
        }
    };
}

collection_methods!(Stack);
collection_methods!(Environment);

impl Stack {
    /// A stack by its name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().stack(name)
    }

    /// Adds an environment; one of the same name is patched.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop")
    ///     .environment(Environment::development("dev"))
    ///     .environment(Environment::production("production"));
    /// ```
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environments.get_or_insert_default().patch(environment.name.clone(), environment);
        self
    }

    /// The stack's settings for every environment, with those of the environment merged over them, and with what the
    /// placeholders in their text stand for.
    pub(in crate::stack) fn at(&self, name: &str, environment: &Environment) -> Environment {
        self.filled(name, environment).0
    }

    /// As [`Stack::at`], with what is wrong with placeholders.
    pub(in crate::stack) fn filled(&self, name: &str, environment: &Environment) -> (Environment, Report) {
        let mut effective = Environment { name: name.to_owned(), ..self.shared() };
        effective.merge(environment);
        let mut placeholders = Placeholders::default()
            .with("environment", Some(name))
            .with("stack", self.stack.as_deref())
            .with("tier", tier(name, environment).map(Tier::name))
            .with("region", effective.region)
            .with("account", effective.account.clone());
        if let (Some(defaults), Some(services)) = (&effective.defaults, &mut effective.services) {
            defaults.under(services);
        }
        effective.fill_all(&mut placeholders);
        effective.import_what_others_share();
        let mut report = placeholders.into_report();
        report.diagnostics_mut().iter_mut().for_each(|finding| finding.environments = vec![name.to_owned()]);
        (effective, report)
    }

    /// The stack's tags where no environment is, as in the root module of the state.
    pub(in crate::stack) fn tags_of_bootstrap(&self, region: Option<Region>) -> Option<Map<Text>> {
        let mut placeholders = Placeholders::default()
            .with("environment", Some("bootstrap"))
            .with("stack", self.stack.as_deref())
            .with("tier", Some(Tier::Production.name()))
            .with("region", region)
            .with("account", None::<&str>);
        let mut tags = self.tags.clone();
        tags.iter_mut().for_each(|tags| tags.fill(&mut placeholders));
        tags
    }
}

impl Environment {
    /// What it uses of other stacks is imported like anything else; an import that it states itself stays.
    fn import_what_others_share(&mut self) {
        let used = share::used(self.network.as_ref(), self.cluster.as_ref(), self.load_balancer.as_ref());
        for (name, import) in used.iter().map(share::Used::import) {
            let imports = self.imports.get_or_insert_default();
            if imports.get(name).is_none() {
                imports.insert(name, import);
            }
        }
    }

    /// Fills all text; in that of a service, `{service}` stands for its name.
    fn fill_all(&mut self, placeholders: &mut Placeholders) {
        // They are part of each service already, where their text is filled.
        self.defaults = None;
        let mut services = self.services.take();
        self.fill(placeholders);
        if let Some(services) = &mut services {
            services.fill_named("services", "service", placeholders);
        }
        self.services = services;
    }

    /// An environment whose tier follows from its name, or from [`Environment::tier`].
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Leaves out a service of the stack.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let dev = Environment::development("dev").without_service("reports");
    /// ```
    #[must_use]
    pub fn without_service(mut self, name: impl Into<String>) -> Self {
        self.services.get_or_insert_default().insert(name, OrNone::Off);
        self
    }

    /// A throw-away environment: one person's bill.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let dev = Environment::development("dev");
    /// ```
    #[must_use]
    pub fn development(name: impl Into<String>) -> Self {
        Self::new(name).tier(Tier::Development)
    }

    /// Like production, smaller.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let staging = Environment::staging("staging").account("222222222222");
    /// ```
    #[must_use]
    pub fn staging(name: impl Into<String>) -> Self {
        Self::new(name).tier(Tier::Staging)
    }

    /// What customers use.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let production = Environment::production("production").budget(Money::cents(400_00));
    /// ```
    #[must_use]
    pub fn production(name: impl Into<String>) -> Self {
        Self::new(name).tier(Tier::Production)
    }
}
