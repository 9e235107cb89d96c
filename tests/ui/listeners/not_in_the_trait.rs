use asyncify::asyncify;

mod foreign {
    pub trait Listener {
        fn on_open(&self);
    }
}

#[asyncify(listener, path = foreign::Listener)]
trait Listener {
    fn on_open(&self);
    fn on_close(&self);
}

fn main() {}

// mend: `    fn on_close(&self);\n` -> ``
