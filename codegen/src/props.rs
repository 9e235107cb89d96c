//! Questions about a function that several emitters ask, each answered once.

use syn::{Type, parse_quote};

use crate::model::{Callback, Function, Handle, Outcome, Overflow, Param, Role, Shape, Value};
use crate::types;

impl Function {
    pub(crate) fn callbacks(&self) -> impl Iterator<Item = &Callback> {
        self.params.iter().filter_map(|param| match param {
            Param::Callback(callback) => Some(callback),
            Param::Plain(_) => None,
        })
    }

    pub(crate) fn item(&self) -> Option<&Callback> {
        self.callbacks().find(|callback| matches!(callback.role, Role::Item))
    }

    pub(crate) fn error_callback(&self) -> Option<&Callback> {
        self.callbacks().find(|callback| matches!(callback.role, Role::Error { .. }))
    }

    /// What the item callback brings.
    pub(crate) fn item_type(&self) -> Type {
        self.item().map_or_else(types::unit, Callback::value_type)
    }

    /// Where a single-shot item callback brings a `Result`: its parts.
    pub(crate) fn item_outcome(&self) -> Option<Outcome> {
        (self.shape == Shape::Once)
            .then(|| types::outcome(&self.item_type(), &self.runtime))
            .flatten()
    }

    /// The type of a failure that the API tells of by a callback.
    pub(crate) fn callback_error(&self) -> Option<Type> {
        match self.error_callback() {
            Some(callback) => Some(callback.value_type()),
            None => self.item_outcome().map(|outcome| outcome.err),
        }
    }

    /// The types of all failures that the API can tell of.
    pub(crate) fn failures(&self) -> Vec<Type> {
        let initiator = self.handle.result.as_ref().map(|outcome| outcome.err.clone());
        initiator.into_iter().chain(self.callback_error()).collect()
    }

    /// The type of every failure on the way out.
    pub(crate) fn error_type(&self) -> Option<Type> {
        let failure = self.failures().into_iter().next()?;
        Some(self.delivery.error.clone().unwrap_or(failure))
    }

    /// Whether a full buffer loses items.
    pub(crate) fn is_lossy(&self) -> bool {
        use Overflow::{DropNewest, DropOldest, Latest};
        self.shape == Shape::Stream
            && matches!(self.delivery.overflow, DropNewest | DropOldest | Latest)
    }

    /// What one item of the stream is.
    pub(crate) fn stream_item(&self) -> Type {
        let item = self.item_type();
        let runtime = &self.runtime;
        let failure = self.error_callback().map(Callback::value_type);
        let error: Type = match (&self.delivery.error, failure, self.is_lossy()) {
            (_, None, false) => return item,
            (Some(error), ..) => error.clone(),
            (None, None, true) => parse_quote!(#runtime::Lagged),
            (None, Some(failure), false) => failure,
            (None, Some(failure), true) => parse_quote!(#runtime::EventError<#failure>),
        };
        parse_quote!(::core::result::Result<#item, #error>)
    }
}

impl Handle {
    pub(crate) fn is_unit(&self) -> bool {
        types::is_unit(&self.ty)
    }
}

impl Callback {
    pub(crate) fn value_type(&self) -> Type {
        match &self.value {
            Value::Mapped { ty, .. } => ty.clone(),
            Value::Arguments => types::tuple(self.arguments.iter().map(|a| a.owned.clone())),
        }
    }

    /// Whether making the value runs code that is not ours, and so may panic.
    pub(crate) fn runs_user_code(&self) -> bool {
        matches!(self.value, Value::Mapped { .. }) || self.arguments.iter().any(|a| a.copied)
    }
}
