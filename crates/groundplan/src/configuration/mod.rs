//! A root module with the modules that it calls, and what its variables are set to: what an apply works on.
//!
//! [`Modules`] has every instance of every module with everything known in it, as far as the files tell: with `count` and
//! `for_each` as the instances that they make, and with the arguments of calls in place of variables. What only an apply
//! knows stays an expression.

mod arguments;
mod call_providers;
mod check;
mod circles;
mod dynamic;
mod enter;
mod expand;
mod failing;
mod folder;
mod input;
mod manifest;
mod modules;
mod outputs;
mod planned;
mod provider;
mod rules;
mod tree;
mod unread;
mod views;

pub use folder::{Folder, join, local_sources};
pub use input::{Input, is_values_file, values_order};
pub use manifest::{MANIFEST, installed_folders};
pub use modules::{Module, Modules, Written};
pub use tree::Tree;
pub use unread::{UnreadCall, WhyUnread, unread_line};

pub(crate) use expand::instances as instances_of;
pub(crate) use planned::is_another_aws;
pub(crate) use rules::RULES;
pub(crate) use views::Views;
