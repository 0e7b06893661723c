//! The kinds of values that references of AWS's resources yield.

use crate::terraform::{Argument, Content, Ref, Text, Value};

/// The kind of a reference that yields the id of a VPC: `vpc-0a1b…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VpcId {}

/// The ARN of something in AWS: text, a reference that yields one, or one with something behind it.
///
/// ```
/// use groundplan::prelude::*;
/// let exports = Raw::resource("aws_s3_bucket", "exports");
/// let api = EcsFargateService::new("api")
///     .allow("s3:ListBucket", exports.arn())
///     .allow("s3:PutObject", exports.arn().with_suffix("/*"))
///     .allow("s3:GetObject", "arn:aws:s3:::shop-imports/*");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn(Text);

impl Arn {
    /// Takes any text, reference or expression for an ARN, where Rust cannot know what it yields. The caller
    /// answers for it.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let topic = Import::new("topicArn").from("platform");
    /// let api = EcsFargateService::new("api").allow("sns:Publish", Arn::from_text(topic.value()));
    /// ```
    #[must_use]
    pub fn from_text(text: impl Into<Text>) -> Self {
        Self(text.into())
    }

    /// The ARN as text, which may hold references.
    pub(crate) fn text(&self) -> &Text {
        &self.0
    }

    /// The ARN with something behind it: the objects in a bucket, the streams of a log group.
    #[must_use]
    pub fn with_suffix(self, suffix: impl Into<Text>) -> Self {
        Self(Text::join([self.0, suffix.into()]))
    }
}

impl Ref<Arn> {
    /// The ARN with something behind it: the objects in a bucket, the streams of a log group.
    #[must_use]
    pub fn with_suffix(self, suffix: impl Into<Text>) -> Arn {
        Arn::from(self).with_suffix(suffix)
    }
}

impl From<&'static str> for Arn {
    fn from(arn: &'static str) -> Self {
        Self(arn.into())
    }
}

impl From<String> for Arn {
    fn from(arn: String) -> Self {
        Self(arn.into())
    }
}

impl From<Ref<Self>> for Arn {
    fn from(reference: Ref<Self>) -> Self {
        Self(reference.into())
    }
}

impl From<&Ref<Self>> for Arn {
    fn from(reference: &Ref<Self>) -> Self {
        Self(reference.into())
    }
}

impl From<Arn> for Text {
    fn from(arn: Arn) -> Self {
        arn.0
    }
}

impl From<Arn> for Value {
    fn from(arn: Arn) -> Self {
        arn.0.into()
    }
}

impl Argument for Arn {
    fn into_content(self) -> Option<Content> {
        Some(Content::Value(self.into()))
    }
}
