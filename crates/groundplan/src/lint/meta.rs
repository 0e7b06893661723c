//! Meta-arguments, which Terraform reads in every block: `count`, `for_each`, `lifecycle`,
//! conditions, and what is sensitive.

use rust_decimal::Decimal;

use super::repetition::{is_many, not_each};
use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::{Body, Place, text};
use crate::terraform::{Content, Expression, Mode, Operator, Part, Reference, Section, Value};

rules! {
    /// `for_each` takes a map or a set of texts.
    ///
    /// A list is refused: instances are identified by their keys, and a list has none. So are single values and `null`.
    TERRAFORM_FOR_EACH = error "terraform/for-each", "https://developer.hashicorp.com/terraform/language/meta-arguments/for_each";

    /// A block has `count` or `for_each`, not both.
    ///
    /// Terraform refuses both together.
    TERRAFORM_COUNT = error "terraform/count-and-for-each", "https://developer.hashicorp.com/terraform/language/meta-arguments/count";

    /// `count` is a whole number, zero or more.
    ///
    /// Terraform refuses other numbers, `true` and `null`.
    TERRAFORM_COUNT_NUMBER = error "terraform/count", "https://developer.hashicorp.com/terraform/language/meta-arguments/count";

    /// A condition contains a reference.
    ///
    /// A constant condition checks nothing, and Terraform refuses it. The condition of a variable refers to
    /// that variable.
    TERRAFORM_CONDITION = error "terraform/condition", "https://developer.hashicorp.com/terraform/language/validate";

    /// An output of the root module that yields a sensitive value is marked sensitive.
    ///
    /// Terraform refuses to print the value of a sensitive variable. What a called module yields stays marked without that.
    TERRAFORM_SENSITIVE = error "terraform/sensitive-output", "https://developer.hashicorp.com/terraform/language/values/outputs#sensitive-suppressing-values-in-cli-output";

    /// A block has one `lifecycle`, in which `prevent_destroy` and `create_before_destroy` are `true` or `false`.
    ///
    /// Terraform must know them before it evaluates anything, so it refuses expressions there.
    TERRAFORM_LIFECYCLE = error "terraform/lifecycle", "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#literal-values-only";

    /// `replace_triggered_by` names resources.
    ///
    /// Terraform looks for a change in its plan, and variables, local values and modules have none there.
    TERRAFORM_REPLACE = error "terraform/replace-triggered-by", "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#replace_triggered_by";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for section in [Section::Resource, Section::Data, Section::Module, Section::Ephemeral] {
        for place in model.section(section) {
            for_each(&place, report);
            count(&place, report);
            lifecycle(&place, report);
            by_hand(&place, report);
        }
    }
    conditions(model, report);
    outputs(model, report);
}

fn for_each(place: &Place<'_>, report: &mut Report) {
    let Some(message) = place.value_of("for_each").and_then(|value| not_each(place, value)) else { return };
    let finding = place.found(Rule::TERRAFORM_FOR_EACH, "for_each", message);
    report.add(finding.wants("a map, or a set of texts").hint("${toset([…])}"));
}

fn count(place: &Place<'_>, report: &mut Report) {
    if place.may_have("count") && place.may_have("for_each") {
        let finding = place.found(Rule::TERRAFORM_COUNT, "for_each", "both `count` and `for_each` are set");
        report.add(finding.wants("one of the two"));
    }
    if let Some(value) = place.value_of("count").filter(|value| !may_be_count(value) || is_many(place, value))
    {
        let finding = place.found(Rule::TERRAFORM_COUNT_NUMBER, "count", "invalid number of instances");
        report.add(
            finding.given(Expression::Value(Box::new(value.clone()))).wants("a whole number, 0 or more"),
        );
    }
}

/// Whether `count` may take a value. A text is read as a number; notations that are not read here count as fine.
fn may_be_count(value: &Value) -> bool {
    let whole = |digits: &str| match digits.parse::<Decimal>() {
        Ok(number) => number.is_integer() && !number.is_sign_negative(),
        Err(_) => digits.contains(|character: char| character.is_ascii_digit()),
    };
    match value {
        Value::Integer(number) => *number >= 0,
        Value::Decimal(digits) => whole(digits),
        Value::Text(text) => text.as_literal().is_none_or(whole),
        Value::Bool(_) | Value::Null | Value::List(_) | Value::Object(_) => false,
        Value::Expression(_) => true,
    }
}

fn lifecycle(place: &Place<'_>, report: &mut Report) {
    let all = place.blocks("lifecycle");
    if let Some(second) = all.get(1) {
        let finding = second.found(Rule::TERRAFORM_LIFECYCLE, "", "a second `lifecycle`");
        report.add(finding.wants("one `lifecycle` with all of it"));
    }
    for lifecycle in all {
        triggers(&lifecycle, report);
        for name in ["prevent_destroy", "create_before_destroy"] {
            let Some(value) = lifecycle.value_of(name) else { continue };
            let is_plain = match value {
                Value::Bool(_) | Value::Null => true,
                value => text(value).is_some_and(|word| word == "true" || word == "false"),
            };
            if !is_plain {
                let message = format!("`{name}` cannot be an expression");
                let finding = lifecycle.found(Rule::TERRAFORM_LIFECYCLE, name, message);
                report.add(finding.wants("the literal true or false"));
            }
        }
    }
}

/// What is replaced when something else changes: what has no change of its own is refused.
fn triggers(lifecycle: &Place<'_>, report: &mut Report) {
    let Body::Block(block) = lifecycle.body else { return };
    let Some(Content::Names(names)) = block.get("replace_triggered_by") else { return };
    for name in names {
        let Some(reference) = Reference::parse(name) else { continue };
        if matches!(reference.address.mode, Mode::Variable | Mode::Local | Mode::Module) {
            let message = format!("{} is not a resource", reference.address);
            let finding = lifecycle.found(Rule::TERRAFORM_REPLACE, "replace_triggered_by", message);
            let wants = "resources, or attributes of them; `terraform_data` makes one of any other value";
            report.add(finding.given(name).wants(wants));
        }
    }
}

/// What no spec can say, in documents that were read or built in code.
fn by_hand(place: &Place<'_>, report: &mut Report) {
    if place.may_have("provisioner") && !super::provisioner::is_misnamed(place) {
        let message = "what a provisioner does is in no plan";
        let finding = place.found(Rule::TERRAFORM_PROVISIONER, "provisioner", message);
        report.add(finding.wants("no provisioner; use the image, user data or a separate job"));
    }
    if place.value_of("depends_on").is_some() {
        let finding = place.found(Rule::TERRAFORM_BARE, "depends_on", "expected bare references");
        report.add(finding.wants("a list of addresses, without `${` and `}`"));
    }
}

fn conditions(model: &Model<'_>, report: &mut Report) {
    for section in [Section::Resource, Section::Data, Section::Ephemeral] {
        for place in model.section(section) {
            for lifecycle in place.blocks("lifecycle") {
                for name in ["precondition", "postcondition"] {
                    lifecycle.blocks(name).iter().for_each(|one| refers(one, None, report));
                }
            }
        }
    }
    for (section, name) in [(Section::Output, "precondition"), (Section::Check, "assert")] {
        for place in model.section(section) {
            place.blocks(name).iter().for_each(|one| refers(one, None, report));
        }
    }
    for variable in model.section(Section::Variable) {
        let own = variable.item.name.as_str();
        variable.blocks("validation").iter().for_each(|one| refers(one, Some(own), report));
    }
}

/// Whether a condition refers to anything, or to the variable that it is about.
fn refers(condition: &Place<'_>, variable: Option<&str>, report: &mut Report) {
    let Some(value) = condition.value_of("condition") else { return };
    let mut refers = false;
    value.visit(&mut |expression| {
        refers |= match (expression, variable) {
            (Expression::Reference(reference), Some(own)) => {
                reference.address.mode == Mode::Variable && reference.address.name == *own
            }
            (Expression::Reference(_) | Expression::Symbol(_), None) => true,
            (Expression::Invalid(_), _) => true,
            _ => false,
        };
    });
    if !refers {
        let finding = condition.found(Rule::TERRAFORM_CONDITION, "condition", "the condition checks nothing");
        let wants = match variable {
            Some(own) => format!("a condition on var.{own}"),
            None => "a condition that refers to something".to_owned(),
        };
        report.add(finding.wants(wants));
    }
}

fn outputs(model: &Model<'_>, report: &mut Report) {
    let is_sensitive = |name: &str| {
        let mut variables = model.section(Section::Variable);
        variables.any(|variable| variable.item.name == *name && variable.boolean("sensitive") == Some(true))
    };
    for output in model.section(Section::Output) {
        let is_marked =
            output.boolean("sensitive") == Some(true) || output.boolean("ephemeral") == Some(true);
        let exposed = output.value_of("value").and_then(|value| exposed(model, value, &is_sensitive, 0));
        if let Some(name) = exposed.filter(|_| !is_marked) {
            let message = format!("the value comes from var.{name}, which is sensitive");
            let finding = output.found(Rule::TERRAFORM_SENSITIVE, "value", message);
            report.add(finding.wants("`sensitive`, or another value").hint("\"sensitive\": true"));
        }
    }
}

/// Functions whose result is marked when anything in their arguments is. Others leave the mark behind: `keys` of an object with a
/// marked value, `length` of a list with one, and `nonsensitive`.
const MARKED: [&str; 22] = [
    "base64encode",
    "base64gzip",
    "base64sha256",
    "chomp",
    "format",
    "join",
    "jsonencode",
    "lower",
    "md5",
    "replace",
    "sha1",
    "sha256",
    "sha512",
    "substr",
    "title",
    "tostring",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "upper",
    "urlencode",
];

/// A sensitive variable whose value is passed on with its mark: in a text, a list or an object, or through a function that
/// keeps it.
fn exposed<'a>(
    model: &'a Model<'a>,
    value: &'a Value,
    is_sensitive: &dyn Fn(&str) -> bool,
    depth: usize,
) -> Option<&'a str> {
    let value = model.follow_locals(value);
    let inner = |value| exposed(model, value, is_sensitive, depth + 1);
    match value {
        _ if depth > 8 => None,
        Value::Expression(expression) => exposed_by(expression, is_sensitive, &inner),
        Value::List(values) => values.iter().find_map(inner),
        Value::Object(entries) => entries.iter().find_map(|(_, value)| inner(value)),
        Value::Text(text) => text.parts().iter().find_map(|part| match part {
            Part::Expression(expression) => exposed_by(expression, is_sensitive, &inner),
            _ => None,
        }),
        _ => None,
    }
}

fn exposed_by<'a>(
    expression: &'a Expression,
    is_sensitive: &dyn Fn(&str) -> bool,
    inner: &dyn Fn(&'a Value) -> Option<&'a str>,
) -> Option<&'a str> {
    match expression {
        Expression::Reference(reference) => {
            let name = reference.address.name.as_str();
            (reference.address.mode == Mode::Variable && is_sensitive(name)).then_some(name)
        }
        Expression::Binary(left, Operator::Add, right) => inner(left).or_else(|| inner(right)),
        Expression::Call(name, arguments) if MARKED.contains(&name.as_str()) => {
            arguments.iter().find_map(inner)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::terraform::{Block, Document, block};

    fn codes(body: Block) -> Vec<&'static str> {
        let mut document = Document::new();
        document.file("main").resource("aws_x", "main", body);
        let report = crate::lint::check(&document);
        report.diagnostics().iter().map(|finding| finding.rule.code).collect()
    }

    #[test]
    fn instances_are_counted_by_whole_numbers_or_named_by_texts() {
        use super::super::trial::found;
        let of = |code: &str, argument: &str| {
            let variables = "variable \"l\" {\n  type = list(string)\n}\nvariable \"x\" {}\n";
            found(code, &format!("{variables}resource \"aws_eip\" \"a\" {{\n  {argument}\n}}\n")).len()
        };
        for refused in
            ["1.5", "-1", "true", "null", "\"\"", "\"two\"", "\"-2\"", "[1]", "{}", "var.l", "keys(var.x)"]
        {
            assert_eq!(of("terraform/count", &format!("count = {refused}")), 1, "{refused}");
        }
        for taken in ["0", "2.0", "\"3\"", "var.n", "\"${var.n}\"", "length([])"] {
            assert_eq!(of("terraform/count", &format!("count = {taken}")), 0, "{taken}");
        }
        for refused in ["\"x\"", "1", "true", "null", "[\"a\"]", "toset([1, 2])"] {
            assert_eq!(of("terraform/for-each", &format!("for_each = {refused}")), 1, "{refused}");
        }
        for taken in [
            "{}",
            "toset([])",
            "toset([\"a\"])",
            "var.x",
            "\"${var.x}\"",
            "var.x ? toset([\"a\"]) : []",
            "var.x ? {} : null",
            "{ for x in var.x : x => x }",
            "var.l[0]",
            "merge({}, {})",
        ] {
            assert_eq!(of("terraform/for-each", &format!("for_each = {taken}")), 0, "{taken}");
        }
    }

    #[test]
    fn what_is_sensitive_stays_so_through_functions_that_keep_it() {
        use super::super::trial::found;
        let of = |value: &str| {
            let variables = "variable \"plain\" {}\nvariable \"secret\" {\n  sensitive = true\n}\nlocals {\n  url = \"x${urlencode(var.secret)}\"\n}\n";
            found(
                "terraform/sensitive-output",
                &format!("{variables}output \"a\" {{\n  value = {value}\n}}\n"),
            )
            .len()
        };
        for exposed in [
            "var.secret",
            "upper(var.secret)",
            "local.url",
            "\"${var.plain}:${var.secret}\"",
            "format(\"%s:%s\", var.plain, var.secret)",
            "jsonencode({ a = [var.secret] })",
        ] {
            assert_eq!(of(exposed), 1, "{exposed}");
        }
        for kept in [
            "nonsensitive(var.secret)",
            "length([var.secret])",
            "upper(var.plain)",
            "upper(nonsensitive(var.secret))",
        ] {
            assert_eq!(of(kept), 0, "{kept}");
        }
    }

    #[test]
    fn a_resource_has_one_lifecycle_and_resources_replace_it() {
        use super::super::trial::found;
        let of = |code: &str, body: &str| {
            found(code, &format!("variable \"x\" {{}}\nresource \"aws_eip\" \"a\" {{\n{body}\n}}\n")).len()
        };
        let one = "lifecycle {\n  ignore_changes = all\n}";
        assert_eq!(
            [of("terraform/lifecycle", one), of("terraform/lifecycle", &format!("{one}\n{one}"))],
            [0, 1]
        );
        for (trigger, expected) in [
            ("var.x", 1),
            ("local.x", 1),
            ("module.m.x", 1),
            ("aws_eip.b", 0),
            ("aws_eip.b[0].id", 0),
            ("aws_eip.b[each.key]", 0),
        ] {
            let body = format!("lifecycle {{\n  replace_triggered_by = [{trigger}]\n}}");
            assert_eq!(of("terraform/replace-triggered-by", &body), expected, "{trigger}");
        }
    }

    #[test]
    fn what_was_put_together_by_hand_is_held_against_the_rules_of_reading() {
        assert_eq!(codes(block! { provisioner { local { command = "true" } } }), ["terraform/provisioner"]);
        assert_eq!(codes(block! { depends_on = ["aws_vpc.main"] }), ["terraform/bare"]);
        assert_eq!(codes(block! { provider = "x" }), [""; 0]);
    }
}
