//! The macro on APIs of the web.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use asyncify::{Abandoned, CallError, Completer, Emitter, StreamOptions};
use futures::{FutureExt, StreamExt};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, EventTarget, MessageChannel};

use crate::web::*;
use crate::{Found, same};

pub async fn a_timer_is_awaited() -> Found {
    same!(sleep(5).await, Ok(()));
    let (one, other) = futures::join!(sleep(10), sleep(5));
    same!((one, other), (Ok(()), Ok(())));
    Ok(())
}

pub async fn a_timer_that_is_dropped_is_cleared() -> Found {
    let mut timer = Box::pin(sleep(5));
    same!(timer.as_mut().now_or_never(), None);
    drop(timer);
    same!(sleep(20).await, Ok(()));
    Ok(())
}

pub async fn an_interval_is_a_stream() -> Found {
    let stopped = Count::default();
    let mut stream = ticks(2, &stopped);
    for _ in 0..3 {
        same!(stream.next().await, Some(()));
    }
    // Another task has its turn meanwhile.
    let told = Rc::new(RefCell::new(Vec::new()));
    let theirs = Rc::clone(&told);
    spawn_local(async move {
        while stream.next().await.is_some() && theirs.borrow().len() < 3 {
            theirs.borrow_mut().push(());
        }
    });
    while stopped.get() == 0 {
        same!(sleep(2).await, Ok(()));
    }
    same!((told.borrow().len(), stopped.get()), (3, 1));
    Ok(())
}

pub async fn a_stream_is_closed_where_no_thread_can_stop_the_api() -> Found {
    let stopped = Count::default();
    let mut stream = ticks(1, &stopped);
    same!(stream.next().await, Some(()));
    stream.close().await;
    same!(stopped.get(), 1);
    drop(stream);
    same!(stopped.get(), 1);

    // Such a handle would go to another thread.
    let mut stream = numbered(1);
    same!(stream.next().await, Some(1));
    let mut closed = Box::pin(stream.close());
    // JavaScript keeps the closure, so nobody knows that it will never be called.
    same!(closed.as_mut().now_or_never(), None);
    Ok(())
}

pub async fn a_listener_is_removed_when_its_stream_is_dropped() -> Found {
    let target = EventTarget::new().expect("a target");
    let (removed, called) = (Count::default(), Count::default());
    let mut stream = events(&target, "ping", &removed, &called).expect("a listener");
    let dispatch = |kind| target.dispatch_event(&Event::new(kind).expect("an event"));
    for kind in ["ping", "pong", "ping"] {
        dispatch(kind).expect("dispatched");
    }
    same!(stream.next().await.as_deref(), Some("ping"));
    same!(stream.next().await.as_deref(), Some("ping"));
    same!(stream.next().now_or_never(), None);
    drop(stream);
    same!((removed.get(), called.get()), (1, 2));
    dispatch("ping").expect("dispatched");
    same!((removed.get(), called.get()), (1, 2));
    Ok(())
}

pub async fn a_listener_that_is_refused_is_an_error() -> Found {
    let target: EventTarget = js_sys::Object::new().unchecked_into();
    let (removed, called) = (Count::default(), Count::default());
    let refused = events(&target, "ping", &removed, &called).expect_err("it is no target");
    same!(refused.0.is_instance_of::<js_sys::TypeError>(), true);
    same!(removed.get(), 0);
    Ok(())
}

pub async fn a_promise_is_awaited() -> Found {
    let resolved = settled(&Promise::resolve(&JsValue::from(5))).await;
    same!(resolved, Ok(JsValue::from(5)));
    let rejected = settled(&Promise::reject(&JsValue::from("no"))).await;
    match rejected {
        Err(CallError::Failed(error)) => same!(error, JsValue::from("no")),
        other => return Err(format!("{other:?}")),
    }
    Ok(())
}

pub async fn messages_of_a_port_are_a_stream() -> Found {
    let channel = MessageChannel::new().expect("a channel");
    let messages = messages(&channel.port1());
    for message in [1.into(), 2.into(), JsValue::NULL, 3.into()] {
        channel.port2().post_message(&message).expect("posted");
    }
    same!(messages.collect::<Vec<_>>().await, [Some(1.0), Some(2.0)]);
    Ok(())
}

pub async fn an_animation_frame_is_awaited() -> Found {
    let known = js_sys::Reflect::has(&js_sys::global(), &"requestAnimationFrame".into());
    if known != Ok(true) {
        return Ok(()); // Node
    }
    let first = animation_frame()
        .await
        .map_err(|abandoned| abandoned.to_string())?;
    let second = animation_frame()
        .await
        .map_err(|abandoned| abandoned.to_string())?;
    same!(first < second, true);
    Ok(())
}

/// Holds what a callback is to drop.
type Place<T> = Rc<RefCell<Option<T>>>;

pub async fn a_callback_drops_its_own_stream() -> Found {
    let stopped = Count::default();
    let place = Place::default();
    let theirs = Rc::clone(&place);
    let stream = asyncify::stream_local(StreamOptions::new(), |events: Emitter<()>| {
        interval(1, &stopped, move || {
            events.emit_with(|| drop(theirs.take()));
        })
    });
    *place.borrow_mut() = Some(stream.cancel(Interval::stop));
    same!(sleep(20).await, Ok(()));
    same!((place.borrow().is_none(), stopped.get()), (true, 1));
    Ok(())
}

/// Elsewhere a thread would be made for that.
pub async fn a_callback_drops_its_own_stream_whose_handle_is_send() -> Found {
    let called = Count::default();
    let place = Place::default();
    let (theirs, calls) = (Rc::clone(&place), called.clone());
    let stream = asyncify::stream(StreamOptions::new(), |events: Emitter<()>| {
        counted(1, move |_| {
            calls.add();
            events.emit_with(|| drop(theirs.take()));
        })
    });
    *place.borrow_mut() = Some(stream.cancel(|timer| clear_interval(&timer)));
    same!(sleep(30).await, Ok(()));
    same!((place.borrow().is_none(), called.get()), (true, 1));
    Ok(())
}

pub async fn a_callback_drops_its_own_future() -> Found {
    let called = Count::default();
    let place = Place::<Pin<Box<dyn Future<Output = Result<(), Abandoned>>>>>::default();
    let (theirs, calls) = (Rc::clone(&place), called.clone());
    let call = asyncify::once(move |done: Completer<()>| {
        counted(1, move |_| {
            calls.add();
            done.complete_with(|| drop(theirs.take()));
        })
    });
    let mut call = Box::pin(call.cancel(|timer| clear_interval(&timer)));
    same!(call.as_mut().now_or_never().is_none(), true);
    *place.borrow_mut() = Some(call);
    same!(sleep(30).await, Ok(()));
    same!((place.borrow().is_none(), called.get()), (true, 1));
    Ok(())
}
