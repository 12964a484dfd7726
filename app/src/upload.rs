//! Sends a file as it is, says how far it has come, and can be stopped. `fetch` tells nothing of its progress,
//! so this is the browser's older way. It knows no page.

use crate::client::{self, read};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use shared::api::Problem;
use shared::api::documents::Uploaded;
use std::rc::Rc;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

/// A file on its way. Dropping it stops it.
pub struct Upload {
    request: XmlHttpRequest,
    /// They are called as long as they live.
    _heard: [Closure<dyn FnMut(ProgressEvent)>; 4],
}

impl Upload {
    /// Sends the file with `PUT`; `sent` hears of bytes as they leave, `done` of the end, once.
    pub fn start(
        url: &str,
        file: &File,
        sent: impl Fn(u64) + 'static,
        done: impl Fn(Result<Uploaded, Problem>) + 'static,
    ) -> Option<Self> {
        let request = XmlHttpRequest::new().ok()?;
        request.open("PUT", url).ok()?;
        request.set_request_header("content-type", "application/pdf").ok()?;
        let (done, answered) = (Rc::new(done), request.clone());
        let lost = || {
            let done = done.clone();
            Closure::new(move |_| done(Err(client::lost())))
        };
        let progress = Closure::new(move |event: ProgressEvent| sent(event.loaded() as u64));
        let (failed, ended) = (lost(), lost());
        let replied = done.clone();
        let loaded = Closure::new(move |_: ProgressEvent| replied(answer(&answered)));
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        }
        request.set_onload(Some(loaded.as_ref().unchecked_ref()));
        request.set_onerror(Some(failed.as_ref().unchecked_ref()));
        request.set_ontimeout(Some(ended.as_ref().unchecked_ref()));
        request.send_with_opt_blob(Some(file)).ok()?;
        Some(Self { request, _heard: [progress, loaded, failed, ended] })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.request.set_onload(None);
        self.request.set_onerror(None);
        self.request.set_ontimeout(None);
        if let Ok(upload) = self.request.upload() {
            upload.set_onprogress(None);
        }
        // What has ended already is not disturbed.
        drop(self.request.abort());
    }
}

fn answer(request: &XmlHttpRequest) -> Result<Uploaded, Problem> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status() {
        Ok(200) => read(&text),
        _ => Err(read(&text).unwrap_or_else(|problem| problem)),
    }
}
