//! The requests to the service's ports, for tests. It keeps the names of the headers and no value, so no token.

use axum::extract::Request;
use axum::http::StatusCode;
use serde::Serialize;
use std::collections::VecDeque;

/// How many requests are kept.
const CAPACITY: usize = 10_000;

/// The latest requests, oldest first.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Journal {
    entries: VecDeque<Entry>,
    /// The next ticket. Tickets are never used twice, so a late answer never changes another entry.
    #[serde(skip)]
    next: u64,
}

#[derive(Debug, Serialize)]
struct Entry {
    #[serde(skip)]
    ticket: u64,
    /// The origin of the port.
    at: String,
    method: String,
    path: String,
    query: String,
    /// Whether a token was sent.
    token: bool,
    headers: Vec<String>,
    /// `None`: there is no answer.
    status: Option<u16>,
    outcome: Outcome,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    /// In flight, or given up by the client.
    Open,
    Answered,
    Dropped,
}

impl Journal {
    /// Records a request and returns the ticket for [`Journal::close`].
    pub fn open(&mut self, request: &Request, at: &str) -> u64 {
        let ticket = self.next;
        self.next += 1;
        if self.entries.len() == CAPACITY {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            ticket,
            at: at.to_owned(),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            token: request.headers().contains_key("x-auth-token"),
            headers: request.headers().keys().map(|name| name.as_str().to_owned()).collect(),
            status: None,
            outcome: Outcome::Open,
        });
        ticket
    }

    /// Records the end of a request; `None` when the connection was dropped.
    pub fn close(&mut self, ticket: u64, status: Option<StatusCode>) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.ticket == ticket) {
            entry.outcome = if status.is_some() { Outcome::Answered } else { Outcome::Dropped };
            entry.status = status.map(|status| status.as_u16());
        }
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}
