use groundplan_text::UsageError;
use groundplan_text::explain::Rules;

use crate::arguments::Explain;
use crate::explanation;
use crate::outcome::Outcome;

/// `groundplan explain`.
pub(super) fn run(arguments: &Explain) -> Result<Outcome, UsageError> {
    let all = Rules::all();
    let output = match &arguments.code {
        None => explanation::list(&[("Specs", &all.specs), ("Any Terraform", &all.documents)]),
        Some(area) if all.is_area(area) => {
            let of_area = all.of_area(area);
            explanation::list(&[("", &of_area.specs), ("", &of_area.documents)])
        }
        Some(code) => {
            let rule = all.find(code)?;
            explanation::text(rule, all.is_of_documents(rule))
        }
    };
    Ok(Outcome::of(output))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_listed_by_itself() {
        let list = |code: &str| run(&Explain { code: Some(code.to_owned()) }).unwrap().output;
        let plain = |text: String| crate::print::plain(&text);
        let schema = plain(list("schema"));
        assert!(schema.starts_with("schema\n  schema/unknown-type"), "{schema}");
        assert!(!schema.contains("aws/") && !schema.contains("service/"), "{schema}");
    }
}
