use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_value<T: Clone>(&self, value: T);
}

fn main() {}

// mend: `    fn` -> `    #[map(|_| 1)] fn`
// mend: `    fn` -> `    fn on_open(&self); #[skip] fn`
//       `value: T);` -> `value: T) {}`
