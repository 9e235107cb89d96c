//! The rules that need more than one word to judge, one function each.

use quote::ToTokens;
use syn::{Expr, Lit, Type, UnOp};

use crate::codes::Code;
use crate::errors::Errors;
use crate::expression::ungrouped;
use crate::hook;
use crate::model::{
    Callback, EndIf, Fatal, Function, Overflow, Role, Shape, Underrun, Value, Wake,
};
use crate::options::{Options, Set, word};
use crate::types;

/// Reports everything that is wrong with a function that could be read.
pub(crate) fn function(function: &Function, options: &Options, errors: &mut Errors) {
    buffering_is_for_streams(function, options, errors);
    delivery(options, errors);
    the_realtime_lanes_have_one_policy(function, options, errors);
    silence_is_for_want_of_samples(function, options, errors);
    what_is_not_filled_must_be_told(function, options, errors);
    what_returns_gives_the_twin(function, errors);
    hooks_need_a_handle(function, options, errors);
    hooks_take_a_handle(function, options, errors);
    only_a_single_call_is_abandoned(function, options, errors);
    only_a_stream_has_an_end(function, errors);
    progress_is_made_towards_a_result(function, errors);
    ok_is_for_items(function, errors);
    questions_come_with_items(function, errors);
    only_a_stream_survives_an_error(function, errors);
    several_errors_need_one_type(function, errors);
    a_conversion_needs_an_error(function, options, errors);
    only_twins_with_callbacks_have_a_portal(options, errors);
}

/// Reports what is wrong with how values are to travel, in a function or to a listener.
pub(crate) fn delivery(options: &Options, errors: &mut Errors) {
    an_empty_buffer_holds_nothing(options, errors);
    a_wake_is_counted_in_whole_numbers(options, errors);
    latest_keeps_one(options, errors);
}

// A single value needs no buffer.
fn buffering_is_for_streams(function: &Function, options: &Options, errors: &mut Errors) {
    if function.shape != Shape::Once || function.progress_callback().is_some() {
        return;
    }
    let words = [
        word(&options.buffer),
        word(&options.overflow),
        word(&options.wake),
    ];
    for word in words.into_iter().flatten() {
        errors.at(
            Code::NOT_A_STREAM,
            word,
            format!(
                "`{word}` is for streams, and this callback is called once: remove it, \
                 or say `stream` if it is called many times"
            ),
        );
    }
}

// Zero slots would mean that nothing is ever delivered.
fn an_empty_buffer_holds_nothing(options: &Options, errors: &mut Errors) {
    const USAGE: &str = "a buffer's size is a whole number: write `buffer = 64`";
    let Some(buffer) = &options.buffer else {
        return;
    };
    let literal = match ungrouped(buffer.value.clone()) {
        Expr::Lit(literal) => literal,
        size if is_negative(&size) => return errors.at(Code::BUFFER_SIZE, &size, USAGE),
        _ => return,
    };
    match &literal.lit {
        Lit::Int(int) if int.base10_digits() != "0" => {}
        Lit::Int(_) => errors.at(
            Code::BUFFER_SIZE,
            &literal,
            "a buffer of 0 holds nothing: write at least `buffer = 1`",
        ),
        _ => errors.at(Code::BUFFER_SIZE, &literal, USAGE),
    }
}

fn is_negative(number: &Expr) -> bool {
    matches!(number, Expr::Unary(negative) if matches!(negative.op, UnOp::Neg(_)))
}

// The ticker has no finer time, and what is counted has no half.
fn a_wake_is_counted_in_whole_numbers(options: &Options, errors: &mut Errors) {
    let (number, suffix, zero, other) = match options.wake.as_ref().map(|set| &set.value) {
        Some(Wake::Every(number)) => (
            number,
            "u32",
            "a wake for every 0 would never come: write at least `every(1)`",
            "`every` takes a whole number: write `every(8)`",
        ),
        Some(Wake::Tick(number)) => (
            number,
            "u64",
            "a tick of 0 ms would never rest: write at least `tick(1)`, or `direct`",
            "`tick` takes a whole number of milliseconds: write `tick(5)`",
        ),
        _ => return,
    };
    let literal = match ungrouped(number.clone()) {
        Expr::Lit(literal) => literal,
        number if is_negative(&number) => return errors.at(Code::WAKE_NUMBER, &number, other),
        _ => return,
    };
    match &literal.lit {
        // `5ms` is a whole number as well.
        Lit::Int(int) if !["", suffix].contains(&int.suffix()) => {
            errors.at(Code::WAKE_NUMBER, &literal, other);
        }
        Lit::Int(int) if int.base10_digits() == "0" => errors.at(Code::WAKE_NUMBER, &literal, zero),
        Lit::Int(_) => {}
        _ => errors.at(Code::WAKE_NUMBER, &literal, other),
    }
}

// Whoever asks for more contradicts that.
fn latest_keeps_one(options: &Options, errors: &mut Errors) {
    let is_latest = |set: &&Set<Overflow>| set.value == Overflow::Latest;
    if options.overflow.as_ref().filter(is_latest).is_none() {
        return;
    }
    if let Some(buffer) = &options.buffer {
        errors.at(
            Code::LATEST_KEEPS_ONE,
            &buffer.word,
            "`overflow = latest` keeps one item: remove `buffer`, \
             or say `drop_oldest` to keep more than one",
        );
    }
    if let Some(Set {
        word,
        value: Wake::Every(_),
    }) = &options.wake
    {
        errors.at(
            Code::LATEST_KEEPS_ONE,
            word,
            "`overflow = latest` keeps one item, so several never wait: \
             say `wake = tick(5)` to be woken less often, or remove `wake`",
        );
    }
}

// The writer of frames can't take back what it wrote, and must not wait; that of a feed can wait.
fn the_realtime_lanes_have_one_policy(function: &Function, options: &Options, errors: &mut Errors) {
    let Some(overflow) = &options.overflow else {
        return;
    };
    if function.shape == Shape::Frames && overflow.value != Overflow::DropNewest {
        errors.at(
            Code::REALTIME_OVERFLOW,
            &overflow.word,
            "`frames` always drops the newest block when its ring is full, and marks the gap: \
             remove `overflow`",
        );
    }
    if function.shape == Shape::Feed {
        errors.at(
            Code::REALTIME_OVERFLOW,
            &overflow.word,
            "what is written to a feed waits for room, so nothing overflows: remove `overflow`",
        );
    }
}

// All others bring values.
fn silence_is_for_want_of_samples(function: &Function, options: &Options, errors: &mut Errors) {
    let Some(silence) = &options.silence else {
        return;
    };
    if function.shape != Shape::Feed {
        errors.at(
            Code::NOT_A_FEED,
            &silence.word,
            "`silence` is what a slice is filled with for want of samples: it needs `feed`",
        );
    }
}

// An API that is given less than it asked for has to know how much.
fn what_is_not_filled_must_be_told(function: &Function, options: &Options, errors: &mut Errors) {
    let Some(underrun) = &options.underrun else {
        return;
    };
    if function.shape != Shape::Feed {
        errors.at(
            Code::NOT_A_FEED,
            &underrun.word,
            "`underrun` says what a callback gets that asks for more than was written: it needs \
             `feed`",
        );
        return;
    }
    if underrun.value == Underrun::Silence {
        return;
    }
    if let Some(silence) = &options.silence {
        errors.at(
            Code::PARTIAL_FILL,
            &silence.word,
            "nothing is filled with silence here: remove `silence`, or `underrun`",
        );
    }
    let Some(item) = function.item() else {
        return;
    };
    let Value::Slot { at, .. } = &item.value else {
        errors.at(
            Code::PARTIAL_FILL,
            &underrun.word,
            "only a slice that the callback has as it is, and alone, can be filled in part: \
             remove `underrun`",
        );
        return;
    };
    if !item.reply.as_ref().is_some_and(|reply| reply.reads(*at)) {
        let message = match item.output {
            Some(_) => {
                "the callback must tell how much it has filled: `#[reply(|out| out.len())]` sees \
                 that part of its slice, or say `underrun = silence`"
            }
            None => {
                "the callback returns nothing, so it can't tell how much it has filled: say \
                 `underrun = silence`"
            }
        };
        errors.at(Code::PARTIAL_FILL, &underrun.word, message);
    }
}

// An event loop that runs for ever would keep the stream to itself.
fn what_returns_gives_the_twin(function: &Function, errors: &mut Errors) {
    if !matches!(types::bare(&function.handle.ty), Type::Never(_)) || function.run.is_some() {
        return;
    }
    let lane = match function.shape {
        Shape::Once => "once",
        _ => "stream",
    };
    errors.at(
        Code::NEVER_RETURNS,
        &function.handle.ty,
        format!(
            "`{}` would never return either: `#[asyncify({lane}, blocking)]` runs the call on a \
             thread of its own",
            function.name
        ),
    );
}

// `|handle| ..` has nothing to be called with.
fn hooks_need_a_handle(function: &Function, options: &Options, errors: &mut Errors) {
    if !function.handle.is_unit() {
        return;
    }
    let name = &function.name;
    let cancel = options.cancel.as_ref();
    if let Some(cancel) = cancel.filter(|cancel| {
        let inputs = hook::inputs(&cancel.value);
        !matches!((inputs, &function.run), (Some(0), _) | (Some(1), Some(_)))
    }) {
        errors.at(
            Code::NO_HANDLE,
            &cancel.word,
            format!(
                "`cancel` gets the handle that the function returns, and `{name}` returns none: \
                 where something else stops it, write `cancel = || expr`",
            ),
        );
    }
    if let Some(start) = options.start.as_ref().filter(|_| function.run.is_none()) {
        errors.at(
            Code::NO_HANDLE,
            &start.word,
            format!(
                "`start` gets the handle that the function returns, and `{name}` returns none: \
                 remove `start`, and start it in the function itself",
            ),
        );
    }
}

// They are called with nothing else, and nobody would await what they make.
fn hooks_take_a_handle(function: &Function, options: &Options, errors: &mut Errors) {
    for (hook, usage, fewest) in [
        (
            &options.cancel,
            "`cancel = |handle| ..` or `cancel = || ..`",
            0,
        ),
        (&options.start, "`start = |handle| ..`", 1),
    ] {
        let Some(Set { word, value }) = hook else {
            continue;
        };
        let mut value = ungrouped(value.clone());
        let literal = matches!(value, Expr::Lit(_)).then(|| value.to_token_stream());
        let wrong = match hook::closure(&mut value) {
            None => match literal {
                Some(literal) => literal,
                None => continue,
            },
            Some(closure) => match &closure.asyncness {
                Some(word) => word.to_token_stream(),
                // That it has none is told.
                None if function.handle.is_unit() => continue,
                None if (fewest..=1).contains(&closure.inputs.len()) => continue,
                None if closure.inputs.is_empty() => closure.to_token_stream(),
                None => closure.inputs.to_token_stream(),
            },
        };
        errors.at(
            Code::CLOSURE_ARGUMENTS,
            &wrong,
            format!("`{word}` is called with the handle, and not awaited: write {usage}"),
        );
    }
}

// A stream whose callback is dropped just ends.
fn only_a_single_call_is_abandoned(function: &Function, options: &Options, errors: &mut Errors) {
    let Some(abandoned) = &options.abandoned else {
        return;
    };
    if function.shape != Shape::Once {
        errors.at(
            Code::ABANDONED_STREAM,
            &abandoned.word,
            "`abandoned` is for callbacks that are called once: \
             a stream ends with `None` when its callback is dropped",
        );
    }
}

// A single value is its own end.
fn only_a_stream_has_an_end(function: &Function, errors: &mut Errors) {
    for callback in function.callbacks() {
        let is_end = matches!(callback.role, Role::End { .. });
        let brings = match function.answers() {
            true => "the result here is what the function returns",
            false => "the items here come from an `FnOnce`",
        };
        // Where nothing brings the items, it is that which is wrong.
        let is_brought = function.answers() || function.item().is_some();
        if function.shape == Shape::Once && is_end && is_brought {
            errors.at(
                Code::END_OF_ONCE,
                &callback.ident,
                format!(
                    "`#[end]` is for streams, and {brings}: \
                     mark this callback `#[item]` if it brings the result, else `#[skip]`"
                ),
            );
        }
        if callback.end_if.is_none() {
            continue;
        }
        if matches!(function.shape, Shape::Frames | Shape::Feed) {
            errors.at(
                Code::END_IF_PLACE,
                &callback.ident,
                "`#[end_if]` is for items that are told apart, and samples are not: where another \
                 callback tells of the end, mark that `#[end]`",
            );
        } else if function.shape == Shape::Once || !matches!(callback.role, Role::Item) {
            errors.at(
                Code::END_IF_PLACE,
                &callback.ident,
                "`#[end_if]` belongs on the callback that brings a stream's items",
            );
        }
    }
}

// Items of a stream are all there is.
fn progress_is_made_towards_a_result(function: &Function, errors: &mut Errors) {
    if let (Some(progress), true) = (function.progress_callback(), function.shape != Shape::Once) {
        errors.at(
            Code::PROGRESS_OF_STREAM,
            &progress.ident,
            "`#[progress]` goes beside a result, and the items here come many times: \
             say `once` if the first is the result, or mark this callback `#[skip]`",
        );
    }
}

/// Whether an `#[error]` callback says that there is no result.
fn fails_by_a_callback(function: &Function) -> bool {
    function.shape == Shape::Once && function.error_callback().is_some()
}

// It says of a result whether there is one.
fn ok_is_for_items(function: &Function, errors: &mut Errors) {
    for callback in function.callbacks().filter(|c| c.ok_if.is_some()) {
        if !matches!(callback.role, Role::Item) {
            errors.at(
                Code::OK_IF_PLACE,
                &callback.ident,
                "`#[ok_if]` belongs on the callback that brings the items or the result",
            );
        } else if function.shape == Shape::Frames {
            errors.at(
                Code::OK_IF_PLACE,
                &callback.ident,
                "with `frames` every block is delivered: remove `#[ok_if]`, or use `stream`",
            );
        } else if matches!(callback.end_if, Some(EndIf::None)) {
            errors.at(
                Code::OK_IF_CONTRADICTS,
                &callback.ident,
                "`#[ok_if]` makes each item a `Result`, and `#[end_if(none)]` needs an `Option`: \
                 say when it ends with `#[end_if(|args| condition)]`",
            );
        } else if fails_by_a_callback(function) {
            errors.at(
                Code::OK_IF_CONTRADICTS,
                &callback.ident,
                "the `#[error]` callback tells of failures already: remove `#[ok_if]`, or mark \
                 that callback `#[skip]`",
            );
        }
    }
}

// The `Reply` travels with the item; a realtime thread must not wait for it.
fn questions_come_with_items(function: &Function, errors: &mut Errors) {
    for callback in function.callbacks().filter(|callback| callback.asks()) {
        if !matches!(callback.role, Role::Item) {
            errors.at(
                Code::ASK_WITHOUT_ITEM,
                &callback.ident,
                "only the callback that brings the items can `ask`: \
                 here say the reply yourself, `#[reply(value)]`",
            );
        } else if matches!(function.shape, Shape::Frames | Shape::Feed) {
            errors.at(
                Code::ASK_IN_REALTIME,
                &callback.ident,
                "a realtime thread must not wait for an answer: \
                 say the reply yourself, `#[reply(value)]`, or use `stream`",
            );
        }
    }
}

// The first error is the result.
fn only_a_stream_survives_an_error(function: &Function, errors: &mut Errors) {
    let Some(callback) = function.error_callback() else {
        return;
    };
    let says_fatal = !matches!(
        callback.role,
        Role::Error {
            fatal: Fatal::Never
        }
    );
    if function.shape == Shape::Once && says_fatal {
        errors.at(
            Code::FATAL_ONCE,
            &callback.ident,
            "an error always ends a call that is answered once: write `#[error]` alone",
        );
    }
}

// One `Result` has one error type; that of a call which starts a stream is not that of its items.
fn several_errors_need_one_type(function: &Function, errors: &mut Errors) {
    let is_final = function.shape == Shape::Once || function.run.is_some();
    let are_errors = |callback: &&Callback| matches!(callback.role, Role::Error { .. });
    // Of two callbacks that bring errors, one is refused, and so is a flag beside one.
    let is_flagged = function
        .callbacks()
        .any(|callback| callback.ok_if.is_some());
    if function.delivery.error.is_some()
        || function.callbacks().filter(are_errors).count() > 1
        || is_flagged && fails_by_a_callback(function)
    {
        return;
    }
    let failures = match is_final {
        true => function.failures(),
        false => function.told_errors(),
    };
    let mut pairs = failures.windows(2);
    if let Some([first, second]) = pairs.find(|pair| types::errors_differ(&pair[0], &pair[1])) {
        errors.at(
            Code::TWO_ERROR_TYPES,
            &function.name,
            format!(
                "this can fail with `{}` and with `{}`: name a type that both convert to \
                 with `error = Type`, by `From`",
                types::text(first),
                types::text(second),
            ),
        );
    }
}

// Nothing would ever be converted to it.
fn a_conversion_needs_an_error(function: &Function, options: &Options, errors: &mut Errors) {
    let Some(error) = &options.error else { return };
    let fails = match function.shape {
        Shape::Once => true,
        Shape::Stream | Shape::Frames | Shape::Feed => {
            !function.failures().is_empty() || function.is_lossy()
        }
    };
    if !fails {
        errors.at(
            Code::NO_ERROR,
            &error.word,
            "there is no error to convert: `error` needs an `#[error]` callback, a function that \
             returns a `Result`, or a policy that may lose items",
        );
    }
}

// Who is called back here says where it runs.
fn only_twins_with_callbacks_have_a_portal(options: &Options, errors: &mut Errors) {
    if let Some(portal) = &options.portal {
        errors.at(
            Code::PORTAL_ALONE,
            &portal.word,
            "`portal` says on which loop an `async fn` with `callback` runs, and there is no \
             `callback` here: say it as well, or remove this",
        );
    }
}
