//! What the platform's operators do.

use super::{Call, Client, ClientError, Ledger};
use reqwest::Method;
use serde_json::{Value, json};

impl Client {
    /// Credits a client's deposit.
    pub async fn deposit(
        &self,
        organization_id: &str,
        amount_minor: i64,
        note: &str,
    ) -> Result<(), ClientError> {
        let path = format!("/operator/organizations/{organization_id}/deposits");
        let call = Call::new(Method::POST, &path).json(&json!({"amount_minor": amount_minor, "note": note}));
        self.send::<Value>(call).await?;
        Ok(())
    }

    /// Notes that somebody was verified as an adult.
    pub async fn verify_adult(&self, user_id: &str) -> Result<(), ClientError> {
        let path = format!("/operator/users/{user_id}");
        let call = Call::new(Method::PATCH, &path).json(&json!({"adult_verified": true}));
        self.send::<Value>(call).await?;
        Ok(())
    }

    /// The sums of the ledger.
    pub async fn ledger(&self) -> Result<Ledger, ClientError> {
        self.send(Call::new(Method::GET, "/operator/ledger")).await
    }
}
