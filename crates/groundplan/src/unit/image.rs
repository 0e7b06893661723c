//! Container image references.

use std::fmt;
use std::str::FromStr;

use super::image_grammar::{check_digest, check_host, check_path, check_tag, is_image_id};
use super::{Invalid, Registry};

/// A container image: the registry it is pulled from, its repository, and a tag or digest.
///
/// Reads what `docker pull` reads and prints exactly what was written. Without a host the image is
/// Docker Hub's, where a single name is one of the official images in `library/`. The limits are
/// those of the grammar in `distribution/reference`: a repository of 255 characters, a tag of 128,
/// and 64 hexadecimal digits of sha256.
///
/// ```
/// use groundplan::unit::ImageReference;
///
/// let image: ImageReference = "nginx:1.29".parse()?;
/// assert_eq!((image.host(), image.repository(), image.tag()), ("docker.io", "library/nginx", Some("1.29")));
/// assert!(image.is_pinned());
///
/// let refused = "ghcr.io/Acme/api:1".parse::<ImageReference>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("ghcr.io/acme/api:1"));
/// # Ok::<(), groundplan::unit::Invalid>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageReference {
    written: String,
    host: String,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
}

impl ImageReference {
    /// The registry's host and port; `docker.io` when none is written.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The repository within the registry, such as `library/nginx` or `acme/api`.
    #[must_use]
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The tag, when one is written.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest with its algorithm, such as `sha256:…`, when one is written.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// Whether it names one version: by a digest, or by a tag other than `latest`.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.digest.is_some() || self.tag().is_some_and(|tag| tag != "latest")
    }

    /// The registry that serves it.
    #[must_use]
    pub fn registry(&self) -> Registry {
        Registry::at(&self.host)
    }

    /// What kind of image it is, by the last part of its repository: `nginx` for `library/nginx`.
    ///
    /// ```
    /// use groundplan::unit::ImageReference;
    ///
    /// let image: ImageReference = "public.ecr.aws/docker/library/postgres:18".parse()?;
    /// assert_eq!(image.family(), "postgres");
    /// assert_ne!(image.family(), image.repository());
    /// # Ok::<(), groundplan::unit::Invalid>(())
    /// ```
    #[must_use]
    pub fn family(&self) -> &str {
        self.repository.rsplit_once('/').map_or(&self.repository, |(_, last)| last)
    }
}

const DOCKER_HUB: &str = "docker.io";

/// Docker Hub's first name, which Docker still reads as the present one.
const DOCKER_HUB_BEFORE: &str = "index.docker.io";

impl FromStr for ImageReference {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        check_whole(text)?;
        let parts = Parts::of(text);
        parts.check()?;
        Ok(Self {
            written: text.to_owned(),
            host: parts.host().to_owned(),
            repository: parts.repository(),
            tag: parts.tag.map(str::to_owned),
            digest: parts.digest.map(str::to_owned),
        })
    }
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// Refuses text that is clearly not an image reference, before it is parsed.
fn check_whole(text: &str) -> Result<(), Invalid> {
    if text.is_empty() {
        return Err(Invalid::new("an image, such as `nginx:1.29` or `ghcr.io/acme/api:1.4.2`"));
    }
    if let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
        return Err(Invalid::new("an image without `http://` or `https://`").guess(readable(rest)));
    }
    if text.contains(char::is_whitespace) {
        let joined: String = text.split_whitespace().collect();
        return Err(Invalid::new("an image without spaces").guess(readable(&joined)));
    }
    if is_image_id(text) {
        return Err(Invalid::new("an image by its name, not by its ID"));
    }
    Ok(())
}

/// The text, if it is an image reference: a hint that is itself refused would be no help.
fn readable(text: &str) -> Option<ImageReference> {
    text.parse().ok()
}

/// A reference taken apart but not yet checked; printing puts it together again.
#[derive(Clone, Copy)]
struct Parts<'a> {
    host: Option<&'a str>,
    path: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (rest, digest) = split_digest(text);
        let (name, tag) = split_tag(rest);
        let (host, path) = split_host(name);
        Self { host, path, tag, digest }
    }

    fn check(&self) -> Result<(), Invalid> {
        self.host.map_or(Ok(()), check_host)?;
        check_path(self.path).map_err(|refused| self.path_in_lower_case().unwrap_or(refused))?;
        self.tag.map_or(Ok(()), check_tag)?;
        self.digest.map_or(Ok(()), check_digest).map_err(|refused| refused.guess(self.digest_in_lower_case()))
    }

    fn host(&self) -> &'a str {
        self.host.filter(|host| *host != DOCKER_HUB_BEFORE).unwrap_or(DOCKER_HUB)
    }

    fn repository(&self) -> String {
        let is_official = self.host() == DOCKER_HUB && !self.path.contains('/');
        if is_official { format!("library/{}", self.path) } else { self.path.to_owned() }
    }

    /// The refusal when upper case is all that is wrong with the path.
    fn path_in_lower_case(&self) -> Option<Invalid> {
        let path = self.path.to_ascii_lowercase();
        check_path(&path).ok()?;
        let hint = readable(&Parts { path: &path, ..*self }.to_string());
        Some(Invalid::new("an image name in lower case").guess(hint))
    }

    fn digest_in_lower_case(&self) -> Option<ImageReference> {
        let digest = self.digest?.to_ascii_lowercase();
        check_digest(&digest).ok()?;
        readable(&Parts { digest: Some(&digest), ..*self }.to_string())
    }
}

impl fmt::Display for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.host.map_or(Ok(()), |host| write!(f, "{host}/"))?;
        f.write_str(self.path)?;
        self.tag.map_or(Ok(()), |tag| write!(f, ":{tag}"))?;
        self.digest.map_or(Ok(()), |digest| write!(f, "@{digest}"))
    }
}

fn split_digest(text: &str) -> (&str, Option<&str>) {
    text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)))
}

/// A colon before the last slash belongs to the host's port, not to a tag.
fn split_tag(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
        _ => (text, None),
    }
}

/// The first component is a host only if it cannot be a plain directory name.
fn split_host(name: &str) -> (Option<&str>, &str) {
    match name.split_once('/') {
        Some((host, path)) if host.contains(['.', ':']) || host == "localhost" => (Some(host), path),
        _ => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn image(text: &str) -> ImageReference {
        text.parse().unwrap()
    }

    fn refused(text: &str) -> Invalid {
        text.parse::<ImageReference>().unwrap_err()
    }

    #[test]
    fn docker_hub_is_where_a_bare_name_lives() {
        for text in ["nginx", "docker.io/nginx", "index.docker.io/library/nginx", "library/nginx:1"] {
            let image = image(text);
            assert_eq!((image.host(), image.repository()), ("docker.io", "library/nginx"), "{text}");
            assert_eq!((image.registry(), image.family()), (Registry::DockerHub, "nginx"), "{text}");
            assert_eq!(image.to_string(), text);
        }
        assert_eq!(image("acme/api").repository(), "acme/api");
    }

    #[test]
    fn a_port_is_not_a_tag() {
        let local = image("localhost:5000/api");
        assert_eq!((local.host(), local.repository(), local.tag()), ("localhost:5000", "api", None));
        assert_eq!(image("localhost:5000").tag(), Some("5000"));
        assert_eq!(image("localhost/api:2").host(), "localhost");
    }

    #[test]
    fn pinned_is_a_digest_or_a_version() {
        let digest = format!("sha256:{}", "0a".repeat(32));
        assert!(image("nginx:1.29").is_pinned());
        assert!(image(&format!("nginx@{digest}")).is_pinned());
        assert!(image(&format!("nginx:latest@{digest}")).is_pinned());
        assert!(!image("nginx").is_pinned());
        assert!(!image("nginx:latest").is_pinned());
        assert_eq!(image(&format!("nginx:1@{digest}")).digest(), Some(digest.as_str()));
    }

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in [
            ("ghcr.io/Acme/API:V1", "ghcr.io/acme/api:V1"),
            ("Nginx", "nginx"),
            ("https://ghcr.io/acme/api:1", "ghcr.io/acme/api:1"),
            ("http://localhost:5000/api", "localhost:5000/api"),
            ("nginx: 1.29", "nginx:1.29"),
        ] {
            assert_eq!(refused(text).hint.as_deref(), Some(wanted), "{text}");
        }
        let shouted = format!("nginx@sha256:{}", "0A".repeat(32));
        assert_eq!(refused(&shouted).hint, Some(shouted.to_lowercase()));
    }

    #[test]
    fn the_refusal_says_which_part_is_wrong() {
        for (text, wanted) in [
            ("", "an image, such"),
            ("nginx:", "a tag"),
            ("nginx@", "a digest"),
            ("nginx@sha256:abc", "a sha256 digest of 64"),
            ("ghcr.io/", "an image name of lower-case"),
            ("ghcr.io:port/x", "a registry's port from 1 to 65535"),
            ("ghcr.io:99999/x", "a registry's port from 1 to 65535"),
            ("ghcr..io/x", "a registry's host"),
            ("https://hub.docker.com/_/nginx", "an image without `http"),
            (&"a".repeat(64), "an image by its name"),
            (&"a".repeat(300), "an image name of at most"),
        ] {
            let refused = refused(text);
            assert!(refused.wanted.starts_with(wanted), "{text}: {refused}");
            assert_eq!(refused.hint, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(
            text in "(([a-z]{1,8}\\.io|localhost)(:[1-9][0-9]{1,3})?/)?[a-z0-9]{1,9}((__?|-{1,3})[a-z]{1,3}){0,2}(/[a-z0-9]{1,9}(\\.[a-z]{1,3})?)?(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,9})?(@sha256:[0-9a-f]{64})?",
        ) {
            prop_assert_eq!(image(&text).to_string(), text);
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            if let Ok(image) = text.parse::<ImageReference>() {
                prop_assert_eq!(image.to_string(), text);
            }
        }

        #[test]
        fn hints_are_readable(text in "(https?://)?[A-Za-z.:/@ _-]{0,20}") {
            let hint = text.parse::<ImageReference>().err().and_then(|refused| refused.hint);
            prop_assert!(hint.is_none_or(|hint| hint.parse::<ImageReference>().is_ok()));
        }
    }
}
