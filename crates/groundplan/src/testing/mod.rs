//! Matchers over a [`Document`](crate::terraform::Document), for users' own tests of their stacks.
//!
//! ```
//! use groundplan::prelude::*;
//! use groundplan::props;
//! use groundplan::testing::{Match, Template};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let synthesis = Stack::new("shop")
//!     .region(Region::EuWest1)
//!     .service(EcsFargateService::new("api").image("public.ecr.aws/nginx/nginx:1.27.5-alpine").port(80))
//!     .environment(Environment::development("dev"))
//!     .synth()?;
//! let template = Template::of(synthesis.environment("dev").ok_or("no dev")?);
//!
//! template.assert_resource_count("aws_vpc", 1)?;
//! template.assert_has_resource("aws_ecs_service", props! {
//!     "desired_count": 1,
//!     "task_definition": Match::reference_to("aws_ecs_task_definition.api"),
//!     "network_configuration": { "subnets": Match::any() },
//! })?;
//! template.assert_lacks_resource("aws_ecs_service", props! { "enable_execute_command": true })?;
//! # Ok(())
//! # }
//! ```
//!
//! Conditions are written with [`props!`](crate::props): objects match if they contain at least these entries, lists
//! match element by element. Every method returns a `Result`, so a test may use `?` or `unwrap()`: a [`Mismatch`]
//! shows the closest candidate, the wanted and the found values, in its `Debug` too.
//!
//! Matchers read only the document, which is what is written to files.

mod capture;
mod compare;
mod difference;
mod kinds;
mod matcher;
mod mismatch;
mod props;
mod seen;
mod template;

pub use capture::Capture;
pub use matcher::Match;
pub use mismatch::Mismatch;
pub use template::Template;
