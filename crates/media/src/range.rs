//! The Range header of a request (RFC 9110 §14).

use std::ops::Range;

/// What part of a blob was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestedRange {
    /// All of it: answer 200.
    Whole,
    /// These bytes: answer 206 with [`RequestedRange::content_range`].
    Part(Range<u64>),
    /// Nothing that exists: answer 416 with [`RequestedRange::content_range`].
    Unsatisfiable,
}

impl RequestedRange {
    /// Reads a Range header for a blob of `size` bytes. As the RFC allows, several ranges at once and headers that
    /// make no sense are answered with the whole.
    pub fn parse(header: Option<&str>, size: u64) -> Self {
        let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
            return Self::Whole;
        };
        let Some((first, last)) = spec.trim().split_once('-') else {
            return Self::Whole;
        };
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // More digits than fit are simply past the end.
            digits.then(|| text.parse().unwrap_or(u64::MAX))
        };
        let range = match (number(first), number(last)) {
            (Some(first), None) if last.is_empty() => first..size,
            (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(size),
            (None, Some(count)) if first.is_empty() => size.saturating_sub(count)..size,
            _ => return Self::Whole,
        };
        if range.start >= range.end {
            Self::Unsatisfiable
        } else {
            Self::Part(range)
        }
    }

    /// The Content-Range header of the answer for a blob of `size` bytes, if it has one.
    pub fn content_range(&self, size: u64) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Part(range) => Some(format!(
                "bytes {}-{}/{size}",
                range.start,
                range.end.saturating_sub(1)
            )),
            Self::Unsatisfiable => Some(format!("bytes */{size}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn single_ranges_are_served() {
        let cases = [
            ("bytes=0-", RequestedRange::Part(0..100)),
            ("bytes=0-0", RequestedRange::Part(0..1)),
            ("bytes=10-19", RequestedRange::Part(10..20)),
            (" bytes=90-1000", RequestedRange::Part(90..100)),
            ("bytes=-10", RequestedRange::Part(90..100)),
            ("bytes=-1000", RequestedRange::Part(0..100)),
            ("bytes=0-99999999999999999999999", RequestedRange::Part(0..100)),
            ("bytes=100-", RequestedRange::Unsatisfiable),
            ("bytes=-0", RequestedRange::Unsatisfiable),
            ("bytes=0-1,5-6", RequestedRange::Whole),
            ("bytes=5-2", RequestedRange::Whole),
            ("bytes=-", RequestedRange::Whole),
            ("bytes=+1-2", RequestedRange::Whole),
            ("lines=0-1", RequestedRange::Whole),
            ("bytes=a-b", RequestedRange::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(RequestedRange::parse(Some(header), 100), expected, "{header}");
        }
        assert_eq!(RequestedRange::parse(None, 100), RequestedRange::Whole);
    }

    #[test]
    fn the_answer_says_what_it_holds() {
        assert_eq!(
            RequestedRange::Part(10..20).content_range(100).as_deref(),
            Some("bytes 10-19/100")
        );
        assert_eq!(
            RequestedRange::Unsatisfiable.content_range(100).as_deref(),
            Some("bytes */100")
        );
        assert_eq!(RequestedRange::Whole.content_range(100), None);
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_blob(header in "bytes=[0-9]{0,3}-[0-9]{0,3}", size in 0u64..1000) {
            if let RequestedRange::Part(range) = RequestedRange::parse(Some(&header), size) {
                prop_assert!(range.start < range.end && range.end <= size);
            }
        }
    }
}
