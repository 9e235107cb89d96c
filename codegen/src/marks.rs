//! The attributes on a parameter: its role, and how its arguments are treated.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprClosure, Ident, Meta, Receiver, Token, Type};

use crate::attribute;
use crate::codes::Code;
use crate::errors::Errors;
use crate::expression::ungrouped;
use crate::signature::Bounds;
use crate::{pointer, types, words};

/// As written on one parameter.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) role: Option<(Ident, RoleMark)>,
    pub(crate) skip: Option<Ident>,
    pub(crate) map: Option<ExprClosure>,
    pub(crate) end_if: Option<EndMark>,
    pub(crate) ok_if: Option<ExprClosure>,
    pub(crate) reply: Option<ReplyMark>,
    pub(crate) shape: Option<ShapeMark>,
    /// The C function pointer that `#[shape(..)]` says the parameter is.
    pub(crate) pointer: Option<Type>,
    pub(crate) user_data: Option<Ident>,
    pub(crate) destroy: Option<Ident>,
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

/// What the callback returns to its caller.
pub(crate) enum ReplyMark {
    /// `#[reply(open)]`, `#[reply(open, closed = expr)]`
    Value { open: Expr, closed: Option<Expr> },
    /// `#[reply(ask, timeout = expr, default = expr)]`
    Ask {
        word: Ident,
        timeout: Option<Expr>,
        default: Expr,
    },
}

impl ToTokens for ReplyMark {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            ReplyMark::Value { open, closed } => tokens.extend(quote!(#open #closed)),
            ReplyMark::Ask {
                word,
                timeout,
                default,
            } => tokens.extend(quote!(#word #timeout #default)),
        }
    }
}

/// `#[shape(FnOnce(A, B), wrap = Box::new)]`
pub(crate) struct ShapeMark {
    /// The `Fn*`, and what is asked of the callback beside it.
    pub(crate) bounds: Bounds,
    pub(crate) wrap: Option<Expr>,
}

impl Marks {
    /// Takes ours out of `attrs` and leaves the rest, such as `#[cfg]`.
    pub(crate) fn take(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Marks {
        let marks = Marks::read_all(attrs, errors);
        marks.refuse_beside_skip(marks.on_callback_only(), errors);
        marks
    }

    /// Those of a listener's method, which may answer what nobody is told of.
    pub(crate) fn take_from_method(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Marks {
        let marks = Marks::read_all(attrs, errors);
        let refused = marks.on_callback_only().filter(|mark| *mark != "reply");
        marks.refuse_beside_skip(refused, errors);
        marks
    }

    fn read_all(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Marks {
        let mut marks = Marks::default();
        attribute::retain(attrs, &mut |attr| {
            let Some(word) = attr.path().get_ident().cloned() else {
                return true;
            };
            let name = word.to_string();
            if words::MARKS.contains(&name.as_str()) {
                errors.keep(marks.read(word, attr));
                return false;
            }
            if name == "status" {
                let message =
                    "`#[status]` tells what the function returns: put it above the function";
                errors.at(Code::STATUS_PLACE, attr, message);
                return false;
            }
            if attribute::hides(attr, &|path| types::is_one_of(path, words::MARKS)) {
                let message = "a mark behind `cfg_attr` is not seen: write two versions of the \
                               function, and put a `#[cfg]` on each";
                errors.at(Code::MARK_SYNTAX, attr, message);
                return false;
            }
            if words::BUILT_IN.contains(&name.as_str()) {
                return true;
            }
            let suggestion = words::did_you_mean(&name, words::MARKS);
            if !suggestion.is_empty() {
                refuse(attr, &word, &suggestion, errors);
            }
            suggestion.is_empty()
        });
        marks.refuse_two_kinds(errors);
        marks
    }

    fn refuse_beside_skip(&self, mark: Option<&str>, errors: &mut Errors) {
        if let (Some(skip), Some(mark)) = (&self.skip, mark) {
            let message =
                format!("`#[skip]` leaves this alone, and `#[{mark}]` does not: keep one");
            errors.at(Code::MARKS_CONTRADICT, skip, message);
        }
    }

    /// What C is handed back is one thing, a callback another.
    fn refuse_two_kinds(&self, errors: &mut Errors) {
        let skip = self.skip.as_ref().map(|_| "skip");
        let destroy = self.destroy.as_ref().map(|_| "destroy");
        let on_user_data = self
            .user_data
            .as_ref()
            .zip(destroy.or(skip).or(self.on_callback_only()));
        let on_destroy = self.destroy.as_ref().zip(skip.or(self.on_callback_only()));
        if let Some((word, other)) = on_user_data.or(on_destroy) {
            errors.at(
                Code::MARKS_CONTRADICT,
                word,
                format!("a parameter can't be `#[{word}]` and `#[{other}]` at once: keep one"),
            );
        }
    }

    /// Whether the parameter is not to be looked at as a callback.
    pub(crate) fn leave_alone(&self) -> bool {
        self.skip.is_some() || self.user_data.is_some() || self.destroy.is_some()
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
            "user_data" => bare(attr).and_then(|()| once(&mut self.user_data, &word.clone(), word)),
            "destroy" => bare(attr).and_then(|()| once(&mut self.destroy, &word.clone(), word)),
            "reply" => once(&mut self.reply, &word, reply(attr)?),
            _ => match pointer(attr) {
                Some(ty) => once(&mut self.pointer, &word, ty),
                None => once(&mut self.shape, &word, shape(attr)?),
            },
        }
    }

    fn set_role(&mut self, word: Ident, role: RoleMark) -> syn::Result<()> {
        if let Some((first, _)) = &self.role {
            let message = format!("a callback has one role, and this one is `#[{first}]` already");
            return Err(Code::MARKS_CONTRADICT.at(&word, message));
        }
        self.role = Some((word, role));
        Ok(())
    }
}

/// Takes `#[asyncify(item)]` on a parameter for the `#[item]` that is meant, lest that is missed, too.
pub(crate) fn refuse_in_option(attrs: &mut [Attribute], errors: &mut Errors) {
    for attr in attrs {
        let first = attr.path().segments.first();
        if first.is_some_and(|first| first.ident == "asyncify") {
            let message = "on a parameter a mark stands by itself: write `#[item]`, `#[skip]` .. \
                           without `asyncify`";
            errors.at(Code::MARK_SYNTAX, &*attr, message);
            attr.meta = attr.parse_args().unwrap_or_else(|_| attr.meta.clone());
        }
    }
}

/// Refuses what is left on a callback that goes, where nobody else would.
pub(crate) fn refuse_unknown(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs {
        let known = [words::BUILT_IN, &["doc"]].concat();
        let word = attr.path().get_ident();
        if let Some(word) = word.filter(|word| known.iter().all(|known| word != known)) {
            let listed = format!("\n  known are {}", words::listed(words::MARKS));
            refuse(attr, word, &listed, errors);
        }
    }
}

fn refuse(attr: &Attribute, word: &Ident, known: &str, errors: &mut Errors) {
    errors.complete("mark", word);
    let message = format!("unknown mark `#[{word}]`{known}");
    errors.at(Code::UNKNOWN_MARK, attr, message);
}

/// Takes marks off `self`, which is no callback.
pub(crate) fn refuse_on_receiver(receiver: &mut Receiver, errors: &mut Errors) {
    attribute::retain(&mut receiver.attrs, &mut |attr| {
        let is_mark = attribute::is(attr, words::MARKS);
        if is_mark {
            let word = attr.path().to_token_stream();
            let message = format!("`#[{word}]` is for callbacks, and this is none: remove it");
            errors.at(Code::NOT_A_CALLBACK, attr, message);
        }
        !is_mark
    });
}

/// Takes marks off a function that takes a callback, where they mean nothing.
pub(crate) fn refuse_on_function(attrs: &mut Vec<Attribute>, errors: &mut Errors) {
    attribute::retain(attrs, &mut |attr| {
        let is_mark = attribute::is(attr, words::MARKS);
        if is_mark {
            let word = attr.path().to_token_stream();
            let message = match attr.path().is_ident("skip") {
                true => "to leave a function alone, write `#[asyncify(skip)]`".to_owned(),
                false => format!(
                    "`#[{word}]` is about a callback: put it in front of the parameter that is one"
                ),
            };
            errors.at(Code::MARK_SYNTAX, attr, message);
        }
        !is_mark
    });
}

/// Takes `#[status(|value| ..)]` off a function.
pub(crate) fn status(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Option<ExprClosure> {
    let is_status = |attr: &Attribute| attr.path().is_ident("status");
    let attr = attrs.remove(attrs.iter().position(is_status)?);
    if let Some(second) = attrs.iter().position(is_status) {
        errors.at(
            Code::MARK_TWICE,
            &attrs.remove(second),
            "`#[status]` is given twice: keep one of them",
        );
    }
    errors.keep(closure(
        &attr,
        "#[status(|value| -> Result<(), Error> { .. })]",
    ))
}

fn once<T>(slot: &mut Option<T>, word: &Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        return Err(twice(word));
    }
    *slot = Some(value);
    Ok(())
}

fn twice(word: &Ident) -> syn::Error {
    let message = format!("`#[{word}]` is given twice: keep one of them");
    Code::MARK_TWICE.at(word, message)
}

fn bare(attr: &Attribute) -> syn::Result<()> {
    match &attr.meta {
        Meta::Path(_) => Ok(()),
        meta => {
            let word = attr.path().to_token_stream();
            let message = format!("`#[{word}]` takes no arguments: write it alone");
            Err(Code::MARK_SYNTAX.at(meta, message))
        }
    }
}

fn closure(attr: &Attribute, usage: &str) -> syn::Result<ExprClosure> {
    let wrong = |tokens: &dyn quote::ToTokens| {
        Code::MARK_SYNTAX.at(tokens, format!("expected a closure: write `{usage}`"))
    };
    match attr.meta.require_list() {
        Err(_) => Err(wrong(attr)),
        Ok(list) if list.tokens.is_empty() => Err(wrong(list)),
        Ok(list) => match list.parse_args::<Expr>().map(ungrouped) {
            Ok(Expr::Closure(closure)) => Ok(closure),
            Ok(expr) => Err(wrong(&expr)),
            Err(error) => Err(Code::of_use(error, &format!("write `{usage}`"))),
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
    let wrong = |tokens: &dyn quote::ToTokens| Code::MARK_SYNTAX.at(tokens, usage);
    let list = attr.meta.require_list().map_err(|_| wrong(attr))?;
    let role = |input: ParseStream<'_>| {
        let word: Ident = input.parse().map_err(|_| wrong(list))?;
        match word.to_string().as_str() {
            "fatal" if input.is_empty() => Ok(RoleMark::FatalError),
            "fatal_if" if input.peek(Token![=]) => {
                input.parse::<Token![=]>()?;
                match ungrouped(input.parse()?) {
                    Expr::Closure(closure) => Ok(RoleMark::FatalErrorIf(closure)),
                    expr => Err(wrong(&expr)),
                }
            }
            _ => Err(wrong(&word)),
        }
    };
    let read = list.parse_args_with(role);
    read.map_err(|error| Code::of_use(error, usage))
}

const REPLY_USAGE: &str = "write `#[reply(value)]`, `#[reply(value, closed = value)]` or \
                           `#[reply(ask, timeout = duration, default = value)]`";

fn reply(attr: &Attribute) -> syn::Result<ReplyMark> {
    let missing = |tokens: &dyn quote::ToTokens| {
        Code::REPLY_SYNTAX.at(tokens, "say what to reply: write `#[reply(value)]`")
    };
    let list = attr.meta.require_list().map_err(|_| missing(attr))?;
    if list.tokens.is_empty() {
        return Err(missing(attr));
    }
    let mark = |input: ParseStream<'_>| {
        let first = match is_setting(input) {
            true => None,
            false => Some(ungrouped(input.parse()?)),
        };
        let asking = match &first {
            Some(Expr::Path(path)) if path.path.is_ident("ask") => path.path.get_ident().cloned(),
            _ => None,
        };
        let mut settings = ReplySettings::default();
        while !input.is_empty() {
            if first.is_some() || settings.is_any() {
                input.parse::<Token![,]>()?;
            }
            if !input.is_empty() {
                settings.read(input, asking.is_some())?;
            }
        }
        let ReplySettings {
            closed,
            timeout,
            default,
        } = settings;
        match (asking, first, default) {
            (Some(word), _, Some(default)) => Ok(ReplyMark::Ask {
                word,
                timeout,
                default,
            }),
            (Some(word), ..) => Err(Code::REPLY_SYNTAX.at(
                &word,
                "say what the caller gets when nobody answers: `#[reply(ask, default = value)]`",
            )),
            (None, Some(open), _) => Ok(ReplyMark::Value { open, closed }),
            (None, None, _) => Err(Code::REPLY_SYNTAX.at(
                &list.tokens,
                "say first what to reply while the consumer listens: \
                 `#[reply(value, closed = value)]`",
            )),
        }
    };
    let read = list.parse_args_with(mark);
    read.map_err(|error| Code::of_use(error, REPLY_USAGE))
}

/// Whether `word = ..` comes next.
fn is_setting(input: ParseStream<'_>) -> bool {
    input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==])
}

/// What stands behind the first word of a `#[reply]`.
#[derive(Default)]
struct ReplySettings {
    closed: Option<Expr>,
    timeout: Option<Expr>,
    default: Option<Expr>,
}

impl ReplySettings {
    fn is_any(&self) -> bool {
        self.closed.is_some() || self.timeout.is_some() || self.default.is_some()
    }

    fn read(&mut self, input: ParseStream<'_>, asks: bool) -> syn::Result<()> {
        if !is_setting(input) {
            return Err(Code::REPLY_SYNTAX.ahead(input, REPLY_USAGE));
        }
        let word: Ident = input.parse()?;
        let refused = |why: &str| Err(Code::REPLY_SYNTAX.at(&word, why));
        let slot = match (word.to_string().as_str(), asks) {
            ("closed", false) => &mut self.closed,
            ("timeout", true) => &mut self.timeout,
            ("default", true) => &mut self.default,
            ("closed", true) => {
                return refused(
                    "whoever asks goes on with the `default` when the consumer is gone: \
                     remove `closed`",
                );
            }
            ("timeout" | "default", false) => {
                return refused(
                    "this is for a reply that is asked for: \
                     `#[reply(ask, timeout = duration, default = value)]`",
                );
            }
            (unknown, _) => {
                let known = words::did_you_mean(unknown, words::REPLY);
                let message = format!("unknown word `{unknown}`{known}\n  {REPLY_USAGE}");
                return Err(Code::REPLY_SYNTAX.at(&word, message));
            }
        };
        input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(Code::REPLY_SYNTAX.at(
                &word,
                format!("`{word}` needs a value: write `{word} = value`"),
            ));
        }
        if slot.is_some() {
            return Err(
                Code::REPLY_SYNTAX.at(&word, format!("`{word}` is given twice: keep one of them"))
            );
        }
        *slot = Some(ungrouped(input.parse()?));
        Ok(())
    }
}

/// `#[shape(Option<unsafe extern "C" fn(A, *mut c_void)>)]`
fn pointer(attr: &Attribute) -> Option<Type> {
    let ty = attr.parse_args::<Type>().ok()?;
    pointer::find(&ty).is_some().then_some(ty)
}

fn shape(attr: &Attribute) -> syn::Result<ShapeMark> {
    let usage = "write `#[shape(FnMut(A, B), wrap = Box::new)]`";
    let list = attr
        .meta
        .require_list()
        .map_err(|_| Code::SHAPE_SYNTAX.at(attr, usage))?;
    let mark = |input: ParseStream<'_>| {
        let bounds = Bounds::parse_separated_nonempty(input)
            .map_err(|error| Code::SHAPE_SYNTAX.on(error.span(), &format!("{error}: {usage}")))?;
        if input.is_empty() {
            return Ok(ShapeMark { bounds, wrap: None });
        }
        input.parse::<Token![,]>()?;
        let word: Ident = input.parse()?;
        if word != "wrap" {
            return Err(Code::SHAPE_SYNTAX.at(&word, format!("expected `wrap`: {usage}")));
        }
        input.parse::<Token![=]>()?;
        let wrap = input.parse()?;
        if let Expr::Lit(text) = &wrap {
            let message = format!("expected a function or a closure: {usage}");
            return Err(Code::SHAPE_SYNTAX.at(text, message));
        }
        input.parse::<Option<Token![,]>>()?;
        if !input.is_empty() {
            let message = format!("this does not belong here: {usage}");
            return Err(Code::SHAPE_SYNTAX.ahead(input, &message));
        }
        Ok(ShapeMark {
            bounds,
            wrap: Some(wrap),
        })
    };
    let read = list.parse_args_with(mark);
    read.map_err(|error| Code::of_use(error, usage))
}
