//! Stands for `cubeb`.
use std::marker::PhantomData;
pub struct State;
pub struct StreamBuilder<'a, F> {
    played: Vec<F>,
    context: PhantomData<&'a ()>,
}
impl<'a, F: Copy + Default> StreamBuilder<'a, F> {
    pub fn new() -> Self {
        StreamBuilder {
            played: Vec::new(),
            context: PhantomData,
        }
    }
    pub fn data_callback<D>(&mut self, mut cb: D) -> &mut Self
    where
        D: FnMut(&[F], &mut [F]) -> isize + Send + Sync + 'static,
    {
        self.played = vec![F::default(); 2];
        cb(&[F::default(); 2], &mut self.played);
        self
    }
}
