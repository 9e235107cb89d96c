use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_fill(&mut self, out: &mut [f32]);
}

fn main() {}
