//! A conversation as a PDF, to whom it may be shown: each gets what `project` shows it, and nothing else.

use super::documents::{disposition, streamed};
use super::failure::Failure;
use super::mount::query;
use crate::desk::{Desk, INSTALLATION};
use crate::documents::PrintFault;
use crate::identity::{Sight, Visitor};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use printed::Sheet;
use shared::api::documents::Printing;
use shared::view::project;
use std::sync::Arc;

pub async fn printed(
    State(desk): State<Arc<Desk>>,
    Path(negotiation): Path<String>,
    address: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let now = desk.clock.now();
    let visitor = Visitor::of(&desk, &headers, Some(&negotiation), Sight::Stored, now).await?;
    let (viewer, reader, loaded) = visitor.looks_at()?;
    let Printing { language, zone } = query(&address)?;
    // Who waits holds no copy of what it waits for.
    let turn = desk.documents.turn_to_print().await?;
    let thread = project(&loaded.state, viewer).ok_or_else(Failure::not_found)?;
    let id = &thread.header.summary.marketplace;
    let installation = desk.installation.load(INSTALLATION).await?;
    let marketplace = installation.state.marketplaces.get(id).map(|known| known.name.clone());
    let sheet = Sheet {
        reader: reader.to_string(),
        language,
        zone,
        at: now,
        marketplace: marketplace.unwrap_or_default(),
        address: desk.address.negotiation(&negotiation),
        thread,
    };
    let file = turn.print(&sheet).await?;
    let length = file.metadata().await.map_err(PrintFault::from)?.len();
    let mut response = streamed(file, "application/pdf");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&format!("{negotiation}.pdf"))) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

impl From<PrintFault> for Failure {
    fn from(fault: PrintFault) -> Self {
        match fault {
            PrintFault::Busy => {
                let detail = "Others are printing. Try again in a moment.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
            }
            PrintFault::Broken(why) => Self::defect(&format!("printing: {why}")),
        }
    }
}
