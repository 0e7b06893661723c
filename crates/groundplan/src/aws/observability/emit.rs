use super::alarm::{Alarm, Metric, load_balancer_dimensions};
use super::{AlarmLevel, Blueprint, Watch, topic};
use crate::aws::{EnvironmentContext, key, load_balancer, network, service};
use crate::terraform::{Document, File, Value, object};
use crate::unit::label;

/// What the alarms look at.
pub(crate) struct Surroundings<'a> {
    pub(crate) key: &'a key::Blueprint,
    pub(crate) network: &'a network::Blueprint,
    pub(crate) balancer: Option<&'a load_balancer::Blueprint>,
    pub(crate) cluster: &'a service::ClusterBlueprint,
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
    if let Some(watch) = blueprint.shared.as_ref().filter(|watch| watch.level == AlarmLevel::All) {
        shared(watch, around, context, &mut file);
    }
    for watch in &blueprint.services {
        if let Some(service) = around.services.iter().find(|service| service.name == watch.service) {
            let mut emitter = Service { watch, service, around, context, file: &mut file };
            emitter.tasks();
            emitter.load();
            emitter.answers();
        }
    }
}

fn shared(watch: &Watch, around: &Surroundings<'_>, context: &EnvironmentContext, file: &mut File<'_>) {
    if around.balancer.is_some() {
        Alarm {
            watch,
            label: "load_balancer_errors".to_owned(),
            name: vec!["load-balancer-errors"],
            description: "The load balancer itself answers with errors: no task takes the request".to_owned(),
            metric: Metric::Simple {
                namespace: "AWS/ApplicationELB",
                name: "HTTPCode_ELB_5XX_Count",
                statistic: "Sum",
                dimensions: load_balancer_dimensions(load_balancer::arn_suffix()),
            },
            comparison: "GreaterThanOrEqualToThreshold",
            threshold: watch.errors,
            missing: "notBreaching",
        }
        .emit(context, file);
    }
    for gateway in network::nat_gateways(around.network) {
        let name = gateway.name.to_string().replace('_', "-");
        Alarm {
            watch,
            label: format!("nat_{}_ports", gateway.name),
            name: vec!["nat", &name, "ports"],
            description: "The NAT gateway has no port left for new connections".to_owned(),
            metric: Metric::Simple {
                namespace: "AWS/NATGateway",
                name: "ErrorPortAllocation",
                statistic: "Sum",
                dimensions: object! { "NatGatewayId": gateway.attr("id") },
            },
            comparison: "GreaterThanThreshold",
            threshold: 0,
            missing: "notBreaching",
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
        let missing = if self.service.scale.hours.is_some() { "notBreaching" } else { "breaching" };
        let description = format!("{} runs fewer tasks than wanted", self.service.name);
        if self.around.cluster.insights == service::ContainerInsights::Disabled {
            let metric = self.ecs("CPUUtilization", "SampleCount");
            self.alarm("tasks", description, metric, "LessThanThreshold", self.service.scale.min, missing);
        } else {
            let metric = Metric::missing_tasks(&self.ecs_dimensions());
            self.alarm("tasks", description, metric, "GreaterThanThreshold", 0, missing);
        }
    }

    fn load(&mut self) {
        if self.watch.level != AlarmLevel::All {
            return;
        }
        let percent = [
            ("cpu", "CPUUtilization", self.watch.cpu, "CPU load"),
            ("memory", "MemoryUtilization", self.watch.memory, "memory use"),
        ];
        for (purpose, name, threshold, what) in percent {
            let description = format!("The {what} of {} is above {threshold}", self.service.name);
            let metric = self.ecs(name, "Average");
            self.alarm(
                purpose,
                description,
                metric,
                "GreaterThanThreshold",
                threshold.as_u8().into(),
                "notBreaching",
            );
        }
    }

    /// What the load balancer sees of the tasks. The maximum, since an average hides the one bad task.
    fn answers(&mut self) {
        let Some(route) = self.around.balancer.and_then(|balancer| balancer.route(&self.service.name)) else {
            return;
        };
        let dimensions = object! {
            "LoadBalancer": load_balancer::arn_suffix(),
            "TargetGroup": route.target_group_suffix(),
        };
        let metric = |name, statistic| Metric::Simple {
            namespace: "AWS/ApplicationELB",
            name,
            statistic,
            dimensions: dimensions.clone(),
        };
        let name = &self.service.name;
        let unhealthy = format!("A task of {name} fails its health check");
        let (errors, slow) = (format!("{name} answers with errors (5xx)"), format!("{name} answers slowly"));
        self.alarm(
            "unhealthy",
            unhealthy,
            metric("UnHealthyHostCount", "Maximum"),
            "GreaterThanThreshold",
            0,
            "notBreaching",
        );
        if self.watch.level == AlarmLevel::All {
            let (limit, latency) = (self.watch.errors, self.watch.latency.as_u32());
            let failed = metric("HTTPCode_Target_5XX_Count", "Sum");
            self.alarm("errors", errors, failed, "GreaterThanOrEqualToThreshold", limit, "notBreaching");
            self.alarm(
                "latency",
                slow,
                metric("TargetResponseTime", "p99"),
                "GreaterThanThreshold",
                latency,
                "notBreaching",
            );
        }
    }

    fn ecs_dimensions(&self) -> Value {
        object! {
            "ClusterName": service::cluster_name(),
            "ServiceName": service::service_name(&self.service.label),
        }
    }

    fn ecs(&self, name: &'static str, statistic: &'static str) -> Metric {
        Metric::Simple { namespace: "AWS/ECS", name, statistic, dimensions: self.ecs_dimensions() }
    }

    fn alarm(
        &mut self,
        purpose: &str,
        description: String,
        metric: Metric,
        comparison: &'static str,
        threshold: u32,
        missing: &'static str,
    ) {
        let label = format!("{}_{purpose}", label(&self.service.name));
        let name = vec![self.service.name.as_str(), purpose];
        Alarm { watch: self.watch, label, name, description, metric, comparison, threshold, missing }
            .emit(self.context, self.file);
    }
}
