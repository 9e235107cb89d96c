//! Which callback is for what.

use super::{async_closure, scope};
use crate::codes::Code;
use crate::errors::Errors;
use crate::marks::RoleMark;
use crate::model::{Callback, Param, Role};
use crate::signature::{Calls, Kind, Recognised, Signature};
use crate::source::{Parameter, Source};
use crate::types;

/// A callback, and the parameter that it was.
type Found<'a> = (&'a Parameter, &'a Callback);

/// Of several callbacks, each must say what it is for: what else is asked of one depends on that.
pub(super) fn require(source: &Source, errors: &mut Errors) {
    let mut callbacks = Vec::new();
    for parameter in &source.parameters {
        if let Kind::Callback(found) = &parameter.kind {
            callbacks.push((parameter, found));
        }
    }
    let mut parameters = callbacks.iter().map(|(parameter, _)| parameter);
    let unmarked = parameters.find(|parameter| parameter.marks.role.is_none());
    if let Some(unmarked) = unmarked.filter(|_| callbacks.len() > 1) {
        let message = ask_for_roles(&callbacks);
        errors.at(Code::ROLES_NEEDED, &unmarked.declared, message);
    }
}

/// One callback brings the items, and no two others the same.
pub(super) fn check(source: &Source, params: &[Param], answers: bool, errors: &mut Errors) {
    let mut callbacks = Vec::new();
    for (parameter, param) in source.parameters.iter().zip(params) {
        if let Param::Callback(callback) = param {
            callbacks.push((parameter, callback));
        }
    }
    let sig = &source.function.sig;
    let is_given_user_data = |p: &Parameter| p.marks.user_data.is_some();
    let is_of_rust = |(_, callback): &Found<'_>| callback.foreign.is_none();
    if callbacks.iter().all(is_of_rust) && source.parameters.iter().any(is_given_user_data) {
        errors.at(
            Code::NO_C_CALLBACK,
            &sig.ident,
            format!(
                "`{}` takes no C callback: a function pointer, or an `Option` of one\n  \
                 where an alias hides it, say what it is: \
                 `#[shape(Option<unsafe extern \"C\" fn(A, *mut c_void)>)]`",
                sig.ident
            ),
        );
        return;
    }
    if callbacks.is_empty() {
        return no_callback(source, errors);
    }
    one_of_each(&callbacks, answers, errors);
}

/// What the function takes instead of a callback, or hides it in.
fn no_callback(source: &Source, errors: &mut Errors) {
    let name = &source.function.sig.ident;
    if let Some(lent) = source.parameters.iter().find(|p| scope::lent(p)) {
        errors.at(
            Code::LENT_CALLBACK,
            &lent.declared.ty,
            "no callback is recognised here\n  \
             if this is one, it is lent for the time of the call and called during it, so that \
             nothing is left to await when the function returns: leave the function out; to \
             await the whole call, run it with `asyncify::blocking`\n  \
             if another parameter hides the callback, say what it is: \
             `#[shape(FnMut(A, B), wrap = Box::new)]`",
        );
        return;
    }
    if let Some(error) = async_closure::refusal(source) {
        return errors.push(error);
    }
    if let Some(hidden) = source.parameters.iter().find(|p| scope::hidden(p, source)) {
        errors.at(
            Code::HIDDEN_CALLBACK,
            &hidden.declared.ty,
            "if this is a callback, nothing here tells what it is called with\n  \
             say it: `#[shape(FnMut(A, B))]` where a closure can be passed, or with what is \
             made of one, `#[shape(FnOnce(A), wrap = Box::new)]`, \
             `#[shape(FnMut(A), wrap = |f| Type::new(f))]`\n  \
             a trait that closures don't implement can be mirrored: \
             `#[asyncify(listener, path = krate::Trait)]`",
        );
        return;
    }
    let otherwise = match &source.status {
        Some(_) => "where none is called: remove `#[status]`",
        None => "where it blocks instead of calling back: `#[asyncify(blocking)]`",
    };
    let skips = source.parameters.iter().any(|p| p.marks.skip.is_some());
    let besides = match skips {
        true => " but what `#[skip]` leaves alone",
        false => "",
    };
    errors.at(
        Code::NO_CALLBACK,
        name,
        format!(
            "`{name}` takes no callback{besides}\n  recognised are `impl Fn*`, a generic bounded by `Fn*`, \
             `Box`, `Rc` or `Arc<dyn Fn*>`, `&dyn Fn`, `&mut dyn FnMut`, and `Option` of \
             these\n  \
             where an alias or a trait hides the callback, say what it is: \
             `#[shape(FnMut(A, B))]`, `#[shape(FnOnce(A), wrap = Box::new)]`; a trait whose methods \
             are called back is annotated itself: `#[asyncify(listener)]`\n  \
             {otherwise}"
        ),
    );
}

/// Which role each might have.
fn ask_for_roles(callbacks: &[(&Parameter, &Recognised)]) -> String {
    let mut has_item = callbacks
        .iter()
        .any(|(parameter, _)| matches!(parameter.marks.role, Some((_, RoleMark::Item))));
    let mut message = format!(
        "there are {} callbacks, so each needs a role: \
         `#[item]`, `#[error]`, `#[end]`, `#[progress]`, or `#[skip]` to leave it alone; \
         for example",
        callbacks.len(),
    );
    let brings = |(_, callback): &(&Parameter, &Recognised)| !is_job(&callback.signature);
    let any_brings = callbacks.iter().any(brings);
    for (parameter, callback) in callbacks {
        let name = types::text(&parameter.declared.pat).replace("mut ", "");
        let mark = match &parameter.marks.role {
            Some((word, _)) => word.to_string(),
            None if any_brings && is_job(&callback.signature) => "skip".to_owned(),
            None => {
                let no_arguments = callback.signature.inputs.is_empty();
                let is_of_c = callback.pointer.is_some();
                suggestion(&name, no_arguments, is_of_c, &mut has_item).to_owned()
            }
        };
        message += &format!("\n  `#[{mark}] {name}`");
    }
    message
}

/// Whether it gives the function a value, and so brings none.
fn is_job(signature: &Signature) -> bool {
    signature.calls == Calls::FnOnce && signature.output.is_some()
}

fn one_of_each(callbacks: &[Found<'_>], answers: bool, errors: &mut Errors) {
    let of_role = |is_it: &dyn Fn(&Role) -> bool| {
        let mut of_role = Vec::new();
        for &(parameter, callback) in callbacks {
            if is_it(&callback.role) {
                of_role.push((parameter, callback));
            }
        }
        of_role
    };
    let told = of_role(&|role| matches!(role, Role::Error { .. }));
    if let [_, (second, _), ..] = told[..] {
        errors.at(
            Code::ROLE_TAKEN,
            &second.declared,
            "only one callback can bring the errors: mark this one `#[skip]`, \
             and pass it a closure of your own",
        );
    }
    let reports = of_role(&|role| matches!(role, Role::Progress));
    if let [_, (second, _), ..] = reports[..] {
        errors.at(
            Code::ROLE_TAKEN,
            &second.declared,
            "only one callback can report the progress: mark this one `#[skip]`, \
             and pass it a closure of your own",
        );
    }
    match of_role(&|role| matches!(role, Role::Item))[..] {
        [_] => {}
        // What the function returns is the result.
        [] if answers => {}
        [] => errors.at(
            Code::NO_ITEM,
            &callbacks[0].0.declared,
            format!(
                "no callback brings the {}: mark that one with `#[item]`, or leave it unmarked \
                 if it is the only one",
                if reports.is_empty() { "items" } else { "result" },
            ),
        ),
        [_, (second, _), ..] => errors.at(
            Code::ROLE_TAKEN,
            &second.declared,
            "only one callback can bring the items: mark this one `#[error]`, `#[end]` or `#[skip]`",
        ),
    }
}

/// Names are good for a guess in a message, and for nothing else.
pub(crate) fn suggestion(
    name: &str,
    no_arguments: bool,
    is_of_c: bool,
    has_item: &mut bool,
) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["err", "fail", "reject"]) {
        "error"
    } else if says(&["progress"]) {
        "progress"
    } else if no_arguments && says(&["end", "done", "finish", "complete", "close", "stop", "eof"]) {
        "end"
    } else if !std::mem::replace(has_item, true) {
        "item"
    } else if is_of_c && no_arguments {
        "destroy"
    } else {
        "skip"
    }
}
