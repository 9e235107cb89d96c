//! What the libraries declare, so far as an entry needs it, with the signatures of theirs.
//!
//! A body calls back where that is simple, so that a test can drive the twin.
#![allow(dead_code, non_snake_case, unused_mut, unused_variables)]

pub mod calloop;
pub mod cpal;
pub mod curl;
pub mod dbus;
pub mod device_query;
pub mod fltk;
pub mod gio;
pub mod git2;
pub mod glfw;
pub mod glib;
pub mod global_hotkey;
pub mod glow;
pub mod hotwatch;
pub mod libbpf_rs;
pub mod libcamera;
pub mod libmpv2;
pub mod libpulse;
pub mod llama_cpp_2;
pub mod mlua;
pub mod mongodb;
pub mod nokhwa;
pub mod notify_debouncer_full;
pub mod objc2;
pub mod openssl;
pub mod ort;
pub mod paho_mqtt;
pub mod pipewire;
pub mod portaudio_rs;
pub mod postgres;
pub mod rclrs;
pub mod rdev;
pub mod rhai;
pub mod rosrust;
pub mod rusqlite;
pub mod rust_socketio;
pub mod sdl3;
pub mod signal_hook;
pub mod sqlx_sqlite;
pub mod steamworks;
pub mod tauri;
pub mod tinyaudio;
pub mod wasmtime;
pub mod web_sys;
pub mod webkit6;
pub mod wgpu;
pub mod whisper_rs;
pub mod windows;
pub mod wry;
pub mod zenoh;
pub mod zeroconf;
