use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[error]
    fn on_error(&self, code: i32);
}

fn main() {}

// mend: `    #[error]\n` -> ``
