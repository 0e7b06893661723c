//! The picture of specs, of Terraform and of plans.

use groundplan::configuration::UnreadCall;
use groundplan::cost::Usage;
use groundplan::diagram::Diagram;
use groundplan::terraform::Document;

use crate::cost::{Failure, Subject, only};
use crate::input::Findings;

/// A picture, and what is not in it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The picture.
    pub diagram: Diagram,
    /// What cannot be read.
    pub unread: Vec<Findings>,
    /// The calls of modules that were not entered.
    pub unread_calls: Vec<UnreadCall>,
}

/// The picture of one environment; without one, of the last root module. What cannot be read is not in it, and comes with
/// it.
///
/// # Errors
///
/// When the subject has errors, or there is no environment of the name that was asked for.
pub fn draw(subject: &Subject<'_>, environment: Option<&str>) -> Result<Picture, Failure> {
    let priced = subject.price(&Usage::new())?;
    let unread_calls = priced.unread_calls();
    let asked = environment.map(|name| only(priced.estimate, name)).transpose()?;
    let is_asked =
        |name: &str| asked.as_ref().is_none_or(|of| of.modules.iter().any(|module| module.name == name));
    let diagram = match priced.roots.iter().rfind(|root| is_asked(&root.name)) {
        Some(root) => {
            Diagram::of_modules(root.modules.iter().map(|module| (module.address.as_str(), &module.document)))
        }
        None => {
            let document = priced.documents.iter().rfind(|(name, _)| is_asked(name));
            document.map_or_else(|| Diagram::of(&Document::new()), |(_, document)| Diagram::of(document))
        }
    };
    Ok(Picture { diagram, unread: priced.unread, unread_calls })
}
