//! Every error as one shape: status and `Problem`. It never says what exists, nor how the server is made.

use crate::execute::ExecuteError;
use crate::store::StoreError;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::aggregate::Refusal;
use shared::api::Problem;

/// An error on its way to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub status: StatusCode,
    pub problem: Problem,
}

impl Failure {
    /// An error with its stable code and words that say the fix.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self { status, problem: Problem { code: code.into(), detail: detail.into(), field: None } }
    }

    /// The field to correct.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.problem.field = Some(field.into());
        self
    }

    /// Nobody is signed in.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "Sign in, or open the link of your mail.")
    }

    /// What does not exist and what is none of the visitor's business look the same.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here, or nothing for you.")
    }

    /// Something is wrong with the server itself; the reason goes to its log alone.
    pub fn defect(reason: &str) -> Self {
        eprintln!("defect: {reason}");
        let detail = "Something is wrong on our side. Nothing was changed; try again later.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    /// The id of a command was used for another one.
    pub fn command_reused() -> Self {
        let detail = "This command id belongs to another command. Make a new id for a new command.";
        Self::new(StatusCode::CONFLICT, "command_id_reused", detail).at("command")
    }

    /// What the rules refused.
    pub fn refused(refusal: &impl Refusal) -> Self {
        let code = refusal.code();
        let status = match code {
            "unknown_negotiation" => return Self::not_found(),
            "not_allowed" => StatusCode::FORBIDDEN,
            "negotiation_closed" | "already_sent" | "already_declined" | "already_sold"
            | "already_accepted" | "already_paid" | "quote_ended" | "quote_expired" | "incident_is_open"
            | "incident_closed" | "inquiry_taken" | "offer_ended" => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let failure = Self::new(status, code, refusal.to_string());
        match refusal.field() {
            Some(field) => failure.at(field),
            None => failure,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let busy = |code, detail: &str| Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
        match error {
            StoreError::Conflict => {
                busy("busy", "Many people are changing this at once. Send it again in a moment.")
            }
            StoreError::Unavailable(why) => {
                eprintln!("database: {why}");
                busy("unavailable", "The database cannot be reached. Send it again in a moment.")
            }
            StoreError::Broken(_) | StoreError::Newer { .. } => Self::defect(&error.to_string()),
        }
    }
}

impl<R: Refusal> From<ExecuteError<R>> for Failure {
    fn from(error: ExecuteError<R>) -> Self {
        match error {
            ExecuteError::Refused(refusal) => Self::refused(&refusal),
            ExecuteError::Store(error) => error.into(),
            ExecuteError::Reused => Self::command_reused(),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self.problem).expect("three texts can be written as JSON");
        (self.status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}
