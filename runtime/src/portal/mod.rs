//! Calls into an event loop, from any thread.
