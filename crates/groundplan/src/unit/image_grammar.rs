//! The grammar of image references, piece by piece.
//!
//! From the OCI distribution specification, "Pulling manifests", and the grammar that Docker and
//! containerd share, `reference.go` of the project `distribution/reference`.

use std::net::Ipv6Addr;

use super::Invalid;

/// Checks a registry's host with its optional port.
pub(super) fn check_host(host: &str) -> Result<(), Invalid> {
    let (name, port) = split_port(host);
    let is_host = is_ipv6(name) || name.split('.').all(is_domain_component);
    wants(is_host, "a registry's host, such as `ghcr.io` or `localhost:5000`")?;
    wants(port.is_none_or(is_port), "a registry's port from 1 to 65535, such as `localhost:5000`")
}

/// Checks the path of a repository, which has at most 255 characters.
pub(super) fn check_path(path: &str) -> Result<(), Invalid> {
    wants(path.len() <= 255, "an image name of at most 255 characters")?;
    wants(
        path.split('/').all(is_path_component),
        "an image name of lower-case letters and digits, joined by `/`, `.`, `_` or `-`",
    )
}

/// Checks a tag, which has at most 128 characters.
pub(super) fn check_tag(tag: &str) -> Result<(), Invalid> {
    let is_tag = (1..=128).contains(&tag.len())
        && tag.starts_with(is_word)
        && tag.chars().all(|c| is_word(c) || c == '.' || c == '-');
    wants(is_tag, "a tag of 1 to 128 letters, digits, `_`, `.` and `-`, such as `1.4.2`")
}

/// Checks a digest: algorithm, colon, and as many hexadecimal digits as the algorithm gives.
pub(super) fn check_digest(digest: &str) -> Result<(), Invalid> {
    let (algorithm, hex) = digest.split_once(':').unwrap_or(("", digest));
    let is_hex = hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match hex_digits(algorithm) {
        Some(digits) => wants(
            is_hex && hex.len() == digits,
            &format!(
                "a {algorithm} digest of {digits} lower-case hexadecimal digits, not {}",
                hex.chars().count()
            ),
        ),
        None => Err(Invalid::new("a digest that starts with `sha256:`, such as `@sha256:…`")),
    }
}

/// Whether the text is the ID of a local image: 64 hexadecimal digits and nothing else.
pub(super) fn is_image_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The registered algorithms of the OCI image specification, "Descriptors", and go-digest's sha384.
fn hex_digits(algorithm: &str) -> Option<usize> {
    match algorithm {
        "sha256" => Some(64),
        "sha384" => Some(96),
        "sha512" => Some(128),
        _ => None,
    }
}

fn wants(is_so: bool, wanted: &str) -> Result<(), Invalid> {
    is_so.then_some(()).ok_or_else(|| Invalid::new(wanted))
}

/// Splits off the port, but not the last group of a bracketed IPv6 address.
fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

fn is_ipv6(name: &str) -> bool {
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    address.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
}

fn is_domain_component(component: &str) -> bool {
    is_edged(component, |c| c.is_ascii_alphanumeric())
        && component.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Letters and digits, parted by one dot, one or two underscores, or any number of hyphens.
fn is_path_component(component: &str) -> bool {
    let separators = component.split(is_lower).filter(|separator| !separator.is_empty());
    is_edged(component, is_lower) && separators.into_iter().all(is_separator)
}

fn is_separator(text: &str) -> bool {
    matches!(text, "." | "_" | "__") || text.chars().all(|c| c == '-')
}

fn is_edged(text: &str, is_edge: fn(char) -> bool) -> bool {
    text.starts_with(is_edge) && text.ends_with(is_edge)
}

fn is_lower(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for host in [
            "ghcr.io",
            "localhost",
            "localhost:5000",
            "Registry.Example",
            "10.0.0.1:80",
            "[::1]:5000",
            "[::1]",
        ] {
            assert_eq!(check_host(host), Ok(()), "{host}");
        }
        for host in [
            "",
            ".io",
            "a..b",
            "-a.b",
            "a-.b",
            "a_b.c",
            "a.b:",
            "a.b:x",
            "a.b:+1",
            "a.b:99999",
            "[::1",
            "::1",
        ] {
            assert!(check_host(host).is_err(), "{host}");
        }
    }

    #[test]
    fn paths() {
        for path in ["nginx", "acme/api", "a.b", "a_b", "a__b", "a-b", "a---b", "1"] {
            assert_eq!(check_path(path), Ok(()), "{path}");
        }
        for path in
            ["", "/a", "a/", "a//b", "a..b", "a___b", "a._b", "-a", "a-", "a.", "A", "ä", "a:b", "${x}"]
        {
            assert!(check_path(path).is_err(), "{path}");
        }
        assert_eq!(check_path(&"a".repeat(255)), Ok(()));
        assert!(check_path(&"a".repeat(256)).is_err());
    }

    #[test]
    fn tags() {
        for tag in ["1", "v1.4.2", "_x", "1.29-alpine", "A"] {
            assert_eq!(check_tag(tag), Ok(()), "{tag}");
        }
        for tag in ["", ".1", "-1", "a b", "a+b", "é", &"a".repeat(129)] {
            assert!(check_tag(tag).is_err(), "{tag}");
        }
        assert_eq!(check_tag(&"a".repeat(128)), Ok(()));
    }

    #[test]
    fn digests() {
        let hex = "0a".repeat(32);
        assert_eq!(check_digest(&format!("sha256:{hex}")), Ok(()));
        assert_eq!(check_digest(&format!("sha512:{hex}{hex}")), Ok(()));
        for digest in [
            hex.clone(),
            format!("md5:{hex}"),
            format!("sha256:{hex}0"),
            format!("sha256:{}", "0G".repeat(32)),
        ] {
            assert!(check_digest(&digest).is_err(), "{digest}");
        }
        assert!(check_digest("sha256:abc").unwrap_err().wanted.ends_with("not 3"));
    }
}
