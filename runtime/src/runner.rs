//! Threads for APIs that block while they call back.
//!
//! Such an API holds its thread for as long as it is listened to, often for good. On the pool that
//! [`blocking`](crate::blocking()) uses, each would keep a thread from work that soon ends, and a few
//! hundred of them all of it.

use std::any::type_name;

use crate::sync::thread;

/// Runs `body` on a thread that is named after the function around the closure `S`.
pub(crate) fn spawn<S>(body: impl FnOnce() + Send + 'static) {
    let spawned = thread::Builder::new().name(name::<S>()).spawn(body);
    drop(spawned.expect("a thread for an API that blocks"));
}

/// The function that the closure stands in, without its path.
fn name<S>() -> String {
    let path = type_name::<S>().trim_end_matches("::{{closure}}");
    let path = match path.ends_with('>') {
        true => path.split('<').next().unwrap_or_default(),
        false => path,
    };
    path.rsplit("::").next().unwrap_or_default().to_owned()
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::name;

    fn name_of<S>(_: S) -> String {
        name::<S>()
    }

    fn generic<T>(_: T) -> String {
        name_of(|| || ())
    }

    #[test]
    fn a_thread_is_named_after_the_function_around_the_closure() {
        assert_eq!(
            name_of(|| ()),
            "a_thread_is_named_after_the_function_around_the_closure"
        );
        assert_eq!(generic(Vec::<u8>::new()), "generic");
        assert_eq!(name_of(u8::count_ones), "count_ones");
    }
}
