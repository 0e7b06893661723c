//! IAM policies as local values in IAM's own notation: readable and comparable line by line, evaluated
//! by scanners, and known when planned, which a data source often is not.

use crate::terraform::{Address, Expression, File, Key, Text, Value, block, object};

/// A statement of a policy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statement {
    sid: &'static str,
    deny: bool,
    actions: Vec<Key>,
    resources: Vec<Value>,
    principal: Option<Value>,
    conditions: Vec<(Key, Value)>,
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

    pub(crate) fn on<T: Into<Text>>(mut self, resources: impl IntoIterator<Item = T>) -> Self {
        self.resources.extend(resources.into_iter().map(|resource| resource.into().into()));
        self
    }

    pub(crate) fn service(mut self, service: impl Into<Text>) -> Self {
        self.principal = Some(object! { "Service": service.into() });
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
    pub(crate) fn when(mut self, test: &'static str, variable: &'static str, value: impl Into<Text>) -> Self {
        self.conditions.push((test.into(), Value::Object(vec![(variable.into(), value.into().into())])));
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
            entries.push(("Resource".into(), one_or_list(self.resources)));
        }
        if !self.conditions.is_empty() {
            entries.push(("Condition".into(), Value::Object(self.conditions)));
        }
        Value::Object(entries)
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
    pub(crate) name: String,
    pub(crate) description: &'a str,
    pub(crate) trust: Statement,
}

impl Role<'_> {
    /// Adds the role with its permissions.
    pub(crate) fn emit(self, file: &mut File<'_>, permissions: Vec<Statement>) -> Address {
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
