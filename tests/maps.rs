//! The type of what `#[map]` makes is read off its tokens, where they tell.

// Maps as people write them; those that read pointers are given such as they may read.
#![allow(
    unsafe_code,
    clippy::redundant_closure,
    clippy::undocumented_unsafe_blocks
)]

use std::cell::Cell;
use std::ffi::{CStr, c_char};
use std::num::ParseIntError;
use std::sync::{Arc, Mutex};

use asyncify::{Abandoned, asyncify};
use futures::executor::block_on;

macro_rules! twins {
    ($($name:ident($map:expr): fn($($argument:ty),*) -> $result:ty, $($given:expr),+;)*) => {
        $(
            #[asyncify]
            fn $name(#[map($map)] callback: impl FnOnce($($argument),*)) {
                callback($($given),+);
            }
        )*

        #[test]
        fn types_are_read_off() {
            $(
                let future = $name();
                let _: Result<$result, Abandoned> = block_on(future);
            )*
        }
    };
}

#[derive(Debug, PartialEq)]
struct Failure(i32);

twins! {
    wrapped(|s| std::sync::Arc::new(s)): fn(String) -> Arc<String>, String::new();
    locked(|n| Mutex::new(n)): fn(u8) -> Mutex<u8>, 1;
    within(|n| Some(Cell::new(n))): fn(u8) -> Option<Cell<u8>>, 1;
    parsed(|s| s.parse::<u8>().ok()): fn(&str) -> Option<u8>, "1";
    unparsed(|s| Some(s.parse::<u8>())): fn(&str) -> Option<Result<u8, ParseIntError>>, "x";
    refused(|n| n.map_err(|e| Failure(e)).err()): fn(Result<u8, i32>) -> Option<Failure>, Err(1);
    behind(|p| unsafe { *p }): fn(*const u8) -> u8, &1;
    lossy(|p| unsafe { CStr::from_ptr(p) }.to_string_lossy().into_owned()):
        fn(*const c_char) -> String, c"a".as_ptr();
    named(|p| { let name = unsafe { CStr::from_ptr(p) }; name.to_str().unwrap().to_owned() }):
        fn(*const c_char) -> String, c"a".as_ptr();
    raw(|p, n| unsafe { std::slice::from_raw_parts(p, n) }.to_vec()):
        fn(*const u8, usize) -> Vec<u8>, [1, 2].as_ptr(), 2;
    utf8(|b| std::str::from_utf8(b).unwrap().to_owned()): fn(&[u8]) -> String, b"a";
}
