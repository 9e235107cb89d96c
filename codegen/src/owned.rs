//! What outlives a callback: the owned counterpart of each argument type.

use syn::{Type, parse_quote};

use crate::codes::Code;
use crate::model::Copied;
use crate::types;

/// Why there is none, and what to do.
pub(crate) type Lent = (Code, String);

/// The owned type, and how the argument is copied to get it, if it has to be.
pub(crate) fn owned(ty: &Type) -> Result<(Type, Option<Copied>), Lent> {
    of_marked(ty, "parameter")
}

/// The same where marks stand on something else.
pub(crate) fn of_marked(ty: &Type, place: &str) -> Result<(Type, Option<Copied>), Lent> {
    let ty = types::bare(ty);
    if !types::borrows(ty) {
        return Ok((ty.clone(), None));
    }
    let Type::Reference(reference) = ty else {
        return Err(needs_map(place, "it borrows from the caller"));
    };
    if reference.mutability.is_some() {
        return Err(match types::bare(&reference.elem) {
            Type::Slice(_) => (
                Code::FILLED_SLICE,
                "the callback fills this slice, so the async side has to supply data: say \
                 `#[asyncify(feed)]`\n  \
                 to read what is in the slice instead, add `#[map(|..| ..)]` that makes an owned \
                 value"
                    .to_owned(),
            ),
            _ => needs_map(place, "it is lent for the time of the call, to be changed"),
        });
    }
    match types::bare(&reference.elem) {
        inner if types::borrows(inner) => Err(needs_map(place, "what it points at borrows too")),
        Type::Slice(slice) => {
            let element = &slice.elem;
            Ok((types::vec(element), Some(Copied::ToVec)))
        }
        Type::TraitObject(_) => Err(needs_map(place, "a trait object can't be copied")),
        inner if is_unsized_std(inner) => Ok((unsized_owned(inner), Some(Copied::ToOwned))),
        inner => Ok((inner.clone(), Some(Copied::Clone))),
    }
}

fn needs_map(place: &str, why: &str) -> Lent {
    let message = format!(
        "this argument can't outlive the callback: {why}\n  \
         add `#[map(|..| ..)]` to the {place}, and make an owned value there"
    );
    (Code::NEEDS_MAP, message)
}

fn is_unsized_std(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let last = path
        .path
        .segments
        .last()
        .map(|segment| segment.ident.to_string());
    matches!(last.as_deref(), Some("str" | "Path" | "OsStr" | "CStr"))
}

fn unsized_owned(ty: &Type) -> Type {
    if types::is_named(ty, "str") {
        return types::known("::std::string::String");
    }
    // Asked of the type itself, since another type may bear the same name.
    parse_quote!(<#ty as ::std::borrow::ToOwned>::Owned)
}
