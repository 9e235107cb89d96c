//! Callbacks of a web page, awaited: timers, events, animation frames, and a call that can fail.

use asyncify::{CallError, Lagged, asyncify};
use futures::StreamExt;
use futures::{join, select};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, EventTarget, HtmlImageElement, PointerEvent, Window};

fn window() -> Window {
    web_sys::window().expect("a page")
}

fn element<T: JsCast>(id: &str) -> T {
    let document = window().document().expect("a page");
    let element = document
        .get_element_by_id(id)
        .expect("it is in `index.html`");
    element.unchecked_into()
}

fn show(id: &str, text: &str) {
    element::<web_sys::Element>(id).set_text_content(Some(text));
}

/// Called once: awaited. JavaScript keeps the closure, and calls it unless the frame is cancelled.
#[asyncify(abandoned = panic, cancel = |frame| drop(window().cancel_animation_frame(frame)))]
fn animation_frame(callback: impl FnOnce(f64) + 'static) -> Result<i32, JsValue> {
    window().request_animation_frame(Closure::once_into_js(callback).unchecked_ref())
}

/// An interval, until it is dropped. The closure in it stays on the page's thread: `local`.
struct Interval {
    number: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Interval {
    fn drop(&mut self) {
        window().clear_interval_with_handle(self.number);
    }
}

/// Called many times: a stream, which keeps the interval.
#[asyncify(local)]
fn ticks(ms: i32, callback: impl FnMut() + 'static) -> Result<Interval, JsValue> {
    let callback = Closure::new(callback);
    let set = callback.as_ref().unchecked_ref();
    Ok(Interval {
        number: window().set_interval_with_callback_and_timeout_and_arguments_0(set, ms)?,
        _callback: callback,
    })
}

/// A listener, until it is dropped.
struct Listener<E: 'static> {
    target: EventTarget,
    kind: &'static str,
    callback: Closure<dyn FnMut(E)>,
}

impl<E> Drop for Listener<E> {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let removed = self
            .target
            .remove_event_listener_with_callback(self.kind, callback);
        removed.expect("a listener");
    }
}

fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &EventTarget,
    kind: &'static str,
    callback: impl FnMut(E) + 'static,
) -> Result<Listener<E>, JsValue> {
    let callback = Closure::<dyn FnMut(E)>::new(callback);
    target.add_event_listener_with_callback(kind, callback.as_ref().unchecked_ref())?;
    Ok(Listener {
        target: target.clone(),
        kind,
        callback,
    })
}

#[asyncify(local)]
fn clicks(
    target: &EventTarget,
    callback: impl FnMut(Event) + 'static,
) -> Result<Listener<Event>, JsValue> {
    listen(target, "click", callback)
}

/// Only the newest counts: what the reader was too slow for is told beside it.
#[asyncify(local, overflow = latest)]
fn pointer(
    target: &EventTarget,
    #[map(|event| -> (i32, i32) { (event.offset_x(), event.offset_y()) })] callback: impl FnMut(
        PointerEvent,
    ) + 'static,
) -> Result<Listener<PointerEvent>, JsValue> {
    listen(target, "pointermove", callback)
}

/// Two callbacks, of which one is called.
#[asyncify]
fn load(
    image: &HtmlImageElement,
    url: &str,
    #[item] loaded: impl FnOnce() + 'static,
    #[error] failed: impl FnOnce(Event) + 'static,
) {
    image.set_onload(Some(Closure::once_into_js(loaded).unchecked_ref()));
    image.set_onerror(Some(Closure::once_into_js(failed).unchecked_ref()));
    image.set_src(url);
}

/// Each click starts or stops it. When the ticks are dropped, the interval is cleared.
async fn stopwatch() -> Result<(), JsValue> {
    let mut clicks = clicks(&element("watch"))?;
    while clicks.next().await.is_some() {
        let mut ticks = ticks(100)?;
        let mut tenths = 0;
        loop {
            select! {
                _ = ticks.next() => tenths += 1,
                _ = clicks.next() => break,
            }
            show("time", &format!("{}.{} s", tenths / 10, tenths % 10));
        }
    }
    Ok(())
}

/// Draws once a frame, however often the pointer moves.
async fn follow() -> Result<(), JsValue> {
    let field: EventTarget = element("field");
    let dot: web_sys::HtmlElement = element("dot");
    let mut moves = pointer(&field)?;
    let mut skipped = 0;
    while let Some(moved) = moves.next().await {
        match moved {
            Ok((x, y)) => {
                let at = format!("translate({x}px, {y}px)");
                dot.set_attribute("style", &format!("transform: {at}"))?;
                show(
                    "moves",
                    &format!("{x}, {y}; {skipped} moves were not drawn"),
                );
                animation_frame().await?;
            }
            Err(Lagged { lost }) => skipped += lost,
        }
    }
    Ok(())
}

async fn pictures() {
    let picture: HtmlImageElement = element("picture");
    for url in ["missing.png", "picture.svg"] {
        let said = match load(&picture, url).await {
            Ok(()) => format!(
                "{url}: {} × {}",
                picture.natural_width(),
                picture.natural_height()
            ),
            Err(CallError::Failed(event)) => format!("{url}: {}", event.type_()),
            Err(CallError::Abandoned(abandoned)) => abandoned.to_string(),
        };
        let list: web_sys::Element = element("pictures");
        list.insert_adjacent_text("beforeend", &format!("{said}\n"))
            .expect("a list");
    }
}

fn main() {
    spawn_local(async {
        let (watched, followed, ()) = join!(stopwatch(), follow(), pictures());
        watched.and(followed).expect("what a page can do");
    });
}
