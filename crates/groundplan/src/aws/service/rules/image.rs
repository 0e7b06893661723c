use crate::aws::Resolver;
use crate::aws::service::Blueprint;
use crate::aws::service::container::{Image, ImageVariable, known};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::terraform::is_variable_name;
use crate::unit::{ImageReference, label};

/// The image, if the spec names exactly one.
pub(in crate::aws::service) fn present<'a>(
    image: Option<&'a Image>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<&'a Image> {
    match image.map(|image| (image, &image.reference, &image.repository)) {
        None | Some((_, None, None)) => {
            let finding =
                Diagnostic::new(Rule::IMAGE_MISSING, path.clone(), "nothing says what the service runs");
            resolver.report(
                finding
                    .wants("an image with a tag or digest")
                    .hint("image: public.ecr.aws/nginx/nginx:1.27.5-alpine"),
            );
            None
        }
        Some((_, Some(reference), Some(_))) => {
            let finding = Diagnostic::new(Rule::IMAGE_REFERENCE, path.clone(), "the image is named twice");
            resolver.report(finding.given(reference).wants("either `reference` or `repository`"));
            None
        }
        Some((image, ..)) => Some(image),
    }
}

/// The variable that gives the tag or digest, if there is one.
pub(in crate::aws::service) fn variable(
    image: &Image,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Option<ImageVariable> {
    let variable = match (&image.tag_variable, &image.digest_variable) {
        (Some(name), None) => ImageVariable { name: name.clone(), is_digest: false },
        (None, Some(name)) => ImageVariable { name: name.clone(), is_digest: true },
        (None, None) => return None,
        (Some(name), Some(_)) => {
            wrong_variable("a tag or a digest comes from a variable, not both", path, resolver);
            ImageVariable { name: name.clone(), is_digest: false }
        }
    };
    if !is_variable_name(&variable.name) {
        wrong_variable(&format!("`{}` cannot be the name of a variable", variable.name), path, resolver);
    }
    if image.tag.is_some() || has_tag(image) {
        wrong_variable("the tag is given twice: here and by a variable", path, resolver);
    }
    Some(variable)
}

fn has_tag(image: &Image) -> bool {
    let reference = image.reference.as_deref().map(str::parse::<ImageReference>);
    matches!(reference, Some(Ok(reference)) if reference.tag().is_some() || reference.digest().is_some())
}

fn wrong_variable(message: &str, path: &Path, resolver: &mut Resolver<'_>) {
    let finding = Diagnostic::new(Rule::IMAGE_VARIABLE, path.clone(), message);
    resolver.report(
        finding
            .wants("a reference without a tag, and one variable of letters, digits and underscores")
            .hint("image: { repository: shop/api, tagVariable: api_tag }"),
    );
}

/// Stands for the registry of the environment's own account, whose name is known when Terraform runs.
pub(in crate::aws::service) const OWN_REGISTRY: &str = "registry.example.com/";

/// Reports an image that may be another one tomorrow.
pub(in crate::aws::service) fn pinned(
    image: &ImageReference,
    by_variable: bool,
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    if image.is_pinned() || by_variable {
        return;
    }
    let what =
        if image.tag().is_some() { "`latest` is another image tomorrow" } else { "the image has no tag" };
    let given = image.to_string();
    let (key, given) = match given.strip_prefix(OWN_REGISTRY) {
        Some(repository) => ("repository", repository),
        None => ("reference", given.as_str()),
    };
    // Which tags there are is not known; a variable takes whichever the pipeline has built.
    let untagged = given.strip_suffix(":latest").unwrap_or(given);
    let variable = format!("{}_tag", container(path).map(label).unwrap_or_default());
    let finding = Diagnostic::new(Rule::IMAGE_PINNED, path.clone(), what)
        .given(given)
        .wants("a tag other than `latest`, a digest, a Terraform variable, or a waiver with the reason")
        .hint(format!("{{ {key}: {untagged}, tagVariable: {variable} }}"));
    resolver.report(finding);
}

/// The container whose image is at a path.
fn container(path: &Path) -> Option<&str> {
    let steps = path.segments();
    steps.get(steps.len().checked_sub(2)?)?.as_key()
}

pub(super) fn well_known_port(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    let (Some(known), Some(port)) = (known(service.container.image.family()), service.port.as_deref()) else {
        return;
    };
    if known.port != *port {
        let message = format!(
            "{} listens on port {} unless it is configured otherwise",
            service.container.image.family(),
            known.port
        );
        let finding = Diagnostic::new(Rule::WELL_KNOWN_PORT, path.clone().key("port"), message)
            .given(port)
            .wants(format!("{}, or a waiver that says how the image is configured", known.port))
            .hint(known.port.to_string());
        resolver.report(finding);
    }
}
