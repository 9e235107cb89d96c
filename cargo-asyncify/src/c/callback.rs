//! The callbacks of a function, and what leads back from them.

use syn::{ForeignItemFn, Pat, ReturnType, Type};

use super::header::{Header, Pointer, is_nameless};
use super::todo::{About, Todo};
use crate::syntax::{docs, snake, words};

/// A parameter or an argument.
#[derive(Clone)]
pub(super) struct Arg {
    pub(super) name: String,
    pub(super) ty: Type,
}

/// A parameter that C calls.
pub(super) struct Callback {
    pub(super) param: usize,
    pub(super) pointer: Pointer,
    pub(super) args: Vec<Arg>,
    pub(super) output: Option<Type>,
    /// Which of its arguments is the user data.
    pub(super) data: Option<usize>,
}

/// A function that takes callbacks.
pub(super) struct Initiator<'a> {
    pub(super) header: &'a Header,
    pub(super) function: &'a ForeignItemFn,
    pub(super) params: Vec<Arg>,
    pub(super) callbacks: Vec<Callback>,
    /// What is called when C is done with the user data.
    pub(super) destroys: Vec<Callback>,
    /// Which parameter is the user data.
    pub(super) data: usize,
    /// What could not be told for sure of all this.
    pub(super) unsure: Vec<Todo>,
}

/// Names for user data.
const WORDS: &[&str] = &[
    "arg", "baton", "closure", "context", "cookie", "ctx", "data", "opaque", "priv", "privdata",
    "user", "userdata", "userp",
];

/// The function's callbacks, if it takes any; `Err` says why they can't be awaited.
pub(super) fn initiator<'a>(
    header: &'a Header,
    function: &'a ForeignItemFn,
) -> Option<Result<Initiator<'a>, String>> {
    let params: Vec<Arg> = function
        .sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            syn::FnArg::Typed(param) => Some(Arg {
                name: match &*param.pat {
                    Pat::Ident(pattern) => pattern.ident.to_string(),
                    _ => String::new(),
                },
                ty: (*param.ty).clone(),
            }),
            syn::FnArg::Receiver(_) => None,
        })
        .collect();
    let found: Vec<Callback> = params
        .iter()
        .enumerate()
        .filter_map(|(param, arg)| Some(callback(param, header.pointer(&arg.ty)?)))
        .collect();
    if found.is_empty() {
        let table = params.iter().find_map(|param| table(header, &param.ty))?;
        return Some(Err(format!(
            "its callbacks are fields of `{table}`: call it by hand, with the functions of \
             `asyncify::ffi`"
        )));
    }
    Some(paired(header, function, params, found))
}

fn paired<'a>(
    header: &'a Header,
    function: &'a ForeignItemFn,
    params: Vec<Arg>,
    found: Vec<Callback>,
) -> Result<Initiator<'a>, String> {
    if function.sig.variadic.is_some() {
        return Err(String::from(
            "a variadic function can't be declared with a fixed number of arguments: call it by \
             hand, with the functions of `asyncify::ffi`",
        ));
    }
    let (mut destroys, mut callbacks) = told_apart(header, function, &params, found);
    refuse(header, &params, &callbacks, &destroys)?;
    let mut unsure = Vec::new();
    let data = user_data(header, &params, &callbacks, &mut unsure).ok_or_else(|| {
        String::from(
            "its callback is handed a `void *` that the function itself is not given: call it by \
             hand, with the functions of `asyncify::ffi`",
        )
    })?;
    for callback in &mut callbacks {
        callback.data = handed_back(header, callback, &params[data], &mut unsure);
    }
    for destroy in &mut destroys {
        destroy.data = Some(0);
    }
    Ok(Initiator {
        header,
        function,
        params,
        callbacks,
        destroys,
        data,
        unsure,
    })
}

/// What is called when C is done, and the others.
fn told_apart(
    header: &Header,
    function: &ForeignItemFn,
    params: &[Arg],
    found: Vec<Callback>,
) -> (Vec<Callback>, Vec<Callback>) {
    let docs = docs(&function.attrs);
    // Of several, the last one is it even without a name.
    let last = found
        .last()
        .filter(|_| found.len() > 1)
        .map(|callback| callback.param);
    found.into_iter().partition(|callback| {
        is_release(header, callback)
            && (is_called_release(callback, params, &docs) || Some(callback.param) == last)
    })
}

/// Says why callbacks can't be awaited that nothing leads back from.
fn refuse(
    header: &Header,
    params: &[Arg],
    callbacks: &[Callback],
    destroys: &[Callback],
) -> Result<(), String> {
    let [first, ..] = callbacks else {
        let name = &params[destroys[0].param].name;
        return Err(format!(
            "`{name}` frees what the function is given: there is nothing to await"
        ));
    };
    if callbacks
        .iter()
        .any(|callback| callback.pointer.function.variadic.is_some())
    {
        return Err(String::from(
            "its callback is variadic, which Rust can't write",
        ));
    }
    let mut args = callbacks.iter().flat_map(|callback| &callback.args);
    if !args.any(|arg| header.is_word(&arg.ty)) {
        return Err(format!(
            "`{}` is not handed a `void *`, so nothing is known to lead back to the waiting task; \
             where a pointer of another type does, declare it by hand with `#[user_data]`, and \
             where a structure does, call the function with those of `asyncify::ffi`",
            params[first.param].name
        ));
    }
    Ok(())
}

fn callback(param: usize, pointer: Pointer) -> Callback {
    let inputs = pointer.function.inputs.iter().enumerate();
    let args = inputs.map(|(at, input)| Arg {
        name: match &input.name {
            Some((name, _)) => snake(&name.to_string()),
            None => format!("arg{}", at + 1),
        },
        ty: input.ty.clone(),
    });
    Callback {
        param,
        args: args.collect(),
        output: match &pointer.function.output {
            ReturnType::Type(_, ty) => Some((**ty).clone()),
            ReturnType::Default => None,
        },
        pointer,
        data: None,
    }
}

/// `void (*)(void *)`
fn is_release(header: &Header, callback: &Callback) -> bool {
    matches!(&callback.args[..], [only] if header.is_word(&only.ty)) && callback.output.is_none()
}

fn is_called_release(callback: &Callback, params: &[Arg], docs: &str) -> bool {
    const NAMES: &[&str] = &[
        "cleanup",
        "deinit",
        "del",
        "delete",
        "dealloc",
        "destroy",
        "destructor",
        "dtor",
        "finalize",
        "finalizer",
        "free",
        "release",
        "unref",
    ];
    let name = &params[callback.param].name;
    if name == "callback" && callback.pointer.alias.is_none() && docs.contains("destructor") {
        return true;
    }
    let mut names = words(name);
    names.extend(callback.pointer.alias.iter().flat_map(|alias| words(alias)));
    names.iter().any(|word| {
        // `xDestroy`, `GDestroyNotify`
        NAMES.contains(&word.as_str())
            || ["x", "g"].iter().any(|before| {
                word.strip_prefix(before)
                    .is_some_and(|word| NAMES.contains(&word))
            })
    })
}

/// A structure of callbacks that is lent to the function.
fn table(header: &Header, ty: &Type) -> Option<String> {
    let Type::Ptr(pointer) = header.behind(ty) else {
        return None;
    };
    let structure = header.structure(&pointer.elem)?;
    let is_const = matches!(pointer.mutability, syn::PointerMutability::Const(_));
    let fields = structure.fields.iter();
    let callbacks = fields
        .filter(|field| header.pointer(&field.ty).is_some())
        .count();
    (is_const && callbacks * 2 > structure.fields.len()).then(|| structure.ident.to_string())
}

/// The parameter that C hands back: by its name, or by its place.
fn user_data(
    header: &Header,
    params: &[Arg],
    callbacks: &[Callback],
    unsure: &mut Vec<Todo>,
) -> Option<usize> {
    let fitting: Vec<usize> = (0..params.len())
        .filter(|&at| header.is_word(&params[at].ty))
        .collect();
    let args = || callbacks.iter().flat_map(|callback| &callback.args);
    let same: Vec<usize> = fitting
        .iter()
        .copied()
        .filter(|&at| {
            let name = &params[at].name;
            !is_nameless(name) && args().any(|arg| arg.name == *name && header.is_word(&arg.ty))
        })
        .collect();
    let called: Vec<usize> = fitting
        .iter()
        .copied()
        .filter(|&at| is_called_data(&params[at].name))
        .collect();
    let beside: Vec<usize> = fitting
        .iter()
        .copied()
        .filter(|&at| {
            callbacks
                .iter()
                .any(|callback| callback.param.abs_diff(at) == 1)
        })
        .collect();
    for few in [&fitting, &same, &called, &beside] {
        if let [only] = few[..] {
            return Some(only);
        }
    }
    let all: Vec<_> = fitting
        .iter()
        .map(|&at| format!("`{}`", params[at].name))
        .collect();
    let guess = called.first().or(beside.first()).or(fitting.first())?;
    unsure.push(Todo::new(
        About::UserData,
        format!(
            "which is the user data: {}? `#[user_data]` goes on the one that C hands back",
            all.join(" or ")
        ),
    ));
    Some(*guess)
}

/// The callback's argument that is the user data.
fn handed_back(
    header: &Header,
    callback: &Callback,
    data: &Arg,
    unsure: &mut Vec<Todo>,
) -> Option<usize> {
    let fitting: Vec<usize> = (0..callback.args.len())
        .filter(|&at| header.is_word(&callback.args[at].ty))
        .collect();
    let named = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        fitting
            .iter()
            .copied()
            .filter(|&at| is(&callback.args[at].name))
            .collect()
    };
    let same = named(&|name| !is_nameless(name) && name == data.name);
    let called = named(&is_called_data);
    for few in [&fitting, &same, &called] {
        if let [only] = few[..] {
            return Some(only);
        }
    }
    let names: Vec<_> = fitting
        .iter()
        .map(|&at| format!("`{}`", callback.args[at].name))
        .collect();
    let last = fitting.last().copied()?;
    let what = format!(
        "which of the callback's arguments is the user data: {}? In the declaration it bears the \
         parameter's name, `{}`, and with `#[shape(..)]` another can",
        names.join(" or "),
        data.name
    );
    unsure.push(Todo::new(About::UserData, what));
    Some(last)
}

fn is_called_data(name: &str) -> bool {
    !is_nameless(name)
        && words(name)
            .iter()
            .any(|word| WORDS.contains(&word.as_str()))
}
