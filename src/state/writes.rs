//! Writes of which the answer was lost: the console looks whether the service has done them.

use crate::api::Deleted;
use crate::api::{ApiError, Client, Fetched};
use crate::domain::logger::{Logger, LoggerEdit};

/// A write that failed.
pub(super) struct Failed {
    pub error: ApiError,
    /// Whether the service may have done it all the same: no answer says, and looking for it failed as well.
    pub in_doubt: bool,
}

impl From<ApiError> for Failed {
    fn from(error: ApiError) -> Failed {
        Failed { error, in_doubt: false }
    }
}

/// Changes a logger. It is done as well where no answer says so and the service has what was wanted.
pub(super) async fn update(client: &Client, id: &str, edit: &LoggerEdit) -> Result<Fetched<Logger>, Failed> {
    let error = match client.update_logger(id, edit).await {
        Ok(updated) => return Ok(updated),
        Err(error) => error,
    };
    if !error.is_ambiguous() {
        return Err(error.into());
    }
    match client.get_logger(id).await {
        Ok(now) if LoggerEdit::of(&now.value) == *edit => Ok(now),
        found => Err(Failed { error, in_doubt: found.is_err() }),
    }
}

/// Deletes a logger. It is done as well where no answer says so and the logger is gone.
pub(super) async fn delete(client: &Client, id: &str) -> Result<Deleted, Failed> {
    let error = match client.delete_logger(id).await {
        Ok(deleted) => return Ok(deleted),
        Err(error) => error,
    };
    if !error.is_ambiguous() {
        return Err(error.into());
    }
    match client.get_logger(id).await {
        Err(gone) if gone.is_not_found() => Ok(Deleted::Now),
        found => Err(Failed { error, in_doubt: found.is_err() }),
    }
}
