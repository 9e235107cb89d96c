//! Arguments of a function that runs where its caller may be gone before it ends.

mod argument;
mod copies;
mod object;
mod way;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, Path, Type, TypeParam};

use super::Word;
use crate::codes::Code;
use crate::context::Context;
use crate::errors::Errors;
use crate::lower;
use crate::lower::bounds::{Need, Scopes};
use crate::lower::generics::promised;
use crate::source::{Parameter, Source};

pub(super) use argument::{Argument, made_there};
pub(super) use object::{Object, ObjectWay, this};

/// All that the function is called with.
pub(super) struct Arguments {
    pub(super) object: Option<Object>,
    pub(super) others: Vec<Argument>,
}

/// Why an argument can't go, with what to take instead.
type Refusal = String;

/// What is said of borrows that can't go.
pub(super) struct Borrows {
    pub(super) code: Code,
    /// Why they can't; what to take instead follows.
    pub(super) problem: &'static str,
    /// What to take in place of `&mut self`.
    pub(super) changed_self: &'static str,
    /// What to take in place of what is lent to be changed, unless that comes back.
    pub(super) changed: Option<&'static str>,
}

impl Borrows {
    pub(super) fn object(
        &self,
        source: &Source,
        context: &Context,
        errors: &mut Errors,
    ) -> Option<Object> {
        let receiver = source.receiver.as_ref()?;
        let read = Object::read(receiver, context, self.changed_self);
        errors.keep(read.map_err(|mend| self.told(receiver, &mend)))
    }

    fn told(&self, lent: &dyn ToTokens, mend: &str) -> syn::Error {
        self.code.at(lent, format!("{}: {mend}", self.problem))
    }
}

impl Arguments {
    /// Reads those of the function that the word makes a twin of, besides `self`.
    pub(super) fn read(
        source: &Source,
        word: Word,
        object: Option<Object>,
        borrows: &Borrows,
        errors: &mut Errors,
    ) -> Arguments {
        let mut others = Vec::new();
        for (at, parameter) in source.parameters.iter().enumerate() {
            let declared = &parameter.declared;
            lower::refuse_condition(parameter, errors);
            refuse_mark(parameter, errors);
            if !word.takes(parameter) {
                others.push(Argument::made_there(declared));
                continue;
            }
            let read = Argument::read(at, declared, &source.function.sig);
            let read = read.and_then(|argument| match borrows.changed {
                Some(mend) if argument.returned().is_some() => Err(mend.to_owned()),
                _ => Ok(argument),
            });
            match read {
                Ok(argument) => others.push(argument),
                Err(mend) => errors.push(borrows.told(&declared.ty, &mend)),
            }
        }
        Arguments { object, others }
    }

    /// The parameters of the twin.
    pub(super) fn parameters(&self) -> Vec<TokenStream> {
        let mut parameters = Vec::new();
        if let Some(object) = &self.object {
            parameters.push(object.receiver.to_token_stream());
        }
        for other in &self.others {
            parameters.extend(other.parameter());
        }
        parameters
    }

    /// What is done before they go.
    pub(super) fn sent(&self, runtime: &Path) -> TokenStream {
        let object = self.object.as_ref().and_then(|it| it.sent(runtime));
        let others = self.others.iter().map(|other| other.sent(runtime));
        quote!(#object #(#others)*)
    }

    /// What the function is called with.
    pub(super) fn passed(&self) -> TokenStream {
        let mut passed = Vec::new();
        if let Some(object) = &self.object {
            passed.push(object.passed());
        }
        for other in &self.others {
            passed.push(other.passed());
        }
        quote!(#(#passed),*)
    }

    /// The generics of the twin, with what is needed for these, and `more`, to go.
    pub(super) fn promised(
        &self,
        source: &Source,
        context: &Context,
        mut more: Vec<(Type, Vec<Need>)>,
    ) -> Generics {
        let scopes = Scopes::of(source, context);
        let mut promises = Vec::new();
        for other in &self.others {
            promises.extend(other.promises(&scopes));
        }
        if let Some(object) = &self.object {
            promises.extend(object.promises(&scopes));
        }
        promises.append(&mut more);
        let generics = source.function.sig.generics.clone();
        promised(generics, &scopes, &promises)
    }

    /// The generic parameters of the function that an argument is not passed on as.
    pub(super) fn replaced(&self, source: &Source) -> Vec<Ident> {
        let mut replaced = Vec::new();
        for TypeParam { ident, .. } in source.function.sig.generics.type_params() {
            if self.others.iter().any(|other| other.is_other(ident)) {
                replaced.push(ident.clone());
            }
        }
        replaced
    }
}

fn refuse_mark(parameter: &Parameter, errors: &mut Errors) {
    if let Some(mark) = parameter.marks.on_callback_only() {
        errors.at(
            Code::NOT_A_CALLBACK,
            &parameter.declared.ty,
            format!("`#[{mark}]` is for callbacks, and this is none: remove it"),
        );
    }
}
