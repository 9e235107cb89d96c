//! The enum of what the methods of a listener trait are called with.

use crate::attribute;
use crate::collect::CollectVec;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Type, parse_quote};

use super::{local, numbered};
use crate::model::{Listener, Method};
use crate::types;

// Input:  trait Listener { fn on_data(&mut self, data: &str); }
// Output: enum ListenerEvent { OnData { data: String } }
//         impl Debug, Clone and PartialEq for ListenerEvent where its fields are
pub(super) fn items(listener: &Listener, name: &Ident) -> Vec<TokenStream> {
    let variants = listener.methods.iter().filter_map(made).collect_vec();
    let event = Event {
        listener,
        name,
        variants,
    };
    let mut items = vec![event.declared()];
    items.extend(event.debug());
    items.extend(event.clone());
    items.extend(event.equal());
    items
}

struct Event<'a> {
    listener: &'a Listener,
    name: &'a Ident,
    variants: Vec<Made<'a>>,
}

/// A method that makes events, as a variant.
struct Made<'a> {
    ident: &'a Ident,
    attrs: &'a [Attribute],
    fields: &'a [Ident],
    types: Vec<Type>,
    /// Whether its fields have no names.
    is_tuple: bool,
}

fn made(method: &Method) -> Option<Made<'_>> {
    let callback = method.function.callbacks().next()?;
    let variant = callback.variant.as_ref()?;
    Some(Made {
        ident: &variant.ident,
        attrs: &method.attrs,
        fields: &variant.fields,
        types: callback.made_types(),
        is_tuple: callback.is_mapped(),
    })
}

impl Made<'_> {
    fn conditions(&self) -> Vec<Attribute> {
        attribute::of(self.attrs, &["cfg"])
    }

    /// What stands for the fields in a pattern.
    fn values(&self, name: &str) -> Vec<TokenStream> {
        let values = (0..self.types.len()).map(|at| numbered(name, at).into_token_stream());
        values.collect_vec()
    }

    /// The variant, with something for each of its fields: a pattern, or a value.
    fn with(&self, values: &[TokenStream]) -> TokenStream {
        let (ident, fields) = (self.ident, self.fields);
        match (self.is_tuple, fields) {
            (true, _) => quote!(Self::#ident(#(#values),*)),
            (false, []) => quote!(Self::#ident),
            (false, fields) => quote!(Self::#ident { #(#fields: #values),* }),
        }
    }
}

impl Event<'_> {
    fn declared(&self) -> TokenStream {
        let Listener {
            vis,
            name: of,
            attrs,
            event_generics: generics,
            ..
        } = self.listener;
        let name = self.name;
        let variants = self.variants.iter().map(|made| {
            let (ident, fields, types) = (made.ident, made.fields, &made.types);
            let fields = match (made.is_tuple, fields) {
                (true, _) => quote!((#(#types),*)),
                (false, []) => TokenStream::new(),
                (false, fields) => quote!({ #(#fields: #types),* }),
            };
            let attrs = attribute::of(made.attrs, &["doc", "cfg", "cfg_attr", "deprecated"]);
            quote!(#(#attrs)* #ident #fields)
        });
        let predicates = &generics.where_clause;
        let doc = format!(" What the methods of `{of}` are called with.");
        quote! {
            #[doc = #doc]
            #[allow(missing_docs, dead_code)]
            #(#[#attrs])*
            #vis enum #name #generics #predicates { #(#variants),* }
        }
    }

    fn debug(&self) -> Option<TokenStream> {
        let f = local("f");
        let arms = self.variants.iter().map(|made| {
            let text = made.ident.to_string();
            // A field that may not be there can't be asked for its `Debug`.
            if !made.conditions().is_empty() {
                let (ident, conditions) = (made.ident, made.conditions());
                return quote!(#(#conditions)* Self::#ident { .. } => #f.write_str(#text));
            }
            let values = made.values("value");
            let pattern = made.with(&values);
            let shown = match (made.is_tuple, made.fields) {
                (true, _) => quote!(#f.debug_tuple(#text)#(.field(#values))*.finish()),
                (false, []) => quote!(#f.write_str(#text)),
                (false, fields) => {
                    let texts = fields.iter().map(|field| field.unraw().to_string());
                    quote!(#f.debug_struct(#text)#(.field(#texts, #values))*.finish())
                }
            };
            quote!(#pattern => #shown)
        });
        let body = self.matched(&arms.collect_vec());
        self.implemented(
            "Debug",
            &quote!(::core::fmt::Debug),
            &quote! {
                fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { #body }
            },
        )
    }

    fn clone(&self) -> Option<TokenStream> {
        let arms = self.variants.iter().map(|made| {
            let values = made.values("value");
            let copies = values
                .iter()
                .map(|value| quote!(::core::clone::Clone::clone(#value)));
            let (pattern, copy) = (made.with(&values), made.with(&copies.collect_vec()));
            quote!(#pattern => #copy)
        });
        let body = self.matched(&arms.collect_vec());
        self.always()?.implemented(
            "Clone",
            &quote!(::core::clone::Clone),
            &quote!(fn clone(&self) -> Self { #body }),
        )
    }

    fn equal(&self) -> Option<TokenStream> {
        let other = local("other");
        let arms = self.variants.iter().map(|made| {
            let (values, others) = (made.values("value"), made.values("other"));
            let (left, right) = (made.with(&values), made.with(&others));
            let equal = match values.is_empty() {
                true => quote!(true),
                false => quote!(#(#values == #others)&&*),
            };
            quote!((#left, #right) => #equal)
        });
        // One variant has no other that it could differ from.
        let differ = (self.variants.len() > 1).then(|| quote!(_ => false));
        let body = match self.variants.is_empty() {
            true => quote!(match *self {}),
            false => quote!(match (self, #other) { #(#arms,)* #differ }),
        };
        let unused = self.variants.is_empty().then(|| quote!(let _ = #other;));
        self.always()?.implemented(
            "PartialEq",
            &quote!(::core::cmp::PartialEq),
            &quote! {
                // Pointers are compared as a derived `PartialEq` would.
                #[allow(
                    ambiguous_wide_pointer_comparisons, unpredictable_function_pointer_comparisons
                )]
                fn eq(&self, #other: &Self) -> bool { #unused #body }
            },
        )
    }

    /// Nothing, if there is a variant that may not be there: what its fields can do can't be asked.
    fn always(&self) -> Option<&Self> {
        let mut variants = self.variants.iter();
        variants
            .all(|made| made.conditions().is_empty())
            .then_some(self)
    }

    fn matched(&self, arms: &[TokenStream]) -> TokenStream {
        match arms {
            [] => quote!(match *self {}),
            arms => quote!(match self { #(#arms),* }),
        }
    }

    /// The trait, if all fields have it, unless it is derived. They are asked for it by one of the
    /// runtime's, because to ask for the trait itself in vain would be an error.
    fn implemented(
        &self,
        derived: &str,
        path: &TokenStream,
        method: &TokenStream,
    ) -> Option<TokenStream> {
        let attrs = &self.listener.attrs;
        if types::mentions(&quote!(#(#attrs)*), &Ident::new(derived, Span::call_site())) {
            return None;
        }
        let mut generics = self.listener.event_generics.clone();
        let clause = generics.make_where_clause();
        let runtime = &self.listener.stream.runtime;
        let field = format_ident!("{derived}Field", span = Span::call_site());
        let sure = self
            .variants
            .iter()
            .filter(|made| made.conditions().is_empty());
        for (number, ty) in sure.flat_map(|made| &made.types).enumerate() {
            let ty = types::bounded(ty.clone());
            let number = Literal::usize_unsuffixed(number);
            clause.predicates.push(parse_quote! {
                for<'field> #ty: #runtime::__private::#field<'field, #number>
            });
        }
        let name = self.name;
        let (parameters, arguments, predicates) = generics.split_for_impl();
        Some(quote! {
            #[allow(deprecated)]
            impl #parameters #path for #name #arguments #predicates { #method }
        })
    }
}
