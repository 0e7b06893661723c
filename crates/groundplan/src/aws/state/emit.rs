use super::Blueprint;
use crate::aws::bucket::Bucket;
use crate::aws::key::Encryption;
use crate::aws::policy::{Statement, document};
use crate::aws::{account_id, fixed, partition};
use crate::decision::{Decided, DecisionId, Origins};
use crate::terraform::{Address, Block, Document, File, Literal, Reference, Text, block, object, text};
use crate::unit::{Region, fit};

/// AWS takes 63 characters; account and region, which make the name unique, take up to 36.
const STACK_IN_BUCKET: usize = 27;

/// The backend block of an environment: its key, and nothing that has to exist first.
pub(crate) fn backend(stack: &str, environment: &str) -> Block {
    let key = Literal::from(state_key(stack, environment));
    block! { s3 = block! { key = Decided::new(key, Origins::NAME) } }
}

/// Where in the bucket the state of an environment lies.
pub(crate) fn state_key(stack: &str, environment: &str) -> String {
    format!("{stack}/{environment}/terraform.tfstate")
}

/// The name of the bucket that holds the state of a stack in an account.
pub(crate) fn bucket_name(stack: &str, account: Text, region: Region) -> Text {
    let stack = fit(&[&stack.to_lowercase()], STACK_IN_BUCKET);
    text![format!("{stack}-tfstate-"), account, format!("-{region}")]
}

/// Adds what holds the state.
pub(crate) fn emit(state: &Blueprint, stack: &str, region: Region, document: &mut Document) {
    let mut file = document.file("state");
    let own_key = state.encryption == Encryption::CustomerKey;
    let key = own_key.then(|| key(stack, &mut file.because(state.encryption.origins())));
    let key = state.encryption.map(|_| key);
    let bucket = bucket(state, &key, stack, region, &mut file);
    let lock = state.lock.origins();
    let table = state.has_table().then(|| lock_table(&key, stack, &mut file.because(lock)));
    let description =
        "The partial backend configuration of every environment: save it with `terraform output -raw`";
    file.output(
        "backend_config",
        block! { description = description, value = backend_config(state, region, &bucket, &key, table) },
    );
}

fn key(stack: &str, file: &mut File<'_>) -> Reference {
    let administration = Statement::allow("AccountAdministration")
        .account(text!["arn:", partition(), ":iam::", account_id(), ":root"])
        .actions(["kms:*"])
        .on(["*"]);
    let policy = document(file, "state_key", vec![administration]);
    let key = file.resource(
        "aws_kms_key",
        "state",
        block! {
            description             = of_stack(format!("Terraform state of {stack}")),
            enable_key_rotation     = true,
            deletion_window_in_days = 30,
            policy                  = policy,
            lifecycle { prevent_destroy = true }
        },
    );
    file.resource(
        "aws_kms_alias",
        "state",
        block! { name = of_stack(format!("alias/{}", fit(&[stack, "tfstate"], 250))), target_key_id = key.attr("key_id") },
    );
    key.attr("arn")
}

/// Its name is put together when it is applied, so two people never collide.
fn bucket(
    state: &Blueprint,
    key: &Decided<Option<Reference>>,
    stack: &str,
    region: Region,
    file: &mut File<'_>,
) -> Address {
    Bucket {
        label: "state",
        name: ("bucket", of_stack(bucket_name(stack, account_id().into(), region)).because(&Origins::REGION)),
        key: key.clone(),
        noncurrent_versions: Some(state.noncurrent_versions.map(|days| days.as_u32())),
        expiry: None,
        force_destroy: fixed(false),
        prevent_destroy: true,
        statements: Vec::new(),
    }
    .emit(file)
}

fn lock_table(key: &Decided<Option<Reference>>, stack: &str, file: &mut File<'_>) -> Address {
    file.resource(
        "aws_dynamodb_table",
        "lock",
        block! {
            name                        = of_stack(fit(&[stack, "tfstate-lock"], 255)),
            billing_mode                = "PAY_PER_REQUEST",
            hash_key                    = "LockID",
            deletion_protection_enabled = true,
            attribute {
                name = "LockID",
                type = "S",
            }
            server_side_encryption {
                enabled     = true,
                kms_key_arn = key,
            }
            point_in_time_recovery { enabled = true }
            tags = object! { "Name": of_stack(fit(&[stack, "tfstate-lock"], 255)) },
            lifecycle { prevent_destroy = true }
        },
    )
}

/// Lines of HCL, as `terraform init -backend-config=FILE` reads them.
fn backend_config(
    state: &Blueprint,
    region: Region,
    bucket: &Address,
    key: &Decided<Option<Reference>>,
    table: Option<Address>,
) -> Decided<Text> {
    let mut lines: Vec<Text> = vec![
        text!["bucket = \"", bucket.attr("id"), "\"\n"],
        format!("region = \"{region}\"\nencrypt = true\n").into(),
    ];
    if state.has_lock_file() {
        lines.push("use_lockfile = true\n".into());
    }
    lines.extend(key.clone().into_value().map(|key| text!["kms_key_id = \"", key, "\"\n"]));
    lines.extend(table.map(|table| text!["dynamodb_table = \"", table.attr("name"), "\"\n"]));
    let origins = [&Origins::REGION, state.lock.origins(), state.encryption.origins()].into_iter().collect();
    Decided::new(Text::join(lines), origins)
}

/// What is called like the stack.
fn of_stack<T>(name: T) -> Decided<T> {
    Decided::new(name, DecisionId::STACK.into())
}
