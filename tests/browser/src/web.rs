//! Web APIs that call back, as their declarations stand, and what `#[asyncify]` makes of them.

use std::cell::Cell;
use std::rc::Rc;

use asyncify::asyncify;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, MessageEvent, MessagePort};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, ms: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
    #[wasm_bindgen(js_name = setInterval)]
    fn set_interval(callback: &JsValue, ms: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearInterval)]
    pub fn clear_interval(timer: &JsValue);
    #[wasm_bindgen(js_name = requestAnimationFrame)]
    fn request_animation_frame(callback: &JsValue) -> f64;
    #[wasm_bindgen(js_name = cancelAnimationFrame)]
    fn cancel_animation_frame(frame: f64);
}

/// What was dropped or stopped, told to the test.
#[derive(Clone, Default)]
pub struct Count(Rc<Cell<u32>>);

impl Count {
    pub fn get(&self) -> u32 {
        self.0.get()
    }

    pub fn add(&self) {
        self.0.set(self.0.get() + 1);
    }
}

#[asyncify(cancel = |timer| clear_timeout(&timer))]
pub fn sleep(ms: i32, callback: impl FnOnce() + 'static) -> JsValue {
    set_timeout(&Closure::once_into_js(callback), ms)
}

#[asyncify(cancel = cancel_animation_frame)]
pub fn animation_frame(callback: impl FnOnce(f64) + 'static) -> f64 {
    request_animation_frame(&Closure::once_into_js(callback))
}

/// Keeps the closure that JavaScript calls: `Closure` is not `Send`.
pub struct Interval {
    timer: JsValue,
    stopped: Count,
    _closure: Closure<dyn FnMut()>,
}

impl Interval {
    pub fn stop(self) {
        self.stopped.add();
        clear_interval(&self.timer);
    }
}

#[asyncify(local, cancel = Interval::stop, name = ticks, keep)]
pub fn interval(ms: i32, stopped: &Count, callback: impl FnMut() + 'static) -> Interval {
    let closure = Closure::new(callback);
    Interval {
        timer: set_interval(closure.as_ref(), ms),
        stopped: stopped.clone(),
        _closure: closure,
    }
}

/// The timer alone is `Send`, and JavaScript keeps the closure.
#[asyncify(cancel = |timer: JsValue| clear_interval(&timer), name = numbered, keep)]
pub fn counted(ms: i32, mut callback: impl FnMut(u32) + 'static) -> JsValue {
    let mut n = 0;
    let closure = Closure::<dyn FnMut()>::new(move || {
        n += 1;
        callback(n);
    });
    set_interval(&closure.into_js_value(), ms)
}

/// Removes itself when it is dropped.
pub struct Listener {
    target: EventTarget,
    kind: String,
    closure: Closure<dyn FnMut(Event)>,
    removed: Count,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let removed = self
            .target
            .remove_event_listener_with_callback(&self.kind, callback);
        removed.expect("a listener");
        self.removed.add();
    }
}

#[asyncify(local, error = Refused)]
pub fn events(
    target: &EventTarget,
    kind: &str,
    removed: &Count,
    called: &Count,
    #[map(|event| -> String { event.type_() })] mut callback: impl FnMut(Event) + 'static,
) -> Result<Listener, JsValue> {
    let called = called.clone();
    let closure = Closure::<dyn FnMut(Event)>::new(move |event| {
        called.add();
        callback(event);
    });
    target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref())?;
    Ok(Listener {
        target: target.clone(),
        kind: kind.to_owned(),
        closure,
        removed: removed.clone(),
    })
}

/// What JavaScript threw.
#[derive(Debug)]
pub struct Refused(pub JsValue);

impl From<JsValue> for Refused {
    fn from(thrown: JsValue) -> Self {
        Self(thrown)
    }
}

/// Two callbacks, of which one is called once.
#[asyncify]
pub fn settled(
    promise: &Promise,
    #[item] resolved: impl FnOnce(JsValue) + 'static,
    #[error] rejected: impl FnOnce(JsValue) + 'static,
) {
    let resolved = Closure::once_into_js(resolved);
    let rejected = Closure::once_into_js(rejected);
    let then = js_sys::Reflect::get(promise, &"then".into()).expect("a promise");
    let then: js_sys::Function = then.unchecked_into();
    then.call2(promise, &resolved, &rejected)
        .expect("a promise");
}

/// Closes the port when it is dropped.
pub struct Port {
    port: MessagePort,
    _closure: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Port {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

#[asyncify(local)]
pub fn messages(
    port: &MessagePort,
    #[map(|event| -> Option<f64> { event.data().as_f64() })]
    #[end_if(|event| event.data().is_null())]
    callback: impl FnMut(MessageEvent) + 'static,
) -> Port {
    let closure = Closure::new(callback);
    port.set_onmessage(Some(closure.as_ref().unchecked_ref()));
    Port {
        port: port.clone(),
        _closure: closure,
    }
}
