//! Label Studio's packing of painted masks: the run-length encoding of `@thi.ng/rle-pack` over the RGBA bytes of the
//! mask, of which the alpha says whether a pixel is painted.
//!
//! A stream of bits, the highest of a byte first: 32 bits the number of words; 5 bits the size of a word less 1; four
//! times 4 bits the size of a length of each class less 1; then, until all words are there, 1 bit whether a word is
//! repeated, 2 bits the class, a length less 1 of the size of its class, and the word (or that many different words).

/// Why bytes are no mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// They end before all words are there.
    TooShort,
    /// Words are not bytes, or not four to a pixel.
    WordSize,
}

/// The painted pixels, counted in reading order: runs from one (included) to another (not included). A mask takes as
/// much room as its bytes, whatever size it claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mask {
    pixels: u64,
    spans: Vec<(u64, u64)>,
}

/// Bytes of a pixel; the last is the alpha.
const CHANNELS: u64 = 4;

impl Mask {
    pub(super) fn decode(bytes: &[u8]) -> Result<Mask, Fault> {
        let mut bits = Bits { bytes, at: 0 };
        let header = Header::read(&mut bits).ok_or(Fault::TooShort)?;
        if header.word_bits != 8 || header.words % CHANNELS != 0 {
            return Err(Fault::WordSize);
        }
        let mut mask = Mask {
            pixels: header.words / CHANNELS,
            spans: Vec::new(),
        };
        each_run(&mut bits, &header, |from, to, word| {
            if word > 0 {
                // The pixels whose alpha lies in the run.
                mask.paint(from / CHANNELS, to / CHANNELS);
            }
        })
        .ok_or(Fault::TooShort)?;
        Ok(mask)
    }

    fn paint(&mut self, from: u64, to: u64) {
        match self.spans.last_mut() {
            Some(last) if last.1 == from => last.1 = to,
            _ if from < to => self.spans.push((from, to)),
            _ => {}
        }
    }

    /// The number of pixels of the image.
    pub(super) fn pixels(&self) -> u64 {
        self.pixels
    }

    pub(super) fn spans(&self) -> &[(u64, u64)] {
        &self.spans
    }

    /// The number of painted pixels.
    pub(super) fn area(&self) -> u64 {
        self.spans.iter().map(|(from, to)| to - from).sum()
    }

    /// Intersection over union, from 0 to 1.
    pub(super) fn overlap(&self, other: &Mask) -> f64 {
        let (mut common, mut i, mut j) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.spans.get(i), other.spans.get(j)) {
            common += a.1.min(b.1).saturating_sub(a.0.max(b.0));
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        let union = self.area() + other.area() - common;
        if union == 0 {
            0.0
        } else {
            common as f64 / union as f64
        }
    }
}

struct Header {
    words: u64,
    word_bits: u32,
    length_bits: [u32; 4],
}

impl Header {
    fn read(bits: &mut Bits<'_>) -> Option<Header> {
        let words = u64::from(bits.take(32)?);
        let word_bits = bits.take(5)? + 1;
        let mut length_bits = [0; 4];
        for size in &mut length_bits {
            *size = bits.take(4)? + 1;
        }
        Some(Header {
            words,
            word_bits,
            length_bits,
        })
    }
}

/// Hands on every run of one word: from, to, word. `None` when the bits end too early.
fn each_run(bits: &mut Bits<'_>, header: &Header, mut run: impl FnMut(u64, u64, u32)) -> Option<()> {
    let mut at = 0;
    while at < header.words {
        let repeated = bits.take(1)? == 1;
        let class = bits.take(2)? as usize;
        let length = u64::from(bits.take(header.length_bits[class])?) + 1;
        let end = (at + length).min(header.words);
        if repeated {
            run(at, end, bits.take(header.word_bits)?);
        } else {
            for place in at..end {
                run(place, place + 1, bits.take(header.word_bits)?);
            }
        }
        at = end;
    }
    Some(())
}

/// Reads whole numbers of some bits.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut number: u32 = 0;
        for _ in 0..count {
            let byte = *self.bytes.get(self.at / 8)?;
            number = number << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(bytes: &[u8]) -> Option<Vec<u32>> {
        let mut bits = Bits { bytes, at: 0 };
        let header = Header::read(&mut bits)?;
        let mut words = Vec::new();
        each_run(&mut bits, &header, |from, to, word| {
            words.extend((from..to).map(|_| word));
        })?;
        Some(words)
    }

    /// The vectors of rle-pack's own tests: 1024 words of 3 bits, once with the usual classes and once with others.
    #[test]
    fn vectors_of_rle_pack() {
        let middle = [
            1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1,
        ];
        let mut wanted = vec![0; 1024];
        wanted[512..512 + middle.len()].copy_from_slice(&middle);
        let usual = [
            0, 0, 4, 0, 17, 27, 255, 1, 255, 18, 24, 212, 78, 24, 5, 134, 68, 227, 82, 30, 3, 196, 0,
        ];
        assert_eq!(words(&usual), Some(wanted.clone()));
        let other = [
            0, 0, 4, 0, 16, 9, 199, 255, 140, 134, 234, 206, 96, 89, 150, 119, 89, 15, 241, 0,
        ];
        assert_eq!(words(&other), Some(wanted));
    }

    /// The vector of label-studio-converter's own test.
    #[test]
    fn vector_of_the_converter() {
        let packed = [
            0, 0, 0, 18, 57, 27, 252, 96, 32, 1, 0, 6, 0, 40, 0, 192, 3, 128, 17, 56, 32,
        ];
        let wanted = vec![1, 1, 1, 1, 2, 3, 5, 6, 7, 8, 4, 4, 4, 4, 4, 4, 4, 4];
        assert_eq!(words(&packed), Some(wanted));
        assert_eq!(
            Mask::decode(&packed),
            Err(Fault::WordSize),
            "18 words are no pixels"
        );
    }

    /// Four by three pixels, the middle two of the lower two rows painted, as rle-pack packs their RGBA.
    const SMALL: [u8; 16] = [0, 0, 0, 48, 57, 27, 254, 19, 0, 159, 254, 112, 9, 255, 227, 0];

    #[test]
    fn painted_pixels_are_those_with_alpha() {
        let mask = Mask::decode(&SMALL).unwrap_or_else(|fault| panic!("{fault:?}"));
        assert_eq!((mask.pixels(), mask.area()), (12, 4));
        assert_eq!(mask.spans(), [(5, 7), (9, 11)]);
        assert_eq!(mask.overlap(&mask), 1.0);
        let half = Mask {
            pixels: 12,
            spans: vec![(4, 6)],
        };
        assert_eq!(mask.overlap(&half), 0.2);
    }

    #[test]
    fn cut_off_and_lying_bytes_are_refused_at_once() {
        for length in 0..SMALL.len() - 1 {
            assert_eq!(Mask::decode(&SMALL[..length]), Err(Fault::TooShort), "{length}");
        }
        let mut huge = SMALL;
        huge[0] = 255;
        assert_eq!(
            Mask::decode(&huge),
            Err(Fault::TooShort),
            "it claims 4 billion words"
        );
    }
}
