/// A handle of a `std::fs::File`, whose methods are async: they run on a pool of threads.
///
/// Clones share it; calls follow each other in the order in which they were first polled. A call that is dropped after it has begun runs on.
#[allow(private_bounds, private_interfaces)]
pub struct AsyncFile(::asyncify::__private::Turns<std::fs::File>);
impl ::core::clone::Clone for AsyncFile {
    fn clone(&self) -> Self {
        Self(::core::clone::Clone::clone(&self.0))
    }
}
impl ::core::fmt::Debug for AsyncFile {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("AsyncFile").finish_non_exhaustive()
    }
}
#[allow(trivial_bounds)]
impl ::core::convert::From<std::fs::File> for AsyncFile
where
    std::fs::File: ::core::marker::Send + 'static,
{
    fn from(inner: std::fs::File) -> Self {
        Self(::asyncify::__private::Turns::new(inner))
    }
}
#[allow(private_bounds, private_interfaces, trivial_bounds)]
impl AsyncFile
where
    std::fs::File: ::core::marker::Send + 'static,
{
    /// The async version of `open`.
    pub async fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = ::std::borrow::ToOwned::to_owned(
            ::core::convert::AsRef::<Path>::as_ref(&path),
        );
        ::asyncify::blocking(move || <std::fs::File>::open(path))
            .await
            .map(|inner| <Self as ::core::convert::From<_>>::from(inner))
    }
    /// The async version of `metadata`.
    pub async fn metadata(&self) -> io::Result<Metadata> {
        self.0.call(move |this| <std::fs::File>::metadata(this)).await
    }
    /// The async version of `read`.
    pub async fn read(&self, buf: &mut [u8]) -> io::Result<usize> {
        let mut own_buf = ::std::borrow::ToOwned::to_owned(buf);
        let (output, own_buf) = self
            .0
            .call(move |this| {
                let output = <std::fs::File>::read(this, &mut *own_buf);
                (output, own_buf)
            })
            .await;
        buf.clone_from_slice(&own_buf);
        output
    }
    /// The value itself, once the calls that were polled before have ended. Other clones of
    /// the handle are empty from then on.
    ///
    /// # Panics
    /// If this one is empty.
    #[allow(dead_code)]
    pub async fn into_inner(self) -> std::fs::File {
        self.0.take(|inner| inner).await
    }
}
/// Rows, by their names.
impl<K: Ord> Table<K> {
    pub fn new(rows: Vec<K>) -> Self {
        Table { rows }
    }
    pub fn find(&self, key: &K) -> Option<usize> {
        self.rows.binary_search(key).ok()
    }
    pub fn into_rows(self) -> impl Iterator<Item = K> {
        self.rows.into_iter()
    }
}
/// Rows, by their names.
#[allow(private_bounds, private_interfaces)]
pub(crate) struct AsyncTable<K: Ord>(::asyncify::__private::Shared<Table<K>>);
impl<K: Ord> ::core::clone::Clone for AsyncTable<K> {
    fn clone(&self) -> Self {
        Self(::core::clone::Clone::clone(&self.0))
    }
}
impl<K: Ord> ::core::fmt::Debug for AsyncTable<K> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("AsyncTable").finish_non_exhaustive()
    }
}
#[allow(trivial_bounds)]
impl<K: Ord> ::core::convert::From<Table<K>> for AsyncTable<K>
where
    Table<K>: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    fn from(inner: Table<K>) -> Self {
        Self(::asyncify::__private::Shared::new(inner))
    }
}
#[allow(private_bounds, private_interfaces, trivial_bounds)]
impl<K: Ord> AsyncTable<K>
where
    Table<K>: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    /// The async version of `new`.
    pub async fn new(rows: Vec<K>) -> Self
    where
        Vec<K>: ::core::marker::Send + 'static,
        Self: ::core::marker::Send + 'static,
    {
        let rows = ::asyncify::__private::to_thread(rows);
        let inner = ::asyncify::blocking(move || <Table<K>>::new(rows)).await;
        <Self as ::core::convert::From<_>>::from(inner)
    }
    /// The async version of `find`.
    pub async fn find(&self, key: &K) -> Option<usize>
    where
        K: ::core::clone::Clone + ::core::marker::Send + 'static,
    {
        let key = ::asyncify::__private::copied(key);
        self.0.call(move |this| <Table<K>>::find(this, &*key)).await
    }
    /// The async version of `into_rows`.
    pub async fn into_rows(self) -> ::asyncify::BlockingStream<K> {
        let inner = self.0.take(move |this| <Table<K>>::into_rows(this)).await;
        ::asyncify::BlockingStream::new(16, inner)
    }
    /// The value itself, once the calls that were polled before have ended. Other clones of
    /// the handle are empty from then on.
    ///
    /// # Panics
    /// If this one is empty.
    #[allow(dead_code)]
    pub(crate) async fn into_inner(self) -> Table<K> {
        self.0.take(|inner| inner).await
    }
}
