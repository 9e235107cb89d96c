use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self, id: u32, #[skip] handle: &mut u8);
}

fn main() {}

// mend: `#[skip] handle` -> `handle`
//       `    fn` -> `    #[map(|id, _| id)] fn`
