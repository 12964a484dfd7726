//! The reports of mail servers as RFC 3464 has them: blocks of fields, one for the mail, one for each
//! recipient. It must not know what follows from them.

use crate::mime::Part;
use crate::{headers::Headers, limits, transfer};

/// The blocks of the first report in a mail.
pub fn blocks(parts: &[Part<'_>], media_type: &str) -> Vec<Headers> {
    let Some(part) = parts.iter().find(|part| part.media_type == media_type) else { return Vec::new() };
    let bytes = decoded(part);
    let mut rest = bytes.as_ref();
    let mut blocks = Vec::new();
    while !rest.is_empty() && blocks.len() < limits::ADDRESSES {
        let (headers, length) = Headers::read(rest);
        let skipped = if length == 0 { crate::mime::line_end(rest, 0) } else { length };
        rest = &rest[skipped..];
        blocks.push(headers);
    }
    blocks
}

/// The headers of the mail that came back.
pub fn original(parts: &[Part<'_>]) -> Option<Headers> {
    let part = parts.iter().find(|part| {
        matches!(
            part.media_type.as_str(),
            "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/rfc822-headers"
        )
    })?;
    Some(Headers::read(&decoded(part)).0)
}

fn decoded<'a>(part: &Part<'a>) -> std::borrow::Cow<'a, [u8]> {
    let body = &part.body[..part.body.len().min(1024 * 1024)];
    transfer::decode(body, part.headers.raw("content-transfer-encoding"))
}
