//! Stands for `jack`.
pub type Frames = u32;
#[derive(Debug)]
pub struct Error;
pub struct Client;
pub struct ProcessScope {
    pub frames: Frames,
}
impl ProcessScope {
    pub fn last_frame_time(&self) -> Frames {
        self.frames
    }
}
pub struct AudioIn;
pub struct AudioOut;
pub struct Port<T>(pub Vec<f32>, pub T);
impl Port<AudioIn> {
    pub fn as_slice(&self, scope: &ProcessScope) -> &[f32] {
        &self.0
    }
}
impl Port<AudioOut> {
    pub fn as_mut_slice(&mut self, scope: &ProcessScope) -> &mut [f32] {
        &mut self.0
    }
}
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Control {
    Continue,
    Quit,
}
pub trait ProcessHandler: Send {
    fn process(&mut self, client: &Client, process_scope: &ProcessScope) -> Control;
    fn buffer_size(&mut self, client: &Client, size: Frames) -> Control {
        Control::Continue
    }
}
/// What `jack::contrib` has for functions.
pub struct ClosureProcessHandler<F>(F);
impl<F: FnMut(&Client, &ProcessScope) -> Control + Send> ClosureProcessHandler<F> {
    pub fn new(f: F) -> Self {
        Self(f)
    }
}
impl<F: FnMut(&Client, &ProcessScope) -> Control + Send> ProcessHandler
    for ClosureProcessHandler<F>
{
    fn process(&mut self, client: &Client, process_scope: &ProcessScope) -> Control {
        (self.0)(client, process_scope)
    }
}
pub struct AsyncClient<N, P> {
    pub client: Client,
    pub notifications: N,
    pub process: P,
}
impl<N, P> AsRef<Client> for AsyncClient<N, P> {
    fn as_ref(&self) -> &Client {
        &self.client
    }
}
impl Client {
    pub fn activate_async<N, P: ProcessHandler>(
        self,
        notifications: N,
        mut process: P,
    ) -> Result<AsyncClient<N, P>, Error> {
        process.process(&self, &ProcessScope { frames: 64 });
        Ok(AsyncClient {
            client: self,
            notifications,
            process,
        })
    }
}
