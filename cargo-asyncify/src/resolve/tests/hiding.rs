use super::support::{Shelf, tight};
use crate::model::Calls;

const DEP: &str = "pub struct Event; pub type Handler = Box<dyn FnMut(Event) + Send>;
    pub trait OnEvent: Send + 'static { fn on_event(&mut self, event: Event); }
    impl<F> OnEvent for F where F: FnMut(Event) + Send + 'static { fn on_event(&mut self, event: Event) {} }";

#[track_caller]
fn check(text: &str, cases: &[(&str, Option<&str>)]) {
    let shelf = Shelf::new(&[("api", text), ("dep", DEP)]);
    let resolver = shelf.resolver("api");
    for (sig, expected) in cases {
        assert_eq!(resolver.mark("", sig), expected.map(tight), "{sig}");
    }
}

#[test]
fn what_is_no_closure() {
    check(
        "pub struct S; pub type Plain = S;",
        &[
            ("fn f(f: Plain)", None),
            ("fn f(f: S)", None),
            ("fn f<T: Clone>(f: T)", None),
            ("fn f(f: Vec<Box<dyn Fn()>>)", None),
        ],
    );
}

#[test]
fn closures_in_the_open() {
    let text = "use std::boxed::Box as Box_; use std::ops::FnMut as Call;";
    check(
        text,
        &[
            ("fn f<F: FnMut(u8)>(f: F)", Some("FnMut(u8)")),
            ("fn f(f: Box_<dyn Fn(u8)>)", Some("Fn(u8), wrap = Box::new")),
            ("fn f(f: impl Call(u8))", Some("::std::ops::FnMut(u8)")),
        ],
    );
    let shelf = Shelf::new(&[("api", text)]);
    let hidden = shelf
        .resolver("api")
        .behind("", "fn f(f: Box_<dyn Fn(u8)>)");
    assert_eq!(hidden.expect("a closure").behind, None);
}

#[test]
fn aliases_of_boxes() {
    check(
        "pub struct Event; pub type Callback = Box<dyn FnMut(Event) + Send>;
         pub type Maybe<T> = Option<Box<dyn FnOnce(T)>>; type Again = Callback;
         type Shared<A, R = ()> = std::sync::Arc<dyn Fn(&A, usize) -> R>; use dep::Handler;",
        &[
            (
                "fn f(f: Callback)",
                Some("FnMut(::api::Event), wrap = Box::new"),
            ),
            (
                "fn f(f: Maybe<u8>)",
                Some("FnOnce(u8), wrap = |f| Some(Box::new(f) as Box<dyn FnOnce(u8)>)"),
            ),
            (
                "fn f(f: Again)",
                Some("FnMut(::api::Event), wrap = Box::new"),
            ),
            (
                "fn f(f: Option<Callback>)",
                Some(
                    "FnMut(::api::Event), wrap = |f| Some(Box::new(f) as Box<dyn FnMut(::api::Event) + Send>)",
                ),
            ),
            (
                "fn f<T>(f: Shared<T, bool>)",
                Some("Fn(&T, usize) -> bool, wrap = ::std::sync::Arc::new"),
            ),
            (
                "fn f(f: Handler)",
                Some("FnMut(::dep::Event), wrap = Box::new"),
            ),
            (
                "fn f(f: &mut Callback)",
                Some("FnMut(::api::Event), wrap = Box::new"),
            ),
        ],
    );
}

#[test]
fn traits_that_closures_implement() {
    check(
        "use dep::OnEvent; pub struct Error;
         pub trait Handler<A> { type Output; fn handle(&self, a: A); }
         impl<F, A, R> Handler<A> for F where F: Fn(A, &Error) -> R { type Output = R; }
         pub trait Alias: FnMut(i32) {} impl<T: FnMut(i32) + Send> Alias for T {}
         pub trait Twice {} impl<F: Alias> Twice for F {}
         pub trait Only: FnMut(i32) {}
         pub trait Lent {} impl<'a, F: for<'b> FnOnce(&'b str) -> bool + 'a> Lent for F {}",
        &[
            ("fn f<F: OnEvent>(f: F)", Some("FnMut(::dep::Event)")),
            ("fn f(f: impl OnEvent)", Some("FnMut(::dep::Event)")),
            (
                "fn f(f: Box<dyn OnEvent>)",
                Some("FnMut(::dep::Event), wrap = Box::new"),
            ),
            (
                "fn f<H>(f: H) where H: Handler<u8, Output = bool>",
                Some("Fn(u8, &::api::Error) -> bool"),
            ),
            ("fn f<H: Handler<u8>>(f: H)", None),
            ("fn f(f: impl Alias)", Some("FnMut(i32)")),
            ("fn f(f: impl Twice)", Some("FnMut(i32)")),
            ("fn f(f: impl Only)", None),
            (
                "fn f(f: impl Lent)",
                Some("for<'b> FnOnce(&'b str) -> bool"),
            ),
        ],
    );
}

#[test]
fn of_several_the_one_whose_arguments_fit() {
    check(
        "pub trait Into2<Args> {} impl<F: Fn(A), A> Into2<(A,)> for F {} impl<F: Fn(A, B), A, B> Into2<(A, B)> for F {}",
        &[
            ("fn f(f: impl Into2<(u8, u16)>)", Some("Fn(u8, u16)")),
            ("fn f(f: impl Into2<(u8,)>)", Some("Fn(u8)")),
            ("fn f<Args>(f: impl Into2<Args>)", None),
        ],
    );
}

#[test]
fn closures_in_boxes_and_in_new_types() {
    check(
        "pub trait Boxed {} impl Boxed for Box<dyn FnMut(u8) + Send> {}
         pub struct By<F>(pub F); pub trait New {} impl<F: FnOnce(u8)> New for By<F> {}
         pub struct Made { f: u8 } pub trait Other {} impl Other for Made {}",
        &[
            (
                "fn f(f: impl Boxed)",
                Some("FnMut(u8), wrap = |f| Box::new(f) as Box<dyn FnMut(u8) + Send>"),
            ),
            ("fn f(f: impl New)", Some("FnOnce(u8), wrap = ::api::By")),
            (
                "fn f(f: Box<dyn New>)",
                Some("FnOnce(u8), wrap = |f| Box::new(::api::By(f))"),
            ),
            ("fn f(f: impl Other)", None),
        ],
    );
}

#[test]
fn what_closures_are_turned_into() {
    check(
        "pub type Callback = Box<dyn FnMut(u8) + Send>; pub struct Text(pub String);
         pub struct By(pub Callback);
         pub struct Own(Callback); impl<F: FnMut(u8) + Send + 'static> From<F> for Own {}
         impl From<u8> for Own {}
         pub struct Boxed(Callback); impl From<u8> for Boxed {} impl From<Callback> for Boxed {}
         pub struct Any; impl<T: Into<Any>> From<T> for Any {}
         pub struct Closed(Callback); impl From<u8> for Closed {}",
        &[
            (
                "fn f(f: impl Into<Box<dyn Fn(u8) + Send>>)",
                Some("Fn(u8), wrap = |f| Box::new(f) as Box<dyn Fn(u8) + Send>"),
            ),
            (
                "fn f<C>(f: C) where C: Into<Callback>",
                Some("FnMut(u8), wrap = |f| Box::new(f) as Box<dyn FnMut(u8) + Send>"),
            ),
            (
                "fn f(f: impl Into<Option<Callback>>)",
                Some("FnMut(u8), wrap = |f| Some(Box::new(f) as Box<dyn FnMut(u8) + Send>)"),
            ),
            (
                "fn f(f: impl Into<By>)",
                Some("FnMut(u8), wrap = |f| ::api::By(Box::new(f) as Box<dyn FnMut(u8) + Send>)"),
            ),
            ("fn f(f: impl Into<Own>)", Some("FnMut(u8)")),
            (
                "fn f(f: impl Into<Boxed>)",
                Some("FnMut(u8), wrap = |f| Box::new(f) as Box<dyn FnMut(u8) + Send>"),
            ),
            ("fn f(f: impl Into<Closed>)", None),
            ("fn f(f: impl Into<Text>)", None),
            ("fn f(f: impl Into<Any>)", None),
            ("fn f<T: Into<U>, U: Into<T>>(f: T)", None),
            ("fn f(f: impl Into<String>)", None),
        ],
    );
}

#[test]
fn what_closures_are_turned_into_by_what_its_type_is_for() {
    check(
        "pub struct Event; pub enum Of<T, R = ()> { To(Box<dyn Fn(T) -> R>) }
         impl<T, R, F: Fn(T) -> R + 'static> From<F> for Of<T, R> {}
         pub struct Only<T>(Box<dyn Fn(T)>);
         impl<F> From<F> for Only<Event> where F: Fn(&Event) {}
         pub struct Lost(Box<dyn Fn()>); impl<R, F: Fn() -> R> From<F> for Lost {}",
        &[
            (
                "fn f(f: impl Into<Of<Event>>)",
                Some("Fn(::api::Event) -> ()"),
            ),
            ("fn f(f: impl Into<Of<u8, bool>>)", Some("Fn(u8) -> bool")),
            (
                "fn f<T>(f: impl Into<Of<Vec<T>>>)",
                Some("Fn(Vec<T>) -> ()"),
            ),
            ("fn f(f: impl Into<Only<Event>>)", Some("Fn(&::api::Event)")),
            ("fn f(f: impl Into<Only<u8>>)", None),
            ("fn f(f: impl Into<Lost>)", None),
        ],
    );
}

#[test]
fn a_trait_that_many_types_implement() {
    check(
        "pub struct Call(pub Box<dyn Fn(u8)>); pub struct Text; pub struct Number;
         pub trait Kept { } impl Kept for Text { } impl Kept for Number { } impl Kept for Call { }
         pub trait Run { } impl Run for Text { } impl Run for Number { } impl<F: Fn(u8)> Run for F { }",
        &[
            ("fn f(f: impl Kept)", None),
            ("fn f(f: impl Run)", Some("Fn(u8)")),
        ],
    );
}

#[test]
fn pointers_for_c() {
    check(
        "use std::os::raw::c_void; pub type Cb = Option<unsafe extern \"C\" fn(i32, *mut c_void)>; pub type Bare = extern \"C\" fn(u8); pub type Plain = fn(u8);",
        &[
            (
                "fn f(f: Cb)",
                Some("Option<unsafe extern \"C\" fn(i32, *mut::std::os::raw::c_void)>"),
            ),
            ("fn f(f: Bare)", Some("extern \"C\" fn(u8)")),
            ("fn f(f: Plain)", None),
        ],
    );
}

#[test]
fn what_is_asked_of_the_closure() {
    let text = "use dep::OnEvent; pub trait Marker: Send {} pub type Cb<'a> = Box<dyn FnMut(u8) -> bool + 'a>; pub type Long = Box<dyn Fn() + Send>;
         pub trait Marked {} impl<F: FnOnce(u8) + Marker> Marked for F {}";
    let shelf = Shelf::new(&[("api", text), ("dep", DEP)]);
    let resolver = shelf.resolver("api");
    let asked = |sig: &str| {
        let hidden = resolver.behind("", sig).expect("a closure hides");
        (
            hidden.calls,
            hidden.is_send,
            hidden.is_static,
            hidden.inputs.len(),
            hidden.output.is_some(),
        )
    };
    assert_eq!(
        asked("fn f(f: impl OnEvent)"),
        (Calls::Mut, true, true, 1, false)
    );
    assert_eq!(
        asked("fn f(f: Cb<'_>)"),
        (Calls::Mut, false, false, 1, true)
    );
    assert_eq!(
        asked("fn f(f: Long)"),
        (Calls::Shared, true, true, 0, false)
    );
    assert_eq!(
        asked("fn f(f: impl Marked)"),
        (Calls::Once, true, false, 1, false)
    );
    assert_eq!(
        asked("fn f(f: impl Marked + 'static)"),
        (Calls::Once, true, true, 1, false)
    );
    let behind = |sig| resolver.behind("", sig).expect("a closure hides").behind;
    assert_eq!(behind("fn f(f: Long)").as_deref(), Some("api::Long"));
    assert_eq!(
        behind("fn f(f: impl OnEvent)").as_deref(),
        Some("dep::OnEvent")
    );
}

#[test]
fn what_is_boxed_lives_as_long_as_it_likes() {
    let text = "pub type Object = dyn FnMut(u8); pub type Short<'a> = dyn FnMut(u8) + 'a;";
    let shelf = Shelf::new(&[("api", text)]);
    let resolver = shelf.resolver("api");
    let is_static = |sig| resolver.behind("", sig).expect("a closure").is_static;
    assert!(is_static("fn f(f: Box<Object>)"));
    assert!(is_static("fn f(f: Option<Box<Object>>)"));
    assert!(!is_static("fn f(f: &mut Object)"));
    assert!(!is_static("fn f<'a>(f: Box<Short<'a>>)"));
}
