//! Small questions about types, answered from their tokens.

use crate::collect::CollectVec;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{
    Expr, GenericArgument, Lifetime, Pat, Path, PathArguments, PathSegment, ReturnType, Signature,
    Token, Type, parse_quote, parse_quote_spanned,
};

use crate::model::Outcome;
use crate::walk::{self, Part};

pub(crate) fn unit() -> Type {
    parse_quote!(())
}

/// Whether the name is one of these.
pub(crate) fn is_called(ident: &Ident, names: &[&str]) -> bool {
    names.iter().any(|name| ident == name)
}

/// Whether the path is one of these names, and no more.
pub(crate) fn is_one_of(path: &Path, names: &[&str]) -> bool {
    match path.get_ident() {
        Some(ident) => is_called(ident, names),
        None => false,
    }
}

/// A type of the language's or the standard library's, as it is written.
pub(crate) fn known(text: &str) -> Type {
    syn::parse_str(text).expect("a type that parses")
}

pub(crate) fn option(of: &Type) -> Type {
    parse_quote!(::core::option::Option<#of>)
}

pub(crate) fn vec(of: &Type) -> Type {
    parse_quote!(::std::vec::Vec<#of>)
}

pub(crate) fn result(ok: &Type, err: &Type) -> Type {
    parse_quote!(::core::result::Result<#ok, #err>)
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// What a function gives back, unless that is nothing.
pub(crate) fn returned(output: &ReturnType) -> Option<Type> {
    match output {
        ReturnType::Type(_, ty) if !is_unit(ty) => Some((**ty).clone()),
        _ => None,
    }
}

/// Whether it is a raw pointer, as far as its tokens tell.
pub(crate) fn is_pointer(ty: &Type) -> bool {
    matches!(bare(ty), Type::Ptr(_))
}

/// None is `()`, one is itself, several are a tuple.
pub(crate) fn tuple(mut types: Vec<Type>) -> Type {
    match types.len() {
        1 => types.remove(0),
        _ => parse_quote!((#(#types),*)),
    }
}

/// Without the parentheses and invisible groups around it.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => bare(&inner.elem),
        Type::Group(inner) => bare(&inner.elem),
        ty => ty,
    }
}

/// What it points at, where it is a reference.
pub(crate) fn referent(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    }
}

/// The parts of a `Result` or of an alias that bears its name.
///
/// What an alias does not say, it is asked for: `<io::Result<T> as Outcome>::Err`.
pub(crate) fn outcome(ty: &Type, runtime: &Path) -> Option<Outcome> {
    parts(ty, runtime, &|last| last.ident == "Result")
}

/// The parts of what a function returns: here a library's `QueryResult<T>` is an alias as well. Among
/// the arguments of callbacks, such names are rather those of types of their own.
pub(crate) fn returned_outcome(ty: &Type, runtime: &Path) -> Option<Outcome> {
    let is_alias = |last: &PathSegment| {
        last.ident == "Result"
            || last.ident.to_string().ends_with("Result") && !arguments(&last.arguments).is_empty()
    };
    parts(ty, runtime, &is_alias)
}

fn parts(ty: &Type, runtime: &Path, is_result: &dyn Fn(&PathSegment) -> bool) -> Option<Outcome> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    if path.qself.is_some() || !is_result(last) {
        return None;
    }
    let mut given = arguments(&last.arguments).into_iter();
    // An `impl Trait` can't stand in a path; what it stands for is not the part that is asked for.
    let known = with_opaque(ty, &unit());
    // At the type, which is what may be no `Result`.
    let span = Span::mixed_site().located_at(ty.span());
    let asked = |part: TokenStream| parse_quote_spanned!(span=> <#known as #runtime::__private::Outcome>::#part);
    let ok = given.next().unwrap_or_else(|| asked(quote::quote!(Ok)));
    let err = given.next().unwrap_or_else(|| asked(quote::quote!(Err)));
    Some(Outcome {
        ok,
        err,
        written: path.path.clone(),
    })
}

/// The `Result` as written, about another value.
pub(crate) fn outcome_of(outcome: &Outcome, value: &Type, error: Option<&Type>) -> Type {
    let Outcome { written, err, .. } = outcome;
    let mut path = written.clone();
    // Where the name is only taken for an alias, the compiler can tell what is wrong with it.
    let named = path
        .segments
        .last_mut()
        .filter(|last| last.ident == "Result");
    let named = named.map(|last| &mut last.arguments);
    match (error, named) {
        (None, Some(PathArguments::AngleBracketed(given))) => {
            if let Some(first) = given
                .args
                .iter_mut()
                .find(|a| matches!(a, GenericArgument::Type(_)))
            {
                *first = GenericArgument::Type(value.clone());
            }
            parse_quote!(#path)
        }
        (error, _) => {
            let error = error.unwrap_or(err);
            // From end to end at the type, lest what may be no `Result` is blamed in two places.
            let span = Span::mixed_site().located_at(path.span());
            let (start, end) = (Token![::](span), Token![>](span));
            parse_quote!(#start core::result::Result<#value, #error #end)
        }
    }
}

/// The types among generic arguments.
pub(crate) fn arguments(arguments: &PathArguments) -> Vec<Type> {
    let PathArguments::AngleBracketed(given) = arguments else {
        return Vec::new();
    };
    let types = given.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.collect_vec()
}

/// Whether `ident` stands anywhere in the tokens.
pub(crate) fn mentions(tokens: &dyn ToTokens, ident: &Ident) -> bool {
    let mut trees = tokens.to_token_stream().into_iter();
    trees.any(|tree| match tree {
        TokenTree::Ident(found) => found == *ident,
        TokenTree::Group(group) => mentions(&group.stream(), ident),
        _ => false,
    })
}

/// Where the signature uses a type by its name alone.
pub(crate) fn bare_use(sig: &Signature, name: &Ident) -> Option<Ident> {
    let mut found = None;
    walk::signature(&mut sig.clone(), &mut |part| {
        if let Part::Path(path) = part {
            match path.segments.first() {
                Some(first) if path.segments.len() == 1 && first.ident == *name => {
                    found = found.take().or_else(|| Some(first.ident.clone()));
                }
                _ => {}
            }
        }
        true
    });
    found
}

/// Whether that punctuation stands there.
pub(crate) fn is_punct(tree: Option<&TokenTree>, wanted: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// Whether the punctuation stands anywhere in the tokens.
pub(crate) fn contains(tokens: &dyn ToTokens, punctuation: char) -> bool {
    let mut trees = tokens.to_token_stream().into_iter();
    trees.any(|tree| match tree {
        TokenTree::Punct(found) => found.as_char() == punctuation,
        TokenTree::Group(group) => contains(&group.stream(), punctuation),
        _ => false,
    })
}

/// Whether code may leave the closure that it stands in.
pub(crate) fn leaves(body: &Expr) -> bool {
    mentions(body, &Ident::new("return", Span::call_site())) || contains(body, '?')
}

/// Whether a part of the type is left to inference.
pub(crate) fn has_gap(ty: &Type) -> bool {
    has_part(ty, |part| matches!(part, Type::Infer(_)))
}

/// Whether the type is such a one, or holds one.
fn has_part(ty: &Type, is_such: fn(&Type) -> bool) -> bool {
    let mut found = false;
    walk::ty(&mut ty.clone(), &mut |part| {
        found |= matches!(part, Part::Type(part) if is_such(part));
        true
    });
    found
}

/// Whether a value of the type borrows, as far as its tokens tell; `'static` does not count.
pub(crate) fn borrows(ty: &Type) -> bool {
    is_lent(ty, |lifetime| lifetime.ident != "static")
}

/// Whether it leaves a lifetime out, or writes `'_`.
pub(crate) fn elides(ty: &Type) -> bool {
    is_lent(ty, |lifetime| lifetime.ident == "_")
}

/// Whether it holds a reference without a lifetime, or anything with such a one.
fn is_lent(ty: &Type, for_such: fn(&Lifetime) -> bool) -> bool {
    let mut found = false;
    walk::ty(&mut ty.clone(), &mut |part| {
        found |= match part {
            // What a function is called with is not held.
            Part::Call(_) => return false,
            Part::Lifetime(lifetime) => for_such(lifetime),
            Part::Type(Type::Reference(reference)) => reference.lifetime.is_none(),
            _ => false,
        };
        true
    });
    found
}

/// Whether the type is, or holds, an `impl Trait`.
pub(crate) fn is_opaque(ty: &Type) -> bool {
    has_part(ty, |part| matches!(part, Type::ImplTrait(_)))
}

/// Leaves lifetimes to inference: those of a `for<'a>`, as a closure's parameters have no binder.
pub(crate) fn unbind(ty: &mut Type, bound: &[Lifetime]) {
    walk::ty(ty, &mut |part| {
        match part {
            Part::Lifetime(lifetime) if bound.contains(lifetime) => forget(lifetime),
            _ => {}
        }
        true
    });
}

fn forget(lifetime: &mut Lifetime) {
    *lifetime = Lifetime::new("'_", lifetime.span());
}

/// Replaces every `impl Trait` by `_`, for places where only a plain type may stand.
pub(crate) fn inferred(ty: &Type) -> Type {
    with_opaque(ty, &parse_quote!(_))
}

fn with_opaque(ty: &Type, by: &Type) -> Type {
    let mut ty = ty.clone();
    walk::ty(&mut ty, &mut |part| match part {
        Part::Type(ty @ Type::ImplTrait(_)) => {
            *ty = by.clone();
            false
        }
        _ => true,
    });
    ty
}

/// Whether two error types are sure to differ. What an alias leaves unsaid may be anything, but one
/// alias always says the same.
pub(crate) fn errors_differ(a: &Type, b: &Type) -> bool {
    match (aliased(a), aliased(b)) {
        (None, None) => !same(a, b),
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

/// The name of the alias in `<io::Result<T> as Outcome>::Err`.
fn aliased(ty: &Type) -> Option<String> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    let Type::Path(alias) = bare(&path.qself.as_ref()?.ty) else {
        return None;
    };
    let is_outcome = path
        .path
        .segments
        .iter()
        .any(|segment| segment.ident == "Outcome");
    let names = alias
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    is_outcome.then(|| names.collect_vec().join("::"))
}

/// Whether two types are written alike, on one line or on several.
pub(crate) fn same(a: &Type, b: &Type) -> bool {
    words(a.to_token_stream()) == words(b.to_token_stream())
}

/// The tokens one by one, but for what is only layout: a comma at the end of generic arguments, and what
/// a macro's fragment is held together by.
fn words(tokens: TokenStream) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                all.append(&mut words(group.stream()));
            }
            TokenTree::Group(group) => {
                all.push(format!("{:?}", group.delimiter()));
                all.append(&mut words(group.stream()));
                all.push(String::new());
            }
            tree => {
                let word = tree.to_string();
                if word == ">" && all.last().is_some_and(|last| last == ",") {
                    all.pop();
                }
                all.push(word);
            }
        }
    }
    all
}

/// The last name in the type's path.
pub(crate) fn last(ty: &Type) -> Option<&PathSegment> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// The `T` of `Box<T>`, and of whatever else is given one type alone.
pub(crate) fn inner(ty: &Type) -> Option<Type> {
    let mut given = arguments(&last(ty)?.arguments);
    match given.len() {
        1 => given.pop(),
        _ => None,
    }
}

/// The name that a pattern is.
pub(crate) fn name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(pattern) => Some(&pattern.ident),
        _ => None,
    }
}

/// The `T` of `Option<T>`.
pub(crate) fn optional(ty: &Type) -> Option<Type> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let is_option = path.qself.is_none() && last.ident == "Option";
    arguments(&last.arguments)
        .into_iter()
        .next()
        .filter(|_| is_option)
}

/// Whether two types are written alike but for their lifetimes.
pub(crate) fn same_but_for_lifetimes(a: &Type, b: &Type) -> bool {
    let [a, b] = [a, b].map(|ty| {
        let mut ty = ty.clone();
        forget_lifetimes(&mut ty);
        ty
    });
    same(&a, &b)
}

/// Leaves every lifetime to inference.
pub(crate) fn forget_lifetimes(ty: &mut Type) {
    walk::ty(ty, &mut |part| {
        if let Part::Lifetime(lifetime) = part {
            forget(lifetime);
        }
        true
    });
}

/// As a person would write it in a message.
pub(crate) fn text(tokens: &dyn ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    // What is long the compiler breaks into lines.
    let mut text = text.lines().map(str::trim).collect_vec().join(" ");
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("[ ", "["),
        (" ]", "]"),
        ("' ", "'"),
        ("=(", "= ("),
        (">(", "> ("),
        (",(", ", ("),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

/// `(T)` where the compiler would take a `:` behind it for a mistyped `->`.
pub(crate) fn bounded(ty: Type) -> Type {
    match bare(&ty) {
        Type::FnPtr(_) => parse_quote!((#ty)),
        _ => ty,
    }
}

/// `&T`, in parentheses where it would not be one type.
pub(crate) fn reference(ty: &Type) -> Type {
    match ty {
        Type::TraitObject(_) | Type::ImplTrait(_) => parse_quote!(&(#ty)),
        ty => parse_quote!(&#ty),
    }
}

/// Whether a value of the type is known to be moved where it is used.
pub(crate) fn is_moved(ty: &Type) -> bool {
    const OWNERS: &[&str] = &[
        "String", "Vec", "VecDeque", "Box", "Rc", "Arc", "HashMap", "HashSet", "BTreeMap",
        "BTreeSet", "PathBuf", "OsString", "CString", "Cow",
    ];
    match bare(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().any(is_moved),
        ty => last(ty).is_some_and(|last| {
            is_called(&last.ident, OWNERS) || arguments(&last.arguments).iter().any(is_moved)
        }),
    }
}

/// Whether it is a `&mut T`.
pub(crate) fn is_mutable(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(reference) if reference.mutability.is_some())
}

/// Whether the type is surely one of the language's plain values.
pub(crate) fn is_primitive(ty: &Type) -> bool {
    const NAMES: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    match bare(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().all(is_primitive),
        Type::Path(path) => is_one_of(&path.path, NAMES),
        Type::Reference(_) | Type::Ptr(_) | Type::FnPtr(_) => true,
        _ => false,
    }
}

/// Whether the last name in the type's path is this.
pub(crate) fn ends_with(ty: &Type, name: &str) -> bool {
    last(ty).is_some_and(|last| last.ident == name)
}

pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    matches!(bare(ty), Type::Path(path) if path.path.is_ident(name))
}

/// Whether both are written alike, or one is the other's path from further out: `fs::File` and `File`.
pub(crate) fn is_same(one: &Type, other: &Type) -> bool {
    let (Type::Path(one), Type::Path(other)) = (bare(one), bare(other)) else {
        return false;
    };
    let texts = |path: &Path| -> Vec<String> {
        let segments = path.segments.iter().rev();
        segments
            .map(|segment| segment.to_token_stream().to_string())
            .collect_vec()
    };
    let unqualified = one.qself.is_none() && other.qself.is_none();
    let (one, other) = (texts(&one.path), texts(&other.path));
    unqualified && one.iter().zip(&other).all(|(one, other)| one == other)
}

pub(crate) fn named(ident: &Ident) -> Type {
    parse_quote!(#ident)
}

/// The type with another in the place of one of its names.
pub(crate) fn with(ty: &Type, name: &Ident, by: &Type) -> Type {
    let tokens = replace_tokens(
        ty.to_token_stream(),
        &name.to_string(),
        &by.to_token_stream(),
    );
    syn::parse2(tokens).unwrap_or_else(|_| ty.clone())
}

/// The type with `Self` written out.
pub(crate) fn without_self(ty: &Type, self_ty: &Type) -> Type {
    with(ty, &Ident::new("Self", Span::call_site()), self_ty)
}

/// Replaces an identifier wherever it stands in the tokens.
pub(crate) fn replace_tokens(tokens: TokenStream, from: &str, to: &TokenStream) -> TokenStream {
    let mut replaced = TokenStream::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) if ident == from => replaced.extend(to.clone()),
            TokenTree::Group(group) => {
                let stream = replace_tokens(group.stream(), from, to);
                let mut inner = proc_macro2::Group::new(group.delimiter(), stream);
                inner.set_span(group.span());
                inner.to_tokens(&mut replaced);
            }
            tree => tree.to_tokens(&mut replaced),
        }
    }
    replaced
}
