//! The attributes on a parameter: its role, and how its arguments are treated.

use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprClosure, Ident, Meta, Token, TypeParamBound};

use crate::errors::Errors;
use crate::words;

/// As written on one parameter.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) role: Option<(Ident, RoleMark)>,
    pub(crate) skip: Option<Ident>,
    pub(crate) map: Option<ExprClosure>,
    pub(crate) end_if: Option<EndMark>,
    pub(crate) ok_if: Option<ExprClosure>,
    pub(crate) reply: Option<Expr>,
    pub(crate) shape: Option<ShapeMark>,
}

pub(crate) enum RoleMark {
    Item,
    Error,
    FatalError,
    FatalErrorIf(ExprClosure),
    End,
    Progress,
}

/// `#[end_if(..)]`
pub(crate) enum EndMark {
    /// Where `|args| condition` holds.
    If(ExprClosure),
    /// Where the one `Option` is `None`; the word, for messages.
    None(Ident),
}

/// `#[shape(FnOnce(A, B), wrap = Box::new)]`
pub(crate) struct ShapeMark {
    pub(crate) bound: TypeParamBound,
    pub(crate) wrap: Option<Expr>,
}

impl Marks {
    /// Takes ours out of `attrs` and leaves the rest, such as `#[cfg]`.
    pub(crate) fn take(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Marks {
        let mut marks = Marks::default();
        attrs.retain(|attr| {
            let Some(word) = attr.path().get_ident().cloned() else {
                return true;
            };
            let name = word.to_string();
            if words::MARKS.contains(&name.as_str()) {
                errors.keep(marks.read(word, attr));
                return false;
            }
            if words::PLANNED.contains(&name.as_str()) {
                let message = format!("`#[{name}]` is not available in this version of asyncify");
                errors.at(attr, message);
                return false;
            }
            if words::BUILT_IN.contains(&name.as_str()) {
                return true;
            }
            let suggestion = words::did_you_mean(&name, words::MARKS.iter().copied());
            if !suggestion.is_empty() {
                errors.at(attr, format!("unknown mark `#[{name}]`{suggestion}"));
            }
            suggestion.is_empty()
        });
        if let (Some(skip), Some(mark)) = (&marks.skip, marks.on_callback_only()) {
            let message =
                format!("`#[skip]` leaves the parameter alone, and `#[{mark}]` does not: keep one");
            errors.at(skip, message);
        }
        marks
    }

    /// The first mark that only makes sense on a callback.
    pub(crate) fn on_callback_only(&self) -> Option<&'static str> {
        let role = self.role.as_ref().map(|(_, role)| match role {
            RoleMark::Item => "item",
            RoleMark::End => "end",
            RoleMark::Progress => "progress",
            _ => "error",
        });
        role.or(self.map.as_ref().map(|_| "map"))
            .or(self.end_if.as_ref().map(|_| "end_if"))
            .or(self.ok_if.as_ref().map(|_| "ok_if"))
            .or(self.reply.as_ref().map(|_| "reply"))
    }

    fn read(&mut self, word: Ident, attr: &Attribute) -> syn::Result<()> {
        match word.to_string().as_str() {
            "skip" => bare(attr).and_then(|()| once(&mut self.skip, &word.clone(), word)),
            "item" => bare(attr).and_then(|()| self.set_role(word, RoleMark::Item)),
            "end" => bare(attr).and_then(|()| self.set_role(word, RoleMark::End)),
            "progress" => bare(attr).and_then(|()| self.set_role(word, RoleMark::Progress)),
            "error" => error_role(attr).and_then(|role| self.set_role(word, role)),
            "map" => once(&mut self.map, &word, closure(attr, "#[map(|args| expr)]")?),
            "end_if" => once(&mut self.end_if, &word, end(attr)?),
            "ok_if" => once(
                &mut self.ok_if,
                &word,
                closure(attr, "#[ok_if(|args| condition)]")?,
            ),
            "reply" => once(&mut self.reply, &word, reply(attr)?),
            _ => once(&mut self.shape, &word, shape(attr)?),
        }
    }

    fn set_role(&mut self, word: Ident, role: RoleMark) -> syn::Result<()> {
        if let Some((first, _)) = &self.role {
            let message = format!("a callback has one role, and this one is `#[{first}]` already");
            return Err(syn::Error::new(word.span(), message));
        }
        self.role = Some((word, role));
        Ok(())
    }
}

fn once<T>(slot: &mut Option<T>, word: &Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        let message = format!("`#[{word}]` is given twice: keep one of them");
        return Err(syn::Error::new(word.span(), message));
    }
    *slot = Some(value);
    Ok(())
}

fn bare(attr: &Attribute) -> syn::Result<()> {
    match &attr.meta {
        Meta::Path(_) => Ok(()),
        meta => Err(syn::Error::new_spanned(
            meta,
            "this mark takes no arguments",
        )),
    }
}

/// Without the invisible group around what came through a macro's `$e:expr`.
fn ungrouped(expr: Expr) -> Expr {
    match expr {
        Expr::Group(group) => ungrouped(*group.expr),
        expr => expr,
    }
}

fn closure(attr: &Attribute, usage: &str) -> syn::Result<ExprClosure> {
    let wrong = |tokens: &dyn quote::ToTokens| {
        syn::Error::new_spanned(tokens, format!("expected a closure: write `{usage}`"))
    };
    match attr.meta.require_list() {
        Err(_) => Err(wrong(attr)),
        Ok(list) => match list.parse_args::<Expr>().map(ungrouped) {
            Ok(Expr::Closure(closure)) => Ok(closure),
            Ok(expr) => Err(wrong(&expr)),
            Err(error) => Err(error),
        },
    }
}

/// `#[end_if(|args| condition)]` or `#[end_if(none)]`
fn end(attr: &Attribute) -> syn::Result<EndMark> {
    let word = attr.parse_args::<Ident>().ok();
    match word.filter(|word| word == "none") {
        Some(word) => Ok(EndMark::None(word)),
        None => closure(attr, "#[end_if(|args| condition)]` or `#[end_if(none)]").map(EndMark::If),
    }
}

/// `#[error]`, `#[error(fatal)]` or `#[error(fatal_if = |e| ..)]`
fn error_role(attr: &Attribute) -> syn::Result<RoleMark> {
    if bare(attr).is_ok() {
        return Ok(RoleMark::Error);
    }
    let usage = "write `#[error]`, `#[error(fatal)]` or `#[error(fatal_if = |error| condition)]`";
    attr.parse_args_with(|input: ParseStream<'_>| {
        let word: Ident = input.parse()?;
        match word.to_string().as_str() {
            "fatal" if input.is_empty() => Ok(RoleMark::FatalError),
            "fatal_if" if input.peek(Token![=]) => {
                input.parse::<Token![=]>()?;
                match ungrouped(input.parse()?) {
                    Expr::Closure(closure) => Ok(RoleMark::FatalErrorIf(closure)),
                    expr => Err(syn::Error::new_spanned(expr, usage)),
                }
            }
            _ => Err(syn::Error::new(word.span(), usage)),
        }
    })
}

fn reply(attr: &Attribute) -> syn::Result<Expr> {
    let list = attr
        .meta
        .require_list()
        .map_err(|_| syn::Error::new_spanned(attr, "say what to reply: write `#[reply(value)]`"))?;
    list.parse_args_with(|input: ParseStream<'_>| {
        let expr = ungrouped(input.parse()?);
        let is_ask = matches!(&expr, Expr::Path(path) if path.path.is_ident("ask"));
        if is_ask || !input.is_empty() {
            let message = "only `#[reply(value)]` and `#[reply(|args| value)]` are available \
                           in this version of asyncify";
            return Err(syn::Error::new_spanned(&list.tokens, message));
        }
        Ok(expr)
    })
}

fn shape(attr: &Attribute) -> syn::Result<ShapeMark> {
    let usage = "write `#[shape(FnMut(A, B), wrap = Box::new)]`";
    let list = attr
        .meta
        .require_list()
        .map_err(|_| syn::Error::new_spanned(attr, usage))?;
    list.parse_args_with(|input: ParseStream<'_>| {
        let bound = input.parse()?;
        if input.is_empty() {
            return Ok(ShapeMark { bound, wrap: None });
        }
        input.parse::<Token![,]>()?;
        let word: Ident = input.parse()?;
        if word != "wrap" {
            return Err(syn::Error::new(
                word.span(),
                format!("expected `wrap`: {usage}"),
            ));
        }
        input.parse::<Token![=]>()?;
        Ok(ShapeMark {
            bound,
            wrap: Some(input.parse()?),
        })
    })
}
