//! What the edge is told about the place it runs in.

/// Settings of the HTTP server.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The address people open, like `https://pumasi.example.org`. Without one, each request's own host is believed.
    pub public_url: Option<String>,
    /// Header in which a proxy in front names the caller's address, like `x-forwarded-for`. Only set it when every
    /// request comes through that proxy: anybody else could write what they like there.
    pub client_address_header: Option<String>,
    /// How often one person or address may ask; `None` switches the limits off.
    pub rate_limits: Option<RateLimits>,
    /// Whether strangers may sign up.
    pub allow_sign_up: bool,
}

impl Default for HttpSettings {
    fn default() -> Self {
        HttpSettings {
            public_url: None,
            client_address_header: None,
            rate_limits: Some(RateLimits::default()),
            allow_sign_up: true,
        }
    }
}

/// How often one person or address may ask.
#[derive(Debug, Clone, Copy)]
pub struct RateLimits {
    /// Requests of one person, token or unknown address in a minute.
    pub requests_per_minute: u32,
    /// Requests that may come at once after a pause.
    pub requests_burst: u32,
    /// Sign-ins and sign-ups from one address in a minute. A whole office may share one address.
    pub sign_ins_per_minute: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        RateLimits {
            requests_per_minute: 600,
            requests_burst: 300,
            sign_ins_per_minute: 20,
        }
    }
}
