use std::fmt;

/// The type of a value, as a provider declares it.
///
/// `Display` writes Terraform's own notation, and [`Type::parse`] reads it.
///
/// ```
/// use groundplan::schema::Type;
/// let ty = Type::parse("list(object({arn=string,size=optional(number)}))").unwrap();
/// assert_eq!(ty.to_string(), "list(object({arn=string,size=optional(number)}))");
/// assert_eq!(Type::parse("list()"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `string`
    String,
    /// `number`
    Number,
    /// `bool`
    Bool,
    /// `any`: the provider decides at run time.
    Dynamic,
    /// `list(…)`
    List(Box<Type>),
    /// `set(…)`
    Set(Box<Type>),
    /// `map(…)`
    Map(Box<Type>),
    /// `object({…})`, in the order of names.
    Object(Vec<Field>),
    /// `tuple([…])`
    Tuple(Vec<Type>),
}

/// An attribute of an object type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The type.
    pub ty: Type,
    /// Whether it may be left out.
    pub optional: bool,
}

impl Type {
    /// Reads Terraform's notation of types, without spaces.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let ty = parse_type(&mut rest, 0)?;
        rest.is_empty().then_some(ty)
    }

    /// Whether it is a string, number or boolean.
    #[must_use]
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::String | Self::Number | Self::Bool)
    }

    /// What each element of a list, set or map is.
    #[must_use]
    pub fn element(&self) -> Option<&Type> {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => Some(element),
            _ => None,
        }
    }

    /// An attribute of an object type.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        match self {
            Self::Object(fields) => fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("string"),
            Self::Number => f.write_str("number"),
            Self::Bool => f.write_str("bool"),
            Self::Dynamic => f.write_str("any"),
            Self::List(element) => write!(f, "list({element})"),
            Self::Set(element) => write!(f, "set({element})"),
            Self::Map(element) => write!(f, "map({element})"),
            Self::Object(fields) => separated(f, "object({", fields, "})"),
            Self::Tuple(elements) => separated(f, "tuple([", elements, "])"),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.optional {
            true => write!(f, "{}=optional({})", self.name, self.ty),
            false => write!(f, "{}={}", self.name, self.ty),
        }
    }
}

fn separated<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    open: &str,
    each: &[T],
    close: &str,
) -> fmt::Result {
    f.write_str(open)?;
    for (at, one) in each.iter().enumerate() {
        f.write_str(if at > 0 { "," } else { "" })?;
        fmt::Display::fmt(one, f)?;
    }
    f.write_str(close)
}

/// No type of a real provider comes near; a bound keeps hostile text from exhausting the stack.
const DEEPEST: usize = 64;

fn parse_type(rest: &mut &str, depth: usize) -> Option<Type> {
    let word = until(rest, |character| !character.is_ascii_lowercase());
    if depth > DEEPEST {
        return None;
    }
    Some(match word {
        "string" => Type::String,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "any" => Type::Dynamic,
        "list" => Type::List(inner(rest, depth)?),
        "set" => Type::Set(inner(rest, depth)?),
        "map" => Type::Map(inner(rest, depth)?),
        "object" => Type::Object(items(rest, "({", "})", |rest| parse_field(rest, depth))?),
        "tuple" => Type::Tuple(items(rest, "([", "])", |rest| parse_type(rest, depth + 1))?),
        _ => return None,
    })
}

fn parse_field(rest: &mut &str, depth: usize) -> Option<Field> {
    let name = until(rest, |character| character == '=').to_owned();
    eat(rest, "=")?;
    let optional = rest.starts_with("optional(");
    if optional {
        eat(rest, "optional")?;
        return Some(Field { name, ty: *inner(rest, depth)?, optional });
    }
    Some(Field { name, ty: parse_type(rest, depth + 1)?, optional })
}

fn inner(rest: &mut &str, depth: usize) -> Option<Box<Type>> {
    eat(rest, "(")?;
    let ty = parse_type(rest, depth + 1)?;
    eat(rest, ")")?;
    Some(Box::new(ty))
}

fn items<T>(
    rest: &mut &str,
    open: &str,
    close: &str,
    each: impl Fn(&mut &str) -> Option<T>,
) -> Option<Vec<T>> {
    eat(rest, open)?;
    let mut found = Vec::new();
    while eat(rest, close).is_none() {
        if !found.is_empty() {
            eat(rest, ",")?;
        }
        found.push(each(rest)?);
    }
    Some(found)
}

fn until<'a>(rest: &mut &'a str, end: impl Fn(char) -> bool) -> &'a str {
    let (head, tail) = rest.split_at(rest.find(end).unwrap_or(rest.len()));
    *rest = tail;
    head
}

fn eat(rest: &mut &str, expected: &str) -> Option<()> {
    *rest = rest.strip_prefix(expected)?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_is_read_back() {
        for text in [
            "string",
            "any",
            "map(list(bool))",
            "object({})",
            "tuple([string,number])",
            "set(object({Version=string,a=optional(map(number)),b=object({c=bool})}))",
        ] {
            assert_eq!(Type::parse(text).map(|ty| ty.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_type_is_refused() {
        let deep = "list(".repeat(200) + "string" + &")".repeat(200);
        for text in
            ["", "String", "list", "list(string", "list(string))", "object({a})", "tuple([string)", &deep]
        {
            assert_eq!(Type::parse(text), None, "{text}");
        }
    }
}
