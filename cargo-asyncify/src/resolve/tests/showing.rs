use super::support::{Shelf, shown};

const DEP: &str = "pub struct Thing; pub mod deep { pub struct Pearl; } mod shut { pub struct Shy; } pub use shut::Shy;";

fn items(text: &str) -> Vec<(String, String)> {
    let shelf = Shelf::new(&[("api", text), ("dep", DEP)]);
    let items = shelf.resolver("api").public_items();
    items
        .into_iter()
        .map(|item| (item.path, shown(&item.definition)))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = items(text);
    let found: Vec<_> = found
        .iter()
        .map(|(path, of)| (path.as_str(), of.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_public_by_its_shortest_path() {
    check(
        "pub mod long { pub mod longer { pub struct A; pub fn f() {} } }
         pub use long::longer::A as Short;
         struct Private;
         pub(crate) struct Near;
         mod shut { pub struct In; pub struct Lost; pub(crate) fn near() {} }
         pub use shut::In;",
        &[
            ("api::In", "api::shut::In"),
            ("api::Short", "api::long::longer::A"),
            ("api::long::longer::f", "api::long::longer::f"),
        ],
    );
}

#[test]
fn hidden_things_are_left_out() {
    check(
        "#[doc(hidden)] pub mod private { pub struct A; pub struct B; pub mod open { pub mod deep { pub struct G; } } }
         pub use private::open;
         pub use private::A;
         #[doc(hidden)] pub use private::B as C;
         #[doc(hidden)] pub struct D;
         /// With words.
         #[doc(alias = \"E\")] pub struct F;",
        &[("api::A", "api::private::A"), ("api::F", "api::F"), ("api::open::deep::G", "api::private::open::deep::G")],
    );
}

#[test]
fn globs_and_what_shadows_them() {
    check(
        "mod a { pub struct X; pub struct Y; pub fn f() {} } pub use a::*; pub struct X; pub mod f { pub struct In; }",
        &[
            ("api::X", "api::X"),
            ("api::Y", "api::a::Y"),
            ("api::f", "api::a::f"),
            ("api::f::In", "api::f::In"),
        ],
    );
}

#[test]
fn a_prelude_is_the_last_choice() {
    check(
        "mod imp { pub struct A; } pub mod prelude { pub use crate::imp::A; pub use crate::imp::A as Again; } pub mod proper { pub use crate::imp::A; }",
        &[("api::proper::A", "api::imp::A")],
    );
}

#[test]
fn of_other_crates_what_is_passed_on() {
    check(
        "pub use dep as d; pub use dep::Shy; pub mod all { pub use dep::deep::*; } pub extern crate dep;",
        &[
            ("api::Shy", "dep::shut::Shy"),
            ("api::all::Pearl", "dep::deep::Pearl"),
        ],
    );
}

#[test]
fn paths_go_through_what_is_passed_on() {
    let text = "pub use dep as d; #[doc(hidden)] pub mod private { pub use dep::Shy; pub use bare; } mod m { use dep::Thing; use dep::deep::Pearl; struct Lost; }";
    let shelf = Shelf::new(&[
        ("api", text),
        ("dep", DEP),
        ("bare", "use dep::Shy; pub struct Own;"),
    ]);
    let resolver = shelf.resolver("api");
    assert_eq!(
        resolver.public("m", "Thing").as_deref(),
        Some("api::d::Thing")
    );
    assert_eq!(
        resolver.public("m", "Pearl").as_deref(),
        Some("api::d::deep::Pearl")
    );
    assert_eq!(resolver.public("m", "Lost"), None);
    assert_eq!(
        resolver.public("private", "Shy").as_deref(),
        Some("api::d::Shy")
    );
    assert_eq!(
        resolver.public("private", "bare::Own").as_deref(),
        Some("bare::Own")
    );
    assert_eq!(
        shelf.resolver("bare").public("", "Shy").as_deref(),
        Some("dep::Shy")
    );
}

#[test]
fn blocks_wherever_they_stand() {
    let text = "pub struct A<T>(T); impl<T> A<T> { fn one() {} }
         mod m { use super::A as B; impl B<u8> { fn two() {} } impl Clone for B<u8> {} impl B2 {} struct B2; }
         mod n { type Alias = super::A<u16>; impl Alias { fn three() {} } }
         pub trait Call {} impl dyn Call { fn four() {} } impl Call for A<u8> {}";
    let shelf = Shelf::new(&[("api", text)]);
    let resolver = shelf.resolver("api");
    let definition = |path: &str| {
        let path = syn::parse_str(path).expect("a path");
        resolver.definition(0, &path).expect("it is defined")
    };
    let of_a = resolver.inherent_impls(&definition("A"));
    let modules: Vec<_> = of_a
        .iter()
        .map(|block| resolver.library().modules[block.module].path.join("::"))
        .collect();
    assert_eq!(modules, ["", "m", "n"]);
    assert_eq!(resolver.inherent_impls(&definition("Call")).len(), 1);
}
