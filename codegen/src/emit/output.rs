//! What the twin returns.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Type, parse_quote};

use super::head::{Returned, future};
use crate::model::{Function, Shape};
use crate::types;

pub(super) fn returned(function: &Function) -> Returned {
    let ty = match function.shape {
        Shape::Once => return resolved(function),
        Shape::Stream => event_stream(function),
        Shape::Frames => frame_stream(function),
        Shape::Feed if function.is_duplex() => duplex(function),
        Shape::Feed => feed(function),
    };
    let ty = match &function.handle.result {
        None => ty,
        Some(result) => types::outcome_of(result, &ty, function.delivery.error.as_ref()),
    };
    Returned::Value(ty.to_token_stream())
}

fn resolved(function: &Function) -> Returned {
    let output = once(function);
    let Some(progress) = function.progress_callback() else {
        return Returned::Awaited(Some(output));
    };
    let (runtime, report) = (&function.runtime, function.report(progress));
    let future = future(&output);
    Returned::Future(quote!(#runtime::WithProgress<#future, #report>))
}

/// What a future resolves to.
pub(super) fn once(function: &Function) -> TokenStream {
    let runtime = &function.runtime;
    let ok = function
        .item_outcome()
        .map_or_else(|| function.item_type(), |outcome| outcome.ok);
    let delivery = &function.delivery;
    match (function.error_type(), &delivery.abandoned) {
        (None, Some(_)) => ok.to_token_stream(),
        (None, None) => match &delivery.error {
            Some(error) => quote!(::core::result::Result<#ok, #error>),
            None => quote!(::core::result::Result<#ok, #runtime::Abandoned>),
        },
        (Some(error), abandoned) => match (abandoned, &delivery.error) {
            (None, None) => quote!(::core::result::Result<#ok, #runtime::CallError<#error>>),
            _ => quote!(::core::result::Result<#ok, #error>),
        },
    }
}

fn event_stream(function: &Function) -> Type {
    let (runtime, item, handle) = (
        &function.runtime,
        function.stream_item(),
        &function.handle.ty,
    );
    match function.handle.is_unit() {
        _ if function.cancels_here() => {
            parse_quote!(#runtime::EventStream<#item, #handle, #runtime::LocalCancel<#handle>>)
        }
        true => parse_quote!(#runtime::EventStream<#item>),
        false => parse_quote!(#runtime::EventStream<#item, #handle>),
    }
}

fn feed(function: &Function) -> Type {
    let (runtime, handle) = (&function.runtime, &function.handle.ty);
    let element = function.slot();
    match function.stream_error() {
        None if function.handle.is_unit() => parse_quote!(#runtime::Feed<#element>),
        None => parse_quote!(#runtime::Feed<#element, #handle>),
        Some(error) => parse_quote!(#runtime::Feed<#element, #handle, #error>),
    }
}

fn duplex(function: &Function) -> Type {
    let (runtime, handle) = (&function.runtime, &function.handle.ty);
    let ((brought, info), taken) = (function.samples(), function.slot());
    match function.stream_error() {
        None => parse_quote!(#runtime::Duplex<#brought, #taken, #info, #handle>),
        Some(error) => parse_quote! {
            #runtime::Duplex<
                #brought, #taken, #info, #handle,
                ::core::result::Result<#runtime::Frame<#brought, #info>, #error>
            >
        },
    }
}

fn frame_stream(function: &Function) -> Type {
    let (runtime, handle) = (&function.runtime, &function.handle.ty);
    let (element, info) = function.samples();
    match function.stream_error() {
        None => parse_quote!(#runtime::FrameStream<#element, #info, #handle>),
        Some(error) => parse_quote! {
            #runtime::FrameStream<
                #element, #info, #handle,
                ::core::result::Result<#runtime::Frame<#element, #info>, #error>
            >
        },
    }
}
