//! `#[asyncify(blocking)]`: what is lent goes as a copy, whatever that is.

use std::io;
use std::path::Path;
use std::sync::Arc;

use asyncify::asyncify;
use futures::StreamExt;
use futures::executor::block_on;

fn is_send<T: Send>(value: T) -> T {
    value
}

#[asyncify(ext = PathExt, blocking)]
impl std::path::Path {
    fn exists(&self) -> bool;
    #[asyncify(stream)]
    fn read_dir(&self) -> io::Result<std::fs::ReadDir>;
    fn starts_with(&self, base: impl AsRef<Path>) -> bool;
}

#[asyncify(ext = TextExt, blocking)]
impl str {
    fn to_uppercase(&self) -> String;
}

#[asyncify(ext = SliceExt, blocking)]
impl<T> [T] {
    fn len(&self) -> usize;
}

/// One's own, which says what owns it.
struct Name<T: ?Sized = [char]>(T);

impl Name {
    fn initial(&self) -> Option<char> {
        self.0.first().copied()
    }
}

impl ToOwned for Name {
    type Owned = Box<Name>;
    fn to_owned(&self) -> Box<Name> {
        let letters: [char; 4] = self.0.try_into().unwrap();
        Box::new(Name(letters))
    }
}

#[asyncify(ext = NameExt, blocking)]
impl Name {
    fn initial(&self) -> Option<char>;
}

#[asyncify(blocking)]
fn initial(name: &Name) -> Option<char> {
    name.initial()
}

#[test]
fn methods_of_unsized_types() {
    let here = Path::new(".").to_owned();
    let found = here.exists_async();
    assert!(block_on(is_send(found)));
    let entries = block_on(here.read_dir_async()).unwrap();
    assert!(futures::executor::block_on_stream(entries).all(|entry| entry.is_ok()));
    assert!(block_on(Path::new("a/b").starts_with_async("a")));
    assert_eq!(block_on("text".to_uppercase_async()), "TEXT");
    assert_eq!(block_on([1, 2].len_async()), 2);
    let name: &Name = &Name(['n', 'a', 'm', 'e']);
    assert_eq!(block_on(name.initial_async()), Some('n'));
    assert_eq!(block_on(initial(name)), Some('n'));
}

/// Owned by what does not deref to it.
#[derive(Debug, PartialEq)]
struct Digits<T: ?Sized = [u8]>(T);

struct Number(Box<Digits>);

impl std::borrow::Borrow<Digits> for Number {
    fn borrow(&self) -> &Digits {
        &self.0
    }
}

impl ToOwned for Digits {
    type Owned = Number;
    fn to_owned(&self) -> Number {
        let digits: [u8; 2] = self.0.try_into().unwrap();
        Number(Box::new(Digits(digits)))
    }
}

impl Digits {
    fn sum(&self, other: &Self) -> u8 {
        self.0.iter().chain(&other.0).sum()
    }

    fn count(self: Arc<Self>) -> usize {
        self.0.len()
    }
}

#[asyncify(ext = DigitsExt, blocking)]
impl Digits {
    fn sum(&self, other: &Self) -> u8;
    fn count(self: Arc<Self>) -> usize;
}

#[asyncify(blocking)]
fn last(digits: &Digits, more: Option<&Digits>) -> u8 {
    *more.unwrap_or(digits).0.last().unwrap()
}

#[asyncify(blocking)]
fn each(digits: &Digits, more: Option<&Digits>) -> impl Iterator<Item = u8> {
    let all = [Some(digits), more].map(|it| it.map_or(Vec::new(), |it| it.0.to_vec()));
    all.into_iter().flatten()
}

#[asyncify(blocking)]
fn doubled<T: Into<u32> + Copy>(one: &T, all: &mut [T]) -> u32 {
    all.reverse();
    (*one).into() * 2
}

#[asyncify(blocking)]
fn text<T: AsRef<str> + ToOwned + ?Sized>(text: &T) -> String {
    text.as_ref().to_uppercase()
}

trait Shout {
    fn shout(&self) -> String;
}

impl Shout for str {
    fn shout(&self) -> String {
        self.to_uppercase()
    }
}

#[asyncify(ext = ShoutExt, blocking)]
impl<D: Shout + ToOwned + ?Sized> D {
    fn shout(&self) -> String;
}

#[test]
fn what_owns_a_copy_need_not_deref_to_it() {
    let (some, more): (&Digits, &Digits) = (&Digits([1, 2]), &Digits([3, 4]));
    assert_eq!(block_on(is_send(some.sum_async(more))), 10);
    assert_eq!(block_on(is_send(last(some, Some(more)))), 4);
    assert_eq!(block_on(last(some, None)), 2);
    assert_eq!(
        block_on(each(some, Some(more)).collect::<Vec<_>>()),
        [1, 2, 3, 4]
    );
    let shared: Arc<Digits> = Arc::new(Digits([5, 6]));
    assert_eq!(block_on(is_send(shared.count_async())), 2);
    let mut all = [1_u8, 2];
    assert_eq!(block_on(is_send(doubled(&4_u8, &mut all))), 8);
    assert_eq!(all, [2, 1]);
    assert_eq!(block_on(is_send(text("of any size"))), "OF ANY SIZE");
    assert_eq!(block_on(text(&String::from("of one"))), "OF ONE");
    assert_eq!(block_on(is_send("loud".shout_async())), "LOUD");
}

/// Sized, and named like what is not.
#[derive(Clone)]
struct OsStr(u8);

#[asyncify(blocking)]
fn plain(text: &OsStr) -> u8 {
    text.0
}

/// What a mirror says is lent may be taken by the call as anything that it is.
#[asyncify(path = anything)]
mod named {
    #[asyncify(blocking)]
    pub fn shown(value: &super::OsStr) -> u8;
}

mod anything {
    pub(crate) fn shown<T: Into<u8> + Clone>(value: &T) -> u8 {
        value.clone().into()
    }
}

impl From<OsStr> for u8 {
    fn from(text: OsStr) -> u8 {
        text.0
    }
}

#[test]
fn a_name_tells_nothing_of_what_a_copy_is() {
    assert_eq!(block_on(plain(&OsStr(7))), 7);
    assert_eq!(block_on(named::shown(&OsStr(8))), 8);
}

trait Port: Send + Sync {
    fn open(self: Arc<Self>) -> u8;
}

impl Port for u8 {
    fn open(self: Arc<Self>) -> u8 {
        *self
    }
}

type AnyPort = dyn Port;

#[asyncify(ext = PortExt, blocking)]
impl AnyPort {
    fn open(self: Arc<Self>) -> u8;
}

#[asyncify(ext = PathBufExt, blocking)]
impl Path {
    fn into_path_buf(self: Box<Self>) -> std::path::PathBuf;
}

#[test]
fn what_is_unsized_is_taken_behind_a_pointer() {
    let port: Arc<AnyPort> = Arc::new(3);
    assert_eq!(block_on(is_send(port.open_async())), 3);
    let path: Box<Path> = Path::new("a").into();
    assert_eq!(block_on(path.into_path_buf_async()), Path::new("a"));
}
