//! Candidates side by side: interleaved rounds, medians, ratios.

use crate::placement::shifted;
use crate::statistics::median;

/// What a candidate is to the others of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Ours,
    /// What the ratio to tokio is a ratio to: one for each path.
    Tokio,
    Peer,
    /// What the work costs without a bridge. It delivers nothing, so it is no peer.
    Floor,
}

/// One way to do the work of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    pub(crate) role: Role,
}

impl Candidate {
    pub(crate) const fn ours(name: &'static str) -> Self {
        Self::new(name, Role::Ours)
    }

    pub(crate) const fn tokio(name: &'static str) -> Self {
        Self::new(name, Role::Tokio)
    }

    pub(crate) const fn peer(name: &'static str) -> Self {
        Self::new(name, Role::Peer)
    }

    pub(crate) const fn floor(name: &'static str) -> Self {
        Self::new(name, Role::Floor)
    }

    const fn new(name: &'static str, role: Role) -> Self {
        Self { name, role }
    }
}

/// What one number of a sample is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// Follows the name of the path; nothing for the number that the path is about.
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
}

impl Column {
    pub(crate) const fn new(name: &'static str, unit: &'static str) -> Self {
        Self { name, unit }
    }
}

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effort {
    pub(crate) rounds: usize,
    /// What is done often in a sample is done so many times as often.
    pub(crate) scale: usize,
}

impl Effort {
    pub(crate) const QUICK: Self = Self {
        rounds: 5,
        scale: 1,
    };
    pub(crate) const FULL: Self = Self {
        rounds: 9,
        scale: 3,
    };
}

/// A number of one candidate, over all rounds.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) path: &'static str,
    /// Which number of the path; nothing for the one that it is about.
    pub(crate) column: &'static str,
    pub(crate) candidate: &'static str,
    pub(crate) role: Role,
    pub(crate) median: f64,
    pub(crate) unit: &'static str,
    /// The largest of the rounds, divided by the smallest, if that can be done.
    pub(crate) spread: Option<f64>,
    pub(crate) to_tokio: Option<f64>,
    pub(crate) to_best_peer: Option<f64>,
}

impl Row {
    /// Of a rate more is better, of everything else less.
    pub(crate) fn is_rate(&self) -> bool {
        self.unit.ends_with("/s")
    }
}

type Sample = Box<dyn FnMut(Effort) -> Vec<f64>>;

/// Counts something of a candidate, which is told by the names of its path and its own.
type Count = fn(&str, &str) -> f64;

/// The candidates of one path.
pub(crate) struct Path {
    name: &'static str,
    columns: &'static [Column],
    entries: Vec<(Candidate, Sample)>,
    is_slow: bool,
    counted: Option<(Column, Count)>,
}

impl Path {
    pub(crate) fn new(name: &'static str, columns: &'static [Column]) -> Self {
        Self {
            name,
            columns,
            entries: Vec::new(),
            is_slow: false,
            counted: None,
        }
    }

    /// A sample takes seconds: a quick run is content with one, and none warms up.
    pub(crate) fn slow(mut self) -> Self {
        self.is_slow = true;
        self
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Adds a candidate. A sample has a number for each column.
    pub(crate) fn with(
        mut self,
        candidate: Candidate,
        sample: impl FnMut(Effort) -> Vec<f64> + 'static,
    ) -> Self {
        self.entries.push((candidate, Box::new(sample)));
        self
    }

    /// Adds what is the same however often it is counted, so it is counted once.
    #[cfg(target_os = "linux")]
    pub(crate) fn counting(mut self, column: Column, count: Count) -> Self {
        self.counted = Some((column, count));
        self
    }

    /// One sample of one candidate.
    ///
    /// # Panics
    /// If there is none of that name.
    #[cfg(target_os = "linux")]
    pub(crate) fn sample(&mut self, candidate: &str, effort: Effort) -> Vec<f64> {
        let mut entries = self.entries.iter_mut();
        let entry = entries.find(|(found, _)| found.name == candidate);
        entry.expect("the path has such a candidate").1(effort)
    }

    /// Measures all candidates in each round, each round beginning with another one, and with the stack
    /// in another place. Where samples
    /// are not slow, a first round is only to warm up.
    pub(crate) fn measure(mut self, effort: Effort) -> Vec<Row> {
        let count = self.entries.len();
        let mut samples = vec![Vec::new(); count];
        let rounds = match (self.is_slow, effort) {
            (false, _) => 0..=effort.rounds,
            (true, Effort::QUICK) => 1..=1,
            (true, _) => 1..=effort.rounds,
        };
        for round in rounds {
            for turn in 0..count {
                let entry = (round + turn) % count;
                let sample = shifted(round, &mut || (self.entries[entry].1)(effort));
                assert_eq!(sample.len(), self.columns.len());
                if round > 0 {
                    samples[entry].push(sample);
                }
            }
        }
        let measured = (self.columns.iter().enumerate()).flat_map(|(index, column)| {
            self.rows(*column, |entry| {
                samples[entry].iter().map(|sample| sample[index]).collect()
            })
        });
        let counted = (self.counted.iter()).flat_map(|(column, count)| {
            self.rows(*column, |entry| {
                vec![count(self.name, self.entries[entry].0.name)]
            })
        });
        measured.chain(counted).collect()
    }

    /// A row for each candidate.
    fn rows(&self, column: Column, values: impl Fn(usize) -> Vec<f64>) -> Vec<Row> {
        let mut rows: Vec<Row> = (self.entries.iter().enumerate())
            .map(|(index, (candidate, _))| {
                let mut values = values(index);
                values.sort_by(f64::total_cmp);
                Row {
                    path: self.name,
                    column: column.name,
                    candidate: candidate.name,
                    role: candidate.role,
                    median: median(&values),
                    unit: column.unit,
                    spread: ratio(values[values.len() - 1], values[0]),
                    to_tokio: None,
                    to_best_peer: None,
                }
            })
            .collect();
        compare(&mut rows);
        rows
    }
}

/// Fills in the ratios.
fn compare(rows: &mut [Row]) {
    let tokio = (rows.iter().find(|row| row.role == Role::Tokio)).map(|row| row.median);
    let best = (rows.iter())
        .filter(|row| matches!(row.role, Role::Peer | Role::Tokio))
        .max_by(|one, other| match one.is_rate() {
            true => one.median.total_cmp(&other.median),
            false => other.median.total_cmp(&one.median),
        })
        .map(|row| row.median);
    for row in rows {
        row.to_tokio = tokio.and_then(|tokio| ratio(row.median, tokio));
        row.to_best_peer = best.and_then(|best| ratio(row.median, best));
    }
}

/// Nothing is a multiple of no allocation.
fn ratio(value: f64, to: f64) -> Option<f64> {
    (to > 0.0).then(|| value / to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(role: Role, median: f64, unit: &'static str) -> Row {
        Row {
            path: "path",
            column: "",
            candidate: "candidate",
            role,
            median,
            unit,
            spread: None,
            to_tokio: None,
            to_best_peer: None,
        }
    }

    fn ratios(unit: &'static str) -> Vec<(Option<f64>, Option<f64>)> {
        let mut rows = [
            row(Role::Ours, 8.0, unit),
            row(Role::Tokio, 4.0, unit),
            row(Role::Peer, 2.0, unit),
            row(Role::Floor, 1.0, unit),
        ];
        compare(&mut rows);
        rows.iter()
            .map(|row| (row.to_tokio, row.to_best_peer))
            .collect()
    }

    #[test]
    fn the_best_peer_is_no_floor_and_takes_the_least_time() {
        assert_eq!(ratios("ns")[0], (Some(2.0), Some(4.0)));
        assert_eq!(ratios("ns")[3], (Some(0.25), Some(0.5)));
    }

    #[test]
    fn the_best_peer_has_the_highest_rate() {
        assert_eq!(ratios("M items/s")[0], (Some(2.0), Some(2.0)));
    }

    #[test]
    fn nothing_is_compared_to_zero() {
        let mut rows = [row(Role::Ours, 1.0, "ns"), row(Role::Tokio, 0.0, "ns")];
        compare(&mut rows);
        assert_eq!((rows[0].to_tokio, rows[0].to_best_peer), (None, None));
    }

    #[test]
    fn rounds_begin_with_another_candidate_each() {
        use std::cell::RefCell;
        use std::rc::Rc;

        let order = Rc::new(RefCell::new(String::new()));
        let sample = |name: char| {
            let order = Rc::clone(&order);
            move |_| {
                order.borrow_mut().push(name);
                vec![1.0]
            }
        };
        const COLUMNS: &[Column] = &[Column::new("", "ns")];
        let rows = Path::new("path", COLUMNS)
            .with(Candidate::ours("a"), sample('a'))
            .with(Candidate::peer("b"), sample('b'))
            .measure(Effort {
                rounds: 3,
                scale: 1,
            });
        assert_eq!(*order.borrow(), "abbaabba");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].spread, Some(1.0));
    }
}
