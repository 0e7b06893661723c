//! Dashboards: JSON that Terraform passes on unchecked.

use super::value::word;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::Value;

rules! {
    /// A dashboard has a list of widgets, each with a type, properties, and a place on the grid.
    ///
    /// Terraform checks only that it is JSON; AWS refuses the dashboard. The grid is 24 columns wide.
    AWS_DASHBOARD = error "aws/dashboard", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>
const TYPES: [&str; 6] = ["metric", "text", "log", "alarm", "explorer", "custom"];
/// The least and the most of what says where a widget is.
const GRID: [(&str, i64, i64); 4] = [("x", 0, 23), ("y", 0, i64::MAX), ("width", 1, 24), ("height", 1, 1000)];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for place in model.resources("aws_cloudwatch_dashboard") {
        let Some(json) = place.json("dashboard_body") else { continue };
        for body in place.objects(&json, place.below.clone().key("dashboard_body")) {
            widgets(&body, report);
        }
    }
}

fn widgets(body: &Place<'_>, report: &mut Report) {
    match body.value("widgets") {
        Some(Value::Object(_) | Value::Text(_) | Value::Bool(_) | Value::Integer(_)) => {
            let finding = body.found(Rule::AWS_DASHBOARD, "widgets", "widgets are a list");
            report.add(finding.wants("a list of widgets").hint("[…]"));
        }
        _ => body.blocks("widgets").iter().for_each(|one| widget(one, report)),
    }
}

fn widget(widget: &Place<'_>, report: &mut Report) {
    for name in ["type", "properties"].into_iter().filter(|name| widget.lacks(name)) {
        let finding = widget.found(Rule::AWS_DASHBOARD, name, format!("the widget has no {name}"));
        let wants =
            if name == "type" { format!("one of {}", TYPES.join(", ")) } else { "an object".to_owned() };
        report.add(finding.wants(wants));
    }
    if let Some(kind) = widget.text("type")
        && let Some(wrong) = word::among(&TYPES.map(str::to_owned), kind)
    {
        let finding = widget.found(wrong.rule, "type", wrong.message).given(kind);
        report.add(finding.wants(wrong.wants).maybe_hint(wrong.hint));
    }
    for (name, least, most) in GRID {
        if let Some(given) = widget.integer(name).filter(|given| !(least..=most).contains(given)) {
            let finding =
                widget.found(Rule::AWS_DASHBOARD, name, format!("`{name}` is not on the grid")).given(given);
            let wants =
                if most == i64::MAX { format!("at least {least}") } else { format!("{least} to {most}") };
            report.add(finding.wants(wants));
        }
    }
}
