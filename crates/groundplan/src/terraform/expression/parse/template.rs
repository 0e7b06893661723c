//! Templates: literal characters, interpolations and directives.

use std::vec::IntoIter;

use hcl_edit::template::{self, Directive as Parsed, Element};

use super::{Scope, into_expression};
use crate::terraform::{Directive, Part, Text};

/// What a template is written as.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// In quotes, or as a whole.
    #[default]
    Quoted,
    /// `<<EOT`
    Heredoc,
    /// `<<-EOT`, whose indentation does not count.
    Flush,
}

impl Scope<'_> {
    pub(super) fn text(&self, parsed: &template::Template, kind: Kind) -> Text {
        self.elements(parsed.iter().collect(), kind)
    }

    pub(super) fn elements(&self, elements: Vec<&Element>, kind: Kind) -> Text {
        let mut literals = Literals { kind, ..Literals::default() };
        literals.elements(elements.iter().copied());
        self.join(elements.into_iter(), &mut literals.finish())
    }

    fn join<'e>(&self, elements: impl Iterator<Item = &'e Element>, literals: &mut IntoIter<String>) -> Text {
        let pieces = elements.map(|element| match element {
            Element::Literal(_) => Text::from(literals.next().unwrap_or_default()),
            Element::Interpolation(found) => self.value(&found.expr).into_text(),
            Element::Directive(directive) => self.directive(directive, literals),
        });
        Text::join(pieces.collect::<Vec<_>>())
    }

    fn directive(&self, directive: &Parsed, literals: &mut IntoIter<String>) -> Text {
        let directive = match directive {
            Parsed::If(found) => Directive::If {
                condition: into_expression(self.value(&found.if_expr.cond_expr)),
                then: self.join(found.if_expr.template.iter(), literals),
                otherwise: found.else_expr.as_ref().map(|other| self.join(other.template.iter(), literals)),
            },
            Parsed::For(found) => {
                let each = &found.for_expr;
                let key = each.key_var.as_ref().map(|key| key.as_str());
                let inner = self.with(&[key, Some(each.value_var.as_str())]);
                Directive::For {
                    key: key.map(|key| key.to_owned().into()),
                    value: each.value_var.as_str().to_owned().into(),
                    collection: into_expression(self.value(&each.collection_expr)),
                    body: inner.join(each.template.iter(), literals),
                }
            }
        };
        Part::Directive(Box::new(directive)).into()
    }
}

/// The literal texts of a template in reading order, with what is between them. Terraform reads a heredoc line by line: `~`
/// takes white space up to the next line break, and indentation is that of lines that begin with a literal.
#[derive(Default)]
struct Literals {
    kind: Kind,
    /// The lines of literals with the number of the literal that each is of; nothing for what is between literals.
    pieces: Vec<Option<(usize, String)>>,
    count: usize,
    /// Whether `~` takes white space off the next piece.
    is_stripping: bool,
}

impl Literals {
    fn elements<'e>(&mut self, elements: impl Iterator<Item = &'e Element>) {
        for element in elements {
            match element {
                Element::Literal(literal) => self.literal(literal.value()),
                Element::Interpolation(found) => self.between(found.strip),
                Element::Directive(directive) => self.directive(directive),
            }
        }
    }

    fn directive(&mut self, directive: &Parsed) {
        match directive {
            Parsed::If(found) => {
                self.between(found.if_expr.strip);
                self.elements(found.if_expr.template.iter());
                if let Some(other) = &found.else_expr {
                    self.between(other.strip);
                    self.elements(other.template.iter());
                }
                self.between(found.endif_expr.strip);
            }
            Parsed::For(found) => {
                self.between(found.for_expr.strip);
                self.elements(found.for_expr.template.iter());
                self.between(found.endfor_expr.strip);
            }
        }
    }

    fn literal(&mut self, literal: &str) {
        let lines: Vec<&str> = match self.kind {
            Kind::Quoted => vec![literal],
            Kind::Heredoc | Kind::Flush => literal.split_inclusive('\n').collect(),
        };
        for line in lines {
            let line = if std::mem::take(&mut self.is_stripping) { line.trim_start() } else { line };
            self.pieces.push(Some((self.count, line.to_owned())));
        }
        self.count += 1;
    }

    /// An interpolation, or the beginning, middle or end of a directive.
    fn between(&mut self, strip: template::Strip) {
        if let (true, Some(Some((_, before)))) = (strip.strip_start(), self.pieces.last_mut()) {
            before.truncate(before.trim_end().len());
        }
        self.is_stripping = strip.strip_end();
        self.pieces.push(None);
    }

    fn finish(mut self) -> IntoIter<String> {
        if self.kind == Kind::Flush {
            self.flush();
        }
        let mut made = vec![String::new(); self.count];
        for (index, piece) in self.pieces.into_iter().flatten() {
            if let Some(literal) = made.get_mut(index) {
                literal.push_str(&piece);
            }
        }
        made.into_iter()
    }

    /// Takes off the indentation that all lines have; those of white space alone do not count.
    fn flush(&mut self) {
        let (mut is_first, mut least, mut lines) = (true, usize::MAX, Vec::new());
        for (index, piece) in self.pieces.iter().enumerate() {
            let text = piece.as_ref().map(|(_, text)| text.as_str());
            if std::mem::take(&mut is_first) {
                let spaces =
                    text.map_or(0, |text| text.chars().take_while(|next| next.is_whitespace()).count());
                let is_blank = text.is_some_and(|text| text.ends_with('\n') && text.trim().is_empty());
                if !is_blank {
                    least = least.min(spaces);
                    lines.push(index);
                }
            }
            is_first = text.is_some_and(|text| text.ends_with('\n'));
        }
        for index in lines {
            if let Some(Some((_, text))) = self.pieces.get_mut(index) {
                *text = text.chars().skip(least).collect();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::terraform::Expression;

    /// What a text is, once it is read.
    fn read(text: &str) -> String {
        Expression::parse(text).unwrap().to_string()
    }

    #[test]
    fn heredocs_keep_their_indentation_unless_they_have_a_hyphen() {
        assert_eq!(read("<<E\nfirst ${a.b}\n  second\nE\n"), "\"first ${a.b}\\n  second\\n\"");
        assert_eq!(
            read("<<-E\n    first\n      second ${a.b}\n\n    third\n  E\n"),
            "\"first\\n  second ${a.b}\\n\\nthird\\n\""
        );
        assert_eq!(read("<<-E\n  ${a.b}\n    x\n  E\n"), "\"${a.b}\\n  x\\n\"");
        assert_eq!(read("<<-E\n${a.b}\n    x\n  E\n"), "\"${a.b}\\n    x\\n\"");
        assert_eq!(read("[<<-E\n  x\n  E\n, 1]"), "[\"x\\n\", 1]");
    }

    #[test]
    fn a_tilde_takes_white_space_up_to_the_end_of_a_line() {
        let text = "<<-E\n    %{for n in a.b~}\n    - ${n}\n    %{endfor~}\n  E\n";
        assert_eq!(read(text), "\"%{ for n in a.b }    - ${n}\\n%{ endfor }\"");
        let text = "<<-E\n    %{if a.b}yes%{endif}\n    %{~if a.c}no%{endif~}\n    end\n  E\n";
        assert_eq!(read(text), "\"    %{ if a.b }yes%{ endif }\\n%{ if a.c }no%{ endif }    end\\n\"");
        assert_eq!(read("\"x ${~ a.b ~}  \\n y\""), "\"x${a.b}y\"");
        assert_eq!(
            read("\"%{if a.b ~} x %{~else~} y %{~endif ~} z\""),
            "\"%{ if a.b }x%{ else }y%{ endif }z\""
        );
    }
}
