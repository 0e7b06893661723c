//! A piece of a program, and how it is laid out: on one line where it is short, else step by step.

/// As wide as lines become, but for a text that is longer by itself.
const WIDTH: usize = 98;

/// The longest chain of calls on one line.
const CHAIN: usize = 60;

/// A piece of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// What is never broken.
    Word(String),
    /// Items between what opens and what closes: a call, a list, an object.
    Group { open: String, items: Vec<Code>, close: &'static str, comma: Comma },
    /// Calls, one after the other, on what comes first.
    Chain { head: Box<Code>, calls: Vec<Code> },
}

/// What follows the last item where each has a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comma {
    Trailing,
    Between,
}

impl Code {
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self::Word(text.into())
    }

    pub(super) fn group(open: impl Into<String>, items: Vec<Code>, close: &'static str) -> Self {
        Self::Group { open: open.into(), items, close, comma: Comma::Trailing }
    }

    /// `name(items)`.
    pub(super) fn call(name: &str, items: Vec<Code>) -> Self {
        Self::group(format!("{name}("), items, ")")
    }

    /// What comes first, with calls if there are any.
    pub(super) fn chain(head: Code, calls: Vec<Code>) -> Self {
        if calls.is_empty() { head } else { Self::Chain { head: Box::new(head), calls } }
    }

    /// All of it on one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Word(text) => text.clone(),
            Self::Group { open, items, close, .. } if items.is_empty() => {
                format!("{}{}", open.trim_end(), close.trim_start())
            }
            Self::Group { open, items, close, .. } => {
                let items: Vec<String> = items.iter().map(Self::flat).collect();
                format!("{open}{}{close}", items.join(", "))
            }
            Self::Chain { head, calls } => head.flat() + &calls.iter().map(Self::flat).collect::<String>(),
        }
    }

    /// Lays it out behind what is written already, `indent` being where its line begins.
    pub(super) fn lay(&self, out: &mut String, indent: usize, step: usize) {
        let flat = self.flat();
        let column = out.chars().rev().take_while(|c| *c != '\n').count();
        if column + flat.chars().count() <= WIDTH && self.is_short(flat.len()) {
            return out.push_str(&flat);
        }
        match self {
            Self::Word(text) => out.push_str(text),
            Self::Group { open, items, close, comma } => {
                let (open, close) = (open.trim_end(), close.trim_start());
                out.push_str(open);
                match items.as_slice() {
                    // A text, a list or an object alone stays where it is.
                    [only @ (Self::Group { .. } | Self::Word(_))] if *comma == Comma::Trailing => {
                        only.lay(out, indent, step);
                    }
                    _ => lay_items(items, *comma, out, indent, step),
                }
                out.push_str(close);
            }
            Self::Chain { head, calls } => {
                head.lay(out, indent, step);
                lay_calls(calls, out, indent, step);
            }
        }
    }

    /// Whether all chains in it fit on one line.
    fn is_short(&self, length: usize) -> bool {
        match self {
            Self::Word(_) => true,
            Self::Group { items, .. } => items.iter().all(|item| item.is_short(item.flat().len())),
            Self::Chain { head, calls } => {
                (length <= CHAIN || calls.len() == 1)
                    && head.is_short(0)
                    && calls.iter().all(|call| call.is_short(0))
            }
        }
    }
}

fn lay_calls(calls: &[Code], out: &mut String, indent: usize, step: usize) {
    if let [only] = calls {
        return only.lay(out, indent, step);
    }
    for call in calls {
        new_line(out, indent + step);
        call.lay(out, indent + step, step);
    }
}

fn lay_items(items: &[Code], comma: Comma, out: &mut String, indent: usize, step: usize) {
    for (at, item) in items.iter().enumerate() {
        new_line(out, indent + step);
        item.lay(out, indent + step, step);
        if comma == Comma::Trailing || at + 1 < items.len() {
            out.push(',');
        }
    }
    new_line(out, indent);
}

fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(code: &Code) -> String {
        let mut out = String::new();
        code.lay(&mut out, 0, 4);
        out
    }

    fn calls(count: usize) -> Code {
        let call = |at: usize| Code::call(&format!(".call_{at}"), vec![Code::word("\"an argument\"")]);
        Code::chain(Code::call("New", Vec::new()), (0..count).map(call).collect())
    }

    #[test]
    fn what_is_short_stays_on_a_line() {
        assert_eq!(laid(&calls(1)), "New().call_0(\"an argument\")");
        assert_eq!(laid(&Code::group("{ ", vec![Code::word("a: 1")], " }")), "{ a: 1 }");
        assert_eq!(laid(&Code::group("{ ", Vec::new(), " }")), "{}");
    }

    #[test]
    fn each_call_of_a_long_chain_has_a_line() {
        let inner = Code::call(".inner", vec![calls(3)]);
        let three = "New()\n        .call_0(\"an argument\")\n        .call_1(\"an argument\")\n        .call_2(\"an argument\"),";
        assert_eq!(laid(&Code::chain(calls(0), vec![inner])), format!("New().inner(\n    {three}\n)"));
    }

    #[test]
    fn json_has_no_comma_at_the_end() {
        let items = vec![Code::word("\"a\": 1"), Code::word("x".repeat(100))];
        let object = Code::Group { open: "{ ".to_owned(), items, close: " }", comma: Comma::Between };
        assert!(laid(&object).ends_with("x\n}"), "{}", laid(&object));
    }
}
