//! One idea each: the examples stand in `examples/examples`, and run with
//! `cargo run -p asyncify-examples --example NAME`.
