//! Where a request comes from: which address, and whether a page of another site made the browser send it.

use crate::problem::ApiError;
use crate::settings::HttpSettings;
use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, StatusCode, Uri, header};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The caller's address: the proxy's word for it where a proxy is trusted, otherwise the connection's other end.
pub(crate) fn client_address(
    settings: &HttpSettings,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> IpAddr {
    let told = settings.client_address_header.as_deref().and_then(|name| {
        // Each proxy adds to the end, so the last entry is the one our own proxy wrote.
        let last = headers
            .get_all(name)
            .iter()
            .next_back()?
            .to_str()
            .ok()?
            .rsplit(',')
            .next()?
            .trim()
            .to_owned();
        last.parse::<IpAddr>()
            .ok()
            .or_else(|| Some(last.parse::<SocketAddr>().ok()?.ip()))
    });
    let peer = || {
        extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip())
    };
    told.or_else(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Refuses what another site's page made the browser send. Programs send neither of the two headers.
pub(crate) fn check_same_origin(settings: &HttpSettings, headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        // `none` is the address bar. Sibling subdomains are other sites.
        return if matches!(site, "same-origin" | "none") {
            Ok(())
        } else {
            Err(cross_site())
        };
    }
    let Some(origin) = text(header::ORIGIN) else {
        return Ok(());
    };
    let ours = match &settings.public_url {
        Some(url) => origin_of(url) == origin_of(origin),
        // The proxy in front may speak TLS while we do not: without a public address only hosts are compared.
        None => {
            origin
                .parse::<Uri>()
                .ok()
                .and_then(|uri| uri.authority().map(|a| a.as_str().to_owned()))
                .as_deref()
                == text(header::HOST)
        }
    };
    if ours { Ok(()) } else { Err(cross_site()) }
}

fn cross_site() -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        "csrf",
        "this request came from a page of another site",
    )
}

fn origin_of(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let (scheme, host) = (uri.scheme_str()?, uri.host()?);
    let default = if scheme == "https" { 443 } else { 80 };
    Some(format!("{scheme}://{host}:{}", uri.port_u16().unwrap_or(default)).to_ascii_lowercase())
}

/// Whether a host name is this machine's own, where browsers trust plain http like https.
fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether browsers will keep a `Secure` cookie that this server sets.
pub(crate) fn keeps_secure_cookies(settings: &HttpSettings, headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let (scheme, host) = match settings
        .public_url
        .as_deref()
        .and_then(|url| url.parse::<Uri>().ok())
    {
        Some(uri) => {
            let host = uri.authority().map(|a| a.as_str().to_owned()).unwrap_or_default();
            (uri.scheme_str().unwrap_or("http").to_owned(), host)
        }
        None => ("http".to_owned(), text(header::HOST).to_owned()),
    };
    // Safari is the one browser that does not trust plain http from the machine itself.
    let agent = text(header::USER_AGENT);
    let is_safari = agent.contains("Safari/") && !agent.contains("Chrom");
    scheme == "https" || (is_local(&host) && !is_safari)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        };
        list.iter().map(pair).collect()
    }

    fn settings(public_url: Option<&str>) -> HttpSettings {
        HttpSettings {
            public_url: public_url.map(str::to_owned),
            ..HttpSettings::default()
        }
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let with_url = settings(Some("https://pumasi.example.org/"));
        let without = settings(None);
        let good = |settings: &HttpSettings, list: &[(&'static str, &str)]| {
            check_same_origin(settings, &headers(list)).is_ok()
        };
        assert!(good(&with_url, &[]));
        assert!(good(&with_url, &[("origin", "https://pumasi.example.org")]));
        assert!(good(&with_url, &[("origin", "https://PUMASI.example.org:443")]));
        assert!(!good(&with_url, &[("origin", "http://pumasi.example.org")]));
        assert!(!good(&with_url, &[("origin", "null")]));
        assert!(good(
            &without,
            &[("origin", "https://a.example"), ("host", "a.example")]
        ));
        assert!(!good(
            &without,
            &[("origin", "https://b.example"), ("host", "a.example")]
        ));
        assert!(!good(
            &without,
            &[
                ("sec-fetch-site", "same-site"),
                ("origin", "https://a.example"),
                ("host", "a.example")
            ]
        ));
        assert!(good(&without, &[("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn only_the_configured_proxy_is_believed() {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 5))));
        let told = headers(&[("x-forwarded-for", "203.0.113.9, 198.51.100.2")]);
        let mut settings = settings(None);
        assert_eq!(
            client_address(&settings, &told, &extensions).to_string(),
            "10.0.0.1"
        );
        settings.client_address_header = Some("x-forwarded-for".to_owned());
        assert_eq!(
            client_address(&settings, &told, &extensions).to_string(),
            "198.51.100.2"
        );
        assert_eq!(
            client_address(&settings, &headers(&[]), &extensions).to_string(),
            "10.0.0.1"
        );
    }

    #[test]
    fn secure_cookies_go_where_they_are_kept() {
        let keeps = |url: Option<&str>, list: &[(&'static str, &str)]| {
            keeps_secure_cookies(&settings(url), &headers(list))
        };
        assert!(keeps(Some("https://a.example"), &[("host", "10.0.0.1")]));
        assert!(!keeps(Some("http://a.example"), &[("host", "localhost")]));
        assert!(keeps(Some("http://localhost:8080"), &[]));
        assert!(keeps(None, &[("host", "127.0.0.1:8080")]) && keeps(None, &[("host", "[::1]:8080")]));
        assert!(!keeps(None, &[("host", "192.168.0.7:8080")]));
        let safari =
            "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
        assert!(!keeps(
            None,
            &[("host", "localhost:8080"), ("user-agent", safari)]
        ));
        assert!(keeps(Some("https://a.example"), &[("user-agent", safari)]));
    }
}
