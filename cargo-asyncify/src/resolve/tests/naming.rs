use super::support::{Shelf, tight};

const DEP: &str = "pub struct Thing; pub trait Ask { type Answer; } pub const N: usize = 4;";

#[track_caller]
fn check(text: &str, module: &str, sig: &str, expected: &str, private: &[&str]) {
    let shelf = Shelf::new(&[
        ("api", text),
        ("dep", DEP),
        ("libc", "pub type c_int = i32; pub struct timeval;"),
    ]);
    let (found, left) = shelf.resolver("api").made_public(module, sig);
    assert_eq!(found, tight(expected));
    assert_eq!(left, private);
}

#[test]
fn types_traits_and_what_is_always_there() {
    check(
        "pub mod config { pub struct Stream; } pub trait Seen {} use config::Stream; use std::time::Duration; use std::sync as s;",
        "",
        "fn f<T: Seen>(&self, a: Stream, b: Option<Duration>, c: s::Arc<T>, d: &mut dyn FnMut(&[Stream], u8) -> Vec<Stream>, e: impl Fn(Duration) + Send) -> Result<Self, String> where T: Into<Stream>",
        "fn f<T: ::api::Seen>(&self, a: ::api::config::Stream, b: Option<::std::time::Duration>, c: ::std::sync::Arc<T>, d: &mut dyn FnMut(&[::api::config::Stream], u8) -> Vec<::api::config::Stream>, e: impl Fn(::std::time::Duration) + Send) -> Result<Self, String> where T: Into<::api::config::Stream>",
        &[],
    );
}

#[test]
fn a_module_of_std_does_not_hide_a_primitive_type() {
    check(
        "use std::str; use std::ffi::c_int;",
        "",
        "fn f(a: &str, b: c_int, c: str::Utf8Error)",
        "fn f(a: &str, b: ::std::ffi::c_int, c: ::std::str::Utf8Error)",
        &[],
    );
}

#[test]
fn associated_types() {
    check(
        "pub struct S; use dep::Ask;",
        "",
        "fn f<A: Ask>(a: <S as Ask>::Answer, b: A::Answer, c: <A as Ask>::Answer, d: <Self as Ask>::Answer, e: impl Ask<Answer = S>)",
        "fn f<A: ::dep::Ask>(a: <::api::S as ::dep::Ask>::Answer, b: A::Answer, c: <A as ::dep::Ask>::Answer, d: <Self as ::dep::Ask>::Answer, e: impl ::dep::Ask<Answer = ::api::S>)",
        &[],
    );
}

#[test]
fn aliases_stay_if_they_are_public() {
    check(
        "pub struct Error; pub type Result<T> = std::result::Result<T, Error>;
         type Hidden<'a, T, E = Error> = std::collections::HashMap<&'a T, E>;
         type Own = Vec<Own2>; type Own2 = u8;",
        "",
        "fn f(a: Result<u8>, b: Hidden<'static, u16>, c: Own)",
        "fn f(a: ::api::Result<u8>, b: ::std::collections::HashMap<&'static u16, ::api::Error>, c: Vec<u8>)",
        &[],
    );
}

#[test]
fn what_is_private_or_unknown_is_told() {
    check(
        "struct Private; mod m { pub struct Lost; }",
        "",
        "fn f(a: Private, b: m::Lost, c: Unheard, d: no::Such)",
        "fn f(a: Private, b: Lost, c: Unheard, d: no::Such)",
        &["Lost", "Private", "Unheard", "no::Such"],
    );
}

#[test]
fn types_of_c_are_the_standard_librarys() {
    check(
        "use libc::c_int;",
        "",
        "fn f(a: c_int, b: *mut libc::timeval)",
        "fn f(a: ::std::ffi::c_int, b: *mut ::libc::timeval)",
        &[],
    );
}

#[test]
fn lengths_of_arrays_and_const_arguments() {
    check(
        "pub const M: usize = 1; use dep::N;",
        "",
        "fn f<const K: usize>(a: [u8; N], b: [u8; M], c: [u8; K], d: [u8; 4])",
        "fn f<const K: usize>(a: [u8; ::dep::N], b: [u8; ::api::M], c: [u8; K], d: [u8; 4])",
        &[],
    );
}

#[test]
fn traits_that_stand_for_objects_get_their_dyn() {
    check(
        "pub trait Old {}",
        "",
        "fn f(a: Box<Old>, b: &Old, c: Box<Old + Send>)",
        "fn f(a: Box<dyn ::api::Old>, b: &dyn ::api::Old, c: Box<dyn ::api::Old + Send>)",
        &[],
    );
}

#[test]
fn what_macros_make_is_there_if_it_is_named() {
    let shelf = Shelf::new(&[
        (
            "api",
            "mod object { make!(Object); pub struct Other; } pub use object::Object; pub use sys as raw; pub mod open { make!(A); }
             use open::A; use sys::pw_buffer; use unread::Far; pub use derives::Variant; pub use variant::Variant; mod variant { pub struct Variant; }
             use object::Lost; mod m { use std::os::raw::*; }",
        ),
        ("sys", "include!(concat!(env!(\"OUT_DIR\"), \"/bindings.rs\"));"),
    ]);
    let resolver = shelf.resolver("api");
    let (found, private) = resolver.made_public(
        "",
        "fn f(a: Object, b: A, c: pw_buffer, d: sys::Deep, e: Far, f: Variant, g: Lost, h: open::none::X)",
    );
    let expected = "fn f(a: ::api::Object, b: ::api::open::A, c: ::api::raw::pw_buffer, d: ::api::raw::Deep, \
         e: Far, f: ::api::Variant, g: Lost, h: ::api::open::none::X)";
    assert_eq!(found, tight(expected));
    assert_eq!(private, ["Far", "Lost"]);
    let (found, private) = resolver.made_public("m", "fn f(a: c_int, b: u8, c: Option<c_char>)");
    assert_eq!(
        found,
        tight("fn f(a: ::std::os::raw::c_int, b: u8, c: Option<::std::os::raw::c_char>)")
    );
    assert!(private.is_empty());
}

#[test]
fn what_is_public_stays_as_it_is() {
    check(
        "pub struct S; use dep::Thing;",
        "",
        "fn f(a: ::api::S, b: ::dep::Thing, c: ::std::time::Duration)",
        "fn f(a: ::api::S, b: ::dep::Thing, c: ::std::time::Duration)",
        &[],
    );
}

#[test]
fn bounds_that_can_not_be_named_are_what_they_come_down_to() {
    check(
        "mod shut { pub trait Marker: Send {} impl<T: Send + ?Sized> Marker for T {}
                    pub trait Nothing {} impl<T> Nothing for T {}
                    pub trait Both {} impl<T: Clone + Marker> Both for T {}
                    pub trait Sealed {} impl Sealed for u8 {} }
         use shut::*;",
        "",
        "fn f<F: Fn() + Marker, T: Nothing>(f: F, g: impl Fn(u8) + Nothing + 'static, h: impl Nothing) where T: Both + Sealed",
        "fn f<F: Fn() + Send, T>(f: F, g: impl Fn(u8) + 'static, h: impl Nothing) where T: Clone + Send + Sealed",
        &["Nothing", "Sealed"],
    );
}

#[test]
fn other_crates_are_told_with_their_versions() {
    let shelf = Shelf::new(&[
        ("api", "pub struct Own; use dep::Thing; use libc::c_int;"),
        ("dep", DEP),
        ("libc", "pub type c_int = i32;"),
    ]);
    let resolver = shelf.resolver("api");
    let mut ty: syn::Type = syn::parse_quote!((Own, Thing, std::time::Duration, c_int));
    let named = resolver.publish(0, &[], |names| names.visit_type_mut(&mut ty));
    let crates: Vec<_> = named.crates.into_iter().collect();
    assert_eq!(crates, [(String::from("dep"), String::from("1.0.0"))]);
    assert!(named.private.is_empty());
}
