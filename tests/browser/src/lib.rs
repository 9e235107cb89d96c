//! Checks that a page, or Node, runs one by one, and each fatal one in an instance of its own.
//!
//! ```sh
//! cargo build --target wasm32-unknown-unknown
//! wasm-bindgen --target web --out-dir pkg target/wasm32-unknown-unknown/debug/asyncify_tests_browser.wasm
//! node node.mjs
//! python3 -m http.server    # or a page, http://127.0.0.1:8000/, whose title has the sum
//! ```

mod fatal;
mod lanes;
mod mirrors;
mod pools;
mod web;
mod webs;

use wasm_bindgen::prelude::*;

pub use web::Count;

/// What a check found wrong.
pub type Found = Result<(), String>;

/// Both sides are equal.
#[macro_export]
macro_rules! same {
    ($left:expr, $right:expr) => {{
        match (&$left, &$right) {
            (left, right) if left == right => {}
            (left, right) => {
                return Err(format!("line {}: {left:?} is not {right:?}", line!()));
            }
        }
    }};
}

macro_rules! checks {
    ($($module:ident :: $name:ident),* $(,)?) => {
        /// The names of all checks.
        #[wasm_bindgen]
        pub fn names() -> Vec<String> {
            vec![$(concat!(stringify!($module), "::", stringify!($name)).to_owned()),*]
        }

        /// Runs one of them. Returns what it found wrong: nothing, as a rule.
        #[wasm_bindgen]
        pub async fn check(name: String) -> Option<String> {
            let found: Found = match &*name {
                $(concat!(stringify!($module), "::", stringify!($name)) => $module::$name().await,)*
                _ => Err("no such check".to_owned()),
            };
            found.err()
        }
    };
}

checks! {
    webs::a_timer_is_awaited,
    webs::a_timer_that_is_dropped_is_cleared,
    webs::an_interval_is_a_stream,
    webs::a_stream_is_closed_where_no_thread_can_stop_the_api,
    webs::a_listener_is_removed_when_its_stream_is_dropped,
    webs::a_listener_that_is_refused_is_an_error,
    webs::a_promise_is_awaited,
    webs::messages_of_a_port_are_a_stream,
    webs::an_animation_frame_is_awaited,
    webs::a_callback_drops_its_own_stream,
    webs::a_callback_drops_its_own_stream_whose_handle_is_send,
    webs::a_callback_drops_its_own_future,
    lanes::every_policy_keeps_what_it_says,
    lanes::a_callback_that_comes_late_is_harmless,
    lanes::a_call_that_is_forgotten_is_abandoned,
    lanes::frames_are_read,
    lanes::a_feed_is_written,
    lanes::a_feed_never_waits_for_itself,
    lanes::samples_of_annotated_functions_are_closed,
    lanes::what_is_over_leaves_no_memory,
    lanes::every_third_event_wakes,
    lanes::a_listener_is_an_enum,
    lanes::progress_is_told,
    lanes::a_question_gets_the_default,
    lanes::a_question_before_the_first_poll_gets_the_default,
    lanes::a_question_of_one_call_gets_the_default,
    mirrors::a_closure_for_javascript_is_a_stream,
    mirrors::a_function_is_a_stream,
    mirrors::a_function_is_awaited,
    mirrors::bounds_may_be_none_here,
    pools::blocking_code_runs_where_it_is_polled,
    pools::an_iterator_that_blocks_is_a_stream,
    pools::a_handle_that_blocks_has_its_turns,
    pools::a_portal_is_served,
    pools::a_scope_releases,
    pools::a_scope_that_is_dropped_releases_on_the_page,
    pools::a_scope_that_is_dropped_releases_at_once,
    pools::a_context_releases,
    pools::a_portal_of_ones_own_is_called,
    pools::an_async_function_calls_back,
}

/// The names of all checks that end an instance, and what each must say.
#[wasm_bindgen]
pub fn fatal_names() -> Vec<String> {
    fatal::ALL
        .iter()
        .flat_map(|(name, said, _)| [*name, *said])
        .map(str::to_owned)
        .collect()
}

/// Runs one of those. It panics, or says that it does not.
#[wasm_bindgen]
pub async fn fatal(name: String) {
    let (_, _, run) = fatal::ALL
        .iter()
        .find(|(known, ..)| *known == name)
        .expect("a check");
    run().await;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(said: &str);
}

/// Panics abort here: that what they say is seen, a hook must tell it.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| error(&info.to_string())));
}
