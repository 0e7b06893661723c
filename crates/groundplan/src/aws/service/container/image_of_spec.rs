//! What the spec's words for an image come to.

use super::image::{EcrRepository, Image, ImageBlueprint, ImageVariable};
use super::secret_variable::secret;
use crate::aws::service::resolve::Around;
use crate::aws::service::rules::image as image_rules;
use crate::aws::{Resolver, account_id};
use crate::decision::{Decided, Origins};
use crate::diagnostic::{Path, Rule};
use crate::terraform::Text;
use crate::unit::{ImageReference, Registry};

/// The image, and where the spec says what it is.
pub(super) fn decide(
    spec: Option<&Image>,
    around: &Around<'_>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Decided<ImageBlueprint> {
    let mut image = image(spec, path, resolver).unwrap_or_else(ImageBlueprint::stand_in);
    let credentials = spec.and_then(|spec| spec.credentials.as_ref());
    image.credentials = credentials.and_then(|name| {
        secret(name, around, path.clone().key("credentials"), resolver).map(|(_, kept)| kept)
    });
    let stated = resolver.text(path, &image.text);
    let is_own = image.reference.is_none() && image.repository.is_some();
    let origins = if is_own { stated.origins().and(&Origins::REGION) } else { stated.origins().clone() };
    Decided::new(image, origins)
}

fn image(spec: Option<&Image>, path: &Path, resolver: &mut Resolver<'_>) -> Option<ImageBlueprint> {
    let spec = image_rules::present(spec, path, resolver)?;
    let variable = image_rules::variable(spec, path, resolver);
    match (&spec.repository, &spec.reference) {
        (Some(repository), _) => own_image(repository, spec, variable, path, resolver),
        (None, Some(reference)) => foreign_image(reference, variable, path, resolver),
        (None, None) => None,
    }
}

/// An image in the environment's own account and region, which Terraform knows when it is applied.
fn own_image(
    repository: &str,
    spec: &Image,
    variable: Option<ImageVariable>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<ImageBlueprint> {
    let tag = spec.tag.as_deref();
    let sample = format!(
        "{}{repository}{}",
        image_rules::OWN_REGISTRY,
        tag.map_or(String::new(), |tag| format!(":{tag}"))
    );
    let reference: ImageReference = resolver.parse(Rule::IMAGE_REFERENCE, path.clone(), &sample)?;
    image_rules::pinned(&reference, variable.is_some(), path, resolver);
    let region = resolver.context.region;
    let host = format!(".dkr.ecr.{region}.{}/", region.partition().dns_suffix());
    let suffix = match (&variable, tag) {
        (Some(variable), _) => variable.suffix(),
        (None, Some(tag)) => format!(":{tag}").into(),
        (None, None) => "".into(),
    };
    Some(ImageBlueprint {
        text: Text::join([account_id().into(), host.into(), Text::from(repository.to_owned()), suffix]),
        repository: Some(EcrRepository { account: None, region: None, name: repository.to_owned() }),
        reference: None,
        variable,
        credentials: None,
    })
}

fn foreign_image(
    text: &str,
    variable: Option<ImageVariable>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<ImageBlueprint> {
    let reference: ImageReference = resolver.parse(Rule::IMAGE_REFERENCE, path.clone(), text)?;
    image_rules::pinned(&reference, variable.is_some(), path, resolver);
    let repository = match reference.registry() {
        Registry::EcrPrivate { account, region } => Some(EcrRepository {
            account: Some(account.to_string()),
            region: Some(region),
            name: reference.repository().to_owned(),
        }),
        _ => None,
    };
    let literal = Text::from(text.to_owned());
    let text = match &variable {
        Some(variable) => Text::join([literal, variable.suffix()]),
        None => literal,
    };
    Some(ImageBlueprint { text, repository, reference: Some(reference), variable, credentials: None })
}
