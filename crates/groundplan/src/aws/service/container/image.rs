use super::Kept;
use crate::spec::spec;
use crate::terraform::{Address, Text};
use crate::unit::{ImageReference, Registry};

spec! {
    /// What a container runs: a reference with a tag or digest, or one whose tag a pipeline gives as a
    /// Terraform variable.
    pub struct Image by reference {
        /// The reference: `public.ecr.aws/nginx/nginx:1.27.5-alpine`. Without a tag when a variable gives it.
        reference(into): String,
        /// A repository of the environment's own account and region, such as `shop/api`, in place of a
        /// whole reference.
        repository(into, replaces [reference]): String,
        /// The tag of an image in `repository`.
        tag(into, also ["version"], replaces [tag_variable, digest_variable]): String,
        /// The Terraform variable that gives the tag, for pipelines that deploy new versions.
        tag_variable(into, replaces [tag, digest_variable]): String,
        /// The Terraform variable that gives the digest (`sha256:…`).
        digest_variable(into, replaces [tag, tag_variable]): String,
        /// The secret of this spec that holds user name and password of a private registry, as
        /// `{"username": "…", "password": "…"}`. The right to read it comes along.
        credentials(into, also ["repositoryCredentials", "pullSecret", "imagePullSecret"]): String,
    }
}

impl Image {
    /// An image by its reference, with a tag or digest. Text becomes one by itself.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let nginx = Image::new("public.ecr.aws/nginx/nginx:1.27.5-alpine");
    /// assert_eq!(nginx, "public.ecr.aws/nginx/nginx:1.27.5-alpine".into());
    /// ```
    #[must_use]
    pub fn new(reference: impl Into<String>) -> Self {
        Self::default().reference(reference)
    }

    /// A change of the image, for an environment: another tag, say.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let canary = EcsFargateService::patch("api").image(Image::patch().tag("2026.12.0-rc1"));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }

    /// An image in a repository of the environment's own account and region.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").image(Image::from_repository("shop/api").tag_variable("api_tag"));
    /// ```
    #[must_use]
    pub fn from_repository(repository: impl Into<String>) -> Self {
        Self::default().repository(repository)
    }
}

impl From<&str> for Image {
    fn from(reference: &str) -> Self {
        Self::new(reference)
    }
}

impl From<String> for Image {
    fn from(reference: String) -> Self {
        Self::new(reference)
    }
}

/// What a container runs, with everything that follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImageBlueprint {
    /// What the container definition says.
    pub(crate) text: Text,
    /// The repository in ECR, whose ARN the execution role is limited to.
    pub(crate) repository: Option<EcrRepository>,
    /// Where the image lies, when it is not in the environment's own registry.
    pub(crate) reference: Option<ImageReference>,
    /// The variable that gives the tag or digest.
    pub(crate) variable: Option<ImageVariable>,
    /// The secret with which a private registry gives it out.
    pub(in crate::aws::service) credentials: Option<Kept>,
}

/// A private repository in ECR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EcrRepository {
    /// `None` for the environment's own.
    pub(crate) account: Option<String>,
    /// `None` for the environment's own.
    pub(crate) region: Option<String>,
    pub(crate) name: String,
}

/// A variable that gives the tag or digest of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImageVariable {
    pub(crate) name: String,
    pub(crate) is_digest: bool,
}

impl ImageVariable {
    /// `:${var.api_tag}` or `@${var.api_digest}`.
    pub(super) fn suffix(&self) -> Text {
        let sign = if self.is_digest { "@" } else { ":" };
        Text::join([sign.into(), Text::from(Address::variable(self.name.clone()).whole())])
    }
}

impl ImageBlueprint {
    /// Takes the place of an image that cannot be read: it can be pulled from anywhere, and no port or folder of it
    /// is known, so no rule about the rest of the service finds fault with it.
    pub(super) fn stand_in() -> Self {
        let repository = EcrRepository { account: None, region: None, name: String::new() };
        let text = "".into();
        Self { text, repository: Some(repository), reference: None, variable: None, credentials: None }
    }

    /// The registry, for the question whether it can be reached.
    pub(crate) fn registry(&self) -> Registry {
        match &self.reference {
            Some(reference) => reference.registry(),
            None => Registry::Other("the environment's own ECR".to_owned()),
        }
    }

    /// The image's short name: `nginx`.
    pub(crate) fn family(&self) -> &str {
        self.reference.as_ref().map_or("", |reference| reference.family())
    }
}
