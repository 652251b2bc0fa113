//! A simulated crowd with known truth. It talks to the API over HTTP as people do: it signs up, takes tasks, answers
//! well or badly, inspects, mends. The demo, the load tests and the crash test are filled by it.
//!
//! - [`client`]: the API as typed calls; every POST carries an idempotency key and is sent again until it is answered
//! - [`form`], [`truth`], [`faults`]: what an interface asks, the right answer, and what is wrong with another one
//! - [`person`], [`inspector`]: how somebody works and inspects
//! - [`run`]: many people at once until a project is done
//! - [`demo`]: organizations, projects and people to look at

pub mod client;
pub mod demo;
pub mod faults;
pub mod form;
pub mod inspector;
pub mod person;
pub mod run;
pub mod setup;
pub mod truth;
