use std::fs;
use std::path::Path;

use groundplan::cost::PriceBook;
use groundplan::cost::price::{Rebuilt, RebuiltRegion};

use crate::arguments::Prices;
use crate::outcome::Outcome;
use crate::style::{GOOD, paint};
use crate::trouble;
use groundplan_text::Trouble;

/// `groundplan prices`.
pub(super) fn run(arguments: &Prices) -> Result<Outcome, Trouble> {
    let texts = arguments.offers.iter().map(|path| read(path)).collect::<Result<Vec<String>, Trouble>>()?;
    let rebuilt = PriceBook::bundled().rebuilt(texts.iter().map(String::as_str)).map_err(|error| {
        let trouble = Trouble::new("these are no price lists that books can be made of");
        error.to_string().lines().fold(trouble, Trouble::line)
    })?;
    write(&rebuilt, &arguments.out)?;
    Ok(Outcome::of(rebuilt.regions.iter().map(told).collect()))
}

fn read(path: &Path) -> Result<String, Trouble> {
    fs::read_to_string(path).map_err(|error| trouble::with("read", path, &error))
}

fn write(rebuilt: &Rebuilt, out: &Path) -> Result<(), Trouble> {
    let books = out.join("aws");
    fs::create_dir_all(&books).map_err(|error| trouble::with("make", &books, &error))?;
    for region in &rebuilt.regions {
        let text = rebuilt.book.text(&region.name).unwrap_or_default();
        save(&books.join(format!("{}.json", region.name)), &text)?;
    }
    save(&out.join("facts.tsv"), &rebuilt.book.facts())
}

fn save(path: &Path, text: &str) -> Result<(), Trouble> {
    fs::write(path, text).map_err(|error| trouble::with("write", path, &error))
}

/// What became of the prices of one region.
fn told(region: &RebuiltRegion) -> String {
    let RebuiltRegion { name, taken, kept } = region;
    let head =
        format!("{}  {name}: {} prices taken, {} kept\n", paint(GOOD, "written"), taken.len(), kept.len());
    kept.iter().fold(head, |told, key| told + "  kept  " + key + "\n")
}
