//! Texts with expressions and directives in them.

use std::sync::Arc;

use super::collection::pairs;
use super::convert::{boolean, text};
use super::evaluator::LONGEST;
use super::scope::Scope;
use super::types::Type;
use super::{Data, Evaluator, Known, Outcome, Reason};
use crate::terraform::{Directive, Expression, Key, Part, Text, Value};

/// A text while it is put together: what is known of it, and what is left once something is not.
struct Pieces {
    all: Vec<Text>,
    /// How long the known ones are together.
    length: usize,
    /// Why it is not known.
    reason: Option<Reason>,
    /// Whether a piece cannot be written.
    is_lost: bool,
    is_sensitive: bool,
}

impl Pieces {
    fn add(&mut self, piece: Option<Text>) {
        self.length = self.length.saturating_add(piece.as_ref().map_or(0, length));
        if self.length > LONGEST {
            self.all.clear();
            self.is_lost = true;
            return self.fails(Reason::Limit);
        }
        self.is_lost |= piece.is_none();
        self.all.extend(piece);
    }

    fn fails(&mut self, reason: Reason) {
        self.reason = super::known::first(self.reason.into_iter().chain([reason]));
    }

    fn into_known(self) -> Known {
        let whole = Text::join(self.all);
        let made = match (self.reason, whole.as_literal()) {
            (None, Some(literal)) => Known::from(literal),
            (reason, _) => {
                let residual = (!self.is_lost).then(|| Value::from(whole));
                Known::unknown(reason.unwrap_or(Reason::Uncertain), residual).of_kind(&Type::Text)
            }
        };
        made.marked(self.is_sensitive)
    }
}

impl Evaluator<'_> {
    pub(super) fn text(&self, text: &Text, scope: Scope<'_>) -> Known {
        match text.parts() {
            [Part::Literal(literal)] => of_literal(literal),
            // Nothing but an expression keeps its type.
            [Part::Expression(expression)] => self.expression(expression, scope),
            _ => self.fitting(self.pieces(text, scope).into_known()),
        }
    }

    fn pieces(&self, text: &Text, scope: Scope<'_>) -> Pieces {
        let mut pieces =
            Pieces { all: Vec::new(), length: 0, reason: None, is_lost: false, is_sensitive: false };
        text.parts().iter().for_each(|part| self.piece(part, scope, &mut pieces));
        pieces
    }

    fn piece(&self, part: &Part, scope: Scope<'_>, pieces: &mut Pieces) {
        match part {
            Part::Literal(literal) if has_combining(literal) => {
                pieces.fails(Reason::Uncertain);
                pieces.add(Some(Text::from(part.clone())));
            }
            Part::Literal(_) => pieces.add(Some(Text::from(part.clone()))),
            Part::Expression(expression) => {
                let known = self.expression(expression, scope);
                pieces.is_sensitive |= known.has_sensitive();
                self.interpolated(&known, expression, scope, pieces);
            }
            Part::Directive(directive) => match self.directive(directive, scope, pieces) {
                Ok(piece) => pieces.add(Some(piece)),
                Err(reason) => {
                    pieces.fails(reason);
                    pieces.add(self.rebuilt(&Value::Text(part.clone().into()), scope).map(into_text));
                }
            },
        }
    }

    /// A value as a piece of text.
    fn interpolated(&self, known: &Known, expression: &Expression, scope: Scope<'_>, pieces: &mut Pieces) {
        match text(&known.data) {
            Ok(piece) => {
                pieces.add(Some(Text::from(piece.as_ref().to_owned())));
                // It must not be left as a literal, if another piece is not known.
                pieces.is_lost |= known.is_sensitive();
            }
            Err(reason) => {
                pieces.fails(reason);
                pieces.add(self.left(known, &expression.clone().into(), scope).map(into_text));
            }
        }
    }

    fn directive(&self, directive: &Directive, scope: Scope<'_>, pieces: &mut Pieces) -> Outcome<Text> {
        match directive {
            Directive::If { condition, then, otherwise } => {
                let condition = self.expression(condition, scope);
                pieces.is_sensitive |= condition.is_sensitive();
                pieces.is_lost |= condition.is_sensitive();
                let chosen = if boolean(&condition.data)? { Some(then) } else { otherwise.as_ref() };
                chosen.map_or_else(|| Ok(Text::from("")), |text| self.inner(text, scope, pieces))
            }
            Directive::For { key, value, collection, body } => {
                let collection = self.expression(collection, scope);
                pieces.is_sensitive |= collection.is_sensitive();
                pieces.is_lost |= collection.is_sensitive();
                let scope = scope.over(&collection);
                let name = key.as_ref().map_or("", Key::as_str);
                let mut size = 0_usize;
                let each = pairs(&collection)?.into_iter().map(|(index, element)| {
                    let key = scope.bind(name, index);
                    let scope = scope.within(&key);
                    let value = scope.bind(value, element);
                    self.take(1)?;
                    let made = self.inner(body, scope.within(&value), pieces)?;
                    size = size.saturating_add(length(&made));
                    if size > LONGEST { Err(Reason::Limit) } else { Ok(made) }
                });
                Ok(Text::join(each.collect::<Outcome<Vec<_>>>()?))
            }
        }
    }

    /// The text within a directive.
    fn inner(&self, text: &Text, scope: Scope<'_>, pieces: &mut Pieces) -> Outcome<Text> {
        let inner = self.pieces(text, scope);
        pieces.is_sensitive |= inner.is_sensitive;
        pieces.is_lost |= inner.is_lost;
        if let Some(reason) = inner.reason {
            pieces.fails(reason);
        }
        Ok(Text::join(inner.all))
    }
}

/// How long what is known of a text is.
fn length(text: &Text) -> usize {
    text.parts().iter().map(|part| if let Part::Literal(literal) = part { literal.len() } else { 1 }).sum()
}

/// A literal text. Terraform composes characters that are written in parts.
fn of_literal(literal: &str) -> Known {
    match has_combining(literal) {
        true => Known::unknown(Reason::Uncertain, Some(Value::from(literal.to_owned()))),
        false => Data::Text(Arc::from(literal)).into(),
    }
}

fn has_combining(text: &str) -> bool {
    !text.is_ascii() && text.contains(|character: char| ('\u{300}'..='\u{36f}').contains(&character))
}

/// A value as a piece of text: what is known of a number or boolean is written.
pub(super) fn into_text(value: Value) -> Text {
    match value {
        Value::Bool(value) => value.to_string().into(),
        Value::Integer(number) => number.to_string().into(),
        Value::Decimal(digits) => digits.into(),
        value => value.into_text(),
    }
}
