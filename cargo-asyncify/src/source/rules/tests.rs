use proc_macro2::{Span, TokenStream};

use super::Rules;

/// What a call of a macro with these rules stands for.
#[track_caller]
fn check(rules: &str, call: &str, expected: Option<&str>) {
    let parse = |text: &str| text.parse::<TokenStream>().unwrap();
    // Spaces differ, for a separator is joined to the operator behind it.
    let shown = |tokens: TokenStream| tokens.to_string().replace(' ', "");
    let expanded = Rules::new(parse(rules)).expand(&parse(call), Span::call_site());
    assert_eq!(expanded.map(shown), expected.map(parse).map(shown));
}

#[test]
fn fragments_of_all_kinds_are_replaced() {
    check(
        "($vis:vis $name:ident $ty:ty; $e:expr, $p:path, $l:lifetime $lit:literal $b:block
          $pat:pat, $one:pat_param, #[$meta:meta] $t:tt $u:tt $item:item) =>
         { $vis $name $ty $e $p $l $lit $b $pat $one $meta $t $u $item }",
        "pub(crate) r#fn Vec<u8>; 1 + 1, a::B, 'a -1 {} A | B, C, #[doc = \"d\"] => 'x fn f() {}",
        Some("pub(crate) r#fn Vec<u8> 1 + 1 a::B 'a -1 {} A | B C doc = \"d\" => 'x fn f() {}"),
    );
}

#[test]
fn the_first_rule_that_matches_counts() {
    let rules = "() => { none }; (one) => { one }; ($($x:tt)*) => { any $($x)* }";
    check(rules, "", Some("none"));
    check(rules, "one", Some("one"));
    check(rules, "two three", Some("any two three"));
    check("(a) => { b }", "c", None);
    check("(a) => { b }", "a a", None);
}

#[test]
fn repetitions_nest_and_have_separators() {
    check(
        "($($(#[$m:meta])* $name:ident($($arg:ident: $ty:ty),*)),* $(,)?) =>
         { $($(#[$m])* fn $name($($arg: $ty),*);)* }",
        "a(), #[doc(hidden)] #[cold] b(x: u8, y: Vec<u8>),",
        Some("fn a(); #[doc(hidden)] #[cold] fn b(x: u8, y: Vec<u8>);"),
    );
    check("($($a:ident)=>+) => { $($a)+* }", "a => b", Some("a b*"));
    check("($($a:ident)+) => { $($a)+ }", "", None);
}

#[test]
fn a_fragment_from_outside_is_the_same_in_each_round() {
    check(
        "($t:ty: $($name:ident)*) => { $(fn $name() -> $t;)* }",
        "u8: a b",
        Some("fn a() -> u8; fn b() -> u8;"),
    );
}

#[test]
fn a_macro_can_define_another() {
    check(
        "($name:ident) => { macro_rules! $name { ($($x:ident),*) => { $crate::f!($($x),*) } } }",
        "m",
        Some("macro_rules! m { ($($x:ident),*) => { crate::f!($($x),*) } }"),
    );
}

#[test]
fn rounds_of_different_lengths_are_none() {
    check(
        "($($a:ident)*; $($b:ident)*) => { $($a $b)* }",
        "a; b c",
        None,
    );
}
