//! Addresses that open a blob for a while without a session.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Keeps these signatures apart from everything else that the same secret may sign.
const DOMAIN: &[u8] = b"pumasi media address v1\0";
/// Expiries are rounded up to this, so that a page opened twice asks for the same address and the browser's cache
/// answers.
const WINDOW_SECONDS: i64 = 600;
const SHORTEST_SECRET: usize = 16;

/// Signs and checks media addresses with HMAC-SHA256.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

/// A secret that could be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the media secret has {bytes} bytes; give at least {SHORTEST_SECRET} random ones, better 32")]
pub struct SecretTooShort {
    /// How long the given secret was.
    pub bytes: usize,
}

/// Why an address does not open anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureProblem {
    /// It was good once.
    #[error("the address has expired; open the page again")]
    Expired,
    /// It was never good: another id, another expiry, another secret, or made up.
    #[error("the address is not valid")]
    Wrong,
}

impl SignatureProblem {
    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Expired => "address_expired",
            Self::Wrong => "address_invalid",
        }
    }
}

impl Signer {
    /// Takes the secret that all servers of one installation share.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, SecretTooShort> {
        let secret = secret.as_ref();
        let too_short = SecretTooShort { bytes: secret.len() };
        if secret.len() < SHORTEST_SECRET {
            return Err(too_short);
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|_| too_short)?;
        mac.update(DOMAIN);
        Ok(Self(mac))
    }

    /// The signature for one blob until `expires_at_seconds` (Unix time), in hexadecimal.
    pub fn sign(&self, media_id: &str, expires_at_seconds: i64) -> String {
        hex::encode(self.mac(media_id, expires_at_seconds).finalize().into_bytes())
    }

    /// Checks a signature in constant time. A forged expiry is [`SignatureProblem::Wrong`], not merely expired.
    pub fn verify(
        &self,
        media_id: &str,
        expires_at_seconds: i64,
        signature: &str,
        now_seconds: i64,
    ) -> Result<(), SignatureProblem> {
        let given = hex::decode(signature).map_err(|_| SignatureProblem::Wrong)?;
        self.mac(media_id, expires_at_seconds)
            .verify_slice(&given)
            .map_err(|_| SignatureProblem::Wrong)?;
        if now_seconds >= expires_at_seconds {
            Err(SignatureProblem::Expired)
        } else {
            Ok(())
        }
    }

    /// `/media/{id}?expires=…&signature=…`, good for at least `lifetime_seconds` from `now_seconds` and at most ten
    /// minutes longer.
    pub fn signed_path(&self, media_id: &str, now_seconds: i64, lifetime_seconds: i64) -> String {
        let expires = round_up(now_seconds.saturating_add(lifetime_seconds.max(0)));
        let signature = self.sign(media_id, expires);
        format!(
            "/media/{}?expires={expires}&signature={signature}",
            crate::headers::percent_encoded(media_id)
        )
    }

    fn mac(&self, media_id: &str, expires_at_seconds: i64) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        // The expiry has a fixed length and comes first, so no id can be read as part of it.
        mac.update(&expires_at_seconds.to_be_bytes());
        mac.update(media_id.as_bytes());
        mac
    }
}

fn round_up(seconds: i64) -> i64 {
    let over = seconds.rem_euclid(WINDOW_SECONDS);
    if over == 0 {
        seconds
    } else {
        seconds.saturating_add(WINDOW_SECONDS - over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signer(secret: &str) -> Signer {
        Signer::new(secret).expect("long enough")
    }

    #[test]
    fn the_signature_is_the_one_that_others_compute() {
        // Computed with Python: hmac.new(b"0123456789abcdef", DOMAIN + struct.pack(">q", 1800000000) + b"m1", "sha256")
        let expected = "6b371493a7e05dab1d4ad3e8cf20bc4f50c8fb22aa0174dd0babd35238d904ab";
        assert_eq!(signer("0123456789abcdef").sign("m1", 1_800_000_000), expected);
    }

    #[test]
    fn it_is_bound_to_id_expiry_secret_and_time() {
        let ours = signer("a secret of good length");
        let signature = ours.sign("m1", 1000);
        assert_eq!(ours.verify("m1", 1000, &signature, 999), Ok(()));
        assert_eq!(
            ours.verify("m1", 1000, &signature, 1000),
            Err(SignatureProblem::Expired)
        );
        assert_eq!(
            ours.verify("m2", 1000, &signature, 999),
            Err(SignatureProblem::Wrong)
        );
        assert_eq!(
            ours.verify("m1", 2000, &signature, 999),
            Err(SignatureProblem::Wrong)
        );
        assert_eq!(
            ours.verify("m1", 1000, &signature[2..], 999),
            Err(SignatureProblem::Wrong)
        );
        assert_eq!(ours.verify("m1", 1000, "", 999), Err(SignatureProblem::Wrong));
        assert_eq!(ours.verify("m1", 1000, "zz", 999), Err(SignatureProblem::Wrong));
        assert_eq!(
            signer("another secret of length").verify("m1", 1000, &signature, 999),
            Err(SignatureProblem::Wrong)
        );
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert_eq!(Signer::new("short").err(), Some(SecretTooShort { bytes: 5 }));
    }

    #[test]
    fn addresses_stay_the_same_within_a_window() {
        let ours = signer("a secret of good length");
        assert_eq!(
            ours.signed_path("m1", 1201, 3600),
            ours.signed_path("m1", 1799, 3600)
        );
        assert_ne!(
            ours.signed_path("m1", 1201, 3600),
            ours.signed_path("m1", 1801, 3600)
        );
        assert!(
            ours.signed_path("a/b?c", 0, 600)
                .starts_with("/media/a%2Fb%3Fc?expires=600&signature=")
        );
    }

    proptest! {
        #[test]
        fn an_address_lives_as_long_as_promised(now in 0i64..4_000_000_000, lifetime in 0i64..1_000_000) {
            let expires = round_up(now + lifetime);
            prop_assert!(expires >= now + lifetime && expires < now + lifetime + WINDOW_SECONDS);
            prop_assert_eq!(expires % WINDOW_SECONDS, 0);
        }
    }
}
