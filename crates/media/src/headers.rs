//! The headers that a blob is served with.

use crate::{ContentHash, ContentType};

/// What [`response_headers`] needs to know.
#[derive(Clone, Copy, Debug)]
pub struct MediaResponse<'a> {
    /// The blob's kind, as found when it was put.
    pub content_type: ContentType,
    /// The blob's hash, which makes its ETag.
    pub sha256: &'a ContentHash,
    /// The name under which a browser saves it.
    pub file_name: Option<&'a str>,
    /// When the signed address expires, Unix time.
    pub expires_at_seconds: i64,
    /// Unix time now.
    pub now_seconds: i64,
}

/// Headers by name, lower-case. Content-Length and Content-Range depend on the request: see
/// [`crate::RequestedRange`].
pub fn response_headers(response: &MediaResponse<'_>) -> Vec<(&'static str, String)> {
    let max_age = response
        .expires_at_seconds
        .saturating_sub(response.now_seconds)
        .max(0);
    let mut headers = vec![
        ("content-type", response.content_type.header().to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("content-disposition", content_disposition(response.file_name)),
        // What an address names never changes; a shared cache must not outlive the address.
        ("cache-control", format!("private, max-age={max_age}, immutable")),
        ("etag", format!("\"{}\"", response.sha256)),
        ("accept-ranges", "bytes".to_owned()),
    ];
    // Only these two could ever be read as a page; a policy on a PDF or a video would break the browser's viewer.
    if matches!(response.content_type, ContentType::Svg | ContentType::Text) {
        let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        headers.push(("content-security-policy", policy.to_owned()));
    }
    headers
}

/// RFC 6266 with RFC 5987: an ASCII name for old programs and the true one beside it.
fn content_disposition(file_name: Option<&str>) -> String {
    let name: String = file_name
        .unwrap_or_default()
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .collect();
    if name.is_empty() {
        return "inline".to_owned();
    }
    let ascii: String = name
        .chars()
        .map(|c| {
            if c.is_ascii() && !matches!(c, '"' | '\\' | '%' | ';') {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!(
        "inline; filename=\"{ascii}\"; filename*=UTF-8''{}",
        percent_encoded(&name)
    )
}

/// Marks that turn the direction of writing can make `exe.gpj` look like an image.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: ContentType, name: &str) -> Option<String> {
        let sha256 = ContentHash::new([7; 32]);
        let response = MediaResponse {
            content_type: kind,
            sha256: &sha256,
            file_name: Some("사진 \"1\".png"),
            expires_at_seconds: 1600,
            now_seconds: 1000,
        };
        response_headers(&response)
            .into_iter()
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    }

    #[test]
    fn only_what_could_be_a_page_is_sandboxed() {
        let policy = Some("sandbox; default-src 'none'; style-src 'unsafe-inline'".to_owned());
        assert_eq!(header(ContentType::Svg, "content-security-policy"), policy);
        assert_eq!(header(ContentType::Text, "content-security-policy"), policy);
        assert_eq!(header(ContentType::Png, "content-security-policy"), None);
        for kind in ContentType::ALL {
            assert_eq!(header(kind, "x-content-type-options").as_deref(), Some("nosniff"));
            assert_eq!(
                header(kind, "cache-control").as_deref(),
                Some("private, max-age=600, immutable")
            );
        }
    }

    #[test]
    fn file_names_cannot_break_out() {
        assert_eq!(
            header(ContentType::Png, "content-disposition").as_deref(),
            Some("inline; filename=\"__ _1_.png\"; filename*=UTF-8''%EC%82%AC%EC%A7%84%20%221%22.png")
        );
        assert_eq!(content_disposition(None), "inline");
        assert_eq!(content_disposition(Some("\r\n")), "inline");
        let cases = [
            ("../../a.png", "a.png"),
            ("a\r\nset-cookie: b", "aset-cookie: b"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
        ];
        for (given, expected) in cases {
            let found = content_disposition(Some(given));
            assert!(
                found.starts_with(&format!("inline; filename=\"{expected}\"")),
                "{found}"
            );
        }
    }
}
