use asyncify::asyncify;

struct Port(String);

#[asyncify(blocking, wrapper = AsyncPort)]
impl Port {
    fn name(&self) -> &str {
        &self.0
    }
}

fn main() {}

// mend: `-> &str` -> `-> String`
//       `&self.0` -> `self.0.clone()`
