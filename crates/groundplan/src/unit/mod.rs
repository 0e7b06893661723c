//! The values a plan is written in: sizes, durations, addresses, names.
//!
//! Each type here is one kind of value with its unit in the text, so that `memory: 512` is never
//! guessed at: it is refused, and the refusal says what to write instead ([`Invalid::hint`]).
//!
//! Every unit reads with [`FromStr`](std::str::FromStr) and prints with
//! [`Display`](std::fmt::Display), and what it prints reads back as the same value. Nothing here
//! uses floating point: `0.5 GiB` is exactly 512 MiB.
//!
//! - sizes: [`Memory`], [`Vcpu`], [`Percent`]
//! - usage and money: [`Count`], [`DataSize`], [`Money`]
//! - durations: [`Seconds`], [`Days`], [`OfficeHours`]
//! - places: [`Region`] in its [`Partition`], [`AccountId`], [`Cidr`]
//! - images: [`ImageReference`] and the [`Registry`] that serves it
//! - names: [`is_name`], [`label`], [`fit`], [`prefix`]; secrets in plain sight: [`looks_secret`], [`without_secrets`]

mod account;
mod cidr;
mod count;
mod data_size;
mod days;
mod fargate;
mod hash;
mod health_matcher;
mod image;
mod image_grammar;
mod invalid;
mod label;
mod lookup;
mod memory;
mod money;
mod name;
mod office_hours;
mod order;
mod partition;
mod percent;
mod quantity;
mod region;
mod registry;
mod retention;
mod seconds;
mod secret;
mod secret_text;
mod vcpu;

pub use account::AccountId;
pub use cidr::Cidr;
pub use count::Count;
pub use data_size::DataSize;
pub use days::Days;
#[doc(hidden)]
pub use hash::fingerprint;
pub use image::ImageReference;
pub use invalid::Invalid;
pub use label::{is_name, label};
pub use memory::Memory;
pub use money::Money;
pub use name::{fit, prefix};
pub use office_hours::OfficeHours;
pub use partition::Partition;
pub use percent::Percent;
pub use region::Region;
pub use registry::Registry;
pub use retention::{RETENTIONS, next_retention};
pub use seconds::Seconds;
pub use secret::{is_secret_value, looks_secret};
pub use secret_text::without_secrets;
pub use vcpu::Vcpu;

pub(crate) use hash::spread;
pub(crate) use health_matcher::{GRPC_CODES, HTTP_CODES, is_matcher};
pub(crate) use lookup::Lookup;
pub(crate) use order::{map_of, set_of, sort_by};
pub(crate) use secret_text::{is_reference, without_tokens};
