//! c-ares: a name that is an address calls back inside the call, others when the channel is worked
//! on. The name server is one of our own.
#![expect(unsafe_code, reason = "a C library is called")]

mod answers;
mod resolver;
mod server;
mod sys;

use std::ffi::CStr;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use asyncify::{CallError, ffi};
use futures::{FutureExt, StreamExt};

use answers::Status;
use resolver::{HINTS, Resolver};

type Found = Result<Vec<IpAddr>, CallError<Status>>;

fn resolver() -> Resolver {
    Resolver::new(server::address())
}

fn lookup(resolver: &Resolver, name: &CStr) -> impl Future<Output = Found> + Unpin + use<> {
    let (channel, name) = (resolver.channel(), name.to_owned());
    Box::pin(async move {
        // SAFETY: the name lives until the call; the tests drop the resolver last, or are done.
        unsafe { sys::lookup(channel, name.as_ptr(), ptr::null(), &HINTS) }.await
    })
}

#[test]
fn an_address_calls_back_inside_the_call() {
    let found = lookup(&resolver(), c"127.0.0.1").now_or_never();
    assert_eq!(found, Some(Ok(vec![IpAddr::from([127, 0, 0, 1])])));
}

#[test]
fn a_name_is_looked_up() {
    let resolver = resolver();
    let found = resolver.run(lookup(&resolver, c"one.test"));
    assert_eq!(found, Ok(vec![IpAddr::from([10, 0, 0, 1])]));
}

#[test]
fn a_name_that_does_not_exist_is_an_error_of_its_own() {
    let resolver = resolver();
    let found = resolver.run(lookup(&resolver, c"nobody.test"));
    assert_eq!(found, Err(CallError::Failed(Status::NOT_FOUND)));
}

#[test]
fn many_names_at_once() {
    let resolver = resolver();
    let names = [c"one.test", c"nobody.test", c"10.1.2.3"].repeat(20);
    let found = resolver.run(futures::future::join_all(
        names.iter().map(|name| lookup(&resolver, name)),
    ));
    for found in found.chunks(3) {
        assert_eq!(found[0], Ok(vec![IpAddr::from([10, 0, 0, 1])]));
        assert_eq!(found[1], Err(CallError::Failed(Status::NOT_FOUND)));
        assert_eq!(found[2], Ok(vec![IpAddr::from([10, 1, 2, 3])]));
    }
}

#[test]
fn a_future_that_is_dropped_cancels_all_of_its_channel() {
    let resolver = resolver();
    let mut dropped = lookup(&resolver, c"silent.test");
    let mut other = lookup(&resolver, c"silent.test");
    assert_eq!((&mut dropped).now_or_never(), None);
    assert_eq!((&mut other).now_or_never(), None);
    let refused = ffi::refused();
    drop(dropped);
    // It called back in the drop, to nobody.
    assert!(ffi::refused() > refused);
    assert_eq!(
        other.now_or_never(),
        Some(Err(CallError::Failed(Status::CANCELLED)))
    );
}

#[test]
fn a_future_that_has_its_value_cancels_nothing() {
    let resolver = resolver();
    let mut waiting = lookup(&resolver, c"silent.test");
    assert_eq!((&mut waiting).now_or_never(), None);
    resolver.run(lookup(&resolver, c"one.test")).unwrap();
    assert_eq!((&mut waiting).now_or_never(), None);
}

#[test]
fn a_channel_that_is_destroyed_says_so() {
    let resolver = resolver();
    let mut waiting = lookup(&resolver, c"silent.test");
    assert_eq!((&mut waiting).now_or_never(), None);
    drop(resolver);
    assert_eq!(
        waiting.now_or_never(),
        Some(Err(CallError::Failed(Status::DESTROYED)))
    );
}

#[test]
fn a_query_brings_the_bytes_of_its_answer() {
    const INTERNET: i32 = 1;
    const ADDRESS: i32 = 1;
    let resolver = resolver();
    // SAFETY: the name lives, and so does the channel.
    let answer = unsafe { sys::query(resolver.channel(), c"one.test".as_ptr(), INTERNET, ADDRESS) };
    let answer = resolver.run(answer).unwrap();
    assert!(answer.ends_with(&[0, 4, 10, 0, 0, 1]), "{answer:?}");
}

#[test]
fn a_query_that_goes_on_after_its_future_is_refused() {
    let resolver = resolver();
    // SAFETY: the name lives, and so does the channel.
    let mut query = Box::pin(unsafe { sys::query(resolver.channel(), c"one.test".as_ptr(), 1, 1) });
    assert!((&mut query).now_or_never().is_none());
    let refused = ffi::refused();
    drop(query);
    // Its answer comes first: it was sent first.
    resolver.run(lookup(&resolver, c"one.test")).unwrap();
    assert!(ffi::refused() > refused);
}

#[test]
fn queries_come_and_go_by_the_thousand() {
    const AT_ONCE: usize = 32;
    let resolver = resolver();
    let (mut answered, mut dropped, refused) = (0, 0, ffi::refused());
    for _ in 0..64 {
        let mut waiting = Vec::new();
        for number in 0..AT_ONCE {
            // SAFETY: the name lives, and so does the channel.
            let query = unsafe { sys::query(resolver.channel(), c"one.test".as_ptr(), 1, 1) };
            let mut query = Box::pin(query);
            assert!((&mut query).now_or_never().is_none());
            match number % 2 {
                0 => dropped += 1,
                _ => waiting.push(query),
            }
        }
        // The last one that was sent is among them: then the others are answered, too.
        for answer in resolver.run(futures::future::join_all(waiting)) {
            assert!(answer.unwrap().ends_with(&[0, 4, 10, 0, 0, 1]));
            answered += 1;
        }
    }
    assert_eq!((answered, dropped), (32 * AT_ONCE, 32 * AT_ONCE));
    assert!(ffi::refused() - refused >= dropped);
}

#[test]
fn each_socket_is_an_item() {
    let resolver = resolver();
    // SAFETY: the channel lives.
    let mut sockets = unsafe { sys::sockets(resolver.channel()) };
    assert_eq!(sockets.next().now_or_never(), None);
    resolver.run(lookup(&resolver, c"one.test")).unwrap();
    assert_eq!(sockets.next().now_or_never(), Some(Some(libc::SOCK_DGRAM)));
}

#[test]
fn a_panic_in_a_map_goes_through_c_and_out_of_the_future() {
    let resolver = resolver();
    // SAFETY: the name and the hints live, and so does the channel.
    let found = unsafe {
        let name = c"one.test".as_ptr();
        sys::mistaken::lookup(resolver.channel(), name, ptr::null(), &HINTS)
    };
    let panic = catch_unwind(AssertUnwindSafe(|| resolver.run(found))).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"a mistake"));
}
