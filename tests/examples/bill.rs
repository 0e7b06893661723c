//! Prices every environment of a spec, as `groundplan cost` does before it prints the bill; with `--advice`, also what would
//! save money. `scripts/figures` times both: the difference is what advice takes.

use groundplan::cost::Usage;
use groundplan::schema::Schema;
use groundplan_text::cost::{Asked, Bill, Subject};
use groundplan_text::{Source, Target};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a spec");
    let text = std::fs::read_to_string(&path).expect("the spec can be read");
    let targets = Target::all([Source::new(&path, &text)]).expect("it is a spec");
    let subject = Subject::of(targets, None, Some(Schema::bundled())).expect("it can be priced");
    let usage = Usage::new();
    let asked = Asked { usage: &usage, environment: None, free_tier: false };
    let Ok(bill) = Bill::of(&subject, asked) else { panic!("the spec has errors") };
    let lines: usize = bill.whole.modules.iter().map(|module| module.lines.len()).sum();
    let advice = arguments.next().map(|_| bill.advice().len());
    println!("{lines} lines, {advice:?}");
}
