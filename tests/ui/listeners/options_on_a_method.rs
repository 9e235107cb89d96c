use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    #[asyncify(skip)]
    fn version(&self) -> u32 {
        1
    }
}

fn main() {}

// mend: `#[asyncify(skip)]` -> `#[skip]`
