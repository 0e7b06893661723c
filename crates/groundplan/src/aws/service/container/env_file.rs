use crate::aws::Resolver;
use crate::decision::Decided;
use crate::diagnostic::Path;
use crate::reference::Arn;
use crate::spec::spec;
use crate::terraform::{Key, Part, Ref, Text, Value, entry, object};

spec! {
    /// A file of environment variables in S3: a line `NAME=value` for each. The right to read it comes along.
    pub struct EnvFile by file {
        /// The ARN of the object: `arn:aws:s3:::shop-config/api.env`. Its name ends in `.env`.
        file(into, also ["arn", "s3", "path", "value"]): Arn,
        /// The ARN of the KMS key that the object is encrypted with, unless S3 encrypts it with a key of its own.
        kms_key(into): String,
    }
}

impl EnvFile {
    /// A file by its ARN. Text becomes one by itself.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let config = Raw::resource("aws_s3_bucket", "config");
    /// let api = EcsFargateService::new("api")
    ///     .env_files("arn:aws:s3:::shop-config/common.env")
    ///     .env_files(EnvFile::new(config.arn().with_suffix("/api.env")));
    /// ```
    #[must_use]
    pub fn new(file: impl Into<Arn>) -> Self {
        Self::default().file(file)
    }
}

impl From<&'static str> for EnvFile {
    fn from(file: &'static str) -> Self {
        Self::new(file)
    }
}

impl From<Arn> for EnvFile {
    fn from(file: Arn) -> Self {
        Self::new(file)
    }
}

impl From<Ref<Arn>> for EnvFile {
    fn from(file: Ref<Arn>) -> Self {
        Self::new(file)
    }
}

/// A file of variables with what is needed to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::aws::service) struct EnvFileBlueprint {
    /// Where the spec names it.
    pub(in crate::aws::service) path: Path,
    pub(in crate::aws::service) file: Decided<Text>,
    /// The ARN of its bucket: all before the first slash; `None` where there is none.
    pub(in crate::aws::service) bucket: Option<Decided<Text>>,
    pub(in crate::aws::service) key: Option<Decided<String>>,
}

pub(super) fn resolve(
    specs: Option<&Vec<EnvFile>>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<EnvFileBlueprint> {
    let mut files = Vec::new();
    for (at, spec) in specs.into_iter().flatten().enumerate() {
        let path = path.clone().key("envFiles").index(at);
        let empty = Text::from("");
        let file = resolver.text(&path, spec.file.as_ref().map_or(&empty, Arn::text));
        let bucket = bucket(&file).map(|bucket| file.map(|_| bucket));
        let key = resolver.stated(&path, "kmsKey", spec.kms_key.as_ref());
        files.push(EnvFileBlueprint { path, file, bucket, key });
    }
    files
}

/// What is before the first slash.
fn bucket(file: &Text) -> Option<Text> {
    let at = file.parts().iter().position(|part| literal(part).is_some_and(|text| text.contains('/')))?;
    let before = file.parts().iter().take(at).cloned().map(Text::from);
    let (start, _) = file.parts().get(at).and_then(literal)?.split_once('/')?;
    let start = (!start.is_empty()).then(|| Text::from(start.to_owned()));
    Some(Text::join(before.chain(start).collect::<Vec<_>>()))
}

fn literal(part: &Part) -> Option<&str> {
    if let Part::Literal(text) = part { Some(text) } else { None }
}

/// The entry of a container definition, in the order of the spec: of two files with the same variable, the first counts.
pub(super) fn entry_of(files: &[EnvFileBlueprint]) -> Option<(Key, Value)> {
    let file = |file: &EnvFileBlueprint| {
        object! { "value": file.file.clone(), "type": file.file.map(|_| "s3") }
    };
    (!files.is_empty()).then(|| entry("environmentFiles", Value::List(files.iter().map(file).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Address, Expression};

    #[test]
    fn the_bucket_is_what_comes_before_the_slash() {
        let plain = Text::from("arn:aws:s3:::shop-config/api/one.env");
        assert_eq!(bucket(&plain).as_ref().and_then(Text::as_literal), Some("arn:aws:s3:::shop-config"));
        let arn = || Text::from(Expression::raw("aws_s3_bucket.config.arn"));
        assert_eq!(bucket(&Text::join([arn(), "/api.env".into()])), Some(arn()));
        assert_eq!(bucket(&arn()), None);
        let named = Text::join(["arn:aws:s3:::".into(), Text::from(Address::variable("bucket").whole())]);
        let file = Text::join([named.clone(), "/x.env".into()]);
        assert_eq!(bucket(&file), Some(named));
    }
}
