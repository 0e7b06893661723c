/// A function of Terraform and how many arguments it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// The fewest arguments.
    pub least: usize,
    /// The most arguments; `None` for any number.
    pub most: Option<usize>,
}

/// The function of a name.
#[must_use]
pub fn function(name: &str) -> Option<&'static Function> {
    let at = FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok()?;
    FUNCTIONS.get(at)
}

/// Declares each function with the arguments that it takes; `; rest LEAST..MOST` is how many more may
/// follow.
macro_rules! functions {
    ($(
        #[doc = $doc:literal]
        $method:ident($($argument:ident),* $(; $rest:ident $least:literal..$($most:literal)?)?) = $name:literal;
    )+) => {
        /// Every function of Terraform 1.11, sorted by name.
        /// <https://developer.hashicorp.com/terraform/language/functions>
        pub const FUNCTIONS: &[Function] = &[$(
            Function {
                name: $name,
                least: functions!(@count $($argument)*) $(+ $least)?,
                most: functions!(@most ($($argument)*) $(; $least $($most)?)?),
            },
        )+];

        /// Calls of Terraform's functions: each takes what Terraform takes.
        ///
        /// ```
        /// use groundplan::terraform::{Address, call};
        /// let cidr = Address::resource("aws_vpc", "main").attr("cidr_block");
        /// assert_eq!(call::cidrsubnet(cidr, 4, 1).to_string(), "cidrsubnet(aws_vpc.main.cidr_block, 4, 1)");
        /// ```
        pub mod call {
            use crate::terraform::{Expression, Value};

            $(
                #[doc = $doc]
                #[must_use]
                pub fn $method(
                    $($argument: impl Into<Value>,)*
                    $($rest: impl IntoIterator<Item = impl Into<Value>>,)?
                ) -> Expression {
                    #[allow(unused_mut)]
                    let mut arguments: Vec<Value> = vec![$($argument.into()),*];
                    $(arguments.extend($rest.into_iter().map(Into::into));)?
                    Expression::Call($name.into(), arguments)
                }
            )+
        }
    };
    (@count) => { 0 };
    (@count $first:ident $($more:ident)*) => { 1 + functions!(@count $($more)*) };
    (@most ($($argument:ident)*)) => { Some(functions!(@count $($argument)*)) };
    (@most ($($argument:ident)*); $least:literal) => { None };
    (@most ($($argument:ident)*); $least:literal $most:literal) => { Some(functions!(@count $($argument)*) + $most) };
}

functions! {
    /// The absolute value of a number.
    abs(number) = "abs";
    /// A path made absolute.
    abspath(path) = "abspath";
    /// Whether every element of a list holds.
    alltrue(list) = "alltrue";
    /// Whether one element of a list holds.
    anytrue(list) = "anytrue";
    /// The text that was encoded in Base64.
    base64decode(text) = "base64decode";
    /// Text encoded in Base64.
    base64encode(text) = "base64encode";
    /// Text compressed by gzip and encoded in Base64.
    base64gzip(text) = "base64gzip";
    /// The SHA-256 digest of text, in Base64.
    base64sha256(text) = "base64sha256";
    /// The SHA-512 digest of text, in Base64.
    base64sha512(text) = "base64sha512";
    /// The last step of a path.
    basename(path) = "basename";
    /// A Blowfish hash of text; the cost may follow.
    bcrypt(text; cost 0..1) = "bcrypt";
    /// Whether an expression can be evaluated.
    can(expression) = "can";
    /// The next whole number above.
    ceil(number) = "ceil";
    /// Text without the line breaks at its end.
    chomp(text) = "chomp";
    /// A list cut into lists of a size.
    chunklist(list, size) = "chunklist";
    /// The address of a host in a network.
    cidrhost(prefix, host) = "cidrhost";
    /// The mask of an IPv4 network.
    cidrnetmask(prefix) = "cidrnetmask";
    /// One subnet of a network: so many bits longer, with this number.
    cidrsubnet(prefix, bits, network) = "cidrsubnet";
    /// Consecutive subnets of a network, each so many bits longer.
    cidrsubnets(prefix; bits 0..) = "cidrsubnets";
    /// The first value that is neither null nor empty.
    coalesce(; values 1..) = "coalesce";
    /// The first list that is not empty.
    coalescelist(; values 1..) = "coalescelist";
    /// A list of texts without the empty ones.
    compact(list) = "compact";
    /// Lists, one after the other.
    concat(; seqs 1..) = "concat";
    /// Whether a value is in a list.
    contains(list, value) = "contains";
    /// The rows of a CSV text.
    csvdecode(text) = "csvdecode";
    /// A path without its last step.
    dirname(path) = "dirname";
    /// A list without repeated elements.
    distinct(list) = "distinct";
    /// An element of a list; the index wraps around.
    element(list, index) = "element";
    /// Whether text ends so.
    endswith(text, suffix) = "endswith";
    /// A value in which what is ephemeral became null.
    ephemeralasnull(value) = "ephemeralasnull";
    /// The content of a file.
    file(path) = "file";
    /// The content of a file in Base64.
    filebase64(path) = "filebase64";
    /// The SHA-256 digest of a file, in Base64.
    filebase64sha256(path) = "filebase64sha256";
    /// The SHA-512 digest of a file, in Base64.
    filebase64sha512(path) = "filebase64sha512";
    /// Whether a file is there.
    fileexists(path) = "fileexists";
    /// The MD5 digest of a file.
    filemd5(path) = "filemd5";
    /// The names of the files below a path that match a pattern.
    fileset(path, pattern) = "fileset";
    /// The SHA-1 digest of a file.
    filesha1(path) = "filesha1";
    /// The SHA-256 digest of a file.
    filesha256(path) = "filesha256";
    /// The SHA-512 digest of a file.
    filesha512(path) = "filesha512";
    /// A list in which lists are replaced by their elements.
    flatten(list) = "flatten";
    /// The next whole number below.
    floor(number) = "floor";
    /// Text with values in its places.
    format(format; args 0..) = "format";
    /// A time in another form.
    formatdate(format, time) = "formatdate";
    /// Texts with the elements of lists in their places.
    formatlist(format; args 0..) = "formatlist";
    /// Text whose lines after the first are indented.
    indent(spaces, text) = "indent";
    /// The place of a value in a list.
    index(list, value) = "index";
    /// Whether a value is sensitive.
    issensitive(value) = "issensitive";
    /// The elements of a list with a separator between them.
    join(separator; lists 1..) = "join";
    /// The value of a JSON text.
    jsondecode(text) = "jsondecode";
    /// A value as JSON text.
    jsonencode(value) = "jsonencode";
    /// The keys of a map.
    keys(map) = "keys";
    /// The number of elements, or of characters.
    length(value) = "length";
    /// The logarithm of a number to a base.
    log(number, base) = "log";
    /// The value under a key of a map; a default may follow.
    lookup(map, key; fallback 0..1) = "lookup";
    /// Text in lower case.
    lower(text) = "lower";
    /// The values whose keys are searched for.
    matchkeys(values, keys, searchset) = "matchkeys";
    /// The greatest of numbers.
    max(; numbers 1..) = "max";
    /// The MD5 digest of text.
    md5(text) = "md5";
    /// Maps in one; later ones win.
    merge(; maps 0..) = "merge";
    /// The least of numbers.
    min(; numbers 1..) = "min";
    /// A value that is no longer sensitive.
    nonsensitive(value) = "nonsensitive";
    /// The only element of a list, or null.
    one(list) = "one";
    /// The whole number that text spells in a base.
    parseint(number, base) = "parseint";
    /// A path in which `~` is the home directory.
    pathexpand(path) = "pathexpand";
    /// The time of the plan.
    plantimestamp() = "plantimestamp";
    /// A number to the power of another.
    pow(number, power) = "pow";
    /// Numbers: up to a limit, from a start to a limit, or with a step.
    range(; params 1..3) = "range";
    /// What a pattern finds first in text.
    regex(pattern, string) = "regex";
    /// All that a pattern finds in text.
    regexall(pattern, string) = "regexall";
    /// Text with one piece replaced by another everywhere.
    replace(text, piece, replace) = "replace";
    /// A list from back to front.
    reverse(list) = "reverse";
    /// What was encrypted by an RSA key.
    rsadecrypt(ciphertext, privatekey) = "rsadecrypt";
    /// A value that Terraform does not show.
    sensitive(value) = "sensitive";
    /// What is in all sets.
    setintersection(first_set; other_sets 0..) = "setintersection";
    /// All combinations of the elements of sets.
    setproduct(; sets 2..) = "setproduct";
    /// What is in the first set only.
    setsubtract(a, b) = "setsubtract";
    /// What is in one of the sets.
    setunion(first_set; other_sets 0..) = "setunion";
    /// The SHA-1 digest of text.
    sha1(text) = "sha1";
    /// The SHA-256 digest of text.
    sha256(text) = "sha256";
    /// The SHA-512 digest of text.
    sha512(text) = "sha512";
    /// The sign of a number: -1, 0 or 1.
    signum(number) = "signum";
    /// The elements of a list from one index up to another.
    slice(list, start_index, end_index) = "slice";
    /// A list of texts in order.
    sort(list) = "sort";
    /// Text cut at a separator.
    split(separator, text) = "split";
    /// Whether text begins so.
    startswith(text, prefix) = "startswith";
    /// Whether a piece is in text.
    strcontains(text, piece) = "strcontains";
    /// Text from back to front.
    strrev(text) = "strrev";
    /// A piece of text by offset and length.
    substr(text, offset, length) = "substr";
    /// The sum of a list of numbers.
    sum(list) = "sum";
    /// A file as a template, with its variables.
    templatefile(path, vars) = "templatefile";
    /// Text as a template, with its variables.
    templatestring(template, vars) = "templatestring";
    /// Text in Base64, decoded from a character encoding.
    textdecodebase64(source, encoding) = "textdecodebase64";
    /// Text encoded in a character encoding, in Base64.
    textencodebase64(string, encoding) = "textencodebase64";
    /// A time some duration later.
    timeadd(timestamp, duration) = "timeadd";
    /// The order of two times: -1, 0 or 1.
    timecmp(timestamp_a, timestamp_b) = "timecmp";
    /// The time of the apply, anew each time.
    timestamp() = "timestamp";
    /// Text whose words begin in upper case.
    title(text) = "title";
    /// A value as a boolean.
    tobool(value) = "tobool";
    /// A value as a list.
    tolist(value) = "tolist";
    /// A value as a map.
    tomap(value) = "tomap";
    /// A value as a number.
    tonumber(value) = "tonumber";
    /// A value as a set.
    toset(value) = "toset";
    /// A value as text.
    tostring(value) = "tostring";
    /// A map of lists with keys and values swapped.
    transpose(values) = "transpose";
    /// Text without certain characters at both ends.
    trim(text, cutset) = "trim";
    /// Text without its beginning.
    trimprefix(text, prefix) = "trimprefix";
    /// Text without white space at both ends.
    trimspace(text) = "trimspace";
    /// Text without its end.
    trimsuffix(text, suffix) = "trimsuffix";
    /// The first expression that can be evaluated.
    try_first(; expressions 1..) = "try";
    /// Text in upper case.
    upper(text) = "upper";
    /// Text as part of a URL.
    urlencode(text) = "urlencode";
    /// A random identifier, anew each time.
    uuid() = "uuid";
    /// An identifier by namespace and name.
    uuidv5(namespace, name) = "uuidv5";
    /// The values of a map.
    values(mapping) = "values";
    /// The value of a YAML text.
    yamldecode(text) = "yamldecode";
    /// A value as YAML text.
    yamlencode(value) = "yamlencode";
    /// A map from keys and values.
    zipmap(keys, values) = "zipmap";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_sorted_and_found() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(function("lookup"), Some(&Function { name: "lookup", least: 2, most: Some(3) }));
        assert_eq!(function("merge"), Some(&Function { name: "merge", least: 0, most: None }));
        assert_eq!(function("nothing"), None);
    }
}
