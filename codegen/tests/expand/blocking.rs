/// Lines, until the connection breaks.
#[asyncify(stream, blocking)]
pub fn lines(address: String, callback: impl FnMut(&str)) -> io::Result<()> {
    connection::read(&address, callback)
}

#[asyncify]
impl Keyboard {
    #[asyncify(blocking, overflow = drop_oldest, cancel = { let me = self.clone(); move || me.stop() })]
    fn listen<T: Layout>(self: Arc<Self>, mut layout: T, mut callback: impl FnMut(T::Key)) -> usize {
        layout.reset();
        self.read(|code| callback(layout.key(code)))
    }
}

#[asyncify(path = rdev)]
mod keys {
    #[asyncify(blocking)]
    pub fn listen(callback: impl FnMut(Event) + 'static) -> Result<(), ListenError>;
}

#[asyncify(once, blocking)]
fn clone(
    url: String,
    #[progress] on_progress: impl FnMut(Progress),
) -> Result<Repository, git2::Error> {
    git2::clone(&url, on_progress)
}

#[asyncify(blocking)]
fn select(query: String, callback: impl FnOnce(Rows)) -> Result<(), Refused> {
    database::select(&query, callback)
}
