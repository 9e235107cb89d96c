use asyncify::asyncify;

#[asyncify(listener)]
trait Listener<D> {
    fn on_open(&self, #[user_data] data: &D);
}

fn main() {}

// mend: `#[user_data] ` -> ``
//       `data: &D` -> `data: &u8`
//       `<D>` -> ``
