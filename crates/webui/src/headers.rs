//! What is said about a file beside its bytes: kind, age, encoding, and what a page may do.

use axum::http::header::{
    ACCEPT_ENCODING, CONTENT_SECURITY_POLICY, IF_NONE_MATCH, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What the pages may load and do.
#[derive(Clone, Debug)]
pub struct Policy {
    content: HeaderValue,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            content: content_policy(""),
        }
    }
}

impl Policy {
    /// A policy under which pictures, sounds and uploads may also go to these origins, for example
    /// `https://media.example.org`: needed where media lie in an object store that browsers talk to directly.
    ///
    /// # Errors
    /// The origin that is not of the form `scheme://host` or `scheme://host:port`.
    pub fn with_media_origins(origins: &[String]) -> Result<Self, String> {
        if let Some(bad) = origins.iter().find(|origin| !is_origin(origin)) {
            return Err(format!(
                "`{bad}` is not an origin such as https://media.example.org"
            ));
        }
        let extra: String = origins.iter().map(|origin| format!(" {origin}")).collect();
        Ok(Self {
            content: content_policy(&extra),
        })
    }

    /// For every response.
    pub(crate) fn secure(&self, fields: &mut HeaderMap) {
        fields.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        fields.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    }

    /// For pages.
    pub(crate) fn guard_page(&self, fields: &mut HeaderMap) {
        fields.insert(CONTENT_SECURITY_POLICY, self.content.clone());
        fields.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        fields.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
        let permissions = "camera=(self), microphone=(self), fullscreen=(self), geolocation=(), payment=(), usb=(), \
            serial=(), hid=(), midi=(), display-capture=()";
        fields.insert(PERMISSIONS_POLICY, HeaderValue::from_static(permissions));
    }
}

fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    })
}

fn content_policy(media: &str) -> HeaderValue {
    let text = format!(
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{media}; \
         media-src 'self' blob:{media}; connect-src 'self'{media}; worker-src 'self'; object-src 'none'; \
         base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("default-src 'self'"))
}

/// A form that files are compressed into when the front end is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    pub const BEST_FIRST: [Self; 2] = [Self::Brotli, Self::Gzip];

    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What the compressed file's name ends in.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// Whether the request names this encoding and does not weigh it with zero.
    pub fn accepted_by(self, request: &HeaderMap) -> bool {
        let values = request
            .get_all(ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(self.name()));
            named
                && parts
                    .filter_map(|part| part.strip_prefix("q="))
                    .all(|weight| weight.parse().is_ok_and(|q: f32| q > 0.0))
        })
    }
}

/// Files under `assets/` carry their hash in their name and never change. Fonts change with a release of theirs,
/// which a page survives for some days. Everything else is asked for again.
pub fn cache_control(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.split('/').next() {
        Some("assets") => "public, max-age=31536000, immutable",
        Some("fonts") => "public, max-age=86400, stale-while-revalidate=604800",
        _ => "no-cache",
    })
}

/// Half of the hash, quoted: enough to tell any two files apart.
pub fn entity_tag(hash: &[u8; 32]) -> HeaderValue {
    let digits: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{digits}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// Whether the browser already has the file with this tag.
pub fn matches(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let values = request
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known).as_bytes() == tag.as_bytes())
}

/// The media type by the name's ending.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "mp3" => "audio/mpeg",
        "ogg" | "opus" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "wav" => "audio/wav",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn encodings_are_taken_by_name_and_weight() {
        let accepts = |value: &str| {
            let request = with(ACCEPT_ENCODING, value);
            Encoding::BEST_FIRST.map(|encoding| encoding.accepted_by(&request))
        };
        assert_eq!(accepts("gzip, deflate, br, zstd"), [true, true]);
        assert_eq!(accepts("gzip;q=1.0, br;q=0"), [false, true]);
        assert_eq!(accepts("BR; q=0.5"), [true, false]);
        assert_eq!(accepts("identity, brotli"), [false, false]);
        assert!(!Encoding::Gzip.accepted_by(&HeaderMap::new()));
    }

    #[test]
    fn tags_match_in_lists_and_weakly() {
        let tag = entity_tag(&[0xab; 32]);
        let known = |value: &str| matches(&with(IF_NONE_MATCH, value), &tag);
        assert!(known("\"abababababababababababababababab\""));
        assert!(known("\"other\", W/\"abababababababababababababababab\""));
        assert!(known("*"));
        assert!(!known("\"other\"") && !matches(&HeaderMap::new(), &tag));
    }

    #[test]
    fn media_origins_widen_the_policy_and_nothing_else_gets_in() {
        let policy = Policy::with_media_origins(&["https://media.example.org:9000".to_owned()]).unwrap();
        let text = policy.content.to_str().unwrap();
        assert!(
            text.contains("img-src 'self' data: blob: https://media.example.org:9000;"),
            "{text}"
        );
        assert!(text.contains("script-src 'self';"), "{text}");
        for bad in [
            "media.example.org",
            "https://",
            "https://a; script-src *",
            "https://a/path",
        ] {
            assert!(
                Policy::with_media_origins(&[bad.to_owned()])
                    .unwrap_err()
                    .contains(bad),
                "{bad}"
            );
        }
    }
}
