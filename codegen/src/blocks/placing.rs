//! Which options make sense where.

use crate::codes::Code;
use crate::errors::Errors;
use crate::options::{Options, word};

/// What the options stand on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Function,
    /// An `impl` block with bodies.
    Impl,
    /// An `impl` block without bodies, with `ext`.
    Mirror,
    Module,
    /// An `impl` block with `wrapper`.
    Wrapper,
    Trait,
    Extern,
    Listener,
    /// A function in an annotated `impl` block with bodies.
    Method,
    /// A function in any other annotated block.
    Declaration,
}

/// Refuses what has no meaning there.
pub(crate) fn check(options: &Options, place: Place, errors: &mut Errors) {
    use Place::{Declaration, Function, Impl, Listener, Method, Mirror, Module, Wrapper};
    let rules = [
        (
            word(&options.ext),
            &[Mirror][..],
            "`ext` mirrors a type: write `#[asyncify(ext = TraitName)] impl Type { fn name(..); }`",
        ),
        (
            word(&options.path),
            &[Module, Listener],
            "`path` mirrors a module, or with `listener` a trait: write \
             `#[asyncify(path = krate::module)] mod name { fn name(..); }`",
        ),
        (
            word(&options.wrapper),
            &[Wrapper],
            "`wrapper` makes a handle of a type: \
             write `#[asyncify(blocking, wrapper = AsyncName)] impl Name { fn name(&self, ..); }`",
        ),
        (
            options.listener.as_ref(),
            &[Listener],
            "`listener` is for traits whose methods are called back: \
             write `#[asyncify(listener)] trait Name { fn on_event(&self, ..); }`",
        ),
        (
            options.skip.as_ref(),
            &[Method, Declaration],
            "`skip` leaves one function of an annotated block alone: here, remove `#[asyncify]`",
        ),
        (
            options.keep.as_ref(),
            &[Function, Impl, Method],
            "`keep` is for functions whose place the async version takes; \
             here the function itself stays anyway: remove `keep`",
        ),
    ];
    for (word, places, message) in rules {
        if let Some(word) = word.filter(|_| !places.contains(&place)) {
            errors.at(Code::MISPLACED_OPTION, word, message);
        }
    }
    if place == Listener {
        only_for_functions(options, errors);
    }
}

/// A listener's stream is set going by the user, and brings what the methods tell.
fn only_for_functions(options: &Options, errors: &mut Errors) {
    let words = [
        word(&options.shape),
        word(&options.name),
        options.blocking.as_ref(),
        word(&options.silence),
        word(&options.cancel),
        word(&options.start),
        word(&options.error),
        word(&options.abandoned),
        options.local.as_ref(),
    ];
    for word in words.into_iter().flatten() {
        errors.at(
            Code::MISPLACED_OPTION,
            word,
            format!("`{word}` is for functions that take a callback: with `listener`, remove it"),
        );
    }
}
