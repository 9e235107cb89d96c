//! What becomes of a function by a word alone, not by a callback that it takes: which word that
//! is, and for each the way from the source to the twin.

mod arguments;
mod blocking;
mod call;
mod callback;
mod context;

pub(crate) use blocking::METHOD_WITHOUT_BODY;
use proc_macro2::{Ident, TokenStream};

use crate::codes::Code;
use crate::context::Context;
use crate::emit::Placement;
use crate::errors::Errors;
use crate::input;
use crate::options::Options;
use crate::signature::Kind;
use crate::source::{Parameter, Source};
use crate::types;

/// The words that say what becomes of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// `blocking`, on a function that does not call back: it runs on a pool of threads.
    Blocking,
    /// `callback`: an `async fn` gets a twin that takes a callback.
    Callback,
    /// `context`: an `async fn` that hands out a resource between its set-up and its tear-down.
    Context,
}

/// A twin to write.
pub(crate) enum Plain {
    Blocking(blocking::Model),
    Callback(callback::Model),
    Context(context::Model),
}

impl Word {
    /// The word that tells what becomes of the function; `None` where its callbacks do.
    pub(crate) fn of(source: &Source, options: &Options) -> Option<Word> {
        Word::of_block(options).filter(|word| *word != Word::Blocking || !calls_back(source))
    }

    /// The word that stands on a whole block.
    pub(crate) fn of_block(options: &Options) -> Option<Word> {
        let callback = options.callback.as_ref().map(|_| Word::Callback);
        let context = options.context.as_ref().map(|_| Word::Context);
        let blocking = options.blocking.as_ref().map(|_| Word::Blocking);
        callback.or(context).or(blocking)
    }

    /// Which functions of a block it is for.
    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Word::Blocking => "can block: `blocking` is for those that are not `async` or `const`",
            Word::Callback => "is `async`: `callback` is for those that are",
            Word::Context => {
                "hands a resource out: `context` is for those that take `out: HandOut<Resource>`"
            }
        }
    }

    /// Whether a word that stands on a whole block is meant for this function of it.
    pub(crate) fn concerns(self, source: &Source) -> bool {
        match self {
            Word::Blocking => blocking::concerns(source),
            Word::Callback => callback::concerns(source),
            Word::Context => context::concerns(source),
        }
    }

    /// Whether the function itself stays beside its twin.
    pub(crate) fn keeps(self) -> bool {
        self == Word::Callback
    }

    /// The function as it stays beside its twin, if it does.
    pub(crate) fn original(self, source: &Source) -> Option<input::Function> {
        self.keeps().then(|| callback::original(source))
    }

    /// What the twin takes besides the function's own parameters.
    pub(crate) fn parameters(self, source: &Source) -> Option<TokenStream> {
        (self == Word::Callback).then(|| callback::parameters(source))
    }

    /// Whether the twin has the parameter, too.
    pub(crate) fn takes(self, parameter: &Parameter) -> bool {
        self != Word::Context || !context::hands_out(parameter)
    }

    /// What the twin's name ends with where the function's own is taken.
    pub(crate) fn suffix(self, source: &Source, options: &Options) -> &'static str {
        match self {
            Word::Blocking => blocking::suffix(source, options),
            Word::Callback => "with_callback",
            Word::Context => "context",
        }
    }

    /// Whether the twin is a stream, or brings one.
    pub(crate) fn brings_many(self, source: &Source, options: &Options) -> bool {
        self == Word::Blocking && blocking::brings_stream(source, options)
    }

    /// Reads the function as the word tells.
    pub(crate) fn lower(
        self,
        source: &Source,
        options: &Options,
        context: &Context,
        errors: &mut Errors,
    ) -> Option<Plain> {
        match self {
            Word::Blocking => {
                blocking::lower(source, options, context, errors).map(Plain::Blocking)
            }
            Word::Callback => {
                callback::lower(source, options, context, errors).map(Plain::Callback)
            }
            Word::Context => context::lower(source, options, context, errors).map(Plain::Context),
        }
    }

    /// The same on a block whose functions all become the same.
    pub(crate) fn refuse_on_block(sources: &[&Source], options: &Options, errors: &mut Errors) {
        let mut words = sources.iter().map(|source| Word::of(source, options));
        let first = words.next().flatten();
        if let Some(word) = first.filter(|_| words.all(|word| word == first)) {
            word.refuse_others(options, errors);
        }
    }

    /// Refuses what is written beside the word and has no meaning there.
    pub(crate) fn refuse_others(self, options: &Options, errors: &mut Errors) {
        let (word, known) = match self {
            Word::Blocking => ("blocking", blocking::OPTIONS),
            Word::Callback => ("callback", callback::OPTIONS),
            Word::Context => ("context", context::OPTIONS),
        };
        for written in &options.written {
            if !types::is_called(written, known) {
                errors.at(Code::MEANINGLESS_OPTION, written, misplaced(word, written));
            }
        }
    }
}

fn misplaced(word: &str, written: &Ident) -> String {
    match word {
        "blocking" => format!(
            "`{written}` is for functions that take a callback, and this one takes none: remove it"
        ),
        _ => format!("`{written}` means nothing beside `{word}`: remove it"),
    }
}

/// Whether a callback is taken, or something that is said to be one.
fn calls_back(source: &Source) -> bool {
    let is_one = |it: &Parameter| it.is_ours() || matches!(it.kind, Kind::FnPointer(Some(_)));
    source.status.is_some() || source.parameters.iter().any(is_one)
}

impl Plain {
    /// Writes the twin, and beside it what it needs of its own.
    pub(crate) fn emit(&self, placement: Placement) -> TokenStream {
        match self {
            Plain::Blocking(model) => blocking::twin(model, placement),
            Plain::Callback(model) => callback::twin(model, placement),
            Plain::Context(model) => context::twin(model),
        }
    }
}
