use asyncify::asyncify;

#[asyncify(listener)]
trait Listener: Sized {
    fn on_merge(&self, other: Self);
}

fn main() {}

// mend: `    fn` -> `    #[map(|_| 1)] fn`
// mend: `    fn on_merge(&self, other: Self);` -> `    fn on_open(&self); #[skip] fn on_merge(&self, other: Self) {}`
