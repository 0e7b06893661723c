//! IAM policies as local values in IAM's own notation: readable and comparable line by line, evaluated
//! by scanners, and known when planned, which a data source often is not.

use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Expression, File, Key, Member, Text, Value, block, entry, object};

/// A statement of a policy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statement {
    sid: &'static str,
    deny: bool,
    actions: Vec<Key>,
    resources: Vec<Value>,
    principal: Option<Value>,
    conditions: Vec<(Key, Value)>,
    /// What its resources follow from.
    of_resources: Origins,
    /// What the whole statement follows from.
    origins: Origins,
}

impl Statement {
    pub(crate) fn allow(sid: &'static str) -> Self {
        Self { sid, ..Self::default() }
    }

    pub(crate) fn deny(sid: &'static str) -> Self {
        Self { sid, deny: true, ..Self::default() }
    }

    pub(crate) fn actions<T: Into<Key>>(mut self, actions: impl IntoIterator<Item = T>) -> Self {
        self.actions.extend(actions.into_iter().map(Into::into));
        self
    }

    pub(crate) fn on<T: Member>(mut self, resources: impl IntoIterator<Item = T>) -> Self {
        for resource in resources {
            let (resource, origins) = resource.into_member();
            self.resources.push(resource);
            self.of_resources = self.of_resources.and(&origins);
        }
        self
    }

    pub(crate) fn service(mut self, service: impl Member) -> Self {
        self.principal = Some(Value::Object(vec![entry("Service", service)]));
        self
    }

    /// The statement is there because of these decisions.
    pub(crate) fn because(mut self, origins: &Origins) -> Self {
        self.origins = self.origins.and(origins);
        self
    }

    pub(crate) fn account(mut self, root: impl Into<Text>) -> Self {
        self.principal = Some(object! { "AWS": root.into() });
        self
    }

    pub(crate) fn anyone(mut self) -> Self {
        self.principal = Some("*".into());
        self
    }

    /// Adds a condition. A statement has each test at most once.
    pub(crate) fn when(mut self, test: &'static str, variable: &'static str, value: impl Member) -> Self {
        self.conditions.push((test.into(), Value::Object(vec![entry(variable, value)])));
        self
    }

    fn value(self) -> Value {
        let mut entries: Vec<(Key, Value)> = Vec::new();
        if !self.sid.is_empty() {
            entries.push(("Sid".into(), self.sid.into()));
        }
        entries.push(("Effect".into(), if self.deny { "Deny" } else { "Allow" }.into()));
        entries.extend(self.principal.map(|principal| ("Principal".into(), principal)));
        let actions = self.actions.iter().map(|action| action.to_string().into()).collect();
        entries.push(("Action".into(), one_or_list(actions)));
        if !self.resources.is_empty() {
            entries.push((Key::of("Resource").because(&self.of_resources), one_or_list(self.resources)));
        }
        if !self.conditions.is_empty() {
            entries.push(("Condition".into(), Value::Object(self.conditions)));
        }
        let because = |(key, value): (Key, Value)| (key.because(&self.origins), value);
        Value::Object(entries.into_iter().map(because).collect())
    }
}

/// IAM gives a list of one back as its element.
fn one_or_list(mut values: Vec<Value>) -> Value {
    match (values.pop(), values.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            values.extend(last);
            Value::List(values)
        }
    }
}

/// Adds a policy as a local value; what is returned is its JSON.
pub(crate) fn document(file: &mut File<'_>, name: &str, statements: Vec<Statement>) -> Expression {
    let policy = object! {
        "Version": "2012-10-17",
        "Statement": Value::List(statements.into_iter().map(Statement::value).collect()),
    };
    Expression::call("jsonencode", [file.local(format!("{name}_policy"), policy).whole()])
}

/// Adds a role that one AWS service may assume, and only for things of this account.
pub(crate) struct Role<'a> {
    pub(crate) label: String,
    pub(crate) name: Decided<String>,
    pub(crate) description: &'a str,
    pub(crate) trust: Statement,
}

impl Role<'_> {
    /// Adds the role with its permissions.
    pub(crate) fn emit(self, file: &mut File<'_>, permissions: Decided<Vec<Statement>>) -> Address {
        let (permissions, origins) = permissions.into_parts();
        let trust =
            document(file, &format!("{}_trust", self.label), vec![self.trust.actions(["sts:AssumeRole"])]);
        let role = file.resource(
            "aws_iam_role",
            self.label.clone(),
            block! {
                name               = self.name,
                description        = self.description.to_owned(),
                assume_role_policy = trust,
            },
        );
        if !permissions.is_empty() {
            let file = &mut file.because(&origins);
            let policy = document(file, &self.label, permissions);
            file.resource(
                "aws_iam_role_policy",
                self.label.clone(),
                block! { name = self.label, role = role.attr("name"), policy = policy },
            );
        }
        role
    }
}
