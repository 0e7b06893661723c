//! Queues: their names, what a message that fails goes to, and how long one is hidden from others.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place};

rules! {
    /// A queue or topic that keeps the order has a name that ends in `.fifo`, and no other has.
    ///
    /// The provider refuses such a queue when it plans, and AWS such a topic.
    AWS_FIFO_NAME = error "aws/fifo-name", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html";

    /// A redrive policy names a queue of the same kind, and how often a message is received before.
    ///
    /// Terraform checks only that it is JSON; SQS refuses other keys, counts outside of 1 to 1000, and a standard queue for what
    /// a FIFO queue could not deliver, or the other way round.
    AWS_REDRIVE_POLICY = error "aws/redrive-policy", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html";

    /// A message stays hidden as long as the function may run that handles it.
    ///
    /// Lambda refuses a queue with a shorter visibility timeout: the message would be handled twice. The queue's default is 30
    /// seconds, the function's 3.
    AWS_VISIBILITY_TIMEOUT = error "aws/visibility-timeout", "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html";
}

const QUEUE: &str = "aws_sqs_queue";

/// Types that may keep the order, with the argument that says so.
const FIFO: [(&str, &str); 2] = [("aws_sqs_queue", "fifo_queue"), ("aws_sns_topic", "fifo_topic")];

/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>
const KEYS: [&str; 2] = ["deadLetterTargetArn", "maxReceiveCount"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, switch) in FIFO {
        model.resources(kind).for_each(|one| ending(&one, switch, report));
    }
    for queue in model.resources(QUEUE) {
        redrive(&queue, Some(&queue), report);
    }
    for policy in model.resources("aws_sqs_queue_redrive_policy") {
        let queue = policy.reference("queue_url").and_then(|queue| model.target(queue, &[QUEUE]));
        redrive(&policy, queue.as_ref(), report);
    }
    model.resources("aws_lambda_event_source_mapping").for_each(|mapping| visibility(&mapping, report));
}

fn ending(one: &Place<'_>, switch: &str, report: &mut Report) {
    let Some(name) = one.text("name").filter(|name| !name.is_empty()) else { return };
    let Some(is_fifo) = one.boolean_or(switch, false) else { return };
    let wanted = match (is_fifo, name.strip_suffix(".fifo")) {
        (true, None) => format!("{name}.fifo"),
        (false, Some(plain)) => plain.to_owned(),
        _ => return,
    };
    let message =
        if is_fifo { "the name lacks `.fifo`" } else { "only what keeps the order ends in `.fifo`" };
    let finding = one.found(Rule::AWS_FIFO_NAME, "name", message).given(name);
    report.add(finding.wants(format!("{wanted}, or {switch} = {}", !is_fifo)).hint(wanted));
}

fn redrive(place: &Place<'_>, queue: Option<&Place<'_>>, report: &mut Report) {
    let Some(json) = place.json("redrive_policy") else { return };
    for policy in place.objects(&json, place.below.clone().key("redrive_policy")) {
        keys(&policy, report);
        if let Some(count) = policy.integer("maxReceiveCount").filter(|count| !(1..=1000).contains(count)) {
            let finding = policy.found(Rule::AWS_REDRIVE_POLICY, "maxReceiveCount", "count out of range");
            let hint = count.clamp(1, 1000);
            report.add(finding.given(count).wants("1 to 1000").hint(hint.to_string()));
        }
        let target =
            policy.reference("deadLetterTargetArn").and_then(|one| policy.model.target(one, &[QUEUE]));
        if let (Some(queue), Some(target)) = (queue, target) {
            same_kind(&policy, queue, &target, report);
        }
    }
}

fn keys(policy: &Place<'_>, report: &mut Report) {
    let strange: Vec<&str> =
        policy.entries().into_iter().map(|(key, _)| key).filter(|key| !KEYS.contains(key)).collect();
    for key in &strange {
        let finding =
            policy.found(Rule::AWS_REDRIVE_POLICY, key, "unknown key of a redrive policy").given(*key);
        let near = nearest(key, KEYS.into_iter()).map(str::to_owned);
        report.add(finding.wants(KEYS.join(" and ")).maybe_hint(near));
    }
    // What lacks may be what is misspelt.
    for key in KEYS.into_iter().filter(|key| strange.is_empty() && policy.lacks(key)) {
        let finding =
            policy.found(Rule::AWS_REDRIVE_POLICY, key, format!("the redrive policy has no `{key}`"));
        report.add(finding.wants(KEYS.join(" and ")));
    }
}

fn same_kind(policy: &Place<'_>, queue: &Place<'_>, target: &Place<'_>, report: &mut Report) {
    let kind_of = |queue: &Place<'_>| queue.boolean_or("fifo_queue", false);
    let (Some(is_fifo), Some(takes_fifo)) = (kind_of(queue), kind_of(target)) else { return };
    if is_fifo != takes_fifo {
        let kind = |is_fifo: bool| if is_fifo { "a FIFO queue" } else { "a standard queue" };
        let message = format!("{} cannot take what {} gives up", kind(takes_fifo), kind(is_fifo));
        let finding = policy.found(Rule::AWS_REDRIVE_POLICY, "deadLetterTargetArn", message);
        report.add(finding.given(target.path()).wants(kind(is_fifo)));
    }
}

fn visibility(mapping: &Place<'_>, report: &mut Report) {
    let model = mapping.model;
    let target = |name: &str, kind: &str| mapping.reference(name).and_then(|one| model.target(one, &[kind]));
    let Some(queue) = target("event_source_arn", QUEUE) else { return };
    let Some(function) = target("function_name", "aws_lambda_function") else { return };
    let hidden = queue.integer_or("visibility_timeout_seconds", 30);
    let (Some(hidden), Some(runs)) = (hidden, function.integer_or("timeout", 3)) else { return };
    if hidden < runs {
        let message = format!("a message is hidden for {hidden} seconds, and the function runs up to {runs}");
        let finding = queue.found(Rule::AWS_VISIBILITY_TIMEOUT, "visibility_timeout_seconds", message);
        let wants = format!("{runs} or more; AWS advises six times as much");
        report.add(finding.given(hidden).wants(wants).hint((runs * 6).min(43_200).to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn the_ending_goes_with_the_switch() {
        let of = |body: &str| {
            found("aws/fifo-name", &format!("resource \"aws_sqs_queue\" \"a\" {{\n{body}\n}}\n")).len()
        };
        assert_eq!([of("name = \"a\"\nfifo_queue = true"), of("name = \"a.fifo\"")], [1, 1]);
        for fine in [
            "name = \"a.fifo\"\nfifo_queue = true",
            "name = \"a\"",
            "name = \"a\"\nfifo_queue = var.a",
            "name_prefix = \"a\"\nfifo_queue = true",
        ] {
            assert_eq!(of(fine), 0, "{fine}");
        }
    }

    fn redrive(policy: &str) -> usize {
        let text = format!(
            "resource \"aws_sqs_queue\" \"plain\" {{}}\nresource \"aws_sqs_queue\" \"ordered\" {{\n  fifo_queue = true\n}}\n\
             resource \"aws_sqs_queue\" \"a\" {{\n  redrive_policy = jsonencode({{ {policy} }})\n}}\n"
        );
        found("aws/redrive-policy", &text).len()
    }

    #[test]
    fn a_redrive_policy_has_two_keys_and_a_queue_of_the_same_kind() {
        for (policy, expected) in [
            ("deadLetterTargetArn = aws_sqs_queue.plain.arn, maxReceiveCount = 5", 0),
            ("deadLetterTargetArn = var.queue, maxReceiveCount = \"5\"", 0),
            ("deadLetterTargetArn = aws_sqs_queue.ordered.arn, maxReceiveCount = 5", 1),
            ("deadLetterTargetArn = aws_sqs_queue.plain.arn, maxReceiveCount = 1001", 1),
            ("deadLetterQueueArn = aws_sqs_queue.plain.arn, maxReceiveCount = 5", 1),
            ("maxReceiveCount = 5", 1),
        ] {
            assert_eq!(redrive(policy), expected, "{policy}");
        }
    }

    #[test]
    fn a_message_is_hidden_while_it_is_handled() {
        let of = |queue: &str, function: &str| {
            let text = format!(
                "resource \"aws_sqs_queue\" \"a\" {{\n  {queue}\n}}\nresource \"aws_lambda_function\" \"a\" {{\n  {function}\n}}\n\
                 resource \"aws_lambda_event_source_mapping\" \"a\" {{\n  event_source_arn = aws_sqs_queue.a.arn\n  function_name = aws_lambda_function.a.arn\n}}\n"
            );
            found("aws/visibility-timeout", &text).len()
        };
        assert_eq!(of("", "timeout = 31"), 1);
        assert_eq!(of("visibility_timeout_seconds = 2", ""), 1);
        for (queue, function) in [
            ("", "timeout = 30"),
            ("visibility_timeout_seconds = 180", "timeout = 30"),
            ("visibility_timeout_seconds = var.a", "timeout = 30"),
            ("", "timeout = var.a"),
        ] {
            assert_eq!(of(queue, function), 0, "{queue} {function}");
        }
    }
}
