//! Stands for `midir`.
#[derive(Debug)]
pub struct MidiInput;
pub struct MidiInputPort;
pub struct MidiInputConnection<T>(pub T);
#[derive(Debug)]
pub struct ConnectError<T>(pub T);
impl MidiInput {
    pub fn connect<F, T: Send>(
        self,
        port: &MidiInputPort,
        port_name: &str,
        mut callback: F,
        mut data: T,
    ) -> Result<MidiInputConnection<T>, ConnectError<MidiInput>>
    where
        F: FnMut(u64, &[u8], &mut T) + Send + 'static,
    {
        callback(5, &[0x90, 60, 64], &mut data);
        Ok(MidiInputConnection(data))
    }
}
