//! A call that blocks: what its thread may take along, and what it gives back in the end.

use syn::{ReceiverKind, Type, parse_quote};

use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::model::{Run, Shape};
use crate::options::Options;
use crate::signature::Kind;
use crate::source::Source;
use crate::types;

pub(super) fn lower(
    source: &Source,
    returned: &Type,
    options: &Options,
    context: &Context,
    shape: Shape,
    errors: &mut Errors,
) -> Option<Run> {
    let word = options.blocking.as_ref()?;
    let is_callback = |kind: &Kind| matches!(kind, Kind::Callback(_));
    if !source.parameters.iter().any(|p| is_callback(&p.kind)) {
        if let Some(status) = source.status.as_ref().filter(|_| errors.is_empty()) {
            errors.at(
                Code::STATUS_PLACE,
                status,
                "`#[status]` is for functions that call back, and this one takes no callback: \
                 remove it, and make the `Result` in the function",
            );
        }
        return None;
    }
    if !matches!(shape, Shape::Once | Shape::Stream) {
        errors.at(
            Code::BLOCKING_CONTRADICTS,
            word,
            "`blocking` is for `once` and `stream`: the realtime lanes are for APIs with threads \
             of their own",
        );
    }
    if let Some(local) = &options.local {
        errors.at(
            Code::BLOCKING_CONTRADICTS,
            local,
            "`blocking` takes the call to a thread of its own, and `local` keeps it here: \
             remove one",
        );
    }
    if let Some(start) = &options.start {
        errors.at(
            Code::BLOCKING_CONTRADICTS,
            &start.word,
            "a call that blocks returns when all is over, so there is no handle to `start`: \
             remove it",
        );
    }
    refuse_borrows(source, context, errors);
    Some(Run {
        output: returned.clone(),
        result: types::returned_outcome(returned, &options.runtime()),
    })
}

/// The thread may outlive the caller.
fn refuse_borrows(source: &Source, context: &Context, errors: &mut Errors) {
    if let Some(receiver) = &source.receiver {
        let borrows = match &receiver.kind {
            ReceiverKind::Typed(_, ty) => types::borrows(ty),
            kind => matches!(kind, ReceiverKind::Reference(..)),
        };
        if borrows {
            let is_changed = matches!(receiver.kind, ReceiverKind::Reference(_, _, Some(_)));
            let mend = match context {
                Context::Foreign { .. } if is_changed => {
                    "annotate a function of your own that takes it by value, or an `Arc<Mutex<_>>` \
                     of it"
                }
                Context::Foreign { .. } => {
                    "annotate a function of your own that takes an `Arc` of it"
                }
                _ => "take `self: Arc<Self>`, or `self`",
            };
            errors.at(
                Code::BLOCKING_BORROWS,
                receiver,
                format!(
                    "`blocking` takes `self` to a thread of its own, which may outlive this \
                     borrow: {mend}"
                ),
            );
        }
    }
    let plain = source
        .parameters
        .iter()
        .filter(|p| matches!(p.kind, Kind::Other | Kind::FnPointer(_)));
    for parameter in plain {
        let ty = &parameter.declared.ty;
        if types::borrows(ty) {
            // What a mirror says of somebody else's function can't be changed.
            let mend = match context {
                Context::Foreign { .. } | Context::Module { .. } => {
                    "annotate a function of your own that takes"
                }
                _ => "take",
            };
            errors.at(
                Code::BLOCKING_BORROWS,
                ty,
                format!(
                    "`blocking` takes this to a thread of its own, which may outlive the borrow: \
                     {mend} {}",
                    owned(ty)
                ),
            );
        }
    }
}

/// The owned type, as a person would name it.
fn owned(ty: &Type) -> String {
    const NAMES: &[(&str, &str)] = &[
        ("Path", "PathBuf"),
        ("OsStr", "OsString"),
        ("CStr", "CString"),
    ];
    let lent = types::referent(ty);
    if let Some((_, owned)) = NAMES.iter().find(|(name, _)| types::ends_with(lent, name)) {
        return format!("`{owned}`");
    }
    match crate::owned::owned(ty) {
        Ok((owned, Some(_))) => {
            let text = types::text(&owned).replace("::std::string::", "");
            format!("`{}`", text.replace("::std::vec::", ""))
        }
        _ => "an owned value".to_owned(),
    }
}

/// The type of `self`, as declared.
pub(super) fn receiver_type(source: &Source) -> Option<Type> {
    match &source.receiver.as_ref()?.kind {
        ReceiverKind::Typed(_, ty) => Some((**ty).clone()),
        _ => Some(parse_quote!(Self)),
    }
}
