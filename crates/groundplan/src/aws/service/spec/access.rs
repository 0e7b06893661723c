use crate::reference::Arn;
use crate::spec::spec;

spec! {
    /// Something that the application may do in AWS.
    pub struct Grant {
        /// Actions such as `s3:PutObject`.
        actions(manual): Vec<String>,
        /// ARNs of what they may be done to.
        resources(manual): Vec<Arn>,
    }
}

impl Grant {
    /// What may be done, and the ARNs of what it may be done to.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let read = Grant::new(["s3:GetObject", "s3:GetObjectVersion"], ["arn:aws:s3:::shop-exports/*"]);
    /// let api = EcsFargateService::new("api").grant(read);
    /// ```
    #[must_use]
    pub fn new<A: Into<String>, R: Into<Arn>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Self {
        Self {
            actions: Some(actions.into_iter().map(Into::into).collect()),
            resources: Some(resources.into_iter().map(Into::into).collect()),
        }
    }
}

spec! {
    /// Addresses that tasks may reach.
    pub struct EgressRule {
        /// The addresses, such as `10.20.0.0/16`.
        cidr(into): String,
        /// The TCP port.
        port: u16,
    }
}

impl EgressRule {
    /// A block of addresses, and the TCP port that tasks may reach there.
    #[must_use]
    pub fn new(cidr: impl Into<String>, port: u16) -> Self {
        Self::default().cidr(cidr).port(port)
    }
}
