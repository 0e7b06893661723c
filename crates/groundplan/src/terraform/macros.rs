//! Macros that let emission read like the HCL that it makes.

/// The body of a block, written like HCL, with Rust expressions for values.
///
/// An argument is anything that becomes a [`Value`](crate::terraform::Value): text, a number, a reference, a list;
/// `None` leaves it out. A name with braces is a nested block; `for NAME in BODIES` is a nested block for each body. Names
/// with other characters than an identifier has are quoted.
///
/// ```
/// use groundplan::block;
/// use groundplan::prelude::*;
/// let rules = [("logs", 30), ("reports", 400)].map(|(prefix, days)| block! {
///     id     = prefix,
///     status = "Enabled",
///     filter { prefix = format!("{prefix}/") }
///     expiration { days = days }
/// });
/// let exports = Raw::resource("aws_s3_bucket", "exports").set("bucket_prefix", "shop-exports-");
/// let lifecycle = Raw::resource("aws_s3_bucket_lifecycle_configuration", "exports")
///     .set("bucket", exports.attr("id"))
///     .blocks("rule", rules);
/// let versioning = Raw::resource("aws_s3_bucket_versioning", "exports")
///     .set("bucket", exports.attr("id"))
///     .set("versioning_configuration", block! { status = "Enabled" });
/// let shop = Stack::new("shop")
///     .region(Region::EuWest1)
///     .service(EcsFargateService::new("api").image("public.ecr.aws/nginx/nginx:1.27.5-alpine"))
///     .raw(exports)
///     .raw(lifecycle)
///     .raw(versioning)
///     .environment(Environment::development("dev"));
/// let files = shop.synth()?.files_as(Format::Hcl);
/// let raw = files.iter().find(|file| file.path == "environments/dev/raw.tf").unwrap();
/// assert!(raw.text.contains("  versioning_configuration {\n    status = \"Enabled\"\n  }\n"));
/// assert!(raw.text.contains("    expiration {\n      days = 400\n    }\n"));
/// # Ok::<(), groundplan::Error>(())
/// ```
#[macro_export]
macro_rules! block {
    (@body $block:ident;) => {};
    (@body $block:ident; $key:ident = $value:expr $(, $($rest:tt)*)?) => {
        $block.set(stringify!($key), $value);
        $crate::block!(@body $block; $($($rest)*)?);
    };
    (@body $block:ident; $key:literal = $value:expr $(, $($rest:tt)*)?) => {
        $block.set($key, $value);
        $crate::block!(@body $block; $($($rest)*)?);
    };
    (@body $block:ident; for $key:ident in $bodies:expr $(, $($rest:tt)*)?) => {
        $block.repeat(stringify!($key), $bodies);
        $crate::block!(@body $block; $($($rest)*)?);
    };
    (@body $block:ident; $key:ident { $($inner:tt)* } $($rest:tt)*) => {
        $block.set(stringify!($key), $crate::block!($($inner)*));
        $crate::block!(@body $block; $($rest)*);
    };
    ($($body:tt)*) => {{
        #[allow(unused_mut)]
        let mut block = $crate::terraform::Block::new();
        $crate::block!(@body block; $($body)*);
        block
    }};
}

/// An object, for an argument that takes a map or a structure: `object! { "Name": name, "Tier": tier }`.
///
/// ```
/// use groundplan::object;
/// use groundplan::prelude::*;
/// let exports = Raw::resource("aws_s3_bucket", "exports").set("tags", object! { "Team": "data", "Cost centre": 42 });
/// let statement = object! {
///     "Effect": "Allow",
///     "Action": ["s3:GetObject", "s3:PutObject"],
///     "Resource": exports.arn().with_suffix("/*"),
/// };
/// let policy = Raw::local("policy", object! { "Version": "2012-10-17", "Statement": [statement] });
/// ```
#[macro_export]
macro_rules! object {
    ($($key:literal : $value:expr),* $(,)?) => {
        $crate::terraform::Value::Object(vec![$($crate::terraform::entry($key, $value)),*])
    };
}

/// A list of values of several kinds.
macro_rules! list {
    ($($value:expr),* $(,)?) => { $crate::terraform::Value::List(vec![$($value.into()),*]) };
}

/// Text from pieces: `text!["arn:", partition(), ":iam::", account_id(), ":root"]`.
macro_rules! text {
    ($($piece:expr),* $(,)?) => { $crate::terraform::Text::join([$($crate::terraform::Text::from($piece)),*]) };
}

pub(crate) use crate::{block, object};
pub(crate) use {list, text};
