//! `self`, as an argument.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Path, Receiver, ReceiverKind, Type, parse_quote};

use super::Refusal;
use super::copies::promises;
use crate::context::Context;
use crate::emit::{Local, local};
use crate::lower::bounds::{Need, Scopes};
use crate::types;

/// `self`, as declared by the twin, and how it goes.
pub(crate) struct Object {
    pub(crate) receiver: Receiver,
    pub(crate) way: ObjectWay,
    /// What `Self` is, where that can be seen.
    own: Option<Type>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectWay {
    Moved,
    /// A copy goes, of what is lent.
    Copied,
    /// The twin's is a handle, which lends the object.
    Lent,
    /// The same, and the object is taken out of it.
    TakenOut,
}

impl Object {
    /// What is to be taken in place of `&mut self` is `changed`.
    pub(super) fn read(
        receiver: &Receiver,
        context: &Context,
        changed: &str,
    ) -> Result<Object, Refusal> {
        let way = match &receiver.kind {
            ReceiverKind::Typed(_, ty) => match types::bare(ty) {
                Type::Reference(reference) if reference.mutability.is_none() => ObjectWay::Copied,
                ty if types::borrows(ty) => return Err("take `self: Arc<Self>`, or `self`".into()),
                _ => ObjectWay::Moved,
            },
            ReceiverKind::Reference(_, _, Some(_)) => return Err(changed.to_owned()),
            ReceiverKind::Reference(_, _, None) => ObjectWay::Copied,
            _ => ObjectWay::Moved,
        };
        let own = context.self_type().cloned();
        let seen = own.as_ref().map(types::bare);
        if let (ObjectWay::Copied, Some(object @ Type::TraitObject(_))) = (way, seen) {
            return Err(format!(
                "annotate a function that takes an `Arc<{}>`, with `Send` and `Sync` among its bounds",
                types::text(object)
            ));
        }
        let mut receiver = receiver.clone();
        // `mut self` is the business of a body.
        receiver.mutability = None;
        Ok(Object { receiver, way, own })
    }

    /// That of a handle's method.
    pub(crate) fn of_handle(receiver: &Receiver) -> Result<Object, Refusal> {
        let mut receiver = receiver.clone();
        receiver.mutability = None;
        let way = match &mut receiver.kind {
            ReceiverKind::Reference(_, _, mutability) => {
                *mutability = None;
                ObjectWay::Lent
            }
            ReceiverKind::Typed(..) => return Err("take `&self`, `&mut self` or `self`".into()),
            _ => ObjectWay::TakenOut,
        };
        Ok(Object {
            receiver,
            way,
            own: None,
        })
    }

    /// What must be known of which type, if that is generic.
    pub(super) fn promises(&self, scopes: &Scopes<'_>) -> Vec<(Type, Vec<Need>)> {
        let ty = match (&self.receiver.kind, &self.own) {
            (ReceiverKind::Typed(_, ty), _) => types::referent(ty).clone(),
            // What is known of a slice is known of its elements.
            (_, Some(own)) if matches!(types::bare(own), Type::Slice(_)) => own.clone(),
            _ => parse_quote!(Self),
        };
        match self.way {
            ObjectWay::Copied => promises(&ty, scopes),
            ObjectWay::Moved => vec![(ty, vec![Need::Send, Need::Static])],
            ObjectWay::Lent | ObjectWay::TakenOut => Vec::new(),
        }
    }

    /// What is done before it goes.
    pub(crate) fn sent(&self, runtime: &Path) -> Option<TokenStream> {
        let (token, this) = (&self.receiver.self_token, this());
        // What can't go is blamed itself.
        let span = token.span;
        let goes = match self.way {
            ObjectWay::Moved => quote_spanned!(span=> #runtime::__private::to_thread),
            ObjectWay::Copied => quote_spanned!(span=> #runtime::__private::copied),
            ObjectWay::Lent | ObjectWay::TakenOut => return None,
        };
        Some(quote!(let #this = #goes(#token);))
    }

    /// What the method is called with.
    pub(crate) fn passed(&self) -> TokenStream {
        let this = this();
        match self.way {
            ObjectWay::Copied => quote!(&*#this),
            _ => quote!(#this),
        }
    }
}

/// The object, where it is not `self`.
pub(crate) fn this() -> Local {
    local("this")
}
