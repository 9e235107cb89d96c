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
