//! Stands for `tinyaudio`.
use std::error::Error;
pub struct OutputDeviceParameters {
    pub channels: usize,
}
pub struct OutputDevice(pub Box<dyn FnMut(&mut [f32]) + Send>);
pub fn run_output_device<C>(
    params: OutputDeviceParameters,
    data_callback: C,
) -> Result<OutputDevice, Box<dyn Error>>
where
    C: FnMut(&mut [f32]) + Send + 'static,
{
    Ok(OutputDevice(Box::new(data_callback)))
}
