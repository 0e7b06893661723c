//! Values that the provider refuses, argument by argument.
//!
//! What it refuses was asked of provider 5.100, which is older than the one of the bundled schema; what AWS takes was added from AWS's
//! own description of its API (`scripts/values`). So a miss is an error only where a newer provider cannot take it either.

mod alphabet;
mod by_hand;
mod combination;
mod facts;
mod form;
mod judge;
mod measure;
mod walk;
pub(super) mod word;

use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::Model;

rules! {
    /// A value is one of the words that its argument takes, in their spelling.
    ///
    /// The provider refuses `Application` for `application`, and `no-rebalance` for `no_rebalance`.
    VALUE_WORD = error "value/word", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#validatefunc";

    /// A value is one of the words that are known.
    ///
    /// AWS adds words, and newer providers take them: what is not known may be new, or wrong.
    VALUE_UNLISTED = warning "value/unlisted", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#validatefunc";

    /// A number is within the bounds of its argument.
    ///
    /// The provider refuses others when it plans. These bounds are those of AWS's API, of ports, or of what cannot be negative.
    VALUE_NUMBER = error "value/number", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#validatefunc";

    /// A text is as long as its argument takes.
    ///
    /// The provider refuses others when it plans. These bounds are those of AWS's API.
    VALUE_LENGTH = error "value/length", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#validatefunc";

    /// A text holds only the characters that its argument takes.
    ///
    /// The provider refuses others when it plans, and so does AWS's API. Many names take no underscore.
    VALUE_CHARACTERS = error "value/characters", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#validatefunc";

    /// An ARN, an address, a network, an account, a region or a time is written as one.
    ///
    /// The provider reads these, and refuses what it cannot read.
    VALUE_FORM = error "value/form", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";

    /// JSON in a text is JSON.
    ///
    /// A comma too many, or single quotes, and the provider refuses the whole text.
    VALUE_JSON = error "value/json", "https://www.rfc-editor.org/rfc/rfc8259";

    /// What is written as a text is not empty where something is asked for.
    ///
    /// To leave an argument out, it is left out, or `null`. Provider 5.100 refuses an empty text here.
    VALUE_EMPTY = warning "value/empty", "https://developer.hashicorp.com/terraform/language/expressions/types#null";

    /// A value is within what provider 5.100 takes.
    ///
    /// It refuses this one. A newer provider may have wider bounds, where AWS widened them; only newer ones than 5.100 do.
    VALUE_DOUBTED = warning "value/doubted", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#validatefunc";

    /// Arguments that exclude each other are not set together.
    ///
    /// The provider refuses both at once, such as a name and a prefix for one. What is null is not set.
    VALUE_EXCLUDED = error "value/excluded", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#conflictswith";

    /// Arguments that need each other are set together.
    ///
    /// The provider refuses one without the other, and a block in which one of several has to be set and none is.
    VALUE_NEEDED = error "value/needed", "https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors#requiredwith";
}

/// Adds what nothing else was found about.
pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    let mut found = Vec::new();
    walk::values(model, &mut |place, rules, text| found.extend(judge::judge(place, rules, text)));
    let mut combined = Report::default();
    combination::check(model, &mut combined);
    found.extend(combined.diagnostics().iter().cloned());
    add(found, report);
}

/// Adds what is certain only where nothing is given to a module by its callers.
pub(super) fn check_written(model: &Model<'_>, report: &mut Report) {
    let mut found = Report::default();
    combination::check_written(model, &mut found);
    add(found.diagnostics().to_vec(), report);
}

fn add(found: Vec<Diagnostic>, report: &mut Report) {
    let known = report.diagnostics().len();
    for finding in found {
        let is_known = report.diagnostics().iter().take(known).any(|other| other.path == finding.path);
        if !is_known {
            report.add(finding);
        }
    }
}
