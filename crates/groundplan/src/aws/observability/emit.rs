use super::alarm::{Alarm, Metric, load_balancer_dimensions};
use super::{AlarmLevel, Blueprint, Watch, topic};
use crate::aws::{EnvironmentContext, cluster, fixed, key, load_balancer, network, service};
use crate::decision::Decided;
use crate::terraform::{Document, File, Value, object};
use crate::unit::label;

/// What the alarms look at.
pub(crate) struct Surroundings<'a> {
    pub(crate) key: &'a key::Blueprint,
    pub(crate) network: &'a network::Blueprint,
    pub(crate) balancer: Option<&'a load_balancer::Blueprint>,
    pub(crate) cluster: &'a cluster::Blueprint,
    pub(crate) services: &'a [service::Blueprint],
}

/// Adds alarms and topics.
pub(crate) fn emit(
    blueprint: &Blueprint,
    around: &Surroundings<'_>,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("observability");
    topic::emit(blueprint, around.key, context, &mut file);
    emit_shared(blueprint, around, context, document);
    let mut file = document.file("observability");
    for service in around.services {
        if let Some(watch) = blueprint.watch(&service.name) {
            let origins = watch.origins.and(&service.origins);
            let mut file = file.because(&origins);
            of_service(watch, service, around, context, &mut file);
        }
    }
}

/// Adds the alarms of what services share.
pub(crate) fn emit_shared(
    blueprint: &Blueprint,
    around: &Surroundings<'_>,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("observability");
    if let Some(watch) = blueprint.shared.as_ref().filter(|watch| *watch.level == AlarmLevel::All) {
        shared(watch, around, context, &mut file.because(&watch.origins.and(watch.level.origins())));
    }
}

/// Adds the alarms that depend on how the tasks of these services run.
pub(crate) fn emit_tasks(
    blueprint: &Blueprint,
    around: &Surroundings<'_>,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    for service in around.services {
        if let Some(watch) = blueprint.watch(&service.name) {
            let file = &mut document.file("observability");
            Service { watch, service, around, context, file }.tasks();
        }
    }
}

/// The alarms of a service; those of the higher level are there because of it.
fn of_service(
    watch: &Watch,
    service: &service::Blueprint,
    around: &Surroundings<'_>,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    Service { watch, service, around, context, file }.tasks();
    Service { watch, service, around, context, file: &mut file.because(watch.level.origins()) }.load();
    Service { watch, service, around, context, file }.health();
    Service { watch, service, around, context, file: &mut file.because(watch.level.origins()) }.answers();
}

fn shared(watch: &Watch, around: &Surroundings<'_>, context: &EnvironmentContext, file: &mut File<'_>) {
    if let Some(balancer) = around.balancer.filter(|balancer| balancer.is_own()) {
        let file = &mut file.because(&balancer.origins());
        Alarm {
            watch,
            label: "load_balancer_errors".to_owned(),
            name: vec!["load-balancer-errors"],
            description: fixed(
                "The load balancer itself answers with errors: no task takes the request".to_owned(),
            ),
            metric: fixed(Metric::Simple {
                namespace: "AWS/ApplicationELB",
                name: "HTTPCode_ELB_5XX_Count",
                statistic: "Sum",
                dimensions: load_balancer_dimensions(load_balancer::arn_suffix(balancer)),
            }),
            comparison: fixed("GreaterThanOrEqualToThreshold"),
            threshold: watch.errors.clone(),
            missing: fixed("notBreaching"),
        }
        .emit(context, file);
    }
    let (gateways, origins) = network::nat_gateways(around.network).into_parts();
    let file = &mut file.because(&origins);
    for gateway in gateways {
        let name = gateway.name.to_string().replace('_', "-");
        Alarm {
            watch,
            label: format!("nat_{}_ports", gateway.name),
            name: vec!["nat", &name, "ports"],
            description: fixed("The NAT gateway has no port left for new connections".to_owned()),
            metric: fixed(Metric::Simple {
                namespace: "AWS/NATGateway",
                name: "ErrorPortAllocation",
                statistic: "Sum",
                dimensions: object! { "NatGatewayId": gateway.attr("id") },
            }),
            comparison: fixed("GreaterThanThreshold"),
            threshold: fixed(0),
            missing: fixed("notBreaching"),
        }
        .emit(context, file);
    }
}

/// The alarms of one service.
struct Service<'a, 'd> {
    watch: &'a Watch,
    service: &'a service::Blueprint,
    around: &'a Surroundings<'a>,
    context: &'a EnvironmentContext,
    file: &'a mut File<'d>,
}

impl Service<'_, '_> {
    /// Fewer tasks than wanted. Without Container Insights the tasks are counted by their reports of CPU
    /// use: each task sends one a minute.
    fn tasks(&mut self) {
        // Outside of a service's hours nothing is measured, and nothing is wrong.
        let missing = match &self.service.scale.hours {
            Some(hours) => hours.map(|_| "notBreaching"),
            None => fixed("breaching"),
        };
        let description = fixed(format!("{} runs fewer tasks than wanted", self.service.name));
        let insights = &self.around.cluster.insights;
        let by_insights = insights.origins();
        if *insights == cluster::ContainerInsights::Disabled {
            let metric = self.ecs("CPUUtilization", "SampleCount");
            let threshold = self.service.scale.min.clone().because(by_insights);
            let comparison = insights.map(|_| "LessThanThreshold");
            self.alarm(
                "tasks",
                description,
                Decided::new(metric, by_insights.clone()),
                comparison,
                threshold,
                missing,
            );
        } else {
            let metric = Metric::missing_tasks(&self.ecs_dimensions());
            let comparison = insights.map(|_| "GreaterThanThreshold");
            let threshold = insights.map(|_| 0);
            self.alarm(
                "tasks",
                description,
                Decided::new(metric, by_insights.clone()),
                comparison,
                threshold,
                missing,
            );
        }
    }

    fn load(&mut self) {
        if *self.watch.level != AlarmLevel::All {
            return;
        }
        let percent = [
            ("cpu", "CPUUtilization", &self.watch.cpu, "CPU load"),
            ("memory", "MemoryUtilization", &self.watch.memory, "memory use"),
        ];
        for (purpose, name, threshold, what) in percent {
            let name_of = &self.service.name;
            let description =
                threshold.map(|threshold| format!("The {what} of {name_of} is above {threshold}"));
            let metric = self.ecs(name, "Average");
            let threshold = threshold.map(|threshold| threshold.as_u8().into());
            self.above(purpose, description, metric, threshold);
        }
    }

    /// A metric of the load balancer about the tasks, where they are behind it.
    fn of_balancer(&self, name: &'static str, statistic: &'static str) -> Option<Metric> {
        let balancer = self.around.balancer?;
        let route = balancer.route(&self.service.name)?;
        let dimensions = object! {
            "LoadBalancer": load_balancer::arn_suffix(balancer),
            "TargetGroup": route.target_group_suffix(),
        };
        Some(Metric::Simple { namespace: "AWS/ApplicationELB", name, statistic, dimensions })
    }

    /// Whether tasks are healthy. The maximum, since an average hides the one bad task.
    fn health(&mut self) {
        if let Some(metric) = self.of_balancer("UnHealthyHostCount", "Maximum") {
            let description = format!("A task of {} fails its health check", self.service.name);
            self.above("unhealthy", fixed(description), metric, fixed(0));
        }
    }

    fn answers(&mut self) {
        if *self.watch.level != AlarmLevel::All {
            return;
        }
        let name = &self.service.name;
        let (errors, slow) =
            (fixed(format!("{name} answers with errors (5xx)")), fixed(format!("{name} answers slowly")));
        if let Some(failed) = self.of_balancer("HTTPCode_Target_5XX_Count", "Sum") {
            let (comparison, missing) = (fixed("GreaterThanOrEqualToThreshold"), fixed("notBreaching"));
            self.alarm("errors", errors, fixed(failed), comparison, self.watch.errors.clone(), missing);
        }
        if let Some(metric) = self.of_balancer("TargetResponseTime", "p99") {
            let latency = self.watch.latency.map(|latency| latency.as_u32());
            self.above("latency", slow, metric, latency);
        }
    }

    fn ecs_dimensions(&self) -> Value {
        object! {
            "ClusterName": self.around.cluster.name(),
            "ServiceName": service::service_name(&self.service.label),
        }
    }

    fn ecs(&self, name: &'static str, statistic: &'static str) -> Metric {
        Metric::Simple { namespace: "AWS/ECS", name, statistic, dimensions: self.ecs_dimensions() }
    }

    /// An alarm about a metric that is too high; silence is good.
    fn above(
        &mut self,
        purpose: &str,
        description: Decided<String>,
        metric: Metric,
        threshold: Decided<u32>,
    ) {
        let (comparison, missing) = (fixed("GreaterThanThreshold"), fixed("notBreaching"));
        self.alarm(purpose, description, fixed(metric), comparison, threshold, missing);
    }

    fn alarm(
        &mut self,
        purpose: &str,
        description: Decided<String>,
        metric: Decided<Metric>,
        comparison: Decided<&'static str>,
        threshold: Decided<u32>,
        missing: Decided<&'static str>,
    ) {
        let label = format!("{}_{purpose}", label(&self.service.name));
        let name = vec![self.service.name.as_str(), purpose];
        Alarm { watch: self.watch, label, name, description, metric, comparison, threshold, missing }
            .emit(self.context, self.file);
    }
}
