//! The mirror of a trait whose methods are callbacks.

use asyncify_codegen::scan::mentions;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, Generics, ItemTrait, Signature, TraitItem, TraitItemFn, Type, TypeParamBound};

use super::arguments::Arguments;
use super::evidence::Evidence;
use super::public::{self, Needed, Public};
use super::reply::Replies;
use crate::find::listener::{is_called_on_it, tells};
use crate::judge::shown;
use crate::model::{Block, Callback, Calls, Candidate, Declaration, Mark, Place};

/// The methods that tell, and those that must be answered.
pub(super) fn declare(
    candidate: &Candidate,
    block: Block,
    public: Public<'_>,
) -> Result<Declaration, String> {
    let Place::Listener { item } = &candidate.place else {
        return Err(String::from("it has no signature"));
    };
    let unit: Type = syn::parse_quote!(());
    let (mut generics, _) = public.head(&item.generics, &unit)?;
    let mut draft = Draft {
        public,
        item,
        methods: Vec::new(),
        marks: Vec::new(),
        todo: Vec::new(),
        left: Vec::new(),
        needed: Needed::new(),
    };
    for member in &item.items {
        if let TraitItem::Fn(method) = member {
            draft.method(method)?;
        }
    }
    let Draft {
        methods,
        marks,
        mut todo,
        left,
        needed,
        ..
    } = draft;
    todo.extend(public::need(&needed));
    if methods.is_empty() {
        return Err(String::from("no method of it just tells"));
    }
    promise(&mut generics, item, &methods);
    let (unsafety, name) = (&item.unsafety, &item.ident);
    let predicates = &generics.where_clause;
    let mut notes = vec![format!(
        "`{name}Events::new()` is the stream, and what its `.sender()` gives implements `{name}`."
    )];
    if !left.is_empty() {
        notes.push(format!("These keep their defaults: {}.", left.join(", ")));
    }
    Ok(Declaration {
        block,
        item: quote! {
            pub #unsafety trait #name #generics #predicates { #(#methods)* }
        },
        marks,
        todo,
        notes,
        doubts: Vec::new(),
        renamed: Default::default(),
    })
}

/// Has the types that events are of be what the trait asks of its implementors: senders hold events.
fn promise(generics: &mut Generics, item: &ItemTrait, methods: &[TokenStream]) {
    let asks = |is_it: &dyn Fn(&TypeParamBound) -> bool| item.supertraits.iter().any(is_it);
    let is_sent = asks(&|bound| is_named(bound, &["Send", "Sync"]));
    let is_static = asks(
        &|bound| matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static"),
    );
    for param in generics.type_params_mut() {
        if !methods.iter().any(|method| mentions(method, &param.ident)) {
            continue;
        }
        if is_sent {
            param.bounds.push(syn::parse_quote!(::core::marker::Send));
        }
        if is_static {
            param.bounds.push(syn::parse_quote!('static));
        }
        if is_sent || is_static {
            param.colon_token.get_or_insert_default();
        }
    }
}

fn is_named(bound: &TypeParamBound, names: &[&str]) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| names.iter().any(|name| last.ident == name))
        }
        _ => false,
    }
}

struct Draft<'a> {
    public: Public<'a>,
    item: &'a ItemTrait,
    methods: Vec<TokenStream>,
    marks: Vec<Mark>,
    todo: Vec<String>,
    /// Methods that keep their defaults.
    left: Vec<String>,
    needed: Needed,
}

impl Draft<'_> {
    /// Whether the trait asks it of what implements it.
    fn must_be_send(&self) -> bool {
        let mut bounds = self.item.supertraits.iter();
        bounds.any(|bound| is_named(bound, &["Send"]))
    }

    fn method(&mut self, method: &TraitItemFn) -> Result<(), String> {
        let is_required = method.default.is_none();
        let name = method.sig.ident.to_string();
        if !is_called_on_it(method) {
            return Ok(());
        }
        if !is_required && !tells(method) {
            self.left.push(format!("`{name}`"));
            return Ok(());
        }
        let sig = self
            .public
            .signature(&method.sig, &self.item.generics, &mut self.needed)?;
        let callback = of_method(&sig);
        let arguments = Arguments {
            public: self.public,
            sig: &sig,
            self_ty: None,
            must_be_send: self.must_be_send(),
            may_fill: true,
            outer: &self.item.generics,
        };
        let evidence = Evidence::of(&name, &method.attrs);
        let replies = Replies {
            public: self.public,
            sig: &sig,
            evidence: &evidence,
        };
        let (map, reply) = (arguments.map(&callback), replies.of(&callback));
        let mut marks = Vec::new();
        let told = map.map(|it| (it.tokens, it.why, it.todo));
        for (tokens, why, todo) in told
            .into_iter()
            .chain(reply.map(|it| (it.tokens, it.why, it.todo)))
        {
            self.marks.push(Mark {
                text: format!("{} {name}", shown::mark(&tokens)),
                why,
            });
            self.todo.extend(todo);
            marks.push(tokens);
        }
        self.methods.push(quote!(#(#marks)* #sig;));
        Ok(())
    }
}

/// The method, seen as a callback.
fn of_method(sig: &Signature) -> Callback {
    let inputs = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some((*input.ty).clone()),
        FnArg::Receiver(_) => None,
    });
    Callback {
        param: 0,
        name: sig.ident.to_string(),
        calls: Calls::Shared,
        inputs: inputs.collect(),
        output: match &sig.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => match &**ty {
                Type::Tuple(unit) if unit.elems.is_empty() => None,
                ty => Some(ty.clone()),
            },
        },
        is_static: true,
        is_send: false,
        is_optional: false,
        is_borrowed: false,
        hidden: None,
    }
}
