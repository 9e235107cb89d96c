//! How loud a stretch of sound is.

/// In decibels below full scale: the quietest that is told apart from silence.
const FLOOR: f32 = 60.0;

/// The sound since the last look.
#[derive(Default)]
pub(crate) struct Level {
    pub(crate) samples: usize,
    loudest: f32,
    squares: f64,
}

impl Level {
    pub(crate) fn add(&mut self, sample: f32) {
        self.samples += 1;
        self.loudest = self.loudest.max(sample.abs());
        self.squares += f64::from(sample).powi(2);
    }

    /// The loudest sample.
    pub(crate) fn peak(&self) -> Decibels {
        Decibels::new(self.loudest)
    }

    /// The root of the mean square.
    pub(crate) fn mean(&self) -> Decibels {
        Decibels::new((self.squares / self.samples as f64).sqrt() as f32)
    }
}

/// Relative to full scale, from -60 to 0.
#[derive(Clone, Copy)]
pub(crate) struct Decibels(f32);

impl Decibels {
    fn new(amplitude: f32) -> Self {
        Self((20.0 * amplitude.log10()).clamp(-FLOOR, 0.0))
    }

    /// From 0 to 1.
    pub(crate) fn share_of_scale(self) -> f32 {
        1.0 + self.0 / FLOOR
    }

    /// Always as wide.
    pub(crate) fn text(self) -> String {
        if self.0 <= -FLOOR {
            format!("< -{FLOOR:.0} dB")
        } else {
            format!("{:5.1} dB", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decibels, Level};

    #[test]
    fn half_of_full_scale_is_six_decibels_down() {
        assert_eq!(Decibels::new(0.5).text(), " -6.0 dB");
    }

    #[test]
    fn silence_and_clipping_stay_on_the_scale() {
        let (silence, clipping) = (Decibels::new(0.0), Decibels::new(2.0));
        assert_eq!(silence.text(), "< -60 dB");
        assert_eq!(clipping.text(), "  0.0 dB");
        assert_eq!(
            (silence.share_of_scale(), clipping.share_of_scale()),
            (0.0, 1.0)
        );
    }

    #[test]
    fn a_peak_stands_out_of_the_mean() {
        let mut level = Level::default();
        [0.0, 0.0, -1.0, 0.0]
            .into_iter()
            .for_each(|sample| level.add(sample));
        assert_eq!(level.peak().text(), "  0.0 dB");
        assert_eq!(level.mean().text(), " -6.0 dB");
    }
}
