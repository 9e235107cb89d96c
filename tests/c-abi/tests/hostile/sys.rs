//! What the tests need of `hostile.c`.

use std::ffi::{c_int, c_uint, c_void};

use asyncify::asyncify;

use crate::token::{Token, answer};

/// What the library refuses a call with.
#[derive(Debug)]
pub(crate) struct No;

/// Manners: so many calls at once, and then to refuse all the same.
pub(crate) const REFUSES: c_int = 4;

unsafe extern "C" {
    pub(crate) safe fn hostile_call(id: c_int) -> c_int;
    pub(crate) safe fn hostile_destroy(id: c_int);
    pub(crate) safe fn hostile_remove(id: c_int, manners: c_int);
    pub(crate) safe fn hostile_begin(threads: c_int, seed: c_uint);
    pub(crate) safe fn hostile_end();
    pub(crate) safe fn hostile_calls() -> c_int;
    pub(crate) safe fn hostile_answers(answer: c_int) -> c_int;
    pub(crate) safe fn hostile_call_all(threads: c_int, count: c_int);
    pub(crate) safe fn hostile_join();
    pub(crate) safe fn hostile_call_at_end(id: c_int, rounds: c_int);
    pub(crate) safe fn hostile_end_elsewhere(id: c_int, rounds: c_int);
    pub(crate) safe fn hostile_call_at_exit(count: c_int);
    pub(crate) safe fn hostile_call_forked(id: c_int) -> c_int;
}

#[asyncify]
unsafe extern "C" {
    #[asyncify(once, name = start)]
    #[status(|code| -> Result<(), No> { if code == 0 { Ok(()) } else { Err(No) } })]
    pub(crate) safe fn hostile_start(
        id: c_int,
        manners: c_int,
        #[map(|value| -> Token { Token::new(value) })]
        #[reply(|value| answer(value))]
        call: Option<unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
    ) -> c_int;

    #[asyncify(stream, name = watch, cancel = || hostile_remove(id, manners / 8))]
    #[status(|code| -> Result<(), No> { if code == 0 { Ok(()) } else { Err(No) } })]
    pub(crate) safe fn hostile_watch(
        id: c_int,
        manners: c_int,
        #[map(|value| -> Token { Token::new(value) })]
        #[reply(|value| answer(value))]
        call: Option<unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int>,
        #[user_data] data: *mut c_void,
        #[destroy] destroy: Option<unsafe extern "C" fn(data: *mut c_void)>,
    ) -> c_int;
}

/// The same functions once more, for one thread, and with a notify for a single call.
pub(crate) mod other {
    use super::*;

    #[asyncify]
    unsafe extern "C" {
        #[asyncify(once, local, name = start_here)]
        #[status(|code| -> Result<(), No> { if code == 0 { Ok(()) } else { Err(No) } })]
        pub(crate) safe fn hostile_start(
            id: c_int,
            manners: c_int,
            #[map(|value| -> std::rc::Rc<Token> { std::rc::Rc::new(Token::new(value)) })]
            #[reply(|value| answer(value))]
            call: Option<
                unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int,
            >,
            #[user_data] data: *mut c_void,
        ) -> c_int;

        #[asyncify(once, name = start_until_destroyed)]
        #[status(|code| -> Result<(), No> { if code == 0 { Ok(()) } else { Err(No) } })]
        pub(crate) safe fn hostile_watch(
            id: c_int,
            manners: c_int,
            #[map(|value| -> Token { Token::new(value) })]
            #[reply(|value| answer(value))]
            call: Option<
                unsafe extern "C" fn(value: c_int, data: *mut c_void) -> c_int,
            >,
            #[user_data] data: *mut c_void,
            #[destroy] destroy: Option<unsafe extern "C" fn(data: *mut c_void)>,
        ) -> c_int;
    }
}
