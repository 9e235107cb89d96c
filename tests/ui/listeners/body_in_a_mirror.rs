use asyncify::asyncify;

mod foreign {
    pub trait Listener {
        fn on_open(&self) {}
    }
}

#[asyncify(listener, path = foreign::Listener)]
trait Listener {
    fn on_open(&self) {}
}

fn main() {}

// mend: `on_open(&self) {}\n}\n\nfn` -> `on_open(&self);\n}\n\nfn`
