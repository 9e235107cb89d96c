#[asyncify(blocking, wrapper = AsyncFile)]
impl std::fs::File {
    fn open(path: impl AsRef<Path>) -> io::Result<Self>;
    fn metadata(&self) -> io::Result<Metadata>;
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
}

/// Rows, by their names.
#[asyncify(blocking, wrapper = pub(crate) AsyncTable)]
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
