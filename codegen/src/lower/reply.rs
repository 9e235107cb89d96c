//! What the callback gives back to its caller.

use crate::collect::CollectVec;
use syn::{Expr, Path, Type, parse_quote};

use super::callback::Reader;
use crate::codes::Code;
use crate::errors::Errors;
use crate::expression;
use crate::marks::{Marks, ReplyMark};
use crate::model::{Answer, Lambda, Reply};
use crate::types;

impl Reader<'_> {
    pub(super) fn reply(
        &self,
        marks: &Marks,
        declared: &Type,
        runtime: &Path,
        errors: &mut Errors,
    ) -> Option<Option<Reply>> {
        let unit = types::unit();
        // A method that nobody is told of may also answer that it has nothing to say.
        let silent = marks.skip.as_ref().map(|_| &unit);
        match (&marks.reply, self.signature.output.as_ref().or(silent)) {
            (None, None) => return Some(None),
            (Some(mark), Some(output)) => {
                return self.replied(mark, output, runtime, errors).map(Some);
            }
            (None, Some(output)) => errors.at(
                Code::REPLY_NEEDED,
                output,
                format!(
                    "the callback must give its caller a `{}` back: \
                     say which with `#[reply(value)]` or `#[reply(|args| value)]`, \
                     or let the consumer say it: `#[reply(ask, default = value)]`{}{}",
                    types::text(output),
                    self.ready(output),
                    match self.signature.is_method {
                        true =>
                            "\n  with `#[skip]` beside `#[reply(value)]` no event is made of it",
                        false => "",
                    },
                ),
            ),
            (Some(reply), None) => errors.at(
                Code::NO_REPLY,
                reply,
                format!(
                    "`{}` returns nothing, so there is nothing to reply: remove `#[reply]`",
                    types::text(declared)
                ),
            ),
        }
        None
    }

    fn replied(
        &self,
        mark: &ReplyMark,
        output: &Type,
        runtime: &Path,
        errors: &mut Errors,
    ) -> Option<Reply> {
        match mark {
            ReplyMark::Value { open, closed } => {
                let closed = match closed {
                    Some(closed) => Some(self.answer(closed, errors)?),
                    None => None,
                };
                let open = self.answer(open, errors)?;
                Some(Reply::Told { open, closed })
            }
            ReplyMark::Ask {
                timeout, default, ..
            } => {
                let Some(answer) = self.output.clone() else {
                    errors.at(
                        Code::ANSWER_TYPE,
                        output,
                        "an answer travels between threads, so its type must be one that can be \
                         named and does not borrow\n  \
                         say at once what is replied: `#[reply(value)]`",
                    );
                    return None;
                };
                Some(Reply::Asked {
                    timeout: timeout.clone().map(expression::movable),
                    default: self.answer(default, errors)?,
                    ty: parse_quote!(#runtime::Reply<#answer>),
                })
            }
        }
    }

    /// What to reply where that is a future. Names are good for a guess in a message.
    fn ready(&self, output: &Type) -> String {
        let text = types::text(output);
        if !text.contains("Fut") {
            return String::new();
        }
        let args = vec!["_"; self.signature.inputs.len()].join(", ");
        let future = match text.contains("Box") {
            true => "Box::pin(async {})",
            false => "async {}",
        };
        format!(
            "\n  a future that the caller is to run can be one that does nothing: \
             `#[reply(|{args}| {future})]`; where the function is yours, let the callback return \
             nothing, and call it without `.await`"
        )
    }

    fn answer(&self, value: &Expr, errors: &mut Errors) -> Option<Answer> {
        let ty = self.output.clone();
        Some(match value {
            Expr::Closure(closure) => {
                let mut lambda = self.lambda(closure, errors)?;
                lambda.ty = ty;
                Answer::From(lambda)
            }
            Expr::Lit(_) | Expr::Path(_) => Answer::Constant(value.clone()),
            value => Answer::From(Lambda {
                patterns: self.arguments.iter().map(|_| parse_quote!(_)).collect_vec(),
                body: expression::movable(value.clone()),
                ty,
                leaves: false,
            }),
        })
    }
}
