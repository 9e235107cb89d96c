use asyncify::asyncify;

mod foreign {
    pub trait Listener {
        fn on_open(&self);
    }
}

#[asyncify(path = foreign::Listener)]
trait Listener {
    fn on_open(&self);
}

fn main() {}

// mend: `path = foreign` -> `listener, path = foreign`
