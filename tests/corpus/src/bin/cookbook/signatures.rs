//! What the macro makes of the annotated items of a file, as a person would write it.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Attribute, File, Item, Meta, Path, Signature, TypePath};

/// Something that came out.
pub(crate) struct Twin {
    pub(crate) text: String,
    /// What it is, in a word or two.
    pub(crate) kind: String,
}

#[derive(Default)]
pub(crate) struct Found {
    pub(crate) twins: Vec<Twin>,
    pub(crate) objections: Vec<String>,
}

/// Expands the annotated items. Where there is none, the functions are the twins, written by hand.
pub(crate) fn of(file: File) -> Result<Found, String> {
    let mut found = Found::default();
    let annotated = file
        .items
        .iter()
        .cloned()
        .filter_map(expanded)
        .collect::<Vec<_>>();
    for tokens in &annotated {
        objections(tokens.clone(), &mut found.objections);
        if found.objections.is_empty() {
            let file = syn::parse2(tokens.clone()).map_err(|error| error.to_string())?;
            collect(file, &mut found.twins);
        }
    }
    if annotated.is_empty() {
        for item in file.items {
            if let Item::Fn(function) = item {
                found.twins.push(twin(function.sig, Some("by hand")));
            }
        }
    }
    Ok(found)
}

/// The expansion of an item with our attribute; of a module, that of what is in it.
fn expanded(item: Item) -> Option<TokenStream> {
    let mut item = item;
    let attrs = match &mut item {
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
        Item::Verbatim(tokens) => return expanded_verbatim(tokens.clone()),
        _ => return None,
    };
    match take(attrs) {
        Some(args) => Some(asyncify_codegen::expand(args, item.to_token_stream())),
        None => match item {
            Item::Mod(module) => {
                let items = module.content?.1.into_iter().filter_map(expanded);
                let items: TokenStream = items.collect();
                (!items.is_empty()).then_some(items)
            }
            _ => None,
        },
    }
}

/// What the compiler accepts as the input of a macro only.
fn expanded_verbatim(tokens: TokenStream) -> Option<TokenStream> {
    let parse = |input: syn::parse::ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        Ok((attrs, input.parse::<TokenStream>()?))
    };
    let (mut attrs, rest) = syn::parse::Parser::parse2(parse, tokens).ok()?;
    let args = take(&mut attrs)?;
    Some(asyncify_codegen::expand(args, quote!(#(#attrs)* #rest)))
}

/// Takes our attribute off, and gives its arguments.
fn take(attrs: &mut Vec<Attribute>) -> Option<TokenStream> {
    let at = attrs
        .iter()
        .position(|attr| attr.path().is_ident("asyncify"))?;
    Some(match attrs.remove(at).meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    })
}

/// The texts of all `compile_error!`s.
fn objections(tokens: TokenStream, found: &mut Vec<String>) {
    let mut is_error = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => is_error = ident == "compile_error",
            TokenTree::Group(group) if is_error => {
                is_error = false;
                if let Ok(text) = syn::parse2::<syn::LitStr>(group.stream()) {
                    found.push(text.value());
                }
            }
            TokenTree::Group(group) => objections(group.stream(), found),
            _ => {}
        }
    }
}

fn collect(file: File, twins: &mut Vec<Twin>) {
    for item in file.items {
        match item {
            Item::Fn(function) => twins.push(twin(function.sig, None)),
            Item::Mod(module) => {
                let items = module.content.map(|(_, items)| items).unwrap_or_default();
                let file = File {
                    shebang: None,
                    frontmatter: None,
                    attrs: Vec::new(),
                    items,
                };
                collect(file, twins);
            }
            // An extension trait is written twice: declared, and implemented as it reads best.
            Item::Impl(block) if is_extension(&block) => {
                for item in block.items {
                    if let syn::ImplItem::Fn(function) = item {
                        twins.push(twin(function.sig, None));
                    }
                }
            }
            Item::Enum(mut events) => {
                events.attrs.clear();
                for variant in &mut events.variants {
                    variant.attrs.clear();
                    for field in &mut variant.fields {
                        field.attrs.clear();
                    }
                }
                Short.visit_item_enum_mut(&mut events);
                let name = events.ident.to_string();
                let name = name.trim_end_matches("Event");
                let text = unparse(Item::Enum(events));
                twins.push(Twin {
                    text: format!(
                        "{text}\n// `{name}Events` is the stream, `{name}Sender` implements the trait."
                    ),
                    kind: "events".to_owned(),
                });
            }
            _ => {}
        }
    }
}

/// The trait of an extension is named beside it.
fn is_extension(block: &syn::ItemImpl) -> bool {
    let name = block.trait_.as_ref().map(|(path, _)| path);
    name.is_some_and(|path| path.leading_colon.is_none() && path.segments.len() == 1)
}

fn twin(mut sig: Signature, kind: Option<&str>) -> Twin {
    for input in &mut sig.inputs {
        // `mut` is the business of a body.
        match input {
            syn::FnArg::Receiver(receiver) => receiver.mutability = None,
            syn::FnArg::Typed(typed) => {
                if let syn::Pat::Ident(pattern) = &mut *typed.pat {
                    pattern.mutability = None;
                }
            }
        }
    }
    Short.visit_signature_mut(&mut sig);
    let kind = kind.map_or_else(|| kind_of(&sig), str::to_owned);
    let text = unparse(syn::parse_quote!(trait Twins { #sig; }));
    let lines = text.lines().collect::<Vec<_>>();
    let inner = &lines[1..lines.len() - 1];
    let lines = inner
        .iter()
        .map(|line| line.strip_prefix("    ").unwrap_or(line));
    Twin {
        text: lines.collect::<Vec<_>>().join("\n"),
        kind,
    }
}

/// `async fn`, or the type that a stream is.
fn kind_of(sig: &Signature) -> String {
    const LANES: &[&str] = &[
        "EventStream",
        "FrameStream",
        "Feed",
        "Duplex",
        "WithProgress",
    ];
    if sig.asyncness.is_some() {
        return "async fn".to_owned();
    }
    let output = sig.output.to_token_stream().to_string();
    let mut words = output.split(|c: char| !c.is_alphanumeric());
    let lane = words.find(|word| LANES.contains(word)).unwrap_or("fn");
    lane.to_owned()
}

fn unparse(item: Item) -> String {
    let file = File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    };
    prettyplease::unparse(&file).trim_end().to_owned()
}

/// Writes `::asyncify::EventStream` as `EventStream`.
struct Short;

impl VisitMut for Short {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.leading_colon.take().is_some() {
            let last = path.segments.last().cloned();
            path.segments = last.into_iter().collect();
        }
        syn::visit_mut::visit_path_mut(self, path);
    }

    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        let Some(mut qself) = path.qself.take() else {
            return self.visit_path_mut(&mut path.path);
        };
        self.visit_type_mut(&mut qself.ty);
        // `<T as ::long::path::Trait>::Name`
        let kept = path.path.segments.len() - qself.position + 1;
        let gone = path.path.segments.len() - kept;
        if path.path.leading_colon.take().is_some() && qself.position > 0 {
            path.path.segments = path.path.segments.iter().skip(gone).cloned().collect();
            qself.position = 1;
        }
        path.qself = Some(qself);
    }
}
