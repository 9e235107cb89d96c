use asyncify::asyncify;

trait EventHandler {}

mod notify {
    pub fn watch<H>(_handler: H) {}
}

#[asyncify(path = notify)]
mod watching {
    pub fn watch<H>(handler: H)
    where
        H: super::EventHandler;
}

fn main() {}

// mend: `(handler: H)` -> `(#[shape(FnMut(u8, u8))] handler: H)`
// mend: `(handler: H)` -> `(#[shape(FnOnce(u8), wrap = Box::new)] handler: H)`
// mend: `(handler: H)` -> `(#[shape(FnMut(u8), wrap = |f| super::Type::new(f))] handler: H)`
//       `trait EventHandler {}` -> `trait EventHandler {} struct Type<F>(F); impl<F> Type<F> { fn new(f: F) -> Self { Type(f) } }`
