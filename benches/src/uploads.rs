//! Documents of ten megabytes: how long one takes until it is sent, and what many at one time make of the
//! server's memory.

use crate::Failed;
use crate::clients::{Answer, Client, post, put_pdf, wait};
use crate::figures::{Figures, Value};
use crate::kontor::{Kontor, Scratch};
use crate::timing::median;
use axum::body::Bytes;
use serde_json::json;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

const UPLOADS: usize = 200;
const NEGOTIATIONS: usize = 50;
const TIMES: usize = 7;
/// Of the picture on the document's page, in pixels: with three bytes each, just under 10 MiB.
const PICTURE: [usize; 2] = [1870, 1860];
const SAMPLE_EVERY: Duration = Duration::from_millis(20);

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("uploads")?;
    // Started anew, because playing the demo world takes memory, too.
    drop(Kontor::demo(&scratch.0.join("demo"), 1)?);
    let kontor = Kontor::demo(&scratch.0.join("demo"), 1)?;
    let cookie = wait(kontor.cookie("seller"))?;
    let ids = wait(kontor.negotiations(&cookie, NEGOTIATIONS))?;
    let times = wait(one_by_one(&kontor, &cookie, &ids[0]))?;
    let size = pdf(0).len();
    figures.within(format!("upload of {size} bytes to \"sent\""), Value(median(times), "ms"), 500.0);

    let before = kontor.memory_with_helpers_mib()?;
    let (time, highest) = watched(&kontor, || wait(all_at_once(&kontor, &cookie, &ids)))?;
    let what = format!("memory of the server and its helpers, {UPLOADS} such uploads at one time");
    figures.within(what, Value(highest * 1.048_576, "MB"), 200.0);
    figures.note(format!(
        "The {UPLOADS} uploads took {:.1} s; before them the server held {:.1} MB.",
        time.as_secs_f64(),
        before * 1.048_576
    ));
    Ok(())
}

/// From the first byte to the answer that the message with the document is sent, in ms.
async fn one_by_one(kontor: &Kontor, cookie: &str, id: &str) -> Result<Vec<f64>, Failed> {
    let mut client = Client::connect(kontor.address).await?;
    let mut times = Vec::new();
    for number in 0..TIMES {
        let document = pdf(number as u64);
        let begun = Instant::now();
        upload(&mut client, cookie, id, &format!("single-{number}"), document).await?.json()?;
        let enclosure = json!({ "upload": format!("single-{number}") });
        let message = json!({ "command": format!("sent-{number}"), "text": "", "enclosure": enclosure });
        client.ask(post(&format!("/api/negotiations/{id}/messages"), cookie, &message)).await?.json()?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    Ok(times)
}

async fn all_at_once(kontor: &Kontor, cookie: &str, ids: &[String]) -> Result<Duration, Failed> {
    let mut ready = Vec::new();
    for number in 0..UPLOADS {
        let client = Client::connect(kontor.address).await?;
        ready.push((client, pdf((TIMES + number) as u64), ids[number % ids.len()].clone()));
    }
    let begun = Instant::now();
    let send = |(number, (mut client, document, id)): (usize, (Client, Bytes, String))| {
        let cookie = cookie.to_owned();
        tokio::spawn(async move {
            upload(&mut client, &cookie, &id, &format!("crowd-{number}"), document).await?.json()
        })
    };
    let tasks: Vec<_> = ready.into_iter().enumerate().map(send).collect();
    for task in tasks {
        task.await??;
    }
    Ok(begun.elapsed())
}

async fn upload(
    client: &mut Client,
    cookie: &str,
    id: &str,
    name: &str,
    document: Bytes,
) -> Result<Answer, Failed> {
    let url = format!("/api/negotiations/{id}/uploads/{name}?name={name}.pdf");
    client.ask(put_pdf(&url, cookie, document)).await
}

/// Does the work; the most memory that was held meanwhile, in MiB.
fn watched<T>(kontor: &Kontor, work: impl FnOnce() -> Result<T, Failed>) -> Result<(T, f64), Failed> {
    let (working, over) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let watch = scope.spawn(move || -> Result<f64, String> {
            let mut highest = 0.0_f64;
            loop {
                let held = kontor.memory_with_helpers_mib().map_err(|cause| cause.to_string())?;
                highest = highest.max(held);
                // The other end is dropped when the work is done.
                if over.recv_timeout(SAMPLE_EVERY) != Err(RecvTimeoutError::Timeout) {
                    return Ok(highest);
                }
            }
        });
        let done = work();
        drop(working);
        let highest = watch.join().map_err(|_| "the watch broke")??;
        Ok((done?, highest))
    })
}

/// A document of one page with a picture that cannot be made smaller, different for every seed.
fn pdf(seed: u64) -> Bytes {
    let [width, height] = PICTURE;
    let mut picture = vec![0; width * height * 3];
    fastrand::Rng::with_seed(seed).fill(&mut picture);
    let page = "q 500 0 0 500 40 200 cm /Picture Do Q";
    let heads = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /XObject << /Picture 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>", page.len()),
        format!(
            "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB \
             /BitsPerComponent 8 /Length {} >>",
            picture.len()
        ),
    ];
    let contents: [Option<&[u8]>; 5] = [None, None, None, Some(page.as_bytes()), Some(&picture)];
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (number, (head, content)) in (1..).zip(heads.iter().zip(contents)) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{head}\n").bytes());
        if let Some(content) = content {
            file.extend(b"stream\n");
            file.extend(content);
            file.extend(b"\nendstream\n");
        }
        file.extend(b"endobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = places.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    file.into()
}
