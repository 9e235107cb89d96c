//! A listener trait: which events its methods make.

use crate::attribute;
use crate::collect::CollectVec;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Generics, Meta, PatType, TraitItem, Type, parse_quote};

use super::bounds::{Scopes, mentions_self};
use super::variant::{self, Names};
use super::{callback, user_data, value};
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::generics;
use crate::input::{self, Member, Trait};
use crate::marks::{EndMark, Marks, RoleMark};
use crate::model::{
    Callback, Delivery, Function, Handle, Initiator, Listener, Method, Overflow, Param, Shape,
    Underrun,
};
use crate::options::Options;
use crate::signature::{Kind, Recognised, Signature};
use crate::source::{Parameter, Source};
use crate::types;

/// What is known of a trait with a mistake in it.
pub(crate) struct Mistaken {
    /// The trait without our marks, unless it is a mirror.
    pub(crate) original: Option<TokenStream>,
    /// The variants by their names, and those of their fields, if these have any.
    pub(crate) variants: Vec<(Ident, Option<Vec<Ident>>)>,
    /// Names of what comes beside the trait that others bear already.
    pub(crate) taken: Vec<Ident>,
}

/// The trait, and what comes beside it.
pub(crate) fn lower(
    mut block: Trait,
    options: &Options,
    errors: &mut Errors,
) -> Result<Listener, Mistaken> {
    let is_mirror = options.path.is_some();
    let event_attrs = event_attributes(&mut block.attrs, errors);
    let members = std::mem::take(&mut block.members);
    let Trait {
        attrs,
        vis,
        unsafety,
        trait_token,
        ident,
        generics,
        supertraits,
        ..
    } = &block;
    let (mut declared, mut others, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    let (mut functions, mut chosen) = (Vec::new(), Vec::new());
    for member in members {
        match member {
            Member::Other(tokens) => {
                others.extend(implemented(&tokens, is_mirror, &mut chosen, errors));
                declared.push(tokens);
            }
            Member::Function(mut function) => {
                let written = function.attrs.len();
                let marks = Marks::take(&mut function.attrs, errors);
                let is_marked = function.attrs.len() < written;
                let source = Source::read(function, errors);
                declared.push(source.function.to_token_stream());
                taken.extend(taken_from_us(ident, &source.function.sig, errors));
                let leading = misplaced(&source).and_then(|()| user_data::find(&source, generics));
                let leading = errors.keep(leading);
                let is_led = matches!(leading, Some(Some(_)));
                if is_marked || is_led || !keeps_its_default(&source.function) {
                    functions.push((source, marks, leading));
                }
            }
        }
    }
    let colon = (!supertraits.is_empty()).then(|| quote!(:));
    let predicates = &generics.where_clause;
    let original = (!is_mirror).then(|| {
        quote! {
            #(#attrs)*
            #vis #unsafety #trait_token #ident #generics #colon #supertraits #predicates {
                #(#declared)*
            }
        }
    });
    let mut senders: Vec<Ident> = Vec::new();
    for (.., leading) in &functions {
        if let Some(Some((_, ident))) = leading {
            senders.push(ident.clone());
        }
    }
    let (mut methods, mut names) = (Vec::new(), Names::default());
    let mut variants: Vec<(Ident, Option<Vec<Ident>>)> = Vec::new();
    for (mut source, marks, leading) in functions {
        let sig = &mut source.function.sig;
        user_data::resolve(sig, &senders, &chosen);
        let at = leading
            .as_ref()
            .and_then(|leading| Some(leading.as_ref()?.0));
        let variant = variant::is_made(&marks).then(|| names.of(&sig.ident));
        let fields = variant::expected(&Signature::of_method(sig, at), &marks);
        let is_new = |name: &Ident| variants.iter().all(|(known, _)| known != name);
        variants.extend(variant.clone().filter(is_new).map(|name| (name, fields)));
        if leading.is_some() {
            let read = method(source, marks, at, variant, is_mirror, options, errors);
            methods.extend(read);
        }
    }
    if methods.is_empty() && errors.is_empty() {
        errors.at(
            Code::NO_EVENT,
            ident,
            "no method in here makes an event: a listener needs one that takes `self` and is not \
             marked `#[skip]`",
        );
    }
    if !errors.is_empty() {
        return Err(Mistaken {
            original,
            variants,
            taken,
        });
    }
    let (_, arguments, _) = generics.split_for_impl();
    let path = match &options.path {
        None => quote!(#ident #arguments),
        Some(path) if has_arguments(&path.value) => path.value.to_token_stream(),
        Some(path) => {
            let path = &path.value;
            quote!(#path #arguments)
        }
    };
    let path = user_data::as_self(path, &senders);
    let generics = user_data::without(generics, &senders);
    let event_generics = event_generics(&generics, &methods);
    name_event(ident, &event_generics, &mut methods);
    Ok(Listener {
        vis: vis.clone(),
        original,
        conditions: attribute::of(attrs, &["cfg"]),
        name: ident.clone(),
        unsafety: *unsafety,
        path,
        event_generics,
        generics,
        attrs: event_attrs,
        methods,
        others,
        stream: carrier(None, options, value(&options.overflow)),
    })
}

/// The generics of the enum, which stands beside the trait.
fn event_generics(generics: &Generics, methods: &[Method]) -> Generics {
    let mut values = TokenStream::new();
    for method in methods {
        for callback in method.function.callbacks() {
            for ty in callback.made_types() {
                ty.to_tokens(&mut values);
            }
        }
    }
    let mut event_generics = generics::mentioned_in(generics, &values);
    generics::retain_said(&mut event_generics, &|tokens| !mentions_self(tokens));
    event_generics
}

/// Tells the variants what they are variants of.
fn name_event(of: &Ident, event_generics: &Generics, methods: &mut [Method]) {
    let event = format_ident!("{of}Event");
    let (_, arguments, _) = event_generics.split_for_impl();
    let ty: Type = parse_quote!(#event #arguments);
    for method in methods {
        for param in &mut method.function.params {
            if let Param::Callback(Callback {
                variant: Some(variant),
                ..
            }) = param
            {
                variant.ty = ty.clone();
                variant.of = event.clone();
            }
        }
    }
}

/// What comes beside the trait needs names that the trait's own signatures must not use.
fn taken_from_us(name: &Ident, sig: &syn::Signature, errors: &mut Errors) -> Vec<Ident> {
    let mut taken = Vec::new();
    for kind in ["Event", "Events", "Sender"] {
        let made = format_ident!("{name}{kind}");
        let Some(used) = types::bare_use(sig, &made) else {
            continue;
        };
        errors.at(
            Code::NAME_TAKEN,
            used,
            format!(
                "the events, their stream and its sender come beside the trait, so `{made}` can't \
                 be another type here\n  \
                 write this one with its path, or bring it in under another name; a mirror may \
                 also bear another name than its trait"
            ),
        );
        taken.push(made);
    }
    taken
}

fn has_arguments(path: &syn::Path) -> bool {
    path.segments
        .iter()
        .any(|segment| !segment.arguments.is_none())
}

/// Marks stand on the method, and options on the trait.
fn misplaced(source: &Source) -> syn::Result<()> {
    let name = &source.function.sig.ident;
    if source.options.is_some() {
        return Err(Code::MISPLACED_IN_LISTENER.at(
            name,
            "options of a listener stand on the trait; to leave a method its default, mark it \
             `#[skip]`",
        ));
    }
    if source.status.is_some() {
        return Err(Code::MISPLACED_IN_LISTENER.at(
            name,
            "`#[status]` is for functions that start something: say what the method returns with \
             `#[reply(value)]`",
        ));
    }
    for Parameter {
        declared, marks, ..
    } in &source.parameters
    {
        let skip = marks.skip.as_ref().map(|_| "skip");
        let destroy = marks.destroy.as_ref().map(|_| "destroy");
        let shape = (marks.shape.is_some() || marks.pointer.is_some()).then_some("shape");
        if let Some(mark) = marks.on_callback_only().or(skip).or(destroy).or(shape) {
            return Err(Code::MISPLACED_IN_LISTENER.at(
                declared,
                format!(
                    "the method is the callback here, so `#[{mark}]` can't stand on a parameter: \
                     to leave some out, make the event of the others with `#[map(|..| ..)]` on the \
                     method"
                ),
            ));
        }
    }
    Ok(())
}

/// Takes `#[event(derive(Hash))]` off the trait: what is in it goes to the enum.
fn event_attributes(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Vec<TokenStream> {
    let mut taken = Vec::new();
    attribute::retain(attrs, &mut |attr| {
        if !attr.path().is_ident("event") {
            return true;
        }
        match attr.parse_args::<Meta>() {
            Ok(meta) => taken.push(meta.to_token_stream()),
            Err(_) => errors.at(
                Code::EVENT_ATTRIBUTE,
                attr,
                "say which attribute the event is to have: `#[event(derive(Eq, Hash, PartialEq))]`",
            ),
        }
        false
    });
    taken
}

/// What an implementation must say of an item that is no function; the types it chooses.
fn implemented(
    tokens: &TokenStream,
    is_mirror: bool,
    chosen: &mut Vec<(Ident, Type)>,
    errors: &mut Errors,
) -> Option<TokenStream> {
    match syn::parse2(tokens.clone()) {
        Ok(TraitItem::Type(item)) => match (&item.default, is_mirror) {
            (Some((_, ty)), true) => {
                chosen.push((item.ident.clone(), ty.clone()));
                Some(tokens.clone())
            }
            _ => {
                errors.at(
                    Code::SENDER_CANNOT_CHOOSE,
                    item,
                    "the sender can't choose this type: only a mirror (`path = ..`) may have \
                     associated types, which then say what they are: `type Name = Type;`",
                );
                None
            }
        },
        Ok(TraitItem::Const(item)) if item.default.is_none() => {
            errors.at(
                Code::SENDER_CANNOT_CHOOSE,
                item,
                "the sender can't choose this constant: give it a value",
            );
            None
        }
        Ok(TraitItem::Const(_)) if is_mirror => Some(tokens.clone()),
        _ => None,
    }
}

/// Whether a method without marks has a default, and is nothing that is just told of.
fn keeps_its_default(function: &input::Function) -> bool {
    let sig = &function.sig;
    let returns = Signature::of_method(sig, None).output.is_some();
    function.body.is_some() && (returns || sig.receiver().is_none() || sig.asyncness.is_some())
}

/// What a method becomes, unless it keeps its default.
fn method(
    source: Source,
    marks: Marks,
    user_data: Option<usize>,
    variant: Option<Ident>,
    is_mirror: bool,
    options: &Options,
    errors: &mut Errors,
) -> Option<Method> {
    let function = &source.function;
    let sig = &function.sig;
    if let (true, Some(body)) = (is_mirror, &function.body) {
        errors.at(
            Code::BODY_IN_MIRROR,
            body,
            "this mirrors a trait that exists elsewhere: end the signature with `;` \
             instead of a body",
        );
        return None;
    }
    let may_stay = is_mirror || function.body.is_some();
    if let Some(skip) = &marks.skip {
        if !may_stay {
            errors.at(
                Code::SKIP_WITHOUT_DEFAULT,
                skip,
                "without a default, the sender has to do something here: remove `#[skip]`, or \
                 give the method a body",
            );
        }
        return None;
    }
    let is_led = sig.receiver().is_some() || user_data.is_some();
    if let Some((code, message)) = refused(sig, is_led, &marks, may_stay) {
        errors.at(code, &sig.ident, message);
        return None;
    }
    if let Some(filled) = filled(sig).filter(|_| marks.map.is_none()) {
        errors.at(
            Code::FILLED_SLICE,
            filled,
            "a listener that fills this slice can't wait for events: keep the method's default \
             with `#[skip]`, or make an owned value of what is in it with `#[map(|..| ..)]`",
        );
        return None;
    }
    let scopes = Scopes::of(&source, &Context::Trait);
    let name = &sig.ident;
    let parameter = Parameter {
        declared: PatType {
            attrs: Vec::new(),
            pat: Box::new(parse_quote!(#name)),
            colon_token: Default::default(),
            ty: Box::new(types::named(name)),
        },
        marks,
        kind: Kind::Other,
    };
    let found = Recognised {
        signature: Signature::of_method(sig, user_data),
        wraps: Vec::new(),
        generic: None,
        nameable: false,
        boxed: None,
        pointer: None,
    };
    let mut callback = callback::lower(
        0,
        &parameter,
        &found,
        Shape::Stream,
        &scopes,
        &options.runtime(),
        errors,
    )?;
    match variant {
        Some(ident) => {
            variant::refuse_generic_fields(&callback, &sig.generics, errors)?;
            callback.variant = Some(variant::of(&callback, name, ident));
        }
        None if callback.asks() => errors.at(
            Code::ASK_WITHOUT_ITEM,
            name,
            "only a method that makes an event can `ask`: here say the reply yourself, \
             `#[reply(value)]`",
        ),
        None => {}
    }
    Some(Method {
        attrs: function.attrs.clone(),
        sig: sig.clone(),
        user_data,
        function: carrier(Some(callback), options, None),
    })
}

/// The `&mut [T]` that the method is given.
fn filled(sig: &syn::Signature) -> Option<&Type> {
    sig.inputs.iter().find_map(|input| match input {
        syn::FnArg::Typed(input) => match types::bare(&input.ty) {
            Type::Reference(ty) if ty.mutability.is_some() => {
                matches!(types::bare(&ty.elem), Type::Slice(_)).then_some(&*input.ty)
            }
            _ => None,
        },
        syn::FnArg::Receiver(_) => None,
    })
}

/// What can't be made an event.
fn refused(
    sig: &syn::Signature,
    is_led: bool,
    marks: &Marks,
    may_stay: bool,
) -> Option<(Code, String)> {
    let or_skip = if may_stay {
        ": mark it `#[skip]`, so that it keeps its default"
    } else {
        ": give it a default, and mark it `#[skip]`"
    };
    if !is_led {
        let message = format!(
            "this is not called on a listener, so no sender is there to make an event{or_skip}\n  \
             where the API hands the sender over as an argument of a type that it leaves open, \
             mark that: `#[user_data] data: &UserData`"
        );
        return Some((Code::NOT_AN_EVENT, message));
    }
    if sig.asyncness.is_some() {
        let message = format!("an `async` method is awaited by its caller{or_skip}");
        return Some((Code::NOT_AN_EVENT, message));
    }
    let misplaced = match &marks.role {
        Some((word, role)) if !matches!(role, RoleMark::End | RoleMark::Item) => {
            format!("each method of a listener makes an event of its own: remove `#[{word}]`")
        }
        _ if marks.shape.is_some() => {
            "a method says its shape itself: remove `#[shape]`".to_owned()
        }
        _ if marks.ok_if.is_some() => {
            "an event is no result: make one with `#[map(|args| -> Result<T, E> { .. })]`"
                .to_owned()
        }
        _ if matches!(marks.end_if, Some(EndMark::None(_))) => {
            "an event keeps its `Option`: say when it ends, `#[end_if(|args| condition)]`"
                .to_owned()
        }
        _ => return None,
    };
    Some((Code::MISPLACED_IN_LISTENER, misplaced))
}

/// A function that has no more than the callback, so that a method is written as callbacks are.
fn carrier(callback: Option<Callback>, options: &Options, overflow: Option<Overflow>) -> Function {
    Function {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        unsafety: None,
        name: format_ident!("events"),
        generics: Generics::default(),
        receiver: None,
        params: callback.into_iter().map(Param::Callback).collect_vec(),
        shape: Shape::Stream,
        handle: Handle {
            ty: types::unit(),
            result: None,
            discarded: false,
            movable: false,
        },
        run: None,
        status: None,
        initiator: Initiator::Body {
            tokens: TokenStream::new(),
            output: None,
        },
        delivery: Delivery {
            buffer: value(&options.buffer),
            silence: None,
            underrun: Underrun::Silence,
            overflow: overflow.unwrap_or(Overflow::Unbounded),
            wake: value(&options.wake),
            cancel: None,
            start: None,
            error: None,
            abandoned: None,
            local: false,
        },
        runtime: options.runtime(),
    }
}
