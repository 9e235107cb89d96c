use super::support::Shelf;

#[track_caller]
fn check(text: &str, cases: &[(&str, &str, Option<&str>)]) {
    let shelf = Shelf::new(&[
        ("api", text),
        (
            "dep",
            "pub struct Thing; pub mod deep { pub struct Pearl; } mod shut { pub struct Shy; } pub fn act() {}",
        ),
    ]);
    let resolver = shelf.resolver("api");
    for (module, path, expected) in cases {
        assert_eq!(
            resolver.find(module, path).as_deref(),
            *expected,
            "{path} in {module:?}"
        );
    }
}

#[test]
fn local_names_and_paths() {
    check(
        "struct A; mod m { pub struct B; pub mod n { pub struct C; } } fn f() {}",
        &[
            ("", "A", Some("api::A")),
            ("", "m::n::C", Some("api::m::n::C")),
            ("", "crate::m::B", Some("api::m::B")),
            ("", "f", Some("api::f")),
            ("m", "A", None),
            ("m", "super::A", Some("api::A")),
            ("m::n", "super::super::A", Some("api::A")),
            ("m", "self::n::C", Some("api::m::n::C")),
            ("", "Option", None),
            ("", "Self", None),
        ],
    );
}

#[test]
fn imports_by_other_names_and_in_groups() {
    check(
        "mod m { pub struct A; pub mod n { pub struct B; pub fn go() {} } }
         use m::{A as Z, n::{self, B, go}};
         mod other { use super::n; use crate::m::n as short; use super::Z; }",
        &[
            ("", "Z", Some("api::m::A")),
            ("", "B", Some("api::m::n::B")),
            ("", "n::B", Some("api::m::n::B")),
            ("", "go", Some("api::m::n::go")),
            ("other", "n::B", Some("api::m::n::B")),
            ("other", "short::B", Some("api::m::n::B")),
            ("other", "Z", Some("api::m::A")),
            ("", "A", None),
        ],
    );
}

#[test]
fn globs_take_what_they_may_see() {
    check(
        "mod m { pub struct A; struct Private; pub(crate) struct Near; use self::inner::Deep; pub mod inner { pub struct Deep; pub use super::*; } }
         use m::*;
         struct Own;
         mod child { use super::*; }
         mod shadow { use super::m::*; struct A; }",
        &[
            ("", "A", Some("api::m::A")),
            ("", "Near", Some("api::m::Near")),
            ("", "Private", None),
            ("", "Deep", None),
            ("child", "Own", Some("api::Own")),
            ("child", "A", Some("api::m::A")),
            ("m::inner", "Private", Some("api::m::Private")),
            ("shadow", "A", Some("api::shadow::A")),
        ],
    );
}

#[test]
fn variants_of_an_enum() {
    check(
        "enum E { One, Two(u8) } use E::*; use E::One as First;",
        &[
            ("", "E::One", Some("api::One")),
            ("", "First", Some("api::One")),
        ],
    );
}

#[test]
fn chains_through_private_modules_and_other_crates() {
    check(
        "mod a { pub use super::b::X as Y; } mod b { pub use crate::c::*; } mod c { pub struct X; pub use dep::deep::Pearl; }
         pub use a::Y as Z;
         pub use dep as d;
         pub use d::*;
         extern crate dep as renamed;
         mod m { use renamed::Thing; }",
        &[
            ("", "Z", Some("api::c::X")),
            ("", "Thing", Some("dep::Thing")),
            ("", "d::deep::Pearl", Some("dep::deep::Pearl")),
            ("b", "Pearl", Some("dep::deep::Pearl")),
            ("m", "Thing", Some("dep::Thing")),
            ("m", "::dep::act", Some("dep::act")),
            ("m", "dep::shut::Shy", None),
            ("m", "renamed::deep::Pearl", Some("dep::deep::Pearl")),
        ],
    );
}

#[test]
fn a_local_name_goes_before_that_of_a_crate() {
    check(
        "mod dep { pub struct Mine; } use dep::Mine; use ::dep::Thing;",
        &[
            ("", "Mine", Some("api::dep::Mine")),
            ("", "Thing", Some("dep::Thing")),
        ],
    );
}

#[test]
fn an_import_of_its_own_name_is_that_of_the_crate() {
    check(
        "use dep; use dep::deep as dep2;",
        &[
            ("", "dep::Thing", Some("dep::Thing")),
            ("", "dep2::Pearl", Some("dep::deep::Pearl")),
        ],
    );
}

#[test]
fn circles_come_to_an_end() {
    check(
        "mod a { pub use crate::b::*; pub use crate::b::Loop; } mod b { pub use crate::a::*; pub use crate::a::Loop; pub struct Real; }
         pub use a::*; pub use b::*;",
        &[
            ("a", "Real", Some("api::b::Real")),
            ("", "Real", Some("api::b::Real")),
            ("a", "Missing", None),
            ("", "Loop", None),
        ],
    );
}

#[test]
fn globs_through_what_the_root_takes_from_them_come_to_an_end() {
    // `Far` would come from a crate that is not there.
    check(
        "pub use far::Far; mod a { pub use crate::Far::*; pub struct A; } pub use a::*;
         make! {} pub mod b { pub use crate::*; pub use crate::More::*; }",
        &[("", "A", Some("api::a::A")), ("b", "Missing", None)],
    );
}

#[test]
fn many_globs_of_each_other_are_searched_once() {
    let modules = (0..60).map(|n| {
        let globs: String = (0..60)
            .map(|m| format!("pub use crate::m{m}::*;"))
            .collect();
        format!("pub mod m{n} {{ pub struct S{n}; {globs} }}")
    });
    let text: String = modules.collect();
    check(
        &text,
        &[
            ("m0", "S59", Some("api::m59::S59")),
            ("m30", "Missing", None),
            ("m59", "S0", Some("api::m0::S0")),
        ],
    );
}

#[test]
fn paths_of_2015_begin_at_the_root() {
    let text = "extern crate dep; pub mod a { pub struct A; } mod b { use a::A; use dep::Thing; fn f(x: ::a::A) {} }";
    let shelf = Shelf::of_edition(2015, &[("api", text), ("dep", "pub struct Thing;")]);
    let resolver = shelf.resolver("api");
    assert_eq!(resolver.find("b", "A").as_deref(), Some("api::a::A"));
    assert_eq!(resolver.find("b", "Thing").as_deref(), Some("dep::Thing"));
    assert_eq!(resolver.find("b", "::a::A").as_deref(), Some("api::a::A"));
    assert_eq!(resolver.find("b", "a::A"), None);
}

#[test]
fn raw_names_and_what_macros_declare() {
    check(
        "pub mod r#type { pub struct r#Box; } use r#type::r#Box as B;
         bitflags! { pub struct Flags: u32 { const A = 1; } }
         extern \"C\" { pub type Opaque; pub fn call(); }",
        &[
            ("", "B", Some("api::type::Box")),
            ("", "Flags", Some("api::Flags")),
            ("", "Opaque", Some("api::Opaque")),
            ("", "call", Some("api::call")),
        ],
    );
}
