//! Functions: their code.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A function has code: a file, an object of a bucket, or an image.
    ///
    /// The provider refuses a function with none of these.
    AWS_FUNCTION_CODE = error "aws/function-code", "https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    model.resources("aws_lambda_function").for_each(|function| code(&function, report));
}

fn code(function: &Place<'_>, report: &mut Report) {
    if ["filename", "image_uri", "s3_bucket"].iter().all(|name| function.lacks(name)) {
        let finding = function.found(Rule::AWS_FUNCTION_CODE, "filename", "the function has no code");
        report.add(finding.wants("one of filename, image_uri and s3_bucket"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_function_has_code() {
        let of = |body: &str| {
            found("aws/function-code", &format!("resource \"aws_lambda_function\" \"a\" {{\n{body}\n}}\n"))
                .len()
        };
        assert_eq!([of(""), of("image_uri = var.a"), of("s3_bucket = \"a\"")], [1, 0, 0]);
    }
}
