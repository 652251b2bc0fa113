//! Tests of the whole edge: requests in, replies out, on both engines.

mod auditing;
mod authorization;
mod authorization_table;
mod conventions;
mod conversing;
mod data;
mod document;
mod media;
mod pausing;
mod people;
mod quality;
mod requester;
mod requests;
mod scrub;
mod streams;
mod support;
mod talking;
mod work;
mod world;
