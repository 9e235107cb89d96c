/// Counts the lines.
pub async fn count(path: &Path, options: Options) -> io::Result<usize> {
    fn count(path: &Path, options: Options) -> io::Result<usize> {
        fs::read_to_string(path).map(|text| options.count(&text))
    }
    let path = ::asyncify::__private::copied(path);
    let options = ::asyncify::__private::to_thread(options);
    ::asyncify::blocking(move || count(&*path, options)).await
}
fn read<P: AsRef<Path>, T: Decode>(
    path: P,
    kind: &T,
    buffer: &mut [u8],
    seen: &mut Vec<T>,
) -> T {
    T::read(path, kind, buffer, seen)
}
/// The async version of `read`.
async fn read_async<
    P: AsRef<Path>,
    T: Decode + ::core::clone::Clone + ::core::marker::Send + 'static,
>(path: P, kind: &T, buffer: &mut [u8], seen: &mut Vec<T>) -> T
where
    Vec<T>: ::core::marker::Send + 'static,
{
    let path = ::std::borrow::ToOwned::to_owned(
        ::core::convert::AsRef::<Path>::as_ref(&path),
    );
    let kind = ::asyncify::__private::copied(kind);
    let mut own_buffer = ::std::borrow::ToOwned::to_owned(buffer);
    let mut own_seen = ::asyncify::__private::to_thread(
        ::asyncify::__private::taken(seen),
    );
    let (output, own_buffer, own_seen) = ::asyncify::blocking(move || {
            let output = read::<_, T>(path, &*kind, &mut *own_buffer, &mut own_seen);
            (output, own_buffer, own_seen)
        })
        .await;
    buffer.clone_from_slice(&own_buffer);
    *seen = own_seen;
    output
}
impl<T: Store> Archive<T> {
    const BLOCK: usize = 512;
    pub fn new(store: T) -> Self {
        Archive { store }
    }
    #[expect(clippy::unused_self)]
    fn __asyncify_checksum(&self, name: Option<&str>) -> Result<T::Sum, T::Error> {
        self.store.sum(name)
    }
    /// Sums a file up.
    pub async fn checksum(&self, name: Option<&str>) -> Result<T::Sum, T::Error>
    where
        Self: ::core::clone::Clone + ::core::marker::Send + 'static,
        Result<T::Sum, T::Error>: ::core::marker::Send + 'static,
    {
        let this = ::asyncify::__private::copied(self);
        let name = name.map(::std::borrow::ToOwned::to_owned);
        ::asyncify::blocking(move || Self::__asyncify_checksum(&*this, name.as_deref()))
            .await
    }
    fn __asyncify_close(mut self: Box<Self>) {
        self.store.close()
    }
    pub async fn close(self: Box<Self>)
    where
        Box<Self>: ::core::marker::Send + 'static,
    {
        let this = ::asyncify::__private::to_thread(self);
        ::asyncify::blocking(move || Self::__asyncify_close(this)).await
    }
    fn __asyncify_entries(self) -> impl Iterator<Item = T::Entry> {
        self.store.into_entries()
    }
    fn entries(self) -> ::asyncify::BlockingStream<T::Entry>
    where
        Self: ::core::marker::Send + 'static,
        T::Entry: ::core::marker::Send + 'static,
    {
        let this = ::asyncify::__private::to_thread(self);
        ::asyncify::blocking_stream(4, move || Self::__asyncify_entries(this))
    }
}
fn words(text: &str, least: usize) -> ::asyncify::BlockingStream<String> {
    fn words(text: ::std::string::String, least: usize) -> impl Iterator<Item = String> {
        let text: &str = &*text;
        let words: Vec<_> = text.split(' ').map(str::to_owned).collect();
        words.into_iter().filter(move |word| word.len() >= least)
    }
    let text = ::std::borrow::ToOwned::to_owned(text);
    ::asyncify::blocking_stream(16, move || words(text, least))
}
pub mod files {
    /// The async version of `read_dir`.
    pub async fn read_dir(
        path: impl AsRef<Path>,
    ) -> io::Result<
        ::asyncify::BlockingStream<<ReadDir as ::core::iter::IntoIterator>::Item>,
    > {
        let path = ::std::borrow::ToOwned::to_owned(
            ::core::convert::AsRef::<Path>::as_ref(&path),
        );
        ::asyncify::blocking(move || ({
                #[allow(unused_imports)]
                use super::*;
                std::fs::read_dir
            })(path))
            .await
            .map(|inner| ::asyncify::BlockingStream::new(16, inner))
    }
    /// The async version of `remove`.
    ///
    /// # Safety
    /// What `remove` asks for.
    pub async unsafe fn remove(path: &Path) {
        let path = ::asyncify::__private::copied(path);
        ::asyncify::blocking(move || unsafe {
                ({
                    #[allow(unused_imports)]
                    use super::*;
                    std::fs::remove
                })(&*path)
            })
            .await
    }
}
/// Async versions of methods of `Receiver<T>`.
#[allow(private_bounds, private_interfaces)]
pub trait ReceiverExt<T: Send + 'static> {
    /// The async version of `into_iter`.
    fn into_iter_stream(
        self,
    ) -> ::asyncify::BlockingStream<<IntoIter<T> as ::core::iter::IntoIterator>::Item>
    where
        <IntoIter<
            T,
        > as ::core::iter::IntoIterator>::Item: ::core::marker::Send + 'static;
    /// The async version of `recv_timeout`.
    fn recv_timeout_async(
        &self,
        time: Duration,
    ) -> impl ::core::future::Future<Output = Option<T>>
    where
        Self: ::core::clone::Clone;
}
impl<T: Send + 'static> ReceiverExt<T> for Receiver<T> {
    fn into_iter_stream(
        self,
    ) -> ::asyncify::BlockingStream<<IntoIter<T> as ::core::iter::IntoIterator>::Item>
    where
        <IntoIter<
            T,
        > as ::core::iter::IntoIterator>::Item: ::core::marker::Send + 'static,
    {
        let buffer = many();
        let this = ::asyncify::__private::to_thread(self);
        ::asyncify::blocking_stream(
            buffer,
            move || ::core::iter::IntoIterator::into_iter(<Receiver<T>>::into_iter(this)),
        )
    }
    async fn recv_timeout_async(&self, time: Duration) -> Option<T>
    where
        Self: ::core::clone::Clone,
    {
        let this = ::asyncify::__private::copied(self);
        let time = ::asyncify::__private::to_thread(time);
        ::asyncify::blocking(move || <Receiver<T>>::recv_timeout(&*this, time)).await
    }
}
/// Async versions of methods of `Path`.
#[allow(private_bounds, private_interfaces)]
pub trait PathExt {
    /// The async version of `exists`.
    fn exists_async(&self) -> impl ::core::future::Future<Output = bool>;
}
impl PathExt for Path {
    async fn exists_async(&self) -> bool {
        let this = ::asyncify::__private::copied(self);
        ::asyncify::blocking(move || <Path>::exists(&*this)).await
    }
}
/// Async versions of methods of `[T]`.
#[allow(private_bounds, private_interfaces)]
pub trait SliceExt<T> {
    /// The async version of `count`.
    fn count_async(&self) -> impl ::core::future::Future<Output = usize>
    where
        T: ::core::clone::Clone + ::core::marker::Send + 'static;
}
impl<T> SliceExt<T> for [T] {
    async fn count_async(&self) -> usize
    where
        T: ::core::clone::Clone + ::core::marker::Send + 'static,
    {
        let this = ::asyncify::__private::copied(self);
        ::asyncify::blocking(move || <[T]>::count(&*this)).await
    }
}
