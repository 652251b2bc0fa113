//! Requesters and their people.

use super::{Call, Client, ClientError, MemberRole, Organization};
use reqwest::Method;
use serde_json::{Value, json};

impl Client {
    /// Founds an organization; one becomes its owner.
    pub async fn make_organization(&self, name: &str) -> Result<Organization, ClientError> {
        let call = Call::new(Method::POST, "/organizations").json(&json!({"name": name}));
        self.send(call).await
    }

    /// One of one's organizations.
    pub async fn organization(&self, organization_id: &str) -> Result<Organization, ClientError> {
        let path = format!("/organizations/{organization_id}");
        self.send(Call::new(Method::GET, &path)).await
    }

    /// Takes somebody who has signed up into an organization.
    pub async fn add_member(
        &self,
        organization_id: &str,
        email: &str,
        role: MemberRole,
    ) -> Result<(), ClientError> {
        let path = format!("/organizations/{organization_id}/members");
        let call = Call::new(Method::POST, &path).json(&json!({"email": email, "role": role}));
        self.send::<Value>(call).await?;
        Ok(())
    }
}
