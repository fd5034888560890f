//! Lists and single rows of the network API, the same for every resource.

use crate::accounts::Subject;
use crate::identity::Caller;
use crate::query::Parameters;
use crate::reply::Refusal;
use crate::state::App;
use crate::world::World;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;

/// A kind of row.
pub trait Resource {
    /// The key of a list, and the key of one row.
    const KEYS: [&'static str; 2];
    const SUBJECT: Subject;
    /// Its name in messages, and the `type` of the error when there is no such row.
    const NAME: &'static str;
    const NOT_FOUND: &'static str;
    /// The parameters of the list.
    const FILTERS: &'static [&'static str];

    /// Each row with its id.
    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)>;

    /// 404 for a row.
    fn not_found(id: &str) -> Refusal {
        Refusal::not_found(Self::NOT_FOUND, Self::NAME, id)
    }
}

/// `GET` of the list.
pub async fn list<R: Resource>(
    caller: Caller,
    State(app): State<App>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    caller.may_read(R::SUBJECT, R::NAME)?;
    let world = app.world();
    let rows = parameters.keep(R::rows(&world).map(|(_, row)| row), R::FILTERS)?;
    Ok(Json(BTreeMap::from([(R::KEYS[0], rows)])).into_response())
}

/// `GET` of one row.
pub async fn show<R: Resource>(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    caller.may_read(R::SUBJECT, R::NAME)?;
    let world = app.world();
    let found = R::rows(&world).find(|(known, _)| *known == id);
    let (_, row) = found.ok_or_else(|| R::not_found(&id))?;
    Ok(Json(BTreeMap::from([(R::KEYS[1], row)])).into_response())
}
