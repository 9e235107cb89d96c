//! What outlives a callback: the owned counterpart of each argument type.

use syn::{Type, parse_quote};

use crate::codes::Code;
use crate::model::Copied;
use crate::types;

/// Why there is none.
#[derive(Clone, Copy)]
pub(crate) enum Lent {
    /// It is a slice that the callback fills.
    Filled,
    /// It is a pointer, which does not tell.
    Pointer,
    Because(&'static str),
}

impl Lent {
    /// What is wrong, and the `#[map]` on `place` that mends it, which takes `arguments`.
    pub(crate) fn told(self, place: &str, arguments: &str) -> (Code, String) {
        let map = format!("`#[map(|{arguments}| -> Type {{ .. }})]`");
        let why = match self {
            Lent::Filled => {
                let message = format!(
                    "the callback fills this slice, so the async side has to supply data: say \
                     `#[asyncify(feed)]`\n  \
                     to read what is in the slice instead, add {map} that makes an owned value"
                );
                return (Code::FILLED_SLICE, message);
            }
            Lent::Pointer => "nothing tells that what this points at outlives the callback".into(),
            Lent::Because(why) => format!("this argument can't outlive the callback: {why}"),
        };
        let message = format!("{why}\n  add {map} to the {place}, and make an owned value there");
        (Code::NEEDS_MAP, message)
    }
}

/// The owned type, and how the argument is copied to get it, if it has to be.
pub(crate) fn owned(ty: &Type) -> Result<(Type, Option<Copied>), Lent> {
    let ty = types::bare(ty);
    if !types::borrows(ty) {
        return Ok((ty.clone(), None));
    }
    let Type::Reference(reference) = ty else {
        return Err(Lent::Because("it borrows from the caller"));
    };
    if reference.mutability.is_some() {
        return Err(match types::bare(&reference.elem) {
            Type::Slice(_) => Lent::Filled,
            _ => Lent::Because("it is lent for the time of the call, to be changed"),
        });
    }
    match types::bare(&reference.elem) {
        inner if types::borrows(inner) => Err(Lent::Because("what it points at borrows too")),
        inner @ Type::Slice(_) => Ok((counterpart(inner), Some(Copied::ToVec))),
        Type::TraitObject(_) => Err(Lent::Because("a trait object can't be copied")),
        inner if is_unsized_std(inner) => Ok((counterpart(inner), Some(Copied::ToOwned))),
        inner => Ok((inner.clone(), Some(Copied::Clone))),
    }
}

fn is_unsized_std(ty: &Type) -> bool {
    let names = ["str", "Path", "OsStr", "CStr"];
    names.iter().any(|name| types::ends_with(ty, name))
}

/// What owns a copy of what is lent.
pub(crate) fn counterpart(ty: &Type) -> Type {
    match types::bare(ty) {
        Type::Slice(slice) => types::vec(&slice.elem),
        ty if types::is_named(ty, "str") => types::known("::std::string::String"),
        // Asked of the type itself, since another type may bear the same name.
        ty => parse_quote!(<#ty as ::std::borrow::ToOwned>::Owned),
    }
}
