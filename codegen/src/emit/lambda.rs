//! Marks are closures over the callback's arguments; here they become plain code.

use crate::collect::CollectVec;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Pat, Type};

use super::{bound, numbered};
use crate::model::{Answer, Callback, EndIf, Fatal, Function, Lambda, Reply, Role, Value};
use crate::types;

/// The parameter patterns of a callback, so chosen that its lambdas need few renamings.
pub(super) struct Parameters {
    names: Vec<TokenStream>,
    types: Vec<Type>,
    /// Whether an argument is used by more than one of those it is there for.
    shared: Vec<bool>,
    runtime: TokenStream,
}

impl Parameters {
    pub(super) fn new(function: &Function, callback: &Callback) -> Parameters {
        let runtime = function.runtime.to_token_stream();
        let lambdas = lambdas(callback);
        let count = callback.arguments.len();
        let types = callback
            .arguments
            .iter()
            .map(|argument| argument.ty.clone());
        let types = types.collect_vec();
        if let [only] = lambdas.as_slice() {
            if callback.is_mapped() {
                let names = only
                    .patterns
                    .iter()
                    .map(ToTokens::to_token_stream)
                    .collect_vec();
                return Parameters {
                    names,
                    types,
                    shared: vec![false; count],
                    runtime,
                };
            }
        }
        let unread =
            |at: usize| callback.ignores(at) && lambdas.iter().all(|l| is_wild(&l.patterns[at]));
        let is_shared = |at: usize| {
            let mut uses = lambdas.iter().filter(|l| !is_wild(&l.patterns[at]));
            uses.next().is_some() && (uses.next().is_some() || !callback.ignores(at))
        };
        let agreed = agreed(&lambdas, count);
        let names = (0..count).map(|at| match &agreed {
            _ if unread(at) => quote!(_),
            Some(names) => names[at]
                .clone()
                .unwrap_or_else(|| callback.arguments[at].ident.to_token_stream()),
            None => numbered("arg", at).into_token_stream(),
        });
        Parameters {
            names: names.collect_vec(),
            types,
            shared: (0..count).map(is_shared).collect_vec(),
            runtime,
        }
    }

    /// The name of one argument.
    pub(super) fn name(&self, at: usize) -> &TokenStream {
        &self.names[at]
    }

    /// `a: A`, `b: B`
    pub(super) fn declared(&self) -> Vec<TokenStream> {
        let both = self.names.iter().zip(&self.types);
        both.map(|(name, ty)| quote!(#name: #ty)).collect_vec()
    }

    /// The body of the lambda that takes the arguments.
    pub(super) fn take(&self, lambda: &Lambda) -> TokenStream {
        self.apply(lambda, false)
    }

    /// The body of a lambda that runs before another one needs the arguments.
    pub(super) fn look(&self, lambda: &Lambda) -> TokenStream {
        self.apply(lambda, true)
    }

    /// The lambda's body, in which its own patterns mean the arguments.
    fn apply(&self, lambda: &Lambda, leaves_them: bool) -> TokenStream {
        let body = &lambda.body;
        let mut renamed = TokenStream::new();
        for (at, pattern) in lambda.patterns.iter().enumerate() {
            let name = &self.names[at];
            let same = pattern.to_token_stream().to_string() == name.to_string();
            if !same && !is_wild(pattern) {
                let value = match types::is_mutable(&self.types[at]) {
                    true => quote!(&mut *#name),
                    false if leaves_them && self.shared[at] => self.seen(at, pattern),
                    false => name.clone(),
                };
                renamed.extend(bound(pattern, value));
            }
        }
        let block = match (renamed.is_empty(), body) {
            (true, Expr::Block(_)) => quote!(#body),
            (true, _) if !lambda.leaves => quote!(#body),
            _ => quote!({ #renamed #body }),
        };
        if !lambda.leaves {
            return block;
        }
        let output = lambda.ty.as_ref().map(|ty| quote!(-> #ty));
        quote!((|| #output #block)())
    }

    /// An argument for a lambda that must leave it there.
    fn seen(&self, at: usize, pattern: &Pat) -> TokenStream {
        let (name, ty, runtime) = (&self.names[at], &self.types[at], &self.runtime);
        if types::is_moved(ty) {
            return quote!(&#name);
        }
        // What takes a value apart may copy some of it, and then must be given that itself.
        if types::is_primitive(ty) || plain_ident(pattern).is_none() {
            return name.clone();
        }
        quote!({
            #[allow(unused_imports)]
            use #runtime::__private::SeenByReference as _;
            #runtime::__private::Seen(&#name).itself()
        })
    }
}

/// The name of each argument, where all lambdas that name it agree, and no two share a name.
fn agreed(lambdas: &[&Lambda], count: usize) -> Option<Vec<Option<TokenStream>>> {
    let mut names: Vec<Option<TokenStream>> = Vec::new();
    for at in 0..count {
        let mut agreed: Option<TokenStream> = None;
        for pattern in lambdas.iter().map(|lambda| &lambda.patterns[at]) {
            match (plain_ident(pattern), &agreed) {
                (Some(name), Some(known)) if name.to_string() != known.to_string() => return None,
                (Some(name), _) => agreed = Some(name),
                (None, _) if is_wild(pattern) => {}
                // A pattern that takes apart moves, and so must not run before another.
                (None, _) if lambdas.len() > 1 => return None,
                (None, _) => {}
            }
        }
        let taken = |name: &TokenStream| {
            names
                .iter()
                .flatten()
                .any(|other| other.to_string() == name.to_string())
        };
        if agreed.as_ref().is_some_and(taken) {
            return None;
        }
        names.push(agreed);
    }
    Some(names)
}

fn computed(answer: &Answer) -> Option<&Lambda> {
    match answer {
        Answer::From(lambda) => Some(lambda),
        Answer::Constant(_) => None,
    }
}

/// In the order in which they run: those that only look come before the one that takes.
fn lambdas(callback: &Callback) -> Vec<&Lambda> {
    let answers = match &callback.reply {
        Some(Reply::Told { open, closed }) => [Some(open), closed.as_ref()],
        Some(Reply::Asked { default, .. }) => [None, Some(default)],
        None => [None, None],
    };
    let [reply, instead] = answers.map(|answer| computed(answer?));
    let fatal = match &callback.role {
        Role::Error {
            fatal: Fatal::If(lambda),
        } => Some(lambda),
        _ => None,
    };
    let map = match &callback.value {
        Value::Mapped { map, .. }
        | Value::MappedSamples { map, .. }
        | Value::MappedSlot { map, .. }
        | Value::MappedExchange { map, .. } => Some(map),
        _ => None,
    };
    let end = match &callback.end_if {
        Some(EndIf::Holds(lambda)) => Some(lambda),
        _ => None,
    };
    let ok_if = callback.ok_if.as_ref().map(|ok_if| &ok_if.condition);
    let lambdas = [reply, instead, end, ok_if, fatal, map];
    lambdas.into_iter().flatten().collect_vec()
}

/// Whether it uses any argument.
pub(super) fn looks(lambda: &Lambda) -> bool {
    !lambda.patterns.iter().all(is_wild)
}

fn plain_ident(pattern: &Pat) -> Option<TokenStream> {
    match pattern {
        Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => {
            let ident = &pattern.ident;
            Some(quote!(#ident))
        }
        _ => None,
    }
}

pub(super) fn is_wild(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Wild(_))
}
