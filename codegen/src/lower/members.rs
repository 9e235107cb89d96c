//! The members of a listener trait, before its methods are read as callbacks.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{TraitItem, Type};

use super::user_data;
use crate::codes::Code;
use crate::collect::CollectVec;
use crate::errors::Errors;
use crate::generics;
use crate::input::{self, Member, Trait};
use crate::marks::Marks;
use crate::signature::Signature;
use crate::source::{Parameter, Source};
use crate::types;

/// What the trait's members are.
#[derive(Default)]
pub(super) struct Members {
    /// As they are written out again.
    pub(super) declared: Vec<TokenStream>,
    /// What an implementation says beside its methods.
    pub(super) others: Vec<TokenStream>,
    /// Names of what comes beside the trait that others bear already.
    pub(super) taken: Vec<Ident>,
    /// The types that a mirror chooses.
    pub(super) chosen: Vec<(Ident, Type)>,
    pub(super) functions: Vec<Declared>,
}

/// A method that does not keep its default.
pub(super) struct Declared {
    pub(super) source: Source,
    pub(super) marks: Marks,
    /// The parameter that leads to the sender, if there is one; nothing at all where that is a mistake.
    pub(super) leading: Option<Option<(usize, Ident)>>,
}

impl Members {
    pub(super) fn read(
        members: Vec<Member>,
        block: &Trait,
        is_mirror: bool,
        errors: &mut Errors,
    ) -> Self {
        let mut read = Members::default();
        for member in members {
            match member {
                Member::Other(tokens) => {
                    let other = implemented(&tokens, is_mirror, &mut read.chosen, errors);
                    read.others.extend(other);
                    read.declared.push(tokens);
                }
                Member::Function(function) => read.function(function, block, errors),
            }
        }
        read
    }

    fn function(&mut self, mut function: input::Function, block: &Trait, errors: &mut Errors) {
        let written = function.attrs.len();
        let mut unread = errors.of_a_part();
        let marks = Marks::take_from_method(&mut function.attrs, &mut unread);
        let is_marked = function.attrs.len() < written;
        let source = Source::read(function, &mut unread);
        self.declared.push(source.function.to_token_stream());
        let taken = taken_from_us(&block.ident, &source.function.sig, errors);
        self.taken.extend(taken);
        let leading = match source.is_broken {
            // What is missing may be just what it would be blamed for.
            true => None,
            false => {
                let found = misplaced(&source);
                errors.keep(found.and_then(|()| user_data::find(&source, &block.generics)))
            }
        };
        // What could not be read would only be misunderstood.
        let leading = leading.filter(|_| unread.is_empty());
        errors.append(unread);
        let is_led = matches!(leading, Some(Some(_)));
        if is_marked || is_led || !keeps_its_default(&source.function) {
            self.functions.push(Declared {
                source,
                marks,
                leading,
            });
        }
    }

    /// The types of the trait that stand for the sender.
    pub(super) fn senders(&self) -> Vec<Ident> {
        let mut senders = Vec::new();
        for function in &self.functions {
            if let Some(Some((_, ident))) = &function.leading {
                senders.push(ident.clone());
            }
        }
        senders
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
            &used,
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

/// The parameters of a closure over those of a method, as a message writes it.
pub(super) fn named(sig: &syn::Signature) -> String {
    let typed = generics::typed(sig).into_iter();
    let names = typed.map(|declared| types::text(&declared.pat));
    names.collect_vec().join(", ")
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
                     to leave some out, make the event of the others with \
                     `#[map(|{}| -> Type {{ .. }})]` on the method",
                    named(&source.function.sig)
                ),
            ));
        }
    }
    Ok(())
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
                    &item,
                    "the sender can't choose this type: only a mirror (`path = ..`) may have \
                     associated types, which then say what they are: `type Name = Type;`",
                );
                None
            }
        },
        Ok(TraitItem::Const(item)) if item.default.is_none() => {
            errors.at(
                Code::SENDER_CANNOT_CHOOSE,
                &item,
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
