//! The annotated item, as syntax. Function bodies stay tokens: they are none of our business.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{
    Abi, Attribute, Generics, Ident, Item, Path, Safety, Signature, Token, Type, TypeParamBound,
    Visibility, braced, punctuated::Punctuated, token,
};

use crate::codes::Code;

/// What `#[asyncify]` may stand on.
pub(crate) enum Input {
    Function(Function),
    Impl(Impl),
    Module(Module),
    Trait(Trait),
    Extern(Extern),
}

/// A function, with its body or without.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) default: Option<Token![default]>,
    pub(crate) sig: Signature,
    /// With its braces.
    pub(crate) body: Option<TokenStream>,
}

/// What stands in a block.
pub(crate) enum Member {
    Function(Function),
    Other(TokenStream),
}

impl Member {
    /// Whether it is a function with a body.
    pub(crate) fn has_body(&self) -> bool {
        matches!(self, Member::Function(function) if function.body.is_some())
    }

    /// Whether it is a function without one.
    pub(crate) fn lacks_body(&self) -> bool {
        matches!(self, Member::Function(function) if function.body.is_none())
    }

    pub(crate) fn signature(&self) -> Option<&Signature> {
        match self {
            Member::Function(function) => Some(&function.sig),
            Member::Other(_) => None,
        }
    }
}

pub(crate) struct Impl {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) impl_token: Token![impl],
    pub(crate) generics: Generics,
    /// Set where the block implements a trait, which is refused.
    pub(crate) of_trait: Option<Path>,
    pub(crate) self_ty: Type,
    pub(crate) members: Vec<Member>,
}

pub(crate) struct Module {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) mod_token: Token![mod],
    pub(crate) ident: Ident,
    pub(crate) members: Vec<Member>,
}

pub(crate) struct Trait {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) trait_token: Token![trait],
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) supertraits: Punctuated<TypeParamBound, Token![+]>,
    pub(crate) members: Vec<Member>,
}

impl Trait {
    /// The trait as written, but for its members.
    pub(crate) fn with(&self, members: &[TokenStream]) -> TokenStream {
        let Trait {
            attrs,
            vis,
            unsafety,
            trait_token,
            ident,
            generics,
            supertraits,
            ..
        } = self;
        let colon = (!supertraits.is_empty()).then(|| quote!(:));
        let predicates = &generics.where_clause;
        quote! {
            #(#attrs)*
            #vis #unsafety #trait_token #ident #generics #colon #supertraits #predicates {
                #(#members)*
            }
        }
    }
}

/// A block of foreign declarations.
pub(crate) struct Extern {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) abi: Abi,
    /// Where the block begins: by it the compiler tells the edition whose rules it obeys.
    pub(crate) brace: Span,
    pub(crate) members: Vec<Member>,
}

impl Input {
    /// Those of a function say how it is to be read.
    pub(crate) fn attrs_of_block(&mut self) -> Option<&mut Vec<Attribute>> {
        match self {
            Input::Function(_) => None,
            Input::Impl(block) => Some(&mut block.attrs),
            Input::Module(block) => Some(&mut block.attrs),
            Input::Trait(block) => Some(&mut block.attrs),
            Input::Extern(block) => Some(&mut block.attrs),
        }
    }
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Input> {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Visibility>()?;
        if is_function(&ahead) {
            return input.parse().map(Input::Function);
        }
        ahead.parse::<Option<Token![default]>>()?;
        ahead.parse::<Option<Token![unsafe]>>()?;
        if ahead.peek(Token![impl]) {
            input.parse().map(Input::Impl)
        } else if ahead.peek(Token![mod]) {
            input.parse().map(Input::Module)
        } else if ahead.peek(Token![trait]) {
            input.parse().map(Input::Trait)
        } else if ahead.peek(Token![extern]) && !ahead.peek2(Token![crate]) {
            input.parse().map(Input::Extern)
        } else {
            Err(Code::NOT_AN_ITEM.ahead(
                &ahead,
                "`#[asyncify]` belongs on a function that takes a callback, \
                 or on an `impl`, `mod`, `trait` or `extern` block with such functions in it",
            ))
        }
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Function> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let default = input.parse()?;
        // `syn` knows `safe` only in its own foreign functions, whose bodies it reads.
        let safe = input.parse::<Option<Token![safe]>>()?;
        let mut sig: Signature = input.parse()?;
        if let Some(safe) = safe {
            sig.safety = Safety::Safe(safe);
        }
        let body = if input.peek(token::Brace) {
            Some(input.parse::<proc_macro2::TokenTree>()?.into())
        } else {
            input.parse::<Token![;]>()?;
            None
        };
        Ok(Function {
            attrs,
            vis,
            default,
            sig,
            body,
        })
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Function {
            attrs,
            vis,
            default,
            sig,
            body,
        } = self;
        let body = body.clone().unwrap_or_else(|| quote!(;));
        tokens.extend(quote!(#(#attrs)* #vis #default #sig #body));
    }
}

impl Parse for Impl {
    fn parse(input: ParseStream<'_>) -> syn::Result<Impl> {
        let attrs = input.call(Attribute::parse_outer)?;
        let unsafety = input.parse()?;
        let impl_token = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let first: Type = input.parse()?;
        let (of_trait, self_ty) = match input.parse::<Option<Token![for]>>()? {
            None => (None, first),
            Some(_) => match first {
                Type::Path(path) => (Some(path.path), input.parse()?),
                other => return Err(Code::SYNTAX.at(other, "expected a trait")),
            },
        };
        generics.where_clause = input.parse()?;
        let members = members(input, |input| {
            input
                .parse::<syn::ImplItem>()
                .map(ToTokens::into_token_stream)
        })?;
        Ok(Impl {
            attrs,
            unsafety,
            impl_token,
            generics,
            of_trait,
            self_ty,
            members,
        })
    }
}

impl Parse for Module {
    fn parse(input: ParseStream<'_>) -> syn::Result<Module> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let mod_token = input.parse()?;
        let ident = input.parse()?;
        if input.peek(Token![;]) {
            return Err(Code::MODULE_ELSEWHERE
                .ahead(input, "the module's contents must stand here, in braces"));
        }
        let members = members(input, |input| {
            input.parse::<Item>().map(ToTokens::into_token_stream)
        })?;
        Ok(Module {
            attrs,
            vis,
            mod_token,
            ident,
            members,
        })
    }
}

impl Parse for Trait {
    fn parse(input: ParseStream<'_>) -> syn::Result<Trait> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let unsafety = input.parse()?;
        let trait_token = input.parse()?;
        let ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let mut supertraits = Punctuated::new();
        if input.parse::<Option<Token![:]>>()?.is_some() {
            while !input.peek(Token![where]) && !input.peek(token::Brace) {
                supertraits.push_value(input.parse()?);
                if !input.peek(Token![+]) {
                    break;
                }
                supertraits.push_punct(input.parse()?);
            }
        }
        generics.where_clause = input.parse()?;
        let members = members(input, |input| {
            input
                .parse::<syn::TraitItem>()
                .map(ToTokens::into_token_stream)
        })?;
        Ok(Trait {
            attrs,
            vis,
            unsafety,
            trait_token,
            ident,
            generics,
            supertraits,
            members,
        })
    }
}

impl Parse for Extern {
    fn parse(input: ParseStream<'_>) -> syn::Result<Extern> {
        Ok(Extern {
            attrs: input.call(Attribute::parse_outer)?,
            unsafety: input.parse()?,
            abi: input.parse()?,
            brace: input.span(),
            members: members(input, |input| {
                input
                    .parse::<syn::ForeignItem>()
                    .map(ToTokens::into_token_stream)
            })?,
        })
    }
}

/// The contents of a block: functions by our own parser, the rest by `other`.
fn members(
    input: ParseStream<'_>,
    other: fn(ParseStream<'_>) -> syn::Result<TokenStream>,
) -> syn::Result<Vec<Member>> {
    let content;
    braced!(content in input);
    let mut members = Vec::new();
    // Inner attributes belong to the block; as tokens they stay where they were.
    let inner = content.call(Attribute::parse_inner)?;
    if !inner.is_empty() {
        members.push(Member::Other(quote!(#(#inner)*)));
    }
    while !content.is_empty() {
        let ahead = content.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Visibility>()?;
        members.push(if is_function(&ahead) {
            Member::Function(content.parse()?)
        } else {
            Member::Other(other(&content)?)
        });
    }
    Ok(members)
}

/// Whether a function follows the attributes and the visibility.
fn is_function(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let _ = ahead.parse::<Option<Token![default]>>();
    let is_qualifier = |input: ParseStream<'_>| {
        input.peek(Token![const])
            || input.peek(Token![async])
            || input.peek(Token![unsafe])
            || input.peek(Token![safe])
            || input.peek(Token![extern])
            || input.peek(syn::LitStr)
    };
    while is_qualifier(&ahead) {
        if ahead.parse::<proc_macro2::TokenTree>().is_err() {
            return false;
        }
    }
    ahead.peek(Token![fn])
}
