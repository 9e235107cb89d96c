use asyncify::asyncify;

pub struct Handler<F>(F);

pub struct Guard<H>(H);

pub fn watch<H>(handler: H) -> Guard<H> {
    Guard(handler)
}

#[asyncify(path = self)]
mod twins {
    pub fn watch<H>(#[shape(FnMut(u8), wrap = super::Handler)] handler: H) -> super::Guard<H>;
}

fn main() {}

// mend: `super::Guard<H>` -> `super::Guard<super::Handler<Box<dyn FnMut(u8)>>>`
//       `wrap = super::Handler` -> `wrap = |f| super::Handler(Box::new(f) as Box<dyn FnMut(u8)>)`
