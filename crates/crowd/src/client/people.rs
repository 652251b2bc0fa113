//! Signing up and in, and tokens.

use super::{Call, Client, ClientError, Identity, Me, session_cookie};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct NewToken {
    token: String,
}

impl Client {
    /// Makes an account; the connection that comes back is signed in.
    pub async fn sign_up(
        &self,
        email: &str,
        password: &str,
        display_name: &str,
        locale: &str,
    ) -> Result<(Client, Me), ClientError> {
        let body =
            json!({"email": email, "password": password, "display_name": display_name, "locale": locale});
        self.begin_session("/users", &body).await
    }

    /// Signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<(Client, Me), ClientError> {
        let body = json!({"email": email, "password": password});
        self.begin_session("/sessions", &body).await
    }

    /// Signs up, or in if the address has an account.
    pub async fn sign_up_or_in(
        &self,
        email: &str,
        password: &str,
        display_name: &str,
        locale: &str,
    ) -> Result<(Client, Me), ClientError> {
        match self.sign_up(email, password, display_name, locale).await {
            Err(ClientError::Api {
                status: 409 | 422, ..
            }) => self.sign_in(email, password).await,
            other => other,
        }
    }

    async fn begin_session(&self, path: &str, body: &Value) -> Result<(Client, Me), ClientError> {
        let stranger = self.stranger();
        let call = Call::new(Method::POST, path).json(body);
        let (me, headers): (Me, _) = stranger.send_with_headers(call).await?;
        let cookie = session_cookie(&headers).ok_or_else(|| {
            Call::new(Method::POST, path).unreadable("there is no session cookie in it".to_owned())
        })?;
        let client = Client {
            identity: Identity::Session {
                cookie,
                csrf_token: me.csrf_token.clone(),
            },
            ..stranger
        };
        Ok((client, me))
    }

    /// Who one is.
    pub async fn me(&self) -> Result<Me, ClientError> {
        self.send(Call::new(Method::GET, "/me")).await
    }

    /// One's settings, an object that belongs to clients.
    pub async fn settings(&self) -> Result<Value, ClientError> {
        let me: Value = self.send(Call::new(Method::GET, "/me")).await?;
        Ok(me["settings"].clone())
    }

    /// Replaces one's settings.
    pub async fn change_settings(&self, settings: &Value) -> Result<(), ClientError> {
        let call = Call::new(Method::PATCH, "/me").json(&json!({"settings": settings}));
        self.send::<Value>(call).await?;
        Ok(())
    }

    /// Makes an API token.
    pub async fn make_token(&self, name: &str) -> Result<String, ClientError> {
        let call = Call::new(Method::POST, "/tokens").json(&json!({"name": name}));
        Ok(self.send::<NewToken>(call).await?.token)
    }
}
