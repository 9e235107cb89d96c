/// Counts the lines.
#[asyncify(blocking)]
pub fn count(path: &Path, options: Options) -> io::Result<usize> {
    fs::read_to_string(path).map(|text| options.count(&text))
}

#[asyncify(blocking, keep)]
fn read<P: AsRef<Path>, T: Decode>(path: P, kind: &T, buffer: &mut [u8], seen: &mut Vec<T>) -> T {
    T::read(path, kind, buffer, seen)
}

#[asyncify(blocking)]
impl<T: Store> Archive<T> {
    const BLOCK: usize = 512;

    #[asyncify(skip)]
    pub fn new(store: T) -> Self {
        Archive { store }
    }

    /// Sums a file up.
    #[expect(clippy::unused_self)]
    pub fn checksum(&self, name: Option<&str>) -> Result<T::Sum, T::Error> {
        self.store.sum(name)
    }

    pub fn close(mut self: Box<Self>) {
        self.store.close()
    }

    #[asyncify(buffer = 4)]
    fn entries(self) -> impl Iterator<Item = T::Entry> {
        self.store.into_entries()
    }
}

#[asyncify(blocking)]
fn words(text: &str, least: usize) -> impl Iterator<Item = String> {
    let words: Vec<_> = text.split(' ').map(str::to_owned).collect();
    words.into_iter().filter(move |word| word.len() >= least)
}

#[asyncify(path = std::fs, blocking)]
pub mod files {
    #[asyncify(stream)]
    pub fn read_dir(path: impl AsRef<Path>) -> io::Result<ReadDir>;

    pub unsafe fn remove(path: &Path);
}

#[asyncify(ext = ReceiverExt, blocking)]
impl<T: Send + 'static> Receiver<T> {
    #[asyncify(stream, buffer = many())]
    fn into_iter(self) -> IntoIter<T>;

    fn recv_timeout(&self, time: Duration) -> Option<T>;
}

#[asyncify(ext = PathExt, blocking)]
impl Path {
    fn exists(&self) -> bool;
}

#[asyncify(ext = SliceExt, blocking)]
impl<T> [T] {
    fn count(&self) -> usize;
}
