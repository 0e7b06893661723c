//! Templates: literal characters, interpolations and directives.

use hcl_edit::template::{self, Element};

use super::{Scope, into_expression};
use crate::terraform::{Directive, Part, Text};

impl Scope {
    pub(super) fn text(&self, parsed: &template::Template) -> Text {
        self.elements(parsed.iter())
    }

    pub(super) fn elements<'a>(&self, elements: impl Iterator<Item = &'a Element>) -> Text {
        let mut pieces: Vec<Text> = Vec::new();
        let mut strips: Vec<(bool, bool)> = Vec::new();
        for element in elements {
            let (piece, strip) = match element {
                Element::Literal(literal) => (Text::from(literal.value().clone()), (false, false)),
                Element::Interpolation(found) => (self.value(&found.expr).into_text(), sides(found.strip)),
                Element::Directive(directive) => self.directive(directive),
            };
            pieces.push(piece);
            strips.push(strip);
        }
        let before = strips.iter().map(|strip| strip.0).skip(1).chain([false]);
        let after = [false].into_iter().chain(strips.iter().map(|strip| strip.1));
        let sides = after.zip(before);
        Text::join(pieces.into_iter().zip(sides).map(|(piece, (start, end))| piece.stripped(start, end)))
    }

    fn directive(&self, directive: &template::Directive) -> (Text, (bool, bool)) {
        match directive {
            template::Directive::If(found) => {
                let (start, then_start) = sides(found.if_expr.strip);
                let end = sides(found.endif_expr.strip);
                let other = found.else_expr.as_ref().map(|other| (sides(other.strip), &other.template));
                let then_end = other.map_or(end.0, |(strip, _)| strip.0);
                let directive = Directive::If {
                    condition: into_expression(self.value(&found.if_expr.cond_expr)),
                    then: self.text(&found.if_expr.template).stripped(then_start, then_end),
                    otherwise: other.map(|(strip, text)| self.text(text).stripped(strip.1, end.0)),
                };
                (Part::Directive(Box::new(directive)).into(), (start, end.1))
            }
            template::Directive::For(found) => {
                let each = &found.for_expr;
                let (start, body_start) = sides(each.strip);
                let end = sides(found.endfor_expr.strip);
                let key = each.key_var.as_ref().map(|key| key.as_str());
                let inner = self.with(&[key, Some(each.value_var.as_str())]);
                let directive = Directive::For {
                    key: key.map(|key| key.to_owned().into()),
                    value: each.value_var.as_str().to_owned().into(),
                    collection: into_expression(self.value(&each.collection_expr)),
                    body: inner.text(&each.template).stripped(body_start, end.0),
                };
                (Part::Directive(Box::new(directive)).into(), (start, end.1))
            }
        }
    }
}

/// Whether `~` takes white space away before and after.
fn sides(strip: template::Strip) -> (bool, bool) {
    (strip.strip_start(), strip.strip_end())
}
