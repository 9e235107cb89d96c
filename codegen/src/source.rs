//! A function as declared, with its marks taken off and its callbacks recognised.

use crate::attribute;
use crate::collect::CollectVec;
use proc_macro2::Ident;
use syn::{Attribute, ExprClosure, FnArg, PatType, Receiver, ReturnType, Type};

use crate::codes::Code;
use crate::erasure;
use crate::errors::Errors;
use crate::generics;
use crate::input;
use crate::marks::{self, Marks};
use crate::options::Options;
use crate::pointer;
use crate::signature::{self, Kind, Recognised};
use crate::types;

pub(crate) struct Source {
    /// What the user wrote, fit to be written out again: no mark and no option is left on it.
    pub(crate) function: input::Function,
    /// Options on this very function, where it stands in an annotated block.
    pub(crate) options: Option<Options>,
    /// `#[status(..)]`, which tells success from failure.
    pub(crate) status: Option<ExprClosure>,
    /// Whether there was more in the signature, which can't be read.
    pub(crate) is_broken: bool,
    pub(crate) receiver: Option<Receiver>,
    pub(crate) parameters: Vec<Parameter>,
    /// The generic parameters that the twin does not have: those that stand for a callback's type,
    /// and those that nothing but such a type speaks of.
    pub(crate) erased: Vec<Ident>,
}

pub(crate) struct Parameter {
    pub(crate) declared: PatType,
    pub(crate) marks: Marks,
    pub(crate) kind: Kind,
}

impl Parameter {
    /// Whether it is a callback, or something that is said to be one.
    pub(crate) fn is_ours(&self) -> bool {
        let marks = &self.marks;
        matches!(self.kind, Kind::Callback(_))
            || marks.on_callback_only().is_some()
            || marks.shape.is_some()
            || marks.user_data.is_some()
            || marks.destroy.is_some()
    }
}

impl Source {
    pub(crate) fn read(mut function: input::Function, errors: &mut Errors) -> Source {
        let broken = function.broken.take();
        let is_broken = broken.is_some();
        broken.into_iter().for_each(|error| errors.push(error));
        let options = own_options(&mut function.attrs, errors);
        let status = marks::status(&mut function.attrs, errors);
        let mut receiver = None;
        let mut parameters = Vec::new();
        let generics = function.sig.generics.clone();
        let words = words_of_user_data(&function);
        for input in &mut function.sig.inputs {
            match input {
                FnArg::Receiver(found) => {
                    marks::refuse_on_receiver(found, errors);
                    receiver = Some(found.clone());
                }
                FnArg::Typed(declared) => {
                    marks::refuse_in_option(&mut declared.attrs, errors);
                    let marks = Marks::take(&mut declared.attrs, errors);
                    let kind = match &marks.shape {
                        _ if marks.leave_alone() => Kind::Other,
                        None => match foreign(&declared.ty, &marks, &words) {
                            Some(kind) => kind,
                            None => signature::recognise(&declared.ty, &generics),
                        },
                        Some(shape) => {
                            let found = signature::described(shape, &declared.ty, &generics);
                            found.map_or(Kind::Other, Kind::Callback)
                        }
                    };
                    pointer::unmark(&mut declared.ty);
                    parameters.push(Parameter {
                        declared: declared.clone(),
                        marks,
                        kind,
                    });
                }
            }
        }
        let mut source = Source {
            function,
            options,
            status,
            is_broken,
            receiver,
            parameters,
            erased: Vec::new(),
        };
        if source.callbacks().next().is_some() {
            marks::refuse_on_function(&mut source.function.attrs, errors);
        }
        source.erased = erasure::erased(&source);
        source.forget_erased_names();
        source.box_named_callbacks();
        source
    }

    /// What a `#[shape]` describes may be `Option<F>`, of an `F` that goes with the callback.
    fn forget_erased_names(&mut self) {
        for parameter in &mut self.parameters {
            if let Kind::Callback(found) = &mut parameter.kind {
                let ty = &parameter.declared.ty;
                found.nameable &= !self.erased.iter().any(|gone| types::mentions(ty, gone));
            }
        }
    }

    /// A callback whose type is part of the result is boxed, so that the result can be named.
    fn box_named_callbacks(&mut self) {
        let sig = &self.function.sig;
        for parameter in &mut self.parameters {
            if let Kind::Callback(found) = &mut parameter.kind {
                let ident = found
                    .generic
                    .as_ref()
                    .filter(|_| !found.is_put_into_something());
                if ident.is_some_and(|ident| types::mentions(&sig.output, ident)) {
                    found.put_into_box(&sig.generics);
                }
            }
        }
    }

    /// What the function returns, with the callbacks' types written out where they are part of it.
    pub(crate) fn output(&self) -> Option<Type> {
        let ReturnType::Type(_, ty) = &self.function.sig.output else {
            return None;
        };
        let boxed = self.callbacks().filter_map(|found| {
            let ty = found.boxed.as_ref()?;
            Some((found.generic.as_ref()?, ty))
        });
        Some(boxed.fold((**ty).clone(), |output, (ident, ty)| {
            types::with(&output, ident, ty)
        }))
    }

    /// Boxed, as what is done with it in many places would be compiled anew for each.
    pub(crate) fn callbacks(&self) -> Box<dyn Iterator<Item = &Recognised> + '_> {
        let parameters = self.parameters.iter();
        Box::new(parameters.filter_map(|parameter| match &parameter.kind {
            Kind::Callback(found) => Some(found),
            _ => None,
        }))
    }

    /// Whether there is anything here for us to do.
    pub(crate) fn concerns_us(&self) -> bool {
        let is_marked = self.options.is_some() || self.status.is_some() || self.is_broken;
        !self.is_skipped() && (is_marked || self.parameters.iter().any(Parameter::is_ours))
    }

    /// Whether a function pointer is among the parameters, and not meant to be passed on.
    pub(crate) fn takes_pointers(&self) -> bool {
        let is_pointer = |p: &Parameter| matches!(p.kind, Kind::FnPointer(_));
        !self.is_skipped() && self.parameters.iter().any(is_pointer)
    }

    /// Whether it says `#[asyncify(skip)]`.
    pub(crate) fn is_skipped(&self) -> bool {
        let options = self.options.as_ref();
        options.is_some_and(|options| options.skip.is_some())
    }

    /// The generic parameters that stand for a callback's type.
    pub(crate) fn callback_types(&self) -> Vec<&Ident> {
        let types = self.callbacks().filter_map(|found| found.generic.as_ref());
        types.collect_vec()
    }
}

/// The parameters that are marked `#[user_data]`.
fn words_of_user_data(function: &input::Function) -> Vec<PatType> {
    let mut words = generics::typed(&function.sig);
    words.retain(|declared| attribute::has(&declared.attrs, "user_data"));
    words.into_iter().cloned().collect_vec()
}

/// A function pointer, where the function is given user data to lead back by, or it is said to be
/// one.
fn foreign(declared: &Type, marks: &Marks, words: &[PatType]) -> Option<Kind> {
    let ty = marks.pointer.as_ref().unwrap_or(declared);
    let found = pointer::find(ty)?;
    if words.is_empty() {
        return Some(Kind::FnPointer(None));
    }
    Some(match pointer::recognise(found, words) {
        Ok(found) => Kind::Callback(found),
        Err(error) => Kind::FnPointer(Some(error)),
    })
}

/// Takes `#[asyncify(..)]` off a function that stands in an annotated block.
fn own_options(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Option<Options> {
    let hides = |attr: &Attribute| attribute::hides(attr, &attribute::is_our_name);
    if let Some(at) = attrs.iter().position(hides) {
        errors.at(
            Code::MISPLACED_OPTION,
            &attrs.remove(at),
            "in an annotated item, options behind `cfg_attr` are not seen: write two versions of \
             the function, and put a `#[cfg]` on each",
        );
    }
    let at = attrs.iter().position(attribute::is_ours)?;
    let attr = attrs.remove(at);
    attribute::refuse_second(attrs, errors);
    let tokens = match attr.meta {
        syn::Meta::List(list) => list.tokens,
        _ => proc_macro2::TokenStream::new(),
    };
    Some(Options::parse(tokens, errors))
}
