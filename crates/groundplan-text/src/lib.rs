//! Texts in, answers out: what every face of groundplan does with specs in YAML or JSON, with Terraform and with
//! plans, before anything is shown or written. It touches no file.

pub mod editor;
