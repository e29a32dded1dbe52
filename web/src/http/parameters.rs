//! Parameters in the address: read with our own problems. What a path does not have is not there (404); what a query
//! cannot mean is a bad parameter (400).

use super::problem::Problem;
use axum::{
    extract::{FromRequestParts, path, rejection::QueryRejection},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

/// Parameters of the path.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = path::Path::from_request_parts(parts, state).await;
        read.map(|path::Path(read)| Self(read)).map_err(|_| Problem::not_found(parts.uri.path()))
    }
}

/// Parameters of the query.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read: Result<_, QueryRejection> = axum::extract::Query::from_request_parts(parts, state).await;
        let query = parts.uri.query().unwrap_or_default();
        read.map(|axum::extract::Query(read)| Self(read)).map_err(|_| Problem::parameter("query", query))
    }
}
