//! Signatures of the real crates, as they stand.

use std::rc::Rc;

use asyncify::asyncify;
use futures::{FutureExt, StreamExt};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, Window};

use crate::{Found, same};

#[asyncify(ext = ClosureAsync, stream, local)]
impl ScopedClosure<'static, dyn FnMut(f64)> {
    pub fn once<F, A, R>(#[shape(FnOnce(f64))] fn_once: F) -> Self
    where
        F: WasmClosureFnOnce<T, A, R> + MaybeUnwindSafe;
}

pub async fn a_closure_for_javascript_is_a_stream() -> Found {
    let mut stream = <ScopedClosure<'static, dyn FnMut(f64)>>::once_stream();
    let function: &js_sys::Function = stream.handle().as_ref().unchecked_ref();
    function
        .call1(&JsValue::NULL, &JsValue::from(1.5))
        .expect("called");
    same!(stream.next().await, Some(1.5));
    same!(stream.next().await, None);
    Ok(())
}

/// What is lent to the call: JavaScript keeps it.
fn listener(callback: impl FnMut(Event) + 'static) -> js_sys::Function {
    Closure::new(callback).into_js_value().unchecked_into()
}

#[asyncify(ext = EventTargetAsync, stream)]
impl EventTarget {
    pub fn add_event_listener_with_callback(
        &self,
        type_: &str,
        #[shape(FnMut(Event), wrap = listener)] listener: &js_sys::Function,
    ) -> Result<(), JsValue>;
}

pub async fn a_function_is_a_stream() -> Found {
    let target = EventTarget::new().expect("a target");
    let stream = target.add_event_listener_with_callback_stream("ping");
    let mut stream = stream.expect("a listener");
    same!(stream.next().now_or_never().is_none(), true);
    target
        .dispatch_event(&Event::new("ping").expect("an event"))
        .expect("dispatched");
    same!(
        stream.next().await.map(|event| event.type_()),
        Some("ping".to_owned())
    );
    drop(stream);
    target
        .dispatch_event(&Event::new("ping").expect("an event"))
        .expect("dispatched");
    Ok(())
}

fn frame(callback: impl FnOnce(f64) + 'static) -> js_sys::Function {
    Closure::once_into_js(callback).unchecked_into()
}

#[asyncify(ext = WindowAsync, once)]
impl Window {
    pub fn request_animation_frame(
        &self,
        #[shape(FnOnce(f64), wrap = frame)] callback: &js_sys::Function,
    ) -> Result<i32, JsValue>;
}

pub async fn a_function_is_awaited() -> Found {
    let Some(window) = web_sys::window() else {
        return Ok(()); // Node
    };
    let drawn = window.request_animation_frame_async().await;
    same!(drawn.is_ok_and(|milliseconds| milliseconds > 0.0), true);
    Ok(())
}

/// As wgpu has it: `Send` elsewhere, here anything.
trait WasmNotSend {}
impl<T> WasmNotSend for T {}

struct Buffer;

impl Buffer {
    fn map_async(&self, callback: impl FnOnce(Result<Rc<u8>, String>) + WasmNotSend + 'static) {
        wasm_bindgen_futures::spawn_local(async { callback(Ok(Rc::new(1))) });
    }
}

#[asyncify(ext = BufferAsync)]
impl Buffer {
    pub fn map_async(&self, callback: impl FnOnce(Result<Rc<u8>, String>) + WasmNotSend + 'static);
}

pub async fn bounds_may_be_none_here() -> Found {
    same!(Buffer.map_async_async().await.map(|one| *one), Ok(1));
    Ok(())
}
