//! Medians.

/// Of sorted values, the middle one.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    quantile(sorted, 0.5)
}

/// Of sorted values, the one that so large a part of them does not exceed.
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * part).round() as usize]
}

/// The median of sorted times that the clock has rounded to its ticks, which may be 10 ns long: the
/// times of a tick are taken to be spread over it evenly.
pub(crate) fn grouped_median(sorted: &[f64]) -> f64 {
    let middle = median(sorted);
    let below = sorted.partition_point(|time| *time < middle);
    let upto = sorted.partition_point(|time| *time <= middle);
    // Both ends lie half way to the next time that was seen.
    let neighbour = |index: Option<usize>| index.and_then(|index| sorted.get(index));
    let start = neighbour(below.checked_sub(1)).map_or(middle, |before| (before + middle) / 2.0);
    let end = neighbour(Some(upto)).map_or(middle, |after| (middle + after) / 2.0);
    let part = (sorted.len() as f64 / 2.0 - below as f64) / (upto - below) as f64;
    start + (end - start) * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_lies_between_the_ticks() {
        assert_eq!(grouped_median(&[10.0, 20.0, 20.0, 30.0]), 20.0);
        assert_eq!(grouped_median(&[10.0, 10.0, 20.0, 30.0]), 15.0);
        assert_eq!(grouped_median(&[7.0]), 7.0);
    }
}
