//! Says in marks what hides a closure.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use super::closure::{Closure, Layer, Shape};
use super::show::Show;
use super::world::World;
use crate::model::Hidden;

/// All by public names, as far as there are any.
pub(super) fn described(world: &World<'_>, home: usize, mut closure: Closure) -> Hidden {
    let behind = closure.behind.as_ref();
    let behind = behind.and_then(|entity| world.public_path(entity, home));
    let mut show = Show::new(world, home);
    let shape = match &mut closure.shape {
        Shape::Bound(bound) => {
            show.visit_trait_bound_mut(bound);
            bound.to_token_stream()
        }
        Shape::Pointer(ty) => {
            show.visit_type_mut(ty);
            ty.to_token_stream()
        }
    };
    for layer in &mut closure.layers {
        show.path(&mut layer.by);
        if let Some(ty) = &mut layer.ty {
            show.visit_type_mut(ty);
        }
    }
    Hidden {
        shape,
        wrap: wrap(&closure.layers, closure.is_exact),
        calls: closure.calls,
        inputs: closure.inputs(),
        output: closure.output(),
        is_static: closure.is_static,
        is_send: closure.is_send,
        behind: behind.map(|path| path.join("::")),
        crates: show.crates,
        private: show.private.into_iter().collect(),
    }
}

/// `Box::new`, or `|f| Some(Box::new(f) as Box<dyn FnMut()>)`.
fn wrap(layers: &[Layer], is_exact: bool) -> Option<TokenStream> {
    let (outermost, inner) = layers.split_first()?;
    let by = &outermost.by;
    let turned = outermost.ty.as_ref().filter(|_| is_exact);
    if inner.is_empty() && turned.is_none() {
        return Some(by.to_token_stream());
    }
    // What is inside something else does not turn into a `dyn Trait` by itself.
    let inside = inner
        .iter()
        .rev()
        .fold(quote!(f), |inside, Layer { by, ty }| match ty {
            Some(ty) => quote!(#by(#inside) as #ty),
            None => quote!(#by(#inside)),
        });
    Some(match turned {
        Some(ty) => quote!(|f| #by(#inside) as #ty),
        None => quote!(|f| #by(#inside)),
    })
}
