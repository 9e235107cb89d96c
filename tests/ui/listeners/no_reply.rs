use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn may_close(&self) -> bool;
}

fn main() {}

// mend: `    fn` -> `    #[reply(true)] fn`
// mend: `    fn` -> `    #[reply(|| true)] fn`
// mend: `    fn` -> `    #[reply(ask, default = true)] fn`
