//! What rust-bindgen wrote of a header: its functions, and what the names in it mean.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use quote::format_ident;
use syn::visit_mut::{self, VisitMut};
use syn::{
    FnArg, ForeignItem, ForeignItemFn, GenericArgument, Item, Pat, PathArguments, Type, UseTree,
};

use super::endless;
use crate::syntax::{docs, snake};

/// A file of bindings.
pub(super) struct Header {
    file: syn::File,
    /// Where it is a module, as the generated code sees it.
    path: syn::Path,
    /// What its own names stand for.
    items: BTreeMap<String, Item>,
}

/// A function pointer, with what its alias says.
pub(super) struct Pointer {
    pub(super) alias: Option<String>,
    pub(super) docs: String,
    pub(super) function: syn::TypeFnPtr,
}

impl Header {
    pub(super) fn new(file: syn::File, path: syn::Path) -> Header {
        let all = file.items.iter().map(alias_of_use).collect::<Vec<_>>();
        let named = |item: Item| Some((name(&item)?.to_string(), item));
        let mut items = all.into_iter().filter_map(named).collect();
        endless::remove(&mut items);
        let mut header = Header { file, path, items };
        header.name_params();
        header
    }

    /// Gives parameters names as they are in Rust, and a callback and its user data some where the
    /// header has none.
    fn name_params(&mut self) {
        let mut file = self.file.clone();
        for item in &mut file.items {
            let Item::ForeignMod(block) = item else {
                continue;
            };
            for item in &mut block.items {
                if let ForeignItem::Fn(function) = item {
                    self.name_params_of(function);
                }
            }
        }
        self.file = file;
    }

    fn name_params_of(&self, function: &mut ForeignItemFn) {
        let mut nameless = Vec::new();
        for (at, input) in (1..).zip(&mut function.sig.inputs) {
            let FnArg::Typed(param) = input else { continue };
            if !matches!(*param.pat, Pat::Ident(_)) {
                let name = format_ident!("arg{at}");
                *param.pat = syn::parse_quote!(#name);
            }
            if let Pat::Ident(name) = &mut *param.pat {
                name.ident = format_ident!("{}", snake(&name.ident.to_string()));
                if is_nameless(&name.ident.to_string()) {
                    nameless.push((&mut name.ident, &*param.ty));
                }
            }
        }
        let mut name = |is: &dyn Fn(&Type) -> bool, name: &str| {
            let mut fitting: Vec<_> = nameless.iter_mut().filter(|(_, ty)| is(ty)).collect();
            if let [(ident, _)] = &mut fitting[..] {
                **ident = format_ident!("{name}");
            }
        };
        name(&|ty| self.pointer(ty).is_some(), "callback");
        name(&|ty| self.is_word(ty), "data");
    }

    /// All functions, each with its ABI.
    pub(super) fn functions(&self) -> impl Iterator<Item = (String, &ForeignItemFn)> {
        let blocks = self.file.items.iter().filter_map(|item| match item {
            Item::ForeignMod(block) => Some(block),
            _ => None,
        });
        blocks.flat_map(|block| {
            let abi = block.abi.name.as_ref();
            let abi = abi.map_or_else(|| String::from("C"), |name| name.value());
            block.items.iter().filter_map(move |item| match item {
                ForeignItem::Fn(function) => Some((abi.clone(), function)),
                _ => None,
            })
        })
    }

    /// The names of the functions that take this pointer and nothing else.
    pub(super) fn functions_of<'a>(&'a self, pointer: &'a Type) -> impl Iterator<Item = String> {
        self.functions().filter_map(move |(_, function)| {
            let mut inputs = function.sig.inputs.iter();
            let (Some(syn::FnArg::Typed(only)), None) = (inputs.next(), inputs.next()) else {
                return None;
            };
            (self.behind(&only.ty) == self.behind(pointer)).then(|| function.sig.ident.to_string())
        })
    }

    /// The type that an alias stands for in the end, or the type itself.
    pub(super) fn behind(&self, ty: &Type) -> Type {
        match self.item(ty) {
            Some(Item::Type(alias)) => self.behind(&alias.ty),
            _ => ty.clone(),
        }
    }

    /// The structure that a type is, if this file has it.
    pub(super) fn structure(&self, ty: &Type) -> Option<&syn::ItemStruct> {
        match self.item(ty)? {
            Item::Struct(structure) => Some(structure),
            Item::Type(alias) => self.structure(&alias.ty),
            _ => None,
        }
    }

    fn item(&self, ty: &Type) -> Option<&Item> {
        let Type::Path(path) = ty else { return None };
        self.items.get(&path.path.get_ident()?.to_string())
    }

    /// Whether a public path is that of one of its names.
    pub(super) fn declares(&self, path: &[String]) -> bool {
        let own = self.path.segments.iter().map(|it| it.ident.to_string());
        matches!(path, [within @ .., _] if own.eq(within.iter().cloned()))
    }

    /// The function pointer that a type is, in its `Option` or without one.
    pub(super) fn pointer(&self, ty: &Type) -> Option<Pointer> {
        let alias = match self.item(ty) {
            Some(Item::Type(alias)) => Some(alias),
            _ => None,
        };
        let behind = self.behind(ty);
        let function = match &behind {
            Type::FnPtr(function) => function.clone(),
            Type::Path(path) => {
                let last = path.path.segments.last()?;
                match (&last.arguments, last.ident == "Option") {
                    (PathArguments::AngleBracketed(given), true) => match given.args.first()? {
                        GenericArgument::Type(inner) => self.pointer(inner)?.function,
                        _ => return None,
                    },
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Pointer {
            alias: alias.map(|alias| alias.ident.to_string()),
            docs: alias.map_or_else(String::new, |alias| docs(&alias.attrs)),
            function,
        })
    }

    /// What a raw pointer points at.
    pub(super) fn pointee(&self, ty: &Type) -> Option<Type> {
        match self.behind(ty) {
            Type::Ptr(pointer) => Some(*pointer.elem),
            _ => None,
        }
    }

    /// `*mut c_void`
    pub(super) fn is_word(&self, ty: &Type) -> bool {
        match self.behind(ty) {
            Type::Ptr(pointer) => {
                matches!(pointer.mutability, syn::PointerMutability::Mut(_))
                    // An alias of `void` is a handle of the library's, as `PaStream` is.
                    && is(&pointer.elem, "c_void")
            }
            _ => false,
        }
    }

    /// An integer of C's, whatever it is called.
    pub(super) fn is_integer(&self, ty: &Type) -> bool {
        const INTEGERS: &[&str] = &[
            "c_char",
            "c_schar",
            "c_uchar",
            "c_short",
            "c_ushort",
            "c_int",
            "c_uint",
            "c_long",
            "c_ulong",
            "c_longlong",
            "c_ulonglong",
            "i8",
            "u8",
            "i16",
            "u16",
            "i32",
            "u32",
            "i64",
            "u64",
            "isize",
            "usize",
        ];
        let behind = self.behind(ty);
        INTEGERS.iter().any(|name| is(&behind, name))
    }

    /// Whether copying a value of the type copies all there is: no pointer is in it.
    pub(super) fn is_plain(&self, ty: &Type) -> bool {
        let behind = self.behind(ty);
        if let Some(structure) = self.structure(&behind) {
            let mut fields = structure.fields.iter();
            let is_opaque =
                |field: &syn::Field| field.ident.as_ref().is_some_and(|it| it == "_unused");
            return fields.all(|field| !is_opaque(field) && self.is_plain(&field.ty));
        }
        match &behind {
            Type::Array(array) => self.is_plain(&array.elem),
            Type::Path(_) => {
                self.is_integer(&behind) || ["f32", "f64", "bool"].iter().any(|n| is(&behind, n))
            }
            _ => false,
        }
    }

    /// The type with the names of this file by their paths, and C's types by the usual ones. The
    /// macro knows a pointer by its `*`, so no alias stands for one.
    pub(super) fn public(&self, ty: &Type) -> Type {
        let mut ty = match self.behind(ty) {
            pointer @ Type::Ptr(_) => pointer,
            _ => ty.clone(),
        };
        Public(self).visit_type_mut(&mut ty);
        ty
    }
}

struct Public<'a>(&'a Header);

impl VisitMut for Public<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let names: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        if let (true, ["std" | "core", "os", "raw", name]) =
            (path.leading_colon.is_some(), &names[..])
        {
            let name = format_ident!("{name}");
            *path = syn::parse_quote!(::std::ffi::#name);
        } else if path.leading_colon.is_none() && self.0.items.contains_key(names[0]) {
            let mut whole = self.0.path.clone();
            whole.segments.extend(path.segments.clone());
            *path = whole;
        }
    }
}

/// `pub use self::a as b;`, by which enumerations have names, as `pub type b = a;`.
fn alias_of_use(item: &Item) -> Item {
    if let Item::Use(tree) = item
        && let UseTree::Path(path) = &tree.tree
        && let UseTree::Rename(renamed) = &*path.tree
        && path.ident == "self"
    {
        let (from, to) = (&renamed.ident, &renamed.rename);
        return syn::parse_quote!(pub type #to = #from;);
    }
    item.clone()
}

fn name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Enum(item) => Some(&item.ident),
        Item::Mod(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}

/// Whether the last name of a type is this one.
pub(super) fn is(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == name),
        _ => false,
    }
}

/// What bindgen calls an argument that the header does not name.
pub(super) fn is_nameless(name: &str) -> bool {
    let number = name.strip_prefix("arg").unwrap_or_default();
    !number.is_empty() && number.chars().all(|letter| letter.is_ascii_digit())
}
