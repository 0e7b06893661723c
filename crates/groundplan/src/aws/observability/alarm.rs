use super::Watch;
use crate::aws::EnvironmentContext;
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Block, File, Value, block, object};

/// What a metric is compared with.
pub(super) struct Alarm<'a> {
    pub(super) watch: &'a Watch,
    /// What it watches, in the resource's label and the alarm's name: `api_cpu`.
    pub(super) label: String,
    pub(super) name: Vec<&'a str>,
    pub(super) description: Decided<String>,
    pub(super) metric: Decided<Metric>,
    pub(super) comparison: Decided<&'static str>,
    pub(super) threshold: Decided<u32>,
    /// What no data means: `notBreaching` where silence is good, `breaching` where it is not.
    pub(super) missing: Decided<&'static str>,
}

/// What is measured.
pub(super) enum Metric {
    /// A metric of AWS with a statistic, or a percentile (`p99`).
    Simple { namespace: &'static str, name: &'static str, statistic: &'static str, dimensions: Value },
    /// An expression over other metrics.
    Math { queries: Vec<Block> },
}

impl Alarm<'_> {
    /// Adds the alarm: three bad minutes out of five set it off, and it tells when all is well again.
    pub(super) fn emit(self, context: &EnvironmentContext, file: &mut File<'_>) {
        let topic = Address::resource("aws_sns_topic", self.watch.topic.clone()).attr("arn");
        let mut body = block! {
            alarm_name        = context.name(&self.name, 255),
            alarm_description = self.description,
        };
        let (metric, by_metric) = self.metric.into_parts();
        metric.set(&mut body, &by_metric);
        body.set("evaluation_periods", 5);
        body.set("datapoints_to_alarm", 3);
        body.set("comparison_operator", self.comparison);
        body.set("threshold", self.threshold);
        body.set("treat_missing_data", self.missing);
        body.set("actions_enabled", true);
        let topic = Decided::new([topic], self.watch.topic_origins());
        body.set("alarm_actions", &topic);
        body.set("ok_actions", topic);
        file.resource("aws_cloudwatch_metric_alarm", self.label, body);
    }
}

impl Metric {
    fn set(self, body: &mut Block, origins: &Origins) {
        fn by<T>(value: T, origins: &Origins) -> Decided<T> {
            Decided::new(value, origins.clone())
        }
        match self {
            Self::Simple { namespace, name, statistic, dimensions } => {
                let percentile = statistic.starts_with('p');
                body.set("namespace", by(namespace, origins));
                body.set("metric_name", by(name, origins));
                body.set("statistic", by((!percentile).then_some(statistic), origins));
                body.set("extended_statistic", by(percentile.then_some(statistic), origins));
                body.set("period", by(60, origins));
                body.set("dimensions", by(dimensions, origins));
            }
            Self::Math { queries } => body.repeat("metric_query", by(queries, origins)),
        }
    }

    /// The tasks that are missing, as Container Insights counts them.
    pub(super) fn missing_tasks(dimensions: &Value) -> Self {
        let count = |id: &'static str, name: &'static str| {
            block! {
                id = id,
                metric {
                    namespace   = "ECS/ContainerInsights",
                    metric_name = name,
                    stat        = "Average",
                    period      = 60,
                    dimensions  = dimensions.clone(),
                }
            }
        };
        let missing = block! {
            id          = "missing",
            expression  = "wanted - running",
            label       = "Tasks missing",
            return_data = true,
        };
        Self::Math {
            queries: vec![missing, count("wanted", "DesiredTaskCount"), count("running", "RunningTaskCount")],
        }
    }
}

/// The dimensions of a load balancer's metrics: `arn_suffix`, never the whole ARN.
pub(super) fn load_balancer_dimensions(suffix: crate::terraform::Reference) -> Value {
    object! { "LoadBalancer": suffix }
}
