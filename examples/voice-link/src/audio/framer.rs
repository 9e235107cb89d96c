//! Cutting sound into frames of 20 ms.

use std::time::Instant;

use super::{Block, Format};
use crate::protocol::FRAMES_PER_SECOND;

/// 20 ms of sound.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame {
    /// Its place in the sound: lost frames count, too.
    pub(crate) seq: u64,
    /// Interleaved.
    pub(crate) samples: Vec<i16>,
    /// When the callback got the block that completed it.
    pub(crate) captured: Instant,
}

/// Cuts blocks into frames. A frame of which any sample is missing is lost as a whole, so that those
/// that follow are where they belong.
pub(crate) struct Framer {
    /// In samples of all channels.
    size: usize,
    seq: u64,
    partial: Vec<i16>,
    /// How many samples of the current frame are missing or left out.
    missing: usize,
    lost: u64,
}

impl Framer {
    pub(crate) fn new(format: Format) -> Self {
        let size = per_channel(format.rate) as usize * usize::from(format.channels);
        Self {
            size,
            seq: 0,
            partial: Vec::with_capacity(size),
            missing: 0,
            lost: 0,
        }
    }

    /// The number of the frame that is being filled.
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    pub(crate) fn lost(&self) -> u64 {
        self.lost
    }

    /// The frames that this block completes.
    pub(crate) fn cut(&mut self, block: Block, mut frame: impl FnMut(Frame)) {
        self.skip(block.gap);
        let mut samples = &block.samples[..];
        while !samples.is_empty() {
            let filled = self.missing + self.partial.len();
            let (taken, rest) = samples.split_at(samples.len().min(self.size - filled));
            samples = rest;
            if self.missing == 0 {
                self.partial.extend_from_slice(taken);
            } else {
                self.missing += taken.len();
            }
            if filled + taken.len() < self.size {
                continue;
            }
            if self.missing == 0 {
                let full = std::mem::replace(&mut self.partial, Vec::with_capacity(self.size));
                frame(Frame {
                    seq: self.seq,
                    samples: full,
                    captured: block.captured,
                });
            } else {
                self.missing = 0;
                self.lost += 1;
            }
            self.seq += 1;
        }
    }

    fn skip(&mut self, gap: u64) {
        if gap == 0 {
            return;
        }
        let size = self.size as u64;
        let filled = (self.missing + self.partial.len()) as u64 + gap;
        self.partial.clear();
        self.lost += filled / size;
        self.seq += filled / size;
        self.missing = (filled % size) as usize;
    }
}

/// How many samples of one channel are in a frame.
pub(crate) fn per_channel(rate: u32) -> u32 {
    rate / FRAMES_PER_SECOND
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Block, Format, Framer};

    const FORMAT: Format = Format {
        rate: 200,
        channels: 2,
    };

    /// Cuts sound whose samples count up, lost ones too, delivered as (gap, length).
    fn cut(blocks: &[(u64, usize)]) -> (Vec<(u64, Vec<i16>)>, u64) {
        let mut framer = Framer::new(FORMAT);
        let (mut frames, mut next) = (Vec::new(), 0);
        for &(gap, length) in blocks {
            next += gap as i16;
            let samples = (next..).take(length).collect();
            next += length as i16;
            let captured = Instant::now();
            let block = Block {
                samples,
                gap,
                captured,
            };
            framer.cut(block, |frame| frames.push((frame.seq, frame.samples)));
        }
        (frames, framer.lost())
    }

    fn frame(seq: u64) -> (u64, Vec<i16>) {
        (seq, (seq as i16 * 8..).take(8).collect())
    }

    #[test]
    fn frames_do_not_depend_on_how_blocks_are_cut() {
        for blocks in [&[(0, 24)][..], &[(0, 3); 8], &[(0, 7), (0, 10), (0, 7)]] {
            assert_eq!(cut(blocks), (vec![frame(0), frame(1), frame(2)], 0));
        }
    }

    #[test]
    fn a_frame_with_a_gap_is_lost_and_the_others_keep_their_places() {
        assert_eq!(cut(&[(0, 10), (1, 13)]), (vec![frame(0), frame(2)], 1));
        assert_eq!(cut(&[(0, 8), (16, 8)]), (vec![frame(0), frame(3)], 2));
        assert_eq!(cut(&[(3, 5), (0, 8)]), (vec![frame(1)], 1));
        assert_eq!(cut(&[(0, 5), (3, 8)]), (vec![frame(1)], 1));
    }

    #[test]
    fn several_gaps_in_a_frame_lose_it_once() {
        assert_eq!(cut(&[(1, 1), (1, 1), (4, 8)]), (vec![frame(1)], 1));
        assert_eq!(cut(&[(0, 2), (2, 2), (10, 8)]), (vec![frame(2)], 2));
    }
}
