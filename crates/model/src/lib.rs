//! Talks to a language model behind an address that a requester names, in the form of OpenAI's chat completions, which
//! nearly every server of models speaks.
//!
//! The address comes from outside and the request leaves from inside the operator's network. So only public addresses
//! are spoken to, whatever their name leads to at that moment ([`ModelClient::new`]); no redirect is followed, nothing
//! is read without end, and neither the key nor what a server answers on failure gets into an error.

mod address;
mod client;

pub use address::{AddressProblem, check_address};
pub use client::{ModelClient, ModelEndpoint, ModelError, ModelMessage};
