//! The annotated item, as syntax. Function bodies stay tokens: they are none of our business.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream};
use syn::{
    Abi, Attribute, Generics, Ident, Path, Safety, Signature, Token, Type, TypeParamBound,
    Visibility, braced, punctuated::Punctuated, token,
};

use crate::broken;
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
    /// Whether neither a body nor a semicolon follows yet.
    pub(crate) unended: bool,
    /// Why the signature is not all that was written.
    pub(crate) broken: Option<syn::Error>,
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

    /// See [`Function::end`].
    pub(crate) fn end(&mut self) {
        if let Member::Function(function) = self {
            function.end();
        }
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
    /// What is wrong with a member that is left out.
    pub(crate) broken: Option<syn::Error>,
}

pub(crate) struct Module {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) mod_token: Token![mod],
    pub(crate) ident: Ident,
    pub(crate) members: Vec<Member>,
    pub(crate) broken: Option<syn::Error>,
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
    pub(crate) broken: Option<syn::Error>,
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
    pub(crate) broken: Option<syn::Error>,
}

impl Input {
    /// The attributes of a block, since those of a function say how it is to be read; and what is wrong
    /// with a member that the block is read without.
    pub(crate) fn block(&mut self) -> Option<(&mut Vec<Attribute>, &mut Option<syn::Error>)> {
        match self {
            Input::Function(_) => None,
            Input::Impl(block) => Some((&mut block.attrs, &mut block.broken)),
            Input::Module(block) => Some((&mut block.attrs, &mut block.broken)),
            Input::Trait(block) => Some((&mut block.attrs, &mut block.broken)),
            Input::Extern(block) => Some((&mut block.attrs, &mut block.broken)),
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
        let ahead = input.fork();
        let read = ahead.parse::<Signature>();
        let (mut sig, broken) = match read.and_then(|sig| broken::followed(&ahead).map(|()| sig)) {
            Ok(sig) => {
                input.advance_to(&ahead);
                (sig, None)
            }
            Err(error) => {
                let (sig, error) = broken::signature(input, error)?;
                (sig, Some(error))
            }
        };
        if let Some(safe) = safe {
            sig.safety = Safety::Safe(safe);
        }
        let body = match input.peek(token::Brace) {
            true => Some(input.parse::<proc_macro2::TokenTree>()?.into()),
            false => None,
        };
        let unended = body.is_none() && input.parse::<Option<Token![;]>>()?.is_none();
        Ok(Function {
            attrs,
            vis,
            default,
            sig,
            body,
            unended,
            broken,
        })
    }
}

impl Function {
    /// Gives it a body where that is still to be written: who reads it says so.
    pub(crate) fn end(&mut self) {
        if self.unended {
            self.body = Some(quote!({ loop {} }));
        }
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
            ..
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
                other => return Err(Code::SYNTAX.at(&other, "expected a trait")),
            },
        };
        generics.where_clause = input.parse()?;
        let (members, broken) = members(input, tokens_of::<syn::ImplItem>)?;
        Ok(Impl {
            attrs,
            unsafety,
            impl_token,
            generics,
            of_trait,
            self_ty,
            members,
            broken,
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
        let (members, broken) = members(input, tokens_of::<syn::Item>)?;
        Ok(Module {
            attrs,
            vis,
            mod_token,
            ident,
            members,
            broken,
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
        let (members, broken) = members(input, tokens_of::<syn::TraitItem>)?;
        Ok(Trait {
            attrs,
            vis,
            unsafety,
            trait_token,
            ident,
            generics,
            supertraits,
            members,
            broken,
        })
    }
}

impl Parse for Extern {
    fn parse(input: ParseStream<'_>) -> syn::Result<Extern> {
        let attrs = input.call(Attribute::parse_outer)?;
        let unsafety = input.parse()?;
        let abi = input.parse()?;
        let brace = input.span();
        let (members, broken) = members(input, tokens_of::<syn::ForeignItem>)?;
        Ok(Extern {
            attrs,
            unsafety,
            abi,
            brace,
            members,
            broken,
        })
    }
}

/// Reads what is no function.
type Other = fn(ParseStream<'_>) -> syn::Result<TokenStream>;

fn tokens_of<T: Parse + ToTokens>(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    input.parse::<T>().map(T::into_token_stream)
}

/// The contents of a block: functions by our own parser, the rest by `other`. What can't be read is left
/// out, and the first mistake told.
fn members(input: ParseStream<'_>, other: Other) -> syn::Result<(Vec<Member>, Option<syn::Error>)> {
    let content;
    braced!(content in input);
    let (mut members, mut broken) = (Vec::new(), None);
    // Inner attributes belong to the block; as tokens they stay where they were.
    let inner = content.call(Attribute::parse_inner)?;
    if !inner.is_empty() {
        members.push(Member::Other(quote!(#(#inner)*)));
    }
    while !content.is_empty() {
        let ahead = content.fork();
        match member(&ahead, other) {
            Ok(member) => {
                content.advance_to(&ahead);
                members.push(member);
            }
            Err(error) => {
                broken = broken.or(Some(error));
                broken::skip_member(&content);
            }
        }
    }
    Ok((members, broken))
}

fn member(input: ParseStream<'_>, other: Other) -> syn::Result<Member> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    ahead.parse::<Visibility>()?;
    match is_function(&ahead) {
        true => input.parse().map(Member::Function),
        false => other(input).map(Member::Other),
    }
}

/// Whether a function follows the attributes and the visibility.
pub(crate) fn is_function(input: ParseStream<'_>) -> bool {
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
