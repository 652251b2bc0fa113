//! From probabilities of units back to spans that a person could have drawn.

use super::Span;

/// A span that the answers together speak for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AggregatedSpan {
    /// Where, and of which label.
    pub span: Span,
    /// Mean probability of its units, 0 to 1.
    pub confidence: f64,
}

/// What makes a span of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    /// Least probability of a unit inside.
    pub(super) threshold: f64,
    /// Gaps of at most so many units are closed where their units are at least half as likely as the threshold asks.
    pub(super) longest_gap: u32,
}

/// Cuts the units into spans. Ends are moved to the nearest end that somebody marked, so that no word is cut that nobody
/// cut; a span that vanishes by it is dropped. `ends` are all marked ends of this label, sorted.
pub(super) fn cut_spans(inside: &[f64], ends: &[u32], label: u32, cut: Cut) -> Vec<AggregatedSpan> {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for (start, end) in runs(inside, cut.threshold) {
        let (start, end) = (nearest(ends, start), nearest(ends, end));
        if start >= end {
            continue;
        }
        match spans.last_mut() {
            Some(last) if start <= last.1 || closes(inside, last.1, start, cut) => last.1 = last.1.max(end),
            _ => spans.push((start, end)),
        }
    }
    spans
        .into_iter()
        .map(|(start, end)| AggregatedSpan {
            span: Span { start, end, label },
            confidence: mean(&inside[start as usize..end as usize]),
        })
        .collect()
}

fn runs(inside: &[f64], threshold: f64) -> Vec<(u32, u32)> {
    let mut runs = Vec::new();
    let mut open: Option<u32> = None;
    for (unit, probability) in inside.iter().enumerate() {
        match (open, *probability >= threshold) {
            (None, true) => open = Some(unit as u32),
            (Some(start), false) => {
                runs.push((start, unit as u32));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        runs.push((start, inside.len() as u32));
    }
    runs
}

fn closes(inside: &[f64], from: u32, to: u32, cut: Cut) -> bool {
    to - from <= cut.longest_gap && mean(&inside[from as usize..to as usize]) >= cut.threshold / 2.0
}

fn nearest(ends: &[u32], place: u32) -> u32 {
    let after = ends.partition_point(|end| *end < place);
    let candidates = [after.checked_sub(1), Some(after)];
    candidates
        .into_iter()
        .filter_map(|index| ends.get(index?).copied())
        .min_by_key(|end| end.abs_diff(place))
        .unwrap_or(place)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(inside: &[f64], ends: &[u32], longest_gap: u32) -> Vec<(u32, u32)> {
        let cut = Cut {
            threshold: 0.5,
            longest_gap,
        };
        let spans = cut_spans(inside, ends, 0, cut);
        spans.iter().map(|one| (one.span.start, one.span.end)).collect()
    }

    #[test]
    fn ends_move_to_where_somebody_put_them() {
        let inside = [0.1, 0.4, 0.9, 0.9, 0.6, 0.4, 0.1];
        assert_eq!(found(&inside, &[1, 4], 0), [(1, 4)]);
        assert_eq!(found(&inside, &[2, 5, 6], 0), [(2, 5)]);
    }

    #[test]
    fn a_gap_that_is_nearly_inside_is_closed_and_another_is_not() {
        let near = [0.9, 0.3, 0.9];
        let far = [0.9, 0.1, 0.9];
        assert_eq!(found(&near, &[0, 1, 2, 3], 1), [(0, 3)]);
        assert_eq!(found(&near, &[0, 1, 2, 3], 0), [(0, 1), (2, 3)]);
        assert_eq!(found(&far, &[0, 1, 2, 3], 1), [(0, 1), (2, 3)]);
    }
}
