use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_fill(&mut self, out: &mut [f32]);
}

fn main() {}

// mend: `    fn on_fill(&mut self, out: &mut [f32]);` -> `    fn on_open(&self); #[skip] fn on_fill(&mut self, out: &mut [f32]) {}`
// mend: `    fn` -> `    #[map(|out| out.to_vec())] fn`
