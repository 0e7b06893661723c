use std::path::Path;

use groundplan::cost::PriceBook;
use groundplan::cost::price::{Rebuilt, RebuiltRegion};
use groundplan_text::UsageError;

use crate::arguments::Prices;
use crate::outcome::Outcome;
use crate::spec_files;
use crate::style::{GOOD, paint};
use crate::system::{System, make_folders};
use crate::usage_error;

/// `groundplan prices`.
pub(super) fn run(arguments: &Prices, system: &dyn System) -> Result<Outcome, UsageError> {
    let texts = arguments
        .offers
        .iter()
        .map(|path| spec_files::whole(system, path))
        .collect::<Result<Vec<String>, UsageError>>()?;
    let rebuilt = PriceBook::bundled().rebuilt(texts.iter().map(String::as_str)).map_err(|error| {
        let usage_error = UsageError::new("cannot build price books from these files");
        error.to_string().lines().fold(usage_error, UsageError::line)
    })?;
    write(system, &rebuilt, &arguments.out)?;
    Ok(Outcome::of(rebuilt.regions.iter().map(summary).collect()))
}

fn write(system: &dyn System, rebuilt: &Rebuilt, out: &Path) -> Result<(), UsageError> {
    let books = out.join("aws");
    make_folders(system, &books).map_err(|error| usage_error::with("make", &books, &error))?;
    for region in &rebuilt.regions {
        let text = rebuilt.book.text(&region.name).unwrap_or_default();
        save(system, &books.join(format!("{}.json", region.name)), &text)?;
    }
    save(system, &out.join("facts.tsv"), &rebuilt.book.facts())
}

fn save(system: &dyn System, path: &Path, text: &str) -> Result<(), UsageError> {
    system.write(path, text.as_bytes()).map_err(|error| usage_error::with("write", path, &error))
}

/// The summary of one region.
fn summary(region: &RebuiltRegion) -> String {
    let RebuiltRegion { name, taken, kept } = region;
    let head =
        format!("{}  {name}: {} prices taken, {} kept\n", paint(GOOD, "written"), taken.len(), kept.len());
    kept.iter().fold(head, |text, key| text + "  kept  " + key + "\n")
}
