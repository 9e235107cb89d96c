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
