//! Annotated blocks: which of their functions get a twin, and where it goes.

pub(crate) mod extension;
pub(crate) mod foreign;
pub(crate) mod function;
pub(crate) mod implementation;
pub(crate) mod listener;
pub(crate) mod module;
mod placing;
pub(crate) mod provided;
pub(crate) mod wrapper;

use std::borrow::Cow;

use crate::collect::CollectVec;
use proc_macro2::TokenStream;
use quote::quote;

use crate::check;
use crate::codes::Code;
use crate::context::Context;
use crate::emit::{self, Placement};
use crate::errors::{Errors, Told};
use crate::fallback;
use crate::input::{self, Member};
use crate::lower;
use crate::marks::RoleMark;
use crate::model::{Function, Shape};
use crate::options::Options;
use crate::plain::{Plain, Word};
use crate::source::Source;
use placing::Place;

/// A function with a twin.
pub(crate) struct Entry {
    pub(crate) source: Source,
    pub(crate) options: Options,
    /// The twin, or what is wrong.
    pub(crate) twin: Result<Twin, Vec<TokenStream>>,
    told: Told,
}

/// What is written beside or in place of a function.
pub(crate) enum Twin {
    /// Of one that takes a callback.
    Bridge(Function),
    Plain(Plain),
}

/// One piece of a block, in the order of the block.
pub(crate) enum Piece {
    Untouched(TokenStream),
    Entry(Box<Entry>),
}

impl Entry {
    pub(crate) fn read(
        source: Source,
        options: Options,
        context: &Context,
        mut errors: Errors,
    ) -> Entry {
        // What could not be read would only be misunderstood.
        let twin = match (errors.is_empty(), Word::of(&source, &options)) {
            (false, _) => None,
            (true, Some(word)) => word
                .lower(&source, &options, context, &mut errors)
                .map(Twin::Plain),
            (true, None) => {
                let function = lower::function(&source, &options, context, &mut errors);
                function
                    .inspect(|function| check::function(function, &options, &mut errors))
                    .map(Twin::Bridge)
            }
        };
        if source.function.unended {
            // What is wrong besides may be still to come.
            errors.keep_first();
        }
        let told = errors.told();
        let messages = errors.into_compile_errors();
        let twin = match twin {
            Some(twin) if messages.is_empty() => Ok(twin),
            _ => Err(messages),
        };
        Entry {
            source,
            options,
            twin,
            told,
        }
    }

    /// The twin, or its stand-in.
    pub(crate) fn tokens(&self, context: &Context, placement: Placement) -> TokenStream {
        match &self.twin {
            Ok(Twin::Bridge(function)) => emit::twin(function, placement),
            Ok(Twin::Plain(plain)) => plain.emit(placement),
            Err(messages) => {
                fallback::item(&self.source, &self.options, context, placement, messages)
            }
        }
    }
}

/// What the block's options say of each of so many functions.
fn inherited(block: &Options, twins: usize, errors: &mut Errors) -> Options {
    let mut inherited = block.clone();
    if let Some(name) = inherited.name.take_if(|_| twins > 1) {
        errors.at(
            Code::ONE_NAME,
            &name.word,
            "`name` can't be the name of several functions: \
             put `#[asyncify(name = ..)]` on each of them",
        );
    }
    inherited
}

/// Reads the functions of a block; `block` holds the options that stand on all of it.
pub(crate) fn pieces(
    members: Vec<Member>,
    block: &Options,
    context: &Context,
    name: &dyn quote::ToTokens,
    errors: &mut Errors,
) -> Vec<Piece> {
    let read = members.into_iter().map(Read::of).collect_vec();
    let mut ours = Vec::new();
    for source in read.iter().filter_map(Read::source) {
        if concerns_us(source, block, context) {
            ours.push(source);
        }
    }
    Word::refuse_on_block(&ours, block, errors);
    // What is not available yet may be just what would have made twins.
    if ours.is_empty() && errors.is_silent() {
        let mut sources = read.iter().filter_map(Read::source);
        match sources.find_map(lower::async_closure::refusal) {
            Some(error) => errors.push(error),
            None => errors.at(Code::NOTHING_TO_DO, name, nothing_to_do(block, context)),
        }
    }
    let inherited = inherited(block, ours.len(), errors);
    let mut ours = ours.iter();
    let any_stream = ours.any(|source| brings_many(source, &own_options(source).or(&inherited)));
    let options = |source: &Source| {
        let own = own_options(source);
        let all = own.clone().or(&inherited);
        match any_stream && !brings_many(source, &all) {
            // The block says that for its streams.
            true => all.delivered_as(&own),
            false => all,
        }
    };
    let piece = |read: Read| match read {
        Read::Other(tokens) => Piece::Untouched(tokens),
        Read::Function(source, errors) if concerns_us(&source, block, context) => {
            let options = options(&source);
            Piece::Entry(Box::new(entry(source, options, context, errors)))
        }
        Read::Function(source, marks) => {
            // Marks that could not be read are reported even where nothing else is done.
            errors.append(marks);
            let function = &source.function;
            // A skipped signature of a mirror is nothing at all.
            let function = (!mirrors(context) || function.body.is_some()).then_some(function);
            Piece::Untouched(quote!(#function))
        }
    };
    read.into_iter().map(piece).collect_vec()
}

/// A member of a block.
enum Read {
    Other(TokenStream),
    /// With what is wrong with its marks.
    Function(Source, Errors),
}

impl Read {
    fn of(member: Member) -> Read {
        match member {
            Member::Other(tokens) => Read::Other(tokens),
            Member::Function(function) => {
                let mut errors = Errors::default();
                Read::Function(Source::read(function, &mut errors), errors)
            }
        }
    }

    fn source(&self) -> Option<&Source> {
        match self {
            Read::Other(_) => None,
            Read::Function(source, _) => Some(source),
        }
    }
}

/// What is said on the function itself.
fn own_options(source: &Source) -> Options {
    source.options.clone().unwrap_or_default()
}

/// A function of a block, which is told all that `options` says.
fn entry(source: Source, options: Options, context: &Context, mut errors: Errors) -> Entry {
    let place = match context {
        Context::Alone | Context::Impl { .. } => Place::Method,
        Context::Foreign { .. }
        | Context::Module { .. }
        | Context::Wrapper { .. }
        | Context::Trait
        | Context::Extern => Place::Declaration,
    };
    if let Some(own) = &source.options {
        placing::check(own, place, &mut errors);
        if let Some(word) = Word::of(&source, &options).filter(|_| !source.is_broken) {
            word.refuse_others(own, &mut errors);
        }
    }
    Entry::read(source, options, context, errors)
}

/// Whether the functions of the block exist elsewhere.
fn mirrors(context: &Context) -> bool {
    matches!(
        context,
        Context::Foreign { .. } | Context::Module { .. } | Context::Wrapper { .. }
    )
}

/// Whether a function of the block gets a twin.
fn concerns_us(source: &Source, block: &Options, context: &Context) -> bool {
    // In a mirror every signature is meant for us, also one whose callback goes unrecognised.
    let is_mirrored = mirrors(context) && source.function.body.is_none() && !source.is_skipped();
    let is_pointed_at = matches!(context, Context::Extern) && source.takes_pointers();
    let is_meant = Word::of(source, block).is_some_and(|word| word.concerns(source));
    is_mirrored || is_pointed_at || source.concerns_us() || is_meant
}

/// Whether the twin brings many values, on some way that options tell about.
fn brings_many(source: &Source, options: &Options) -> bool {
    match Word::of(source, options) {
        Some(word) => word.brings_many(source, options),
        None => {
            let mut marks = source.parameters.iter().map(|parameter| &parameter.marks);
            lower::shape(source, options) != Shape::Once
                || marks.any(|marks| matches!(marks.role, Some((_, RoleMark::Progress))))
        }
    }
}

/// Why a block has no use for the attribute.
fn nothing_to_do(block: &Options, context: &Context) -> String {
    if let Some(word) = Word::of_block(block) {
        return format!("no function in here {}", word.wanted());
    }
    let called_back = match context {
        Context::Trait => {
            "\n  where the methods are called back themselves, say `#[asyncify(listener)]`"
        }
        _ => "",
    };
    format!(
        "no function in here takes a callback{called_back}\n  \
         recognised are `impl Fn*`, a generic bounded by `Fn*`, `Box`, `Rc` or \
         `Arc<dyn Fn*>`, `&dyn Fn`, `&mut dyn FnMut`, and `Option` of these\n  \
         where an alias or a trait hides the callback, say what it is: \
         `#[shape(FnMut(A, B))]`, `#[shape(FnOnce(A), wrap = Box::new)]`"
    )
}

/// The messages of a broken block, which every function in it gets in place of its own.
pub(crate) fn blame(pieces: &mut [Piece], errors: Errors) -> Vec<TokenStream> {
    if errors.is_empty() {
        for piece in pieces {
            if let Piece::Entry(entry) = piece {
                errors.tell_of(&entry.told);
            }
        }
        return errors.into_compile_errors();
    }
    let messages = errors.into_compile_errors();
    for piece in pieces {
        if let Piece::Entry(entry) = piece {
            entry.twin = Err(messages.clone());
        }
    }
    messages
}

/// What stands in a block again, with what is `written` of each of its functions that has a twin.
fn contents(pieces: &[Piece], written: &dyn Fn(&Entry) -> TokenStream) -> Vec<TokenStream> {
    let mut contents = Vec::new();
    for piece in pieces {
        contents.push(match piece {
            Piece::Untouched(tokens) => tokens.clone(),
            Piece::Entry(entry) => written(entry),
        });
    }
    contents
}

/// The function itself, where it stays beside the twin.
pub(crate) fn original(entry: &Entry) -> Option<Cow<'_, input::Function>> {
    let Entry {
        source, options, ..
    } = entry;
    let beside = Word::of(source, options).and_then(|word| word.original(source));
    let kept = || {
        options
            .keep
            .as_ref()
            .map(|_| Cow::Borrowed(&source.function))
    };
    beside.map(Cow::Owned).or_else(kept)
}
