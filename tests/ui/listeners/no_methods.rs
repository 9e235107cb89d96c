use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    #[skip]
    fn version(&self) -> u32 {
        1
    }
}

fn main() {}

// mend: `    #[skip]\n` -> ``
//       `&self) -> u32 {` -> `&self) {`
//       `        1\n` -> ``
