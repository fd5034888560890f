//! What was asked of the public ports, for tests to look at. Of headers the names alone, so never a token.

use axum::extract::Request;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// How many requests are kept.
const CAPACITY: usize = 10_000;

/// The latest requests, oldest first.
#[derive(Debug, Default)]
pub struct Journal {
    entries: VecDeque<Entry>,
    /// Tickets go on after entries were dropped, so an old ticket never meets a newer entry.
    next: u64,
}

#[derive(Debug)]
struct Entry {
    ticket: u64,
    /// The origin of the port that was asked.
    at: String,
    method: String,
    path: String,
    query: String,
    headers: Vec<String>,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    /// Under way, or given up by the client.
    Open,
    Answered(u16),
    Dropped,
}

impl Journal {
    /// Notes a request as it comes in.
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
            headers: request.headers().keys().map(|name| name.as_str().to_owned()).collect(),
            outcome: Outcome::Open,
        });
        ticket
    }

    /// Notes how it ended; `None` when the connection was dropped.
    pub fn close(&mut self, ticket: u64, status: Option<StatusCode>) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.ticket == ticket) {
            entry.outcome = status.map_or(Outcome::Dropped, |status| Outcome::Answered(status.as_u16()));
        }
    }

    /// Forgets all, keeps counting.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// `status` is null for a request without an answer; `outcome` tells why.
    pub fn to_json(&self) -> Value {
        let rows = self.entries.iter().map(|entry| {
            let (status, outcome) = match entry.outcome {
                Outcome::Open => (Value::Null, "open"),
                Outcome::Answered(code) => (json!(code), "answered"),
                Outcome::Dropped => (Value::Null, "dropped"),
            };
            json!({
                "at": entry.at,
                "method": entry.method,
                "path": entry.path,
                "query": entry.query,
                "token": entry.headers.iter().any(|name| name == "x-auth-token"),
                "headers": entry.headers,
                "status": status,
                "outcome": outcome,
            })
        });
        Value::Array(rows.collect())
    }
}
