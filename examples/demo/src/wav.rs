//! The WAV file.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind};
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};

use crate::failure::Failure;

/// Whether the file can be written. Leaves everything as it was: what is there is not touched before
/// there is sound to replace it.
pub(crate) fn check(path: &Path) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true);
    let outcome = match options.clone().create_new(true).open(path) {
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => options.open(path).map(drop),
        Err(error) => Err(error),
    };
    outcome.map_err(|error| Failure::unwritable(path, error))
}

/// A 16-bit file: every program reads those.
pub(crate) struct WavFile {
    path: PathBuf,
    writer: WavWriter<BufWriter<File>>,
}

impl WavFile {
    pub(crate) fn create(path: &Path, channels: u16, sample_rate: u32) -> Result<Self, Failure> {
        let spec = WavSpec {
            channels,
            sample_rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let writer =
            WavWriter::create(path, spec).map_err(|error| Failure::unwritable(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            writer,
        })
    }

    /// Writes a block, and then the header: whatever ends the program or fills the disk, the file holds
    /// the blocks before.
    pub(crate) fn write(&mut self, samples: impl Iterator<Item = f32>) -> Result<(), Failure> {
        samples
            .map(to_i16)
            .try_for_each(|sample| self.writer.write_sample(sample))
            .and_then(|()| self.writer.flush())
            .map_err(|error| Failure::unwritable(&self.path, error))
    }
}

/// The exact inverse of what brings 16-bit samples to `f32`; louder ones are clipped.
fn to_i16(sample: f32) -> i16 {
    (sample * 32_768.0).round() as i16
}

#[cfg(test)]
mod tests {
    use cpal::Sample;

    use super::to_i16;

    #[test]
    fn sixteen_bit_samples_survive_the_way_through_f32() {
        for sample in i16::MIN..=i16::MAX {
            assert_eq!(to_i16(sample.to_sample::<f32>()), sample);
        }
    }

    #[test]
    fn what_is_too_loud_is_clipped() {
        assert_eq!((to_i16(1.5), to_i16(-1.5)), (i16::MAX, i16::MIN));
    }
}
