//! The marks of one callback.

use quote::{format_ident, quote};
use syn::{Generics, Signature, Type};

use super::arguments::Arguments;
use super::block::Head;
use super::draft::Draft;
use super::evidence::Evidence;
use super::public::{self, Public};
use super::reply::{self, Replies};
use super::roles::Told;
use super::scope::{self, Meant};
use crate::model::{Callback, Calls, Hidden};
use crate::syntax::bare;

/// What is known of the function whose callbacks they are.
pub(super) struct Context<'a> {
    pub(super) public: Public<'a>,
    pub(super) head: &'a Head,
    /// The generics of the type whose method it is.
    pub(super) outer: Option<&'a Generics>,
    pub(super) evidence: &'a Evidence,
    /// Whether people have decided that there is something to await.
    pub(super) is_decided: bool,
}

impl Context<'_> {
    /// Puts on a callback what can be told of it, or says why it can't be awaited.
    pub(super) fn mark(
        &self,
        callback: &Callback,
        told: &Told,
        draft: &mut Draft,
    ) -> Result<(), String> {
        if let Some(role) = told.role {
            let role = format_ident!("{role}");
            draft.mark(callback, quote!(#[#role]), told.why.clone());
        }
        if told.role == Some("skip") {
            return Ok(());
        }
        self.is_meant(callback, told, draft)?;
        if let Some(hidden) = &callback.hidden {
            is_hidden(callback, hidden, draft)?;
        }
        if callback.calls == Calls::C {
            draft.user_data(callback)?;
        }
        // What is filled has the place of an item, and an end brings none.
        if !fills(callback) && told.role != Some("end") {
            self.map(callback, draft);
        }
        self.reply(callback, draft);
        Ok(())
    }

    /// Says that the callback is meant, where its type alone does not.
    fn is_meant(&self, callback: &Callback, told: &Told, draft: &mut Draft) -> Result<(), String> {
        let why = match self.meant(callback, &draft.sig)? {
            Meant::Plain => return Ok(()),
            Meant::Told(why) => why,
            Meant::Asked(todo) => {
                draft.todo.push(todo.clone());
                todo
            }
        };
        if told.role.is_none() {
            draft.mark(callback, quote!(#[item]), why);
        }
        Ok(())
    }

    fn meant(&self, callback: &Callback, sig: &Signature) -> Result<Meant, String> {
        let self_ty = self.head.self_ty.as_ref();
        let meant = scope::meant(callback, sig, self.outer, self_ty, self.evidence);
        match callback.calls {
            _ if !self.is_decided => meant,
            Calls::Once => {
                Ok(meant.unwrap_or_else(|_| Meant::Told(String::from("as was decided"))))
            }
            _ => Ok(meant.unwrap_or(Meant::Plain)),
        }
    }

    fn map(&self, callback: &Callback, draft: &mut Draft) {
        let arguments = Arguments {
            public: self.public,
            sig: &draft.sig,
            self_ty: self.head.self_ty.as_ref(),
            must_be_send: callback.is_send,
            may_fill: callback.calls != Calls::Shared,
            outer: &self.head.generics,
        };
        if let Some(map) = arguments.map(callback) {
            draft.mark(callback, map.tokens, map.why);
            draft.todo.extend(map.todo);
        }
    }

    fn reply(&self, callback: &Callback, draft: &mut Draft) {
        let replies = Replies {
            public: self.public,
            sig: &draft.sig,
            evidence: self.evidence,
        };
        if let Some(reply) = replies.of(callback) {
            draft.mark(callback, reply.tokens, reply.why);
            draft.todo.extend(reply.todo);
        }
    }
}

/// Says the shape of a closure that the type does not show.
fn is_hidden(callback: &Callback, hidden: &Hidden, draft: &mut Draft) -> Result<(), String> {
    public::refuse(&hidden.private)?;
    draft.needed.extend(hidden.crates.clone());
    scope::refuse_named(callback, &draft.sig)?;
    let shape = &hidden.shape;
    let wrap = hidden.wrap.as_ref().map(|wrap| quote!(, wrap = #wrap));
    let why = match hidden.behind.as_deref() {
        Some(path) => format!("`{path}` stands for a closure"),
        None => String::from("its type stands for a closure"),
    };
    draft.mark(callback, quote!(#[shape(#shape #wrap)]), why);
    if hidden.is_send {
        draft.send(&hidden.inputs);
    }
    Ok(())
}

/// Whether the callback fills a slice of its caller's, one call after the other.
pub(super) fn fills(callback: &Callback) -> bool {
    callback.calls != Calls::Shared && callback.inputs.iter().any(is_filled)
}

/// `&mut [T]`
fn is_filled(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(lent) if lent.mutability.is_some()) && reply::is_slice(ty)
}
