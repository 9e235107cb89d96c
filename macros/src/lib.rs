//! The `#[asyncify]` attribute. Use it through the `asyncify` crate, which re-exports it.

use proc_macro::TokenStream;

/// Writes the async twin of a callback-taking function.
///
/// Called back once, the function becomes an `async fn`; called back many times, a function that
/// returns a `Stream`. The shape is read from the callback's type, never from a name:
///
/// | callback | twin | its result |
/// |---|---|---|
/// | `FnOnce(T)` | `async fn` | `Result<T, Abandoned>` |
/// | `FnOnce(Result<T, E>)`, or with `#[error]`, or on a function that returns `Result<H, E>` | `async fn` | `Result<T, CallError<E>>` |
/// | the same with `#[progress]` | `fn` | `WithProgress<impl Future, P>`, a future with `.progress()`: a stream |
/// | `FnMut(T)`, `Fn(T)` | `fn` | `EventStream<T, H>`, in a `Result` if the function returns one |
/// | the same with `#[error]` | `fn` | items are `Result<T, E>` |
/// | the same with `overflow = drop_..` or `latest` | `fn` | items are `Result<T, Lagged>`, with `#[error]` `Result<T, EventError<E>>` |
/// | `FnMut(&[T], Info)` with `frames` | `fn` | `FrameStream<T, Info, H>` |
/// | `FnMut(&mut [T], ..)` with `feed` | `fn` | `Feed<T, H>`, with `#[error]` `Feed<T, H, E>`: a `Sink` |
/// | `FnMut(&[I], &mut [O], Info)` with `feed` | `fn` | `Duplex<I, O, Info, H>`: a `FrameStream` and a `Feed` |
///
/// `H` is what the function returns: the API's own handle. It is kept as long as the future or the
/// stream lives, and let go of with it. Several arguments make a tuple, none make `()`, borrowed
/// ones are owned (`&str` as `String`, `&[T]` as `Vec<T>`, `&T` as `T` by `Clone`). In a method,
/// a `&Self` argument is the object that calls back: it is left out, and `#[map]` sees it.
///
/// A setter that is lent its object and returns a reference, as `fn on_x(&mut self, cb) -> &mut
/// Self` does, gives a stream without a handle; from `fn on_x(self, cb) -> Self`, `detach` gives the
/// object back. Where the type of the handle names that of the callback, as in `Guard<F>`, it
/// is that of the callback in a `Box`.
///
/// Recognised as callbacks are `impl Fn*`, a generic bounded by `Fn*` (in place or in a `where`
/// clause) or by `Into<Option<F>>` for such an `F`, `Box`, `Rc` and `Arc<dyn Fn*>`, `&dyn Fn`,
/// `&mut dyn FnMut`, and `Option` of any of these; others by `#[shape]`. A generic that only the
/// callback speaks of is gone from the twin, and inferred.
///
/// An `async fn` starts the API when it is first polled, a stream when it is made.
///
/// # Where it goes
/// On a function with a body, or an `impl` block of them, the twin **takes the function's name**:
/// ```
/// # use asyncify::asyncify;
/// #[asyncify]
/// fn double(n: u32, callback: impl FnOnce(u32) + Send + 'static) {
///     std::thread::spawn(move || callback(n * 2));
/// }
/// # futures::executor::block_on(async {
/// assert_eq!(double(2).await?, 4);
/// # Ok::<(), asyncify::Abandoned>(()) }).unwrap();
/// ```
/// On an `impl` block **without bodies**, with `ext = Name`, it makes an extension trait for a type
/// of somebody else, whose methods call the real ones. `impl<D: Bound> D` mirrors all types with
/// that bound:
/// ```
/// # use asyncify::asyncify;
/// # mod foreign {
/// #     pub struct Client;
/// #     impl Client {
/// #         pub fn fetch(&self, key: u8, callback: impl FnOnce(String)) { callback(key.to_string()) }
/// #     }
/// # }
/// #[asyncify(ext = ClientExt)]
/// impl foreign::Client {
///     fn fetch(&self, key: u8, callback: impl FnOnce(String));
/// }
/// # futures::executor::block_on(async {
/// assert_eq!(foreign::Client.fetch_async(7).await?, "7");
/// # Ok::<(), asyncify::Abandoned>(()) }).unwrap();
/// ```
/// On a **module** of signatures, with `path = krate::module`, it wraps somebody else's free
/// functions, under their own names. On a **trait**, it adds provided methods to the callback
/// ones; those that are `async` need a `Sized` type (for `dyn Trait`, mirror it:
/// `#[asyncify(ext = Name)] impl<T: Trait + ?Sized> T { .. }`). A trait that is called back itself is a
/// [listener](#listeners). Beside an **`unsafe extern "C"` block**, it writes `NAME_async`,
/// `NAME_stream` or `NAME_feed`: see below.
///
/// Where the callback version stays, that is with `keep` and everywhere but on bodies, the twin is called
/// so too.
///
/// # Options
/// | option | meaning |
/// |---|---|
/// | `once`, `stream`, `frames`, `feed` | this shape, whatever the callback's type says |
/// | `blocking` | the function blocks while it calls back: it gets a thread of its own, [see below](#functions-that-block). One that takes no callback runs [on a pool](#blocking-code-on-a-pool) |
/// | `wrapper = AsyncName`, `wrapper = pub(crate) AsyncName` | with `blocking`, on an `impl` block: a [handle](#handles) whose methods run on a pool |
/// | `keep` | the callback version stays; the twin is `NAME_async`, `NAME_stream` or `NAME_feed` |
/// | `name = ident` | the twin's name |
/// | `ext = Name`, `ext = pub(crate) Name` | the extension trait to make (`pub` unless said; where its futures give a private type, Rust 1.97 does not let it be) |
/// | `path = krate::module` | the module to call |
/// | `overflow = unbounded` | what a full buffer does: nothing is ever full (the default), or `drop_newest`, `drop_oldest`, `latest` (keeps one), `block` (the callback waits) |
/// | `buffer = N` | how many items a bounded policy keeps, 1024 if not said (an unbounded buffer starts with that room, and grows); with `frames` and `feed`, how many samples: 65536 and 16384 if not said (of a `Duplex`, what goes out) |
/// | `wake = direct` | when the callback wakes a task that waits for it: each time (the default of streams), or `every(n)`: every n-th time, or `tick(ms)`: never, it is woken by a thread that looks every so many milliseconds whether something came (`tick(5)` is the default of `frames` and `feed`: where `direct` costs the callback some 10 µs, it costs none, and the task gets what came up to 5 ms later) |
/// | `silence = expr` | with `feed`: what the callback's slice is filled with where nothing was written; the type's default if not said |
/// | `underrun = silence` | with `feed`, what a callback gets that asks for more than was written: silence for the rest (the default), or `partial`: what there is, or `block`: the same, and it waits if there is nothing. Of these two `#[reply(\|out\| out.len())]` tells; at the end there is nothing, and of `block` `closed =` then answers only where the feed was dropped rather than closed: what was taken is not all |
/// | `start = \|handle\| expr` | runs after the function, with `&mut handle`; may be a `Result` where the function returns one |
/// | `cancel = \|handle\| expr`, `cancel = \|\| expr` | runs instead of dropping the handle, if the API had not finished; a closure is made `move`, other expressions are evaluated before the function runs |
/// | `error = Type` | all errors become this type, by `From`: those of the API, and of `Abandoned` or `Lagged` where there may be one |
/// | `abandoned = panic`, `abandoned = expr` | instead of `Err(Abandoned)`, panic, or this result |
/// | `local` | the handle never leaves its thread, for toolkits that are not `Send`; with a `cancel` that keeps something (`{ let me = self.clone(); move \|id\| .. }`), a stream is `EventStream<T, H, LocalCancel<H>>`, and neither does |
/// | `crate = ::path` | where the `asyncify` crate is found |
/// | `skip` | on a method of an annotated block: leave it alone |
/// | `listener` | on a trait whose methods are called back, see below |
/// | `callback` | on an `async fn`: the way back, a twin that [takes a callback](#the-way-back) |
/// | `portal = expr` | with `callback`: the loop that the function runs on, anything that derefs to a `Portal` |
/// | `context` | on an `async fn` that hands a resource out: [see below](#contexts) |
///
/// Methods of an annotated block may carry an `#[asyncify(..)]` of their own, which overrides the
/// block's.
///
/// # Marks on parameters
/// One callback needs no mark. Of several, each needs a role.
///
/// | mark | meaning |
/// |---|---|
/// | `#[item]` | brings the items, or the result |
/// | `#[error]`, `#[error(fatal)]`, `#[error(fatal_if = \|e\| ..)]` | brings errors; a fatal one ends the stream |
/// | `#[end]` | ends the stream; a `Result` that it brings, or that `#[map]` makes, is the last item if it is an error |
/// | `#[progress]` | beside a single-shot `#[item]`: what the call tells of itself until it is done; `overflow`, `buffer` and `wake` are for this then, and a loss shows as `Err(Lagged)` |
/// | `#[skip]` | stays a parameter |
/// | `#[map(\|a, b\| expr)]` | makes the item of the arguments, inside the callback; where its type can't be told, `\|a, b\| -> Type { .. }`; with `feed`, finds the slice to fill, or both slices, `(&[I], &mut [O], info)` |
/// | `#[end_if(\|a, b\| condition)]` | this call is the end, and no item |
/// | `#[end_if(none)]` | the `Option` among the arguments is the end where it is `None`; the item has what is in `Some` |
/// | `#[ok_if(\|a, b\| condition)]` | the item or result is `Ok` where this holds, else `Err(NotOk(..))` |
/// | `#[reply(expr)]`, `#[reply(\|a, b\| expr)]` | what the callback returns to its caller; with `feed`, sees what was filled |
/// | `#[reply(expr, closed = expr)]` | and what it returns once the consumer is gone, or after a panic in the reply |
/// | `#[reply(ask, timeout = duration, default = expr)]` | the consumer says what it returns, see below |
/// | `#[user_data]` | what C hands back to the callback, or an API without `self` to a [listener](#listeners) |
/// | `#[destroy]` | what C calls when it is done with the callback |
/// | `#[shape(FnMut(A, B))]`, `#[shape(FnOnce(A), wrap = Box::new)]` | what a callback is that hides behind a trait or an alias, and what the closure is put into; where the parameter is a reference, that is lent. What an alias asks for beside it is said too: `FnMut(A) + Send + 'static` |
///
/// ```
/// # use asyncify::asyncify;
/// # use std::time::Duration;
/// struct Level {
///     peak: f32,
/// }
///
/// #[asyncify(overflow = latest)]
/// fn listen(
///     #[item]
///     #[map(|samples, _| Level { peak: samples.iter().copied().fold(0.0, f32::max) })]
///     mut on_sound: impl FnMut(&[f32], Duration) + Send + 'static,
///     #[error] on_error: impl FnMut(String) + Send + 'static,
/// ) {
///     std::thread::spawn(move || {
///         on_sound(&[0.1, 0.5], Duration::ZERO);
///         drop(on_error);
///     });
/// }
/// # futures::executor::block_on(async {
/// use futures::StreamExt;
/// let level = listen().next().await.expect("an item")?;
/// assert_eq!(level.peak, 0.5);
/// # Ok::<(), asyncify::EventError<String>>(()) }).unwrap();
/// ```
///
/// A call with progress is awaited together with it; progress that nobody takes is dropped:
/// ```
/// # use asyncify::asyncify;
/// #[asyncify]
/// fn copy(
///     #[progress] mut on_progress: impl FnMut(u8) + Send + 'static,
///     #[item] on_done: impl FnOnce(u64) + Send + 'static,
/// ) {
///     std::thread::spawn(move || {
///         on_progress(50);
///         on_done(4096);
///     });
/// }
/// # futures::executor::block_on(async {
/// use futures::StreamExt;
/// let copy = copy();
/// let shown = copy.progress().for_each(async |percent| println!("{percent} %"));
/// let (bytes, ()) = futures::join!(copy, shown);
/// assert_eq!(bytes?, 4096);
/// # Ok::<(), asyncify::Abandoned>(()) }).unwrap();
/// ```
///
/// # Functions that block
/// `blocking` is for a function that calls back in a loop of its own (`listen(callback)`,
/// `for_each(callback)`), and returns when that ends. The twin starts it on a thread of its own,
/// which bears the function's name, and returns the `EventStream<T>` at once.
///
/// * The stream ends when the function returns. If that is `Err(E)`, the error is the last item:
///   the items are `Result<T, E>` then. A panic is resumed in the consumer.
/// * With `once`, the twin is a future as ever, which starts the thread when it is polled first. Where
///   no callback is the `#[item]`, what the function returns is the result: that is for functions
///   with nothing but `#[progress]`.
/// * Parameters, and `self`, go to the thread, so they must be owned and `Send`.
/// * When the stream is closed or dropped, the loop is told where there is a way to tell it: by
///   `cancel = || expr`, or by what the callback returns from then on, `#[reply(true, closed =
///   false)]`. Where there is none, the callback does nothing from then on, and the thread lasts as
///   long as the function blocks.
/// * `close().await` resolves when the function has returned.
/// ```
/// # use asyncify::asyncify;
/// # use std::sync::Arc;
/// # use std::sync::atomic::{AtomicBool, Ordering};
/// #[asyncify(stream, blocking, cancel = { let stop = stop.clone(); move || stop.store(true, Ordering::Relaxed) })]
/// fn tick(stop: Arc<AtomicBool>, mut callback: impl FnMut(u64)) {
///     for tick in 0.. {
///         callback(tick);
///         if stop.load(Ordering::Relaxed) {
///             break;
///         }
///     }
/// }
/// # futures::executor::block_on(async {
/// use futures::StreamExt;
/// let mut ticks = tick(Arc::default());
/// assert_eq!(ticks.next().await, Some(0));
/// ticks.close().await; // the loop has ended
/// # });
/// ```
///
/// On the function itself may stand `#[status(|value| -> Result<H, E> { .. })]`: what it returns is
/// made a `Result`, and that is taken for what it returns. It tells return codes and flags of success
/// from errors.
///
/// # Blocking code on a pool
/// A function that blocks, and takes no callback, becomes an `async fn` by `blocking`. It begins to run
/// at the first poll, on the pool that
/// [`blocking`](https://docs.rs/asyncify/latest/asyncify/fn.blocking.html) chooses, and a panic is
/// resumed in the caller. Where an iterator is returned, a
/// [`BlockingStream`](https://docs.rs/asyncify/latest/asyncify/struct.BlockingStream.html) reads it
/// ahead, by `buffer = N` items (16 if not said), and stops when it is dropped:
/// ```
/// # use asyncify::asyncify;
/// use std::fs::{self, File, ReadDir};
/// use std::io::{self, BufRead, BufReader, Lines};
/// use std::path::Path;
///
/// #[asyncify(blocking)]
/// fn count(path: &Path) -> io::Result<usize> {
///     Ok(fs::read_to_string(path)?.lines().count())
/// }
///
/// #[asyncify(blocking)]
/// fn lines(path: &Path) -> io::Result<Lines<BufReader<File>>> {
///     Ok(BufReader::new(File::open(path)?).lines())
/// }
///
/// #[asyncify(blocking)]
/// fn numbers(from: u8) -> impl Iterator<Item = u8> {
///     from..
/// }
///
/// #[asyncify(blocking, path = std::fs)]
/// mod folder {
///     # use std::{fs::ReadDir, io, path::Path};
///     pub fn read_dir(path: impl AsRef<Path>) -> io::Result<ReadDir>;
/// }
/// # futures::executor::block_on(async {
/// use futures::StreamExt;
/// # let path = std::env::temp_dir().join(format!("asyncify-doc-{}", std::process::id()));
/// # fs::write(&path, "one\ntwo")?;
/// # let path = path.as_path();
///
/// let mut lines = lines(path).await?;
/// assert_eq!(lines.next().await.expect("a line")?, "one");
/// assert_eq!(count(path).await?, 2);
/// assert_eq!(numbers(3).next().await, Some(3));
/// assert!(folder::read_dir("/").await?.next().await.is_some());
/// # fs::remove_file(path)?;
/// # io::Result::Ok(()) }).unwrap();
/// ```
/// `blocking` may stand wherever `#[asyncify]` may: on functions and `impl` blocks, whose place the twins
/// take (`keep` leaves them, and adds `NAME_async` or `NAME_stream`), on mirrors, traits and `extern`
/// blocks. On a block it is for every function that is neither `async` nor `const` nor marked `skip`.
///
/// | returned | twin | its result |
/// |---|---|---|
/// | `T` | `async fn` | `T` |
/// | `impl Iterator<Item = T>`, `Box<dyn Iterator<Item = T> + Send>` | `fn` | `BlockingStream<T>` |
/// | these in a `Result` or an `Option` | `async fn` | `Result<BlockingStream<T>, E>`, `Option<BlockingStream<T>>` |
/// | iterators of the standard library that block, by their names: `ReadDir`, `Lines<R>`, `Split<R>`, `Bytes<R>`, `mpsc::IntoIter<T>`, in a `Result` or not | the same | |
/// | with `stream`, any type that iterates: `mpsc::Receiver<T>` (for its `iter()`), in a `Result` or not | the same | |
/// | with `once`, any iterator | `async fn` | the iterator itself |
///
/// | argument | what the function gets, on its thread |
/// |---|---|
/// | owned | the value, which must be `Send + 'static` (generic types get these bounds) |
/// | `&T`, `&str`, `&[T]`, `&Path`, `Option` of these | a borrow of a copy |
/// | `impl AsRef<Path>`, `AsRef<str>` .. | a copy of what it refers to: it may be borrowed |
/// | `impl Into<T>` | the `T`, converted by the caller |
/// | `&mut [T]` | a borrow of a copy, which is copied back |
/// | `&mut T` | a borrow of the value: `T::default()` stands in its place until it is put back |
/// | `self`, `self: Arc<Self>` | itself |
/// | `&self` | a borrow of a copy by `ToOwned`: a clone, as is common for handles, or a `PathBuf` for a `Path` |
///
/// A call that is dropped before it has begun does not run. One that has begun runs on, may ask
/// [`is_cancelled`](https://docs.rs/asyncify/latest/asyncify/fn.is_cancelled.html), and its result is
/// dropped. After that, and after a panic, what was lent by `&mut [T]` is unchanged, and what was lent
/// by `&mut T` is left at its default. The result can't borrow. Where the attribute stands on a method
/// with `&self`, and not on its block, an `impl Iterator` that it returns says so by `+ use<>`.
///
/// # Handles
/// With `wrapper = AsyncName`, an `impl` block with bodies stays (an `impl Trait` that its methods return
/// no longer borrows from them); one without mirrors a type of somebody else. What is added is
/// `pub struct AsyncName` (or `wrapper = pub(crate) AsyncName`): it has async methods of the same names,
/// which call those of the type on the pool.
/// ```
/// # use asyncify::asyncify;
/// use std::io::{self, Read, SeekFrom};
/// # use std::io::Seek;
/// use std::path::Path;
///
/// #[asyncify(blocking, wrapper = AsyncFile)]
/// impl std::fs::File {
///     fn open(path: impl AsRef<Path>) -> io::Result<Self>;
///     fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
///     fn seek(&mut self, to: SeekFrom) -> io::Result<u64>;
/// }
/// # futures::executor::block_on(async {
/// # let path = std::env::temp_dir().join(format!("asyncify-file-{}", std::process::id()));
/// # std::fs::write(&path, "text")?;
///
/// let file = AsyncFile::open(&path).await?;
/// let mut buffer = [0; 4];
/// assert_eq!(file.read(&mut buffer).await?, 4);
/// let file: std::fs::File = file.into_inner().await;
/// # std::fs::remove_file(&path)?;
/// # io::Result::Ok(()) }).unwrap();
/// ```
/// * The handle is `Clone`, `Send` and `Sync`. It is made by `From`, or by a function that returns the
///   type (by its name, or as `Self`), or a `Result` or `Option` of it. The value is dropped on the pool,
///   with the last clone.
/// * If any method is declared with `&mut self`, calls follow each other in the order of their first
///   polls, and those that wait hold no thread; the type must be `Send`. A call that is dropped while
///   it waits never runs; one that has begun ends before the next begins.
/// * Else, if any is declared with `&self`, calls run at the same time, and the type must be `Sync`, too.
///   In a mirror, a method that takes `&self` may be declared with `&mut self`, so that calls follow
///   each other.
/// * A method that takes `self`, as `into_inner` does, takes the value once the calls before it have
///   ended. Other clones are empty from then on: their calls panic.
///
/// # C callbacks
/// In an `unsafe extern "C"` block, functions that take a function pointer, or an `Option` of one, get
/// a twin beside the block. One parameter is the user data, by which C leads back to the task that
/// waits:
/// ```
/// # #![allow(unsafe_code)]
/// # use asyncify::asyncify;
/// use std::ffi::{CStr, c_char, c_int, c_void};
///
/// #[asyncify]
/// unsafe extern "C" {
///     /// Looks a name up.
///     #[asyncify(once)]
///     #[status(|code| if code == 0 { Ok(()) } else { Err(code) })]
///     fn lookup(
///         id: c_int,
///         #[map(|name| -> String { unsafe { CStr::from_ptr(name) }.to_string_lossy().into() })]
///         found: Option<unsafe extern "C" fn(name: *const c_char, data: *mut c_void)>,
///         #[user_data] data: *mut c_void,
///     ) -> c_int;
/// }
/// # mod library {
/// #     use std::ffi::{c_char, c_int, c_void};
/// #     type Found = Option<unsafe extern "C" fn(name: *const c_char, data: *mut c_void)>;
/// #     #[unsafe(no_mangle)]
/// #     extern "C" fn lookup(_: c_int, found: Found, data: *mut c_void) -> c_int {
/// #         unsafe { found.unwrap()(c"seven".as_ptr(), data) }
/// #         0
/// #     }
/// # }
/// # futures::executor::block_on(async {
/// // SAFETY: as the documentation of `lookup_async` asks.
/// assert_eq!(unsafe { lookup_async(7) }.await?, "seven");
/// # Ok::<(), asyncify::CallError<c_int>>(()) }).unwrap();
/// ```
/// * A function pointer does not tell how often it is called: `once`, `stream`, `frames` or `feed`
///   says so, on the function or on the block.
/// * The user data that C is given is no pointer but a key, good as long as somebody waits. A call
///   that comes twice, too late, after a cancellation or with another word is refused, and answered
///   with the constant in `#[reply]`, with `closed =`, or with the default of the type, also where
///   these use what the function was given, which is gone by then; with `feed`, it fills nothing.
///   Nothing unwinds into C.
/// * In the callback, the user data is the only argument of type `*mut c_void`, or of the type of the
///   `#[user_data]` parameter; of several, the one that bears its name, or is marked `#[user_data]`
///   too. Closures in marks may take it or leave it out. Several callbacks may share it.
/// * A destroy notify drops the callbacks: it ends a stream, and abandons a call. `close().await`
///   waits for it.
/// * Where there is none, C does not say when it is done with the callback, not even by returning: a
///   stream ends by its `close`, or, if the function calls back only during the call, with `blocking`.
/// * No mark sees the arguments of a refused call: what the callback is to free is leaked then. So let
///   `cancel =` stop such an API, or call it by hand.
/// * Pointers need `#[map]`. An item that is not `Send` needs `local`: calls on other threads are then
///   refused. A future holds the arguments until it is first polled, and so is not `Send` if there is
///   a pointer among them.
/// * `#[shape(Option<unsafe extern "C" fn(A, *mut c_void)>)]` tells what is behind an alias.
/// * A handle that must be freed is given an owner by `#[status(|pointer| -> Result<Owner, E> { .. })]`,
///   whose `Drop` frees it: `cancel` runs only where the API had not finished.
/// * The twin is `unsafe` unless the declaration says `safe fn`; its documentation says what for.
///
/// The marks work in the same way on functions of Rust that take function pointers, and in mirrors of
/// modules. For callbacks that are fields of a struct, and for variadic functions, there is
/// [`ffi`](https://docs.rs/asyncify/latest/asyncify/ffi/index.html).
///
/// # Contexts
/// An `async fn` that sets a resource up, hands it out once, and tears it down becomes a function that
/// returns a [`Context`](https://docs.rs/asyncify/latest/asyncify/struct.Context.html), by `context`:
/// ```
/// # use asyncify::asyncify;
/// use asyncify::HandOut;
/// # use std::io;
/// # struct Connection;
/// # impl Connection {
/// #     async fn open(_: &str) -> io::Result<Self> { Ok(Self) }
/// #     async fn ask(&mut self, question: &str) -> usize { question.len() }
/// #     async fn close(self) -> io::Result<()> { Ok(()) }
/// # }
///
/// #[asyncify(context)]
/// async fn connected(host: &str, out: HandOut<Connection>) -> io::Result<()> {
///     let connection = Connection::open(host).await?; // the set-up
///     let connection = out.give(connection).await; // resolves when the body has ended
///     connection.close().await // the tear-down
/// }
/// # futures::executor::block_on(async {
///
/// let length = connected("localhost").with(async |connection| connection.ask("how long?").await);
/// assert_eq!(length.await?, 9);
/// # io::Result::Ok(()) }).unwrap();
/// ```
/// * The parameter of type `HandOut<R>` is found by its type's name, and the twin does not have it. The
///   other parameters stay as they are; what they lend is copied: `&str`, `&[T]`, `&T` where `T` is
///   `Clone`, and `&self` likewise. What can't be copied is taken by value, or in an `Arc`.
/// * The tear-down runs after a body that resolves, fails or panics. It also runs if the body is dropped,
///   for instance by a timeout: then elsewhere, on any thread, so what the function keeps over an
///   `.await` must be `Send`. What is guaranteed then, and what is not, is said at
///   [`scope`](https://docs.rs/asyncify/latest/asyncify/fn.scope.html#cancellation).
/// * The function returns `()`, or `Result<(), E>` with an error of the set-up or the tear-down. With the
///   latter, `with` resolves to `Result<T, E>`; `try_with` takes a body that can fail itself.
/// * On an `impl` block it is for the functions that have a `HandOut`. `keep` leaves the function, and
///   adds `NAME_context`. Mirrors, traits and `unsafe fn` can't be contexts.
///
/// # Listeners
/// `listener` on a `trait Name` leaves the trait as it is, and adds
///
/// * `enum NameEvent`: a variant for each method, `OnOpen { path: PathBuf }` for
///   `fn on_open(&self, path: &Path)`. Marks stand on the methods: `#[map]` makes it `OnOpen(T)`,
///   `#[reply]` says what a method returns, `ask` adds the field `reply: Reply<R>`; `#[end_if]`;
///   `#[end]` is the end, and no variant; `#[skip]` leaves a method its default, and beside
///   `#[reply]` has it answer without an event (`#[reply(())]` where it returns nothing, and has no
///   default). One that returns a value and has no mark keeps its default too.
///   It has `Debug`, `Clone` and `PartialEq` if all fields have them (the last two not with `#[cfg]`'d
///   methods); `#[event(derive(Eq, Hash, PartialEq))]` on the trait gives it more.
/// * `NameEvents<H>`: the stream, an `EventStream<NameEvent, H>`. `NameEvents::new()` makes one,
///   `.sender()` as many senders as are wanted: the stream ends when all are dropped. Where an API
///   gives a handle, `NameEvents::start(|sender| api.add(sender))`, or `try_start`, keeps it.
/// * `NameSender`: implements `Name`. `NameSender::from_fn(f)` calls a function with each event,
///   and so goes where a callback is wanted:
///   `#[shape(FnMut(NameEvent), wrap = |f| Box::new(NameSender::from_fn(f)))]`.
///
/// A variant that is called like another one, or `Self`, has a `_` at its end. Where methods have no
/// `self`, and the API hands them a value of a type that the trait leaves open, `trait Name<D>`, that
/// is the sender: `fn event(#[user_data] data: &D, n: u8)` makes `Event { n: u8 }`, and the trait is
/// implemented as `Name<NameSender>`. Closures in marks may take it or leave it out.
///
/// The options `buffer`, `overflow`, `wake` and `crate` apply. With `path = krate::Trait` the trait is a
/// mirror of somebody else's, without bodies; methods that are left out keep their defaults.
/// ```
/// # use asyncify::asyncify;
/// #[asyncify(listener)]
/// trait Door {
///     fn on_open(&self, by: &str);
///     #[reply(true, closed = false)]
///     fn may_close(&self) -> bool;
/// }
/// # futures::executor::block_on(async {
/// use futures::StreamExt;
/// let mut events = DoorEvents::new();
/// let door: Box<dyn Door + Send> = Box::new(events.sender());
/// std::thread::spawn(move || door.on_open("Ann"));
/// while let Some(event) = events.next().await {
///     match event {
///         DoorEvent::OnOpen { by } => assert_eq!(by, "Ann"),
///         DoorEvent::MayClose => {}
///     }
/// }
/// # });
/// ```
///
/// # Callbacks that ask
/// With `#[reply(ask, default = expr)]` the item has a [`Reply`] at its end: `(T, Reply<R>)`, and
/// the callback's thread is blocked until the consumer has sent it. It goes on with the default when
/// the reply is dropped, by the consumer or with its item because of `overflow`; when a `timeout`
/// is over; when the stream is closed or dropped, or has ended; and at once inside the call that
/// starts the API, and on the thread that polled last: there the answer could not come in time. So
/// it is for callbacks on threads of the API, not for those of an executor or a main loop.
///
/// A closure as `default` sees the arguments, and is run before the question is put.
///
/// [`Reply`]: https://docs.rs/asyncify/latest/asyncify/struct.Reply.html
/// ```
/// # use asyncify::asyncify;
/// #[asyncify]
/// fn copy(
///     names: Vec<String>,
///     #[reply(ask, default = false)] mut overwrite: impl FnMut(&str) -> bool + Send + 'static,
/// ) {
///     std::thread::spawn(move || names.iter().filter(|name| overwrite(name)).count());
/// }
/// # futures::executor::block_on(async {
/// use futures::StreamExt;
/// let mut questions = copy(vec!["a".to_owned(), "b".to_owned()]);
/// while let Some((name, reply)) = questions.next().await {
///     reply.send(name == "b").expect("it waits");
/// }
/// # });
/// ```
///
/// # The way back
/// `callback` on an `async fn`, or on a block of them, leaves the function as it is and adds
/// `NAME_with_callback`, for callers that are not async: it takes a callback beside the parameters,
/// returns at once, and calls back with what the function returns.
/// ```
/// # use asyncify::asyncify;
/// #[asyncify(callback)]
/// async fn double(n: u32) -> u32 {
///     n * 2
/// }
///
/// let (tell, told) = std::sync::mpsc::channel();
/// double_with_callback(2, move |doubled| tell.send(doubled).unwrap());
/// assert_eq!(told.recv(), Ok(4));
/// ```
/// * The function runs on the loop of `Portal::shared()`, or of `portal = expr`, where the parameters may
///   be used. The callback, an `FnOnce(T) + Send + 'static` (`FnOnce()` where nothing is returned), is
///   called on the same loop. Neither the future nor its result needs to be `Send`.
/// * If the function panics, or the loop shuts down before it is done, the callback is dropped. With
///   `abandoned = expr` it is called with that value instead, so exactly once in any case; if the loop
///   has shut down already, before the twin returns. The expression may use what it can copy.
/// * What `&str`, `&[T]`, `&T` and `&self` lend is copied (by `Clone` or `ToOwned`); owned parameters, and
///   `self`, must be `Send + 'static`. `&mut` parameters, and results that borrow, are errors.
///
/// On an **`async extern "C" fn`** it is the twin that has that ABI, for C to call: `callback` is an
/// `Option<unsafe extern "C" fn(T, *mut c_void)>` (`None`, a null pointer: nobody is told), followed by
/// the `user_data: *mut c_void` that it is called with. The function itself becomes a plain `async fn`,
/// and `#[unsafe(no_mangle)]` and the like go to the twin. C can't see that a callback is dropped, so
/// `abandoned` is required, unless nothing is returned; that expression must not panic. The twin is
/// `unsafe`: its caller vouches that the callback may be called with the user data, once, on any
/// thread.
/// ```
/// # #![allow(unsafe_code)]
/// # use asyncify::asyncify;
/// /// Adds: `void add(int a, int b, void (*callback)(int sum, void *data), void *data)`
/// #[asyncify(callback, name = add, abandoned = -1)]
/// #[unsafe(no_mangle)]
/// pub async extern "C" fn add_up(a: i32, b: i32) -> i32 {
///     a + b
/// }
/// ```
/// When the process ends, so do the loops, and nobody is called any more.
///
/// # Errors
/// Mistakes are compile errors that name the mistake, point at it and say how to mend it. The code at the
/// end of the first line, as in `[A0501]`, is explained by `cargo asyncify explain A0501`. Where one
/// is found, an item of the right name still exists, so that its uses are not reported as well.
///
/// # Panics
/// A panic in `#[map]`, `#[end_if]`, `#[reply]`, `fatal_if` or a `Clone` is resumed in the consumer and
/// does not reach the API. After a panic in `#[reply]` the API gets the default of the reply's type;
/// a type that has none leaves no other way than to let the panic unwind.
///
/// # What is left alone
/// In blocks, modules and traits, where signatures are copied in bulk, these are errors that ask:
/// an unmarked `FnOnce()`, which may be a job to run; an unmarked `FnOnce(..) -> R`, which is a job
/// or a visitor; in a mirror, an unmarked callback that need not be `'static`, which can only be
/// called during the call (but an `FnOnce` of owned values brings a result all the same). A mark, or
/// `once`, `stream` or `blocking`, is taken at its word.
///
/// # Limits
/// * An alias of `Result` is known by its name: `Result`, and for what a function returns any that
///   ends so and has arguments, as `QueryResult<T>`. Others need `#[status(|it| -> Result<H, E> { it })]`.
/// * The type of a `#[map]` is read off its tokens, since a macro can't ask the compiler. Fields and
///   methods of one's own types need `|a| -> Type { .. }`.
/// * A method that is annotated alone, with `keep`, and has neither a receiver nor `Self` in it,
///   can't be told from a free function: annotate its `impl` block instead.
/// * What a callback says beside its samples, with `frames` and with a `feed` of two slices, must have
///   no destructor: that would run on the realtime thread.
/// * A lifetime that a type's path leaves out (`Event` for `Event<'_>`) can't be seen: write it.
/// * A handle that may borrow can't go to another thread, so it is let go of where the twin is dropped,
///   also if that is the callback's own thread. An `impl Trait` says by `+ 'static` that it does not.
/// * The events of a listener are no method's own generic types, and nothing of the type `Self`.
/// * A stream's `cancel` must be `'static`, and `Send` unless `local` is said or it uses a parameter
///   that is a raw pointer: then the stream is an `EventStream<T, H, LocalCancel<H>>` as well.
#[proc_macro_attribute]
pub fn asyncify(args: TokenStream, item: TokenStream) -> TokenStream {
    asyncify_codegen::expand(args.into(), item.into()).into()
}
