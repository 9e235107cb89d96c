//! A listener trait: which events its methods make.

use crate::attribute;
use crate::collect::CollectVec;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Generics, Meta, PatType, Type, TypeParamBound, parse_quote};

use super::bounds::{Scopes, mentions_self};
use super::members::{Declared, Members};
use super::variant::{self, Names};
use super::{callback, delivery, members, user_data, value};
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::generics;
use crate::input::{self, Trait};
use crate::marks::{EndMark, Marks, RoleMark};
use crate::model::{
    Callback, Delivery, Function, Handle, Initiator, Listener, Method, Overflow, Param, Role, Shape,
};
use crate::options::Options;
use crate::props;
use crate::signature::{Kind, Recognised, Signature, is_named};
use crate::source::{Parameter, Source};
use crate::types;

/// A variant by its name, and its fields by theirs, if these have any.
pub(crate) type Fields = (Ident, Option<Vec<Ident>>);

/// What is known of a trait with a mistake in it.
pub(crate) struct Mistaken {
    /// The trait without our marks, unless it is a mirror.
    pub(crate) original: Option<TokenStream>,
    pub(crate) variants: Vec<Fields>,
    /// Names of what comes beside the trait that others bear already.
    pub(crate) taken: Vec<Ident>,
}

/// The trait, and what comes beside it.
pub(crate) fn lower(
    mut block: Trait,
    options: &Options,
    errors: &mut Errors,
) -> Result<Listener, Mistaken> {
    let event_attrs = event_attributes(&mut block.attrs, errors);
    let members = std::mem::take(&mut block.members);
    let members = Members::read(members, &block, options.path.is_some(), errors);
    let original = options
        .path
        .is_none()
        .then(|| block.with(&members.declared));
    let senders = members.senders();
    let (mut methods, variants) = methods(
        members.functions,
        &senders,
        &members.chosen,
        options,
        errors,
    );
    let Trait {
        attrs,
        vis,
        unsafety,
        ident,
        generics,
        supertraits,
        ..
    } = block;
    if !methods.iter().any(tells) && errors.is_silent() {
        errors.at(
            Code::NO_EVENT,
            &ident,
            "no method in here makes an event: a listener needs one that takes `self` and is not \
             marked `#[skip]`",
        );
    }
    if !errors.is_empty() {
        return Err(Mistaken {
            original,
            variants,
            taken: members.taken,
        });
    }
    let path = user_data::as_self(path(&ident, &generics, options), &senders);
    let generics = user_data::without(&generics, &senders);
    let event_generics = event_generics(&generics, &methods);
    let generics = where_marked(generics, supertraits, &event_generics);
    name_event(&ident, &event_generics, &mut methods);
    Ok(Listener {
        vis,
        original,
        conditions: attribute::of(&attrs, &["cfg"]),
        name: ident,
        unsafety,
        path,
        event_generics,
        generics,
        attrs: event_attrs,
        methods,
        others: members.others,
        stream: carrier(None, options, value(&options.overflow)),
    })
}

/// The methods that make or end events, and the variants, also of those with a mistake.
fn methods(
    functions: Vec<Declared>,
    senders: &[Ident],
    chosen: &[(Ident, Type)],
    options: &Options,
    errors: &mut Errors,
) -> (Vec<Method>, Vec<Fields>) {
    let (mut methods, mut names) = (Vec::new(), Names::default());
    let mut variants: Vec<Fields> = Vec::new();
    for Declared {
        mut source,
        marks,
        leading,
    } in functions
    {
        let sig = &mut source.function.sig;
        user_data::resolve(sig, senders, chosen);
        let at = leading
            .as_ref()
            .and_then(|leading| Some(leading.as_ref()?.0));
        let variant = variant::is_made(&marks).then(|| names.of(&sig.ident));
        let fields = variant::expected(&Signature::of_method(sig, at), &marks);
        let is_new = |name: &Ident| variants.iter().all(|(known, _)| known != name);
        variants.extend(variant.clone().filter(is_new).map(|name| (name, fields)));
        if leading.is_some() {
            methods.extend(method(source, marks, at, variant, options, errors));
        }
    }
    (methods, variants)
}

/// Whether the consumer hears of its calls.
fn tells(method: &Method) -> bool {
    let mut callbacks = method.function.callbacks();
    callbacks.any(|callback| !matches!(callback.role, Role::Answer))
}

/// How the trait is named where it is implemented.
fn path(ident: &Ident, generics: &Generics, options: &Options) -> TokenStream {
    let (_, arguments, _) = generics.split_for_impl();
    match &options.path {
        None => quote!(#ident #arguments),
        Some(path) if has_arguments(&path.value) => path.value.to_token_stream(),
        Some(path) => {
            let path = &path.value;
            quote!(#path #arguments)
        }
    }
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

/// A sender of generic events is `Send` where these are: only there it can be what the trait asks for.
fn where_marked(
    mut generics: Generics,
    supertraits: impl IntoIterator<Item = TypeParamBound>,
    event_generics: &Generics,
) -> Generics {
    let is_marker = |bound: &TypeParamBound| match bound {
        TypeParamBound::Lifetime(_) => true,
        bound => is_named(bound, &["Send", "Sync"]),
    };
    let markers = supertraits.into_iter().filter(is_marker).collect_vec();
    if !markers.is_empty() && event_generics.type_params().next().is_some() {
        let predicates = &mut generics.make_where_clause().predicates;
        predicates.push(parse_quote!(Self: #(#markers)+*));
    }
    generics
}

/// Tells the variants what they are variants of.
fn name_event(of: &Ident, event_generics: &Generics, methods: &mut [Method]) {
    let event = props::beside(of, "Event");
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

fn has_arguments(path: &syn::Path) -> bool {
    path.segments
        .iter()
        .any(|segment| !segment.arguments.is_none())
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

/// What a method becomes, unless it keeps its default.
fn method(
    source: Source,
    marks: Marks,
    user_data: Option<usize>,
    variant: Option<Ident>,
    options: &Options,
    errors: &mut Errors,
) -> Option<Method> {
    let function = &source.function;
    require_event(function, &marks, user_data, options, errors)?;
    let (sig, name) = (&function.sig, &function.sig.ident);
    let (parameter, found) = as_parameter(sig, marks, user_data);
    let mut callback = callback::lower(
        0,
        &parameter,
        &found,
        Shape::Stream,
        &Scopes::of(&source, &Context::Trait),
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

/// Goes on with a method that is not skipped, and can be an event.
fn require_event(
    function: &input::Function,
    marks: &Marks,
    user_data: Option<usize>,
    options: &Options,
    errors: &mut Errors,
) -> Option<()> {
    let (sig, is_mirror) = (&function.sig, options.path.is_some());
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
    if let (Some(skip), None) = (&marks.skip, &marks.reply) {
        if !may_stay {
            let answer = match types::returned(&sig.output) {
                Some(_) => ", or say what it answers: `#[reply(value)]`",
                None => "",
            };
            errors.at(
                Code::SKIP_WITHOUT_DEFAULT,
                skip,
                format!(
                    "without a default, the sender has to do something here: remove `#[skip]`, or \
                     give the method a body{answer}"
                ),
            );
        }
        return None;
    }
    let is_led = sig.receiver().is_some() || user_data.is_some();
    if let Some((code, message)) = refused(sig, is_led, marks, may_stay) {
        errors.at(code, &sig.ident, message);
        return None;
    }
    let makes_of_it = marks.map.is_some() || marks.skip.is_some();
    if let Some(filled) = filled(sig).filter(|_| !makes_of_it) {
        errors.at(
            Code::FILLED_SLICE,
            filled,
            format!(
                "a listener that fills this slice can't wait for events: keep the method's \
                 default with `#[skip]`, or make an owned value of what is in it with \
                 `#[map(|{}| -> Type {{ .. }})]`",
                members::named(sig)
            ),
        );
        return None;
    }
    Some(())
}

/// The method as the callback of a function that has just this one.
fn as_parameter(
    sig: &syn::Signature,
    marks: Marks,
    user_data: Option<usize>,
) -> (Parameter, Recognised) {
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
    let signature = Signature::of_method(sig, user_data);
    (parameter, Recognised::of(signature))
}

/// The `&mut [T]` that the method is given.
fn filled(sig: &syn::Signature) -> Option<&Type> {
    let mut types = generics::typed(sig).into_iter().map(|input| &*input.ty);
    types.find(|ty| match types::bare(ty) {
        Type::Reference(ty) if ty.mutability.is_some() => {
            matches!(types::bare(&ty.elem), Type::Slice(_))
        }
        _ => false,
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
        keyword: Span::call_site(),
        name: format_ident!("events"),
        generics: Generics::default(),
        receiver: None,
        params: callback.into_iter().map(Param::Callback).collect_vec(),
        shape: Shape::Stream,
        handle: Handle::none(),
        run: None,
        status: None,
        initiator: Initiator::Body {
            tokens: TokenStream::new(),
            output: None,
        },
        delivery: Delivery {
            overflow: overflow.unwrap_or(Overflow::Unbounded),
            ..delivery(options)
        },
        runtime: options.runtime(),
    }
}
