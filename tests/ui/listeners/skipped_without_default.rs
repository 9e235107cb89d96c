use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[skip]
    fn on_close(&self);
}

fn main() {}

// mend: `    #[skip]\n` -> ``
// mend: `on_close(&self);` -> `on_close(&self) {}`
