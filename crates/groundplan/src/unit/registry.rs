//! Image registries.

use super::AccountId;

/// The registry that serves an image.
///
/// ```
/// use groundplan::unit::{ImageReference, Registry};
///
/// let image: ImageReference = "public.ecr.aws/nginx/nginx:1.29".parse()?;
/// assert_eq!(image.registry(), Registry::EcrPublic);
///
/// // Not quite an ECR host: there is no region in it.
/// let image: ImageReference = "012345678901.dkr.ecr.amazonaws.com/api:1".parse()?;
/// assert!(matches!(image.registry(), Registry::Other(_)));
/// # Ok::<(), groundplan::unit::Invalid>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Registry {
    /// Docker Hub, which limits how often anonymous clients may pull.
    DockerHub,
    /// Amazon's public gallery, `public.ecr.aws`.
    EcrPublic,
    /// The private registry that every AWS account has in every region.
    EcrPrivate {
        /// The account that owns the registry.
        account: AccountId,
        /// The code of its region, as written in the host.
        region: String,
    },
    /// Any other registry, by its host and port.
    Other(String),
}

impl Registry {
    /// The registry at `host`, where Docker Hub is `docker.io`.
    pub(super) fn at(host: &str) -> Self {
        match host {
            "docker.io" | "registry-1.docker.io" => Self::DockerHub,
            "public.ecr.aws" | "ecr-public.aws.com" => Self::EcrPublic,
            _ => ecr_private(host).unwrap_or_else(|| Self::Other(host.to_owned())),
        }
    }
}

/// The parts before and after the region in the host of a private registry.
///
/// From the AWS pages "Amazon ECR endpoints and quotas" and "Making requests to Amazon ECR
/// registries": the `dkr-ecr` hosts are the dual-stack ones.
const ECR_HOSTS: &[(&str, &str)] = &[
    ("dkr.ecr.", ".amazonaws.com"),
    ("dkr.ecr.", ".amazonaws.com.cn"),
    ("dkr.ecr-fips.", ".amazonaws.com"),
    ("dkr-ecr.", ".on.aws"),
    ("dkr-ecr-fips.", ".on.aws"),
    ("dkr-ecr.", ".on.amazonwebservices.com.cn"),
];

fn ecr_private(host: &str) -> Option<Registry> {
    let (account, rest) = host.split_once('.')?;
    let between = |(before, after): &(&str, &str)| rest.strip_prefix(before)?.strip_suffix(after);
    let region = ECR_HOSTS.iter().find_map(between).filter(|region| !region.contains('.'))?;
    Some(Registry::EcrPrivate { account: account.parse().ok()?, region: region.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_private_host_names_account_and_region() {
        for host in [
            "012345678901.dkr.ecr.eu-west-1.amazonaws.com",
            "012345678901.dkr.ecr-fips.eu-west-1.amazonaws.com",
            "012345678901.dkr.ecr.eu-west-1.amazonaws.com.cn",
            "012345678901.dkr-ecr.eu-west-1.on.aws",
        ] {
            let wanted = Registry::EcrPrivate {
                account: "012345678901".parse().unwrap(),
                region: "eu-west-1".to_owned(),
            };
            assert_eq!(Registry::at(host), wanted, "{host}");
        }
    }

    #[test]
    fn hosts_that_only_resemble_ecr_are_others() {
        for host in [
            "ghcr.io",
            "localhost:5000",
            "12345678901.dkr.ecr.eu-west-1.amazonaws.com",
            "012345678901.dkr.ecr.eu-west-1.on.aws",
            "012345678901.dkr.ecr.eu.west.amazonaws.com",
            "012345678901.dkr.ecr.eu-west-1.amazonaws.com.example.org",
        ] {
            assert_eq!(Registry::at(host), Registry::Other(host.to_owned()));
        }
    }

    #[test]
    fn public_registries_have_several_hosts() {
        assert_eq!(Registry::at("docker.io"), Registry::at("registry-1.docker.io"));
        assert_eq!(Registry::at("public.ecr.aws"), Registry::at("ecr-public.aws.com"));
    }
}
