//! The options in `#[asyncify(..)]`, read word by word.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    AngleBracketedGenericArguments, Expr, Ident, LitStr, Path, Token, Type, Visibility,
    parenthesized, token,
};

use crate::codes::Code;
use crate::errors::Errors;
use crate::expression;
use crate::model::{Overflow, Shape, Underrun, Wake};
use crate::{types, words};

/// A value together with the word that set it, for messages.
#[derive(Clone)]
pub(crate) struct Set<T> {
    pub(crate) word: Ident,
    pub(crate) value: T,
}

/// The word, where the option was written.
pub(crate) fn word<T>(set: &Option<Set<T>>) -> Option<&Ident> {
    Some(&set.as_ref()?.word)
}

/// What is to happen when the callback is dropped without having been called.
#[derive(Clone)]
pub(crate) enum Abandoned {
    Panic,
    Value(Expr),
}

impl Parse for Abandoned {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value: Expr = input.parse()?;
        Ok(match &value {
            Expr::Path(path) if path.path.is_ident("panic") => Abandoned::Panic,
            _ => Abandoned::Value(expression::movable(value)),
        })
    }
}

/// The type that foreign methods go into: an extension trait, or a wrapper.
#[derive(Clone)]
pub(crate) struct Ext {
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
}

/// `Name`, `pub(crate) Name`
impl Parse for Ext {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let vis = match input.parse()? {
            Visibility::Inherited => Visibility::Public(Default::default()),
            vis => vis,
        };
        let ident = input.parse()?;
        Ok(Ext { vis, ident })
    }
}

/// As written; a `None` was not written. What takes no value is its word.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) shape: Option<Set<Shape>>,
    pub(crate) blocking: Option<Ident>,
    pub(crate) context: Option<Ident>,
    pub(crate) callback: Option<Ident>,
    pub(crate) name: Option<Set<Ident>>,
    pub(crate) listener: Option<Ident>,
    pub(crate) keep: Option<Ident>,
    pub(crate) skip: Option<Ident>,
    pub(crate) ext: Option<Set<Ext>>,
    pub(crate) path: Option<Set<Path>>,
    pub(crate) buffer: Option<Set<Expr>>,
    pub(crate) silence: Option<Set<Expr>>,
    pub(crate) underrun: Option<Set<Underrun>>,
    pub(crate) overflow: Option<Set<Overflow>>,
    pub(crate) wake: Option<Set<Wake>>,
    pub(crate) cancel: Option<Set<Expr>>,
    pub(crate) start: Option<Set<Expr>>,
    pub(crate) error: Option<Set<Type>>,
    pub(crate) abandoned: Option<Set<Abandoned>>,
    pub(crate) wrapper: Option<Set<Ext>>,
    pub(crate) portal: Option<Set<Expr>>,
    pub(crate) local: Option<Ident>,
    pub(crate) krate: Option<Set<Path>>,
    /// The words that stand here themselves, to be pointed at.
    pub(crate) written: Vec<Ident>,
    /// The words, and those of their values, wherever they stand: an editor asks what they mean.
    pub(crate) said: Vec<Ident>,
    /// The words that are none, or none yet, each with the list that it would be of.
    unknown: Vec<(&'static str, Ident)>,
}

impl Options {
    /// Reads `a, b = c`; a mistake in one option leaves the others standing.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Options {
        let mut options = Options::default();
        let read = |input: ParseStream<'_>| {
            while !input.is_empty() {
                if let Err(error) = options.parse_one(input) {
                    errors.push(error);
                    up_to_comma(input);
                }
                if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                    errors
                        .push(Code::OPTION_SYNTAX.ahead(input, "expected `,` between two options"));
                    up_to_comma(input);
                    let _ = input.parse::<Token![,]>();
                }
            }
            Ok(())
        };
        // What is left unread in a nested group comes to light at the end.
        match Parser::parse2(read, tokens) {
            Err(error) if errors.is_empty() => errors.push(error),
            _ => {}
        }
        for (list, word) in options.unknown.drain(..) {
            errors.complete(list, &word);
        }
        options
    }

    fn parse_one(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let word = input.call(Ident::parse_any).map_err(|_| {
            Code::OPTION_SYNTAX.ahead(input, "expected an option, as `stream` or `buffer = 64`")
        })?;
        self.parse_option(&word, input)?;
        self.said.push(word.clone());
        self.written.push(word);
        Ok(())
    }

    fn parse_option(&mut self, word: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        match word.to_string().as_str() {
            "once" => self.set_shape(input, word, Shape::Once),
            "stream" => self.set_shape(input, word, Shape::Stream),
            "frames" => self.set_shape(input, word, Shape::Frames),
            "feed" => self.set_shape(input, word, Shape::Feed),
            "blocking" => flag(&mut self.blocking, input, word),
            "context" => flag(&mut self.context, input, word),
            "callback" => flag(&mut self.callback, input, word),
            "listener" => flag(&mut self.listener, input, word),
            "keep" => flag(&mut self.keep, input, word),
            "local" => flag(&mut self.local, input, word),
            "skip" => flag(&mut self.skip, input, word),
            _ => self.parse_setting(word, input),
        }
    }

    fn parse_setting(&mut self, word: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        match word.to_string().as_str() {
            "name" => setting(&mut self.name, input, word, "name = ident"),
            "ext" => setting(&mut self.ext, input, word, "ext = TraitName"),
            "wrapper" => setting(&mut self.wrapper, input, word, "wrapper = AsyncName"),
            "portal" => setting(&mut self.portal, input, word, "portal = expr"),
            "path" => setting(&mut self.path, input, word, "path = krate::module"),
            "buffer" => setting(&mut self.buffer, input, word, "buffer = 64"),
            "silence" => setting(&mut self.silence, input, word, "silence = 0.0"),
            "cancel" => setting(&mut self.cancel, input, word, "cancel = |handle| expr"),
            "start" => setting(&mut self.start, input, word, "start = |handle| expr"),
            "error" => setting(&mut self.error, input, word, "error = Type"),
            "abandoned" => setting(&mut self.abandoned, input, word, "abandoned = panic"),
            "crate" => {
                let path = read(input, word, "crate = ::asyncify", Path::parse_mod_style)?;
                set(&mut self.krate, word, everywhere(path)?)
            }
            "underrun" => {
                let policy = policy(input, word, "underrun = silence")?;
                let value = self.known("underrun", &policy, underrun(&policy))?;
                set(&mut self.underrun, word, value)
            }
            "overflow" => {
                let policy = policy(input, word, "overflow = drop_oldest")?;
                self.said.extend(policy.get_ident().cloned());
                let value = self.known("overflow", &policy, overflow(&policy))?;
                set(&mut self.overflow, word, value)
            }
            "wake" => {
                let usage = "wake = direct`, `every(8)` or `tick(5)";
                let when = begin(input, word, usage, Path::parse_mod_style)?;
                let value = self.known("wake", &when, wake(&when, input))?;
                self.said.extend(when.get_ident().cloned());
                ends(input, usage)?;
                set(&mut self.wake, word, value)
            }
            unknown => {
                self.unknown.push(("option", word.clone()));
                Err(Code::UNKNOWN_OPTION.at(word, no_option(unknown)))
            }
        }
    }

    /// A value of a list; what is none is noted.
    fn known<T>(
        &mut self,
        list: &'static str,
        word: &Path,
        value: syn::Result<T>,
    ) -> syn::Result<T> {
        if value.is_err() {
            let word = word.get_ident().cloned();
            self.unknown.extend(word.map(|word| (list, word)));
        }
        value
    }

    fn set_shape(&mut self, input: ParseStream<'_>, word: &Ident, shape: Shape) -> syn::Result<()> {
        takes_no_value(input, word)?;
        if let Some(first) = &self.shape {
            let message = format!(
                "`{}` and `{word}` contradict each other: one function has one shape",
                first.word
            );
            return Err(Code::TWO_SHAPES.at(word, message));
        }
        set(&mut self.shape, word, shape)
    }

    /// The options of one method of a block: its own, else the block's.
    pub(crate) fn or(self, block: &Options) -> Options {
        Options {
            shape: or(self.shape, &block.shape),
            blocking: or(self.blocking, &block.blocking),
            context: or(self.context, &block.context),
            callback: or(self.callback, &block.callback),
            name: or(self.name, &block.name),
            listener: or(self.listener, &block.listener),
            keep: or(self.keep, &block.keep),
            skip: self.skip,
            ext: or(self.ext, &block.ext),
            path: or(self.path, &block.path),
            buffer: or(self.buffer, &block.buffer),
            underrun: or(self.underrun, &block.underrun),
            silence: or(self.silence, &block.silence),
            overflow: or(self.overflow, &block.overflow),
            wake: or(self.wake, &block.wake),
            cancel: or(self.cancel, &block.cancel),
            start: or(self.start, &block.start),
            error: or(self.error, &block.error),
            abandoned: or(self.abandoned, &block.abandoned),
            wrapper: or(self.wrapper, &block.wrapper),
            portal: or(self.portal, &block.portal),
            local: or(self.local, &block.local),
            krate: or(self.krate, &block.krate),
            written: self.written,
            said: [self.said, block.said.clone()].concat(),
            unknown: Vec::new(),
        }
    }

    /// The same, with what others say about how many values are delivered.
    pub(crate) fn delivered_as(self, others: &Options) -> Options {
        Options {
            buffer: others.buffer.clone(),
            overflow: others.overflow.clone(),
            wake: others.wake.clone(),
            ..self
        }
    }

    /// Where the runtime is found: `::asyncify` unless `crate =` says otherwise.
    pub(crate) fn runtime(&self) -> Path {
        self.krate
            .as_ref()
            .map_or_else(|| syn::parse_quote!(::asyncify), |set| set.value.clone())
    }
}

fn or<T: Clone>(own: Option<T>, block: &Option<T>) -> Option<T> {
    match own {
        None => block.clone(),
        own => own,
    }
}

/// Stores a value, once.
fn set<T>(slot: &mut Option<Set<T>>, word: &Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        return Err(twice(word));
    }
    let word = word.clone();
    *slot = Some(Set { word, value });
    Ok(())
}

fn twice(word: &Ident) -> syn::Error {
    let message = format!("`{word}` is given twice: keep one of them");
    Code::OPTION_TWICE.at(word, message)
}

fn flag(slot: &mut Option<Ident>, input: ParseStream<'_>, word: &Ident) -> syn::Result<()> {
    takes_no_value(input, word)?;
    if slot.is_some() {
        return Err(twice(word));
    }
    *slot = Some(word.clone());
    Ok(())
}

fn takes_no_value(input: ParseStream<'_>, word: &Ident) -> syn::Result<()> {
    if input.peek(Token![=]) || input.peek(Token![:]) || input.peek(token::Paren) {
        let message = format!("`{word}` takes no value: write `{word}` alone");
        return Err(Code::OPTION_SYNTAX.at(word, message));
    }
    Ok(())
}

fn equals(input: ParseStream<'_>, word: &Ident, usage: &str) -> syn::Result<()> {
    let equals = input.parse::<Token![=]>();
    if equals.is_err() || input.is_empty() || input.peek(Token![,]) {
        let message = format!("`{word}` needs a value: write `{usage}`");
        return Err(Code::OPTION_SYNTAX.at(word, message));
    }
    Ok(())
}

fn setting<T: Parse>(
    slot: &mut Option<Set<T>>,
    input: ParseStream<'_>,
    word: &Ident,
    usage: &str,
) -> syn::Result<()> {
    let value = read(input, word, usage, T::parse)?;
    set(slot, word, value)
}

/// A value, which ends with the option.
fn read<T>(
    input: ParseStream<'_>,
    word: &Ident,
    usage: &str,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let value = begin(input, word, usage, parse)?;
    ends(input, usage)?;
    Ok(value)
}

/// What a value begins with.
fn begin<T>(
    input: ParseStream<'_>,
    word: &Ident,
    usage: &str,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    equals(input, word, usage)?;
    let start = input.fork();
    let value = input.call(parse);
    value.map_err(|error| no_value(&start, word, usage, &error))
}

/// What is said of what can't be read as a value.
fn no_value(input: ParseStream<'_>, word: &Ident, usage: &str, error: &syn::Error) -> syn::Error {
    if let Some(text) = quoted(input) {
        let message = format!("this takes no quotes: write `{word} = {}`", text.value());
        return Code::OPTION_SYNTAX.at(&text, message);
    }
    let why = error.to_string();
    // All that a type may begin with is a long list.
    let why = match why.starts_with("expected one of") {
        true => "expected a type",
        false => &why,
    };
    Code::OPTION_SYNTAX.on(error.span(), &format!("{why}: write `{usage}`"))
}

/// A name or a type in quotes.
fn quoted(input: ParseStream<'_>) -> Option<LitStr> {
    let text = input.parse::<LitStr>().ok()?;
    let unquoted = |input: ParseStream<'_>| {
        input.parse::<Visibility>()?;
        input.parse::<Type>()
    };
    text.parse_with(unquoted).is_ok().then_some(text)
}

/// Refuses what goes on where a value has ended.
fn ends(input: ParseStream<'_>, usage: &str) -> syn::Result<()> {
    let is_punct = input.cursor().punct().is_some() && !input.peek(Token![,]);
    if !is_punct && !input.peek(token::Paren) {
        return Ok(());
    }
    let message = format!("this does not belong here: write `{usage}`");
    Err(Code::OPTION_SYNTAX.at(&up_to_comma(input), message))
}

/// What is said of a word that is none.
fn no_option(unknown: &str) -> String {
    if words::OF_C.contains(&unknown) {
        return format!(
            "unknown option `{unknown}`\n  \
             for C, write it on the function: `#[asyncify(callback, abandoned = ..)] \
             async extern \"C\" fn`"
        );
    }
    if words::MARKS.contains(&unknown) {
        return format!(
            "`{unknown}` is no option, but a mark: write `#[{unknown}]`, with what belongs to it, in \
             front of the parameter"
        );
    }
    let known = [words::FLAGS, words::SETTINGS].concat();
    format!(
        "unknown option `{unknown}`{}\n  known are {}",
        words::did_you_mean(unknown, &known),
        words::listed(&known),
    )
}

fn policy(input: ParseStream<'_>, word: &Ident, usage: &str) -> syn::Result<Path> {
    let policy = begin(input, word, usage, Path::parse_mod_style)?;
    if input.peek(token::Paren) {
        let text = types::text(&policy);
        let message = format!(
            "`{text}` takes no number: write `{word} = {text}`, and `buffer = 64` for how many \
             items there is room"
        );
        return Err(Code::OPTION_SYNTAX.at(&policy, message));
    }
    ends(input, usage)?;
    Ok(policy)
}

/// The word that a policy is.
fn told(policy: &Path) -> String {
    policy
        .get_ident()
        .map_or_else(String::new, Ident::to_string)
}

fn overflow(policy: &Path) -> syn::Result<Overflow> {
    Ok(match told(policy).as_str() {
        "unbounded" => Overflow::Unbounded,
        "drop_newest" => Overflow::DropNewest,
        "drop_oldest" => Overflow::DropOldest,
        "latest" => Overflow::Latest,
        "block" => Overflow::Block,
        _ => return Err(unknown("overflow", policy, words::OVERFLOWS)),
    })
}

fn underrun(policy: &Path) -> syn::Result<Underrun> {
    Ok(match told(policy).as_str() {
        "silence" => Underrun::Silence,
        "partial" => Underrun::Partial,
        "block" => Underrun::Block,
        _ => return Err(unknown("underrun", policy, words::UNDERRUNS)),
    })
}

/// `direct`, `every(8)` or `tick(5)`
fn wake(when: &Path, input: ParseStream<'_>) -> syn::Result<Wake> {
    let wrong = |message| Err(Code::WAKE_NUMBER.at(when, message));
    let usage = match told(when).as_str() {
        "direct" if input.peek(token::Paren) => {
            return wrong("`direct` takes no number: write `wake = direct`");
        }
        "direct" => return Ok(Wake::Direct),
        "every" => "`every` takes one number: write `wake = every(8)`",
        "tick" => "`tick` takes a number of milliseconds: write `wake = tick(5)`",
        _ => return Err(unknown("wake", when, words::WAKES)),
    };
    if !input.peek(token::Paren) {
        return wrong(usage);
    }
    let content;
    parenthesized!(content in input);
    if content.is_empty() {
        return wrong(usage);
    }
    let number = content.parse()?;
    if !content.is_empty() {
        return Err(Code::WAKE_NUMBER.ahead(&content, usage));
    }
    Ok(match when.is_ident("tick") {
        true => Wake::Tick(number),
        false => Wake::Every(number),
    })
}

fn unknown(option: &str, policy: &Path, known: &[&'static str]) -> syn::Error {
    let last = policy.segments.last();
    let word = last.map_or_else(String::new, |last| last.ident.to_string());
    let message = format!(
        "unknown {option} policy `{}`{}\n  known are {}",
        types::text(policy),
        words::did_you_mean(&word, known),
        words::listed(known),
    );
    Code::UNKNOWN_POLICY.at(policy, message)
}

/// The path is used at several depths of the generated code, so it must mean the same at each.
fn everywhere(path: Path) -> syn::Result<Path> {
    let first = path.segments.first();
    if !first.is_some_and(|segment| segment.ident == "self" || segment.ident == "super") {
        return Ok(path);
    }
    Err(Code::RELATIVE_CRATE.at(
        &path,
        "the path must not depend on where it stands: write `crate = ::path` or \
         `crate = crate::path`",
    ))
}

/// What is left of an option; the commas in `<A, B>` are part of it.
fn up_to_comma(input: ParseStream<'_>) -> TokenStream {
    let mut rest = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        let arguments = input.fork().parse::<AngleBracketedGenericArguments>();
        let skipped = match arguments.is_ok() {
            true => input
                .parse::<AngleBracketedGenericArguments>()
                .map(|it| it.to_tokens(&mut rest)),
            false => input.parse::<TokenTree>().map(|it| it.to_tokens(&mut rest)),
        };
        debug_assert!(skipped.is_ok());
    }
    rest
}
