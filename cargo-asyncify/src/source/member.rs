//! Items, and what stands in blocks of them: alike in having conditions, and in being calls of
//! macros.

use syn::parse::Parse;
use syn::{Attribute, ForeignItem, ImplItem, Item, Macro, TraitItem};

/// An item of a module, or of an `impl`, a trait, a foreign block.
pub(crate) trait Member: Parse {
    /// Its attributes, if it is understood.
    fn attributes(&mut self) -> Option<&mut Vec<Attribute>>;

    /// The macro's, if it is a call. A definition is none.
    fn call(&self) -> Option<&Macro>;
}

impl Member for Item {
    fn attributes(&mut self) -> Option<&mut Vec<Attribute>> {
        Some(match self {
            Item::Const(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            Item::ExternCrate(item) => &mut item.attrs,
            Item::Fn(item) => &mut item.attrs,
            Item::ForeignMod(item) => &mut item.attrs,
            Item::Impl(item) => &mut item.attrs,
            Item::Macro(item) => &mut item.attrs,
            Item::Mod(item) => &mut item.attrs,
            Item::Static(item) => &mut item.attrs,
            Item::Struct(item) => &mut item.attrs,
            Item::Trait(item) => &mut item.attrs,
            Item::TraitAlias(item) => &mut item.attrs,
            Item::Type(item) => &mut item.attrs,
            Item::Union(item) => &mut item.attrs,
            Item::Use(item) => &mut item.attrs,
            _ => return None,
        })
    }

    fn call(&self) -> Option<&Macro> {
        match self {
            Item::Macro(item) if item.ident.is_none() => Some(&item.mac),
            _ => None,
        }
    }
}

/// In blocks, every macro is a call.
macro_rules! in_blocks {
    ($($item:ident: $($kind:ident)*;)*) => {$(
        impl Member for $item {
            fn attributes(&mut self) -> Option<&mut Vec<Attribute>> {
                Some(match self {
                    $($item::$kind(item) => &mut item.attrs,)*
                    _ => return None,
                })
            }

            fn call(&self) -> Option<&Macro> {
                match self {
                    $item::Macro(item) => Some(&item.mac),
                    _ => None,
                }
            }
        }
    )*};
}

in_blocks! {
    ImplItem: Const Fn Macro Type;
    TraitItem: Const Fn Macro Type;
    ForeignItem: Fn Macro Static Type;
}
