//! Texts as vectors: an encoder that needs no model, and room for vectors made elsewhere.

use crate::AnswersError;

/// One vector per text, all of one length, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Embeddings {
    dimension: usize,
    values: Vec<f32>,
}

impl Embeddings {
    /// From `rows × dimension` numbers made elsewhere (by a language model, say).
    ///
    /// # Errors
    /// If the numbers do not make whole rows.
    pub fn from_values(dimension: usize, values: Vec<f32>) -> Result<Embeddings, AnswersError> {
        if dimension == 0 || !values.len().is_multiple_of(dimension) {
            return Err(AnswersError::Lengths);
        }
        Ok(Embeddings { dimension, values })
    }

    /// Length of a vector.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Number of vectors.
    pub fn rows(&self) -> usize {
        self.values.len() / self.dimension
    }

    /// The vector of a row.
    pub fn row(&self, row: u32) -> &[f32] {
        &self.values[row as usize * self.dimension..(row as usize + 1) * self.dimension]
    }
}

/// Numbers in a vector of [`encode`].
const BUCKETS: usize = 256;

/// Hashed character n-grams: runs of two to four characters, of the text with a space before and after, are counted in
/// 256 buckets (the hashing trick: Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009). The
/// counts are divided by the root of their length as a vector: left whole, long texts would be far from all others; at
/// length 1, texts that say half as much would be near. No weights, no language. A text without characters is all nought.
pub fn encode<T: AsRef<str>>(texts: &[T]) -> Embeddings {
    let mut values = vec![0.0f32; texts.len() * BUCKETS];
    let mut characters = Vec::new();
    for (text, vector) in texts.iter().zip(values.chunks_exact_mut(BUCKETS)) {
        let text = text.as_ref();
        if text.is_empty() {
            continue;
        }
        characters.clear();
        characters.push(' ');
        characters.extend(text.chars());
        characters.push(' ');
        for n in 2..=4 {
            for run in characters.windows(n) {
                vector[bucket(run)] += 1.0;
            }
        }
        let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|value| *value /= length.sqrt());
    }
    Embeddings {
        dimension: BUCKETS,
        values,
    }
}

/// FNV-1a over the code points, folded to a bucket.
fn bucket(run: &[char]) -> usize {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for character in run {
        for byte in u32::from(*character).to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    ((hash ^ (hash >> 32)) & (BUCKETS as u64 - 1)) as usize
}

/// Squared distance of two vectors of one length.
pub(super) fn squared_distance(a: &[f32], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (f64::from(*a) - b).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_texts_are_near() {
        let found = encode(&["the cat sat", "the cat sat down", "무궁화 꽃이", ""]);
        let dot = |a: u32, b: u32| {
            found
                .row(a)
                .iter()
                .zip(found.row(b))
                .map(|(a, b)| a * b)
                .sum::<f32>()
        };
        let cosine = |a, b| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
        assert!(cosine(0, 1) > 0.7 && cosine(0, 2) < 0.4);
        assert!(dot(1, 1) > dot(0, 0), "a longer text has a longer vector");
        assert_eq!(
            encode(&["the cat sat"]).row(0),
            found.row(0),
            "whatever else is encoded"
        );
        assert!(found.row(3).iter().all(|value| *value == 0.0));
        assert_eq!((found.rows(), found.dimension()), (4, 256));
    }

    #[test]
    fn vectors_from_outside_must_make_whole_rows() {
        assert!(Embeddings::from_values(3, vec![0.0; 6]).is_ok());
        assert_eq!(
            Embeddings::from_values(3, vec![0.0; 7]),
            Err(AnswersError::Lengths)
        );
        assert_eq!(Embeddings::from_values(0, vec![]), Err(AnswersError::Lengths));
    }
}
