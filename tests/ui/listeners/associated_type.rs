use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    type Error;
    fn on_open(&self);
}

fn main() {}

// mend: `#[asyncify(listener)]` -> `mod module { pub trait Listener { type Error; fn on_open(&self); } } #[asyncify(listener, path = module::Listener)]`
//       `    type Error;\n` -> `    type Error = u8;\n`
