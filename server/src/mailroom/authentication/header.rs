//! Reads what a mail server before us has noted in `Authentication-Results` (RFC 8601). Anybody can write such a field
//! into a mail: only that of a server we know counts, and of several the first, which was written last.

use super::{Authentication, Outcome};

const NAME: &[u8] = b"authentication-results:";

/// What the first field of one of these servers says, if it says anything about the methods that we know.
pub fn read(raw: &[u8], servers: &[&str]) -> Option<Authentication> {
    fields(raw).iter().find_map(|field| {
        let mut parts = field.split(';');
        let server = parts.next()?.split_whitespace().next()?;
        servers.iter().any(|known| known.eq_ignore_ascii_case(server)).then(|| noted(parts))
    })?
}

fn noted<'f>(parts: impl Iterator<Item = &'f str>) -> Option<Authentication> {
    let mut found = Authentication::default();
    for part in parts {
        let Some((method, rest)) = part.split_once('=') else { continue };
        // `dkim/1` is version 1 of the method.
        let method = method.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
        let Some(outcome) = rest.split_whitespace().next().and_then(Outcome::of) else { continue };
        let place = match method.as_str() {
            "spf" => &mut found.spf,
            "dkim" => &mut found.dkim,
            "dmarc" => &mut found.dmarc,
            _ => continue,
        };
        // A mail may have several signatures: one that is good is enough.
        if place.is_none() || (method == "dkim" && outcome == Outcome::Pass) {
            *place = Some(outcome);
        }
    }
    Some(found).filter(|found| *found != Authentication::default())
}

/// The values of all such fields, in order, each on one line and without comments.
fn fields(raw: &[u8]) -> Vec<String> {
    let mut fields: Vec<Vec<u8>> = Vec::new();
    let mut is_one = false;
    for line in raw.split(|byte| *byte == b'\n') {
        match line.first() {
            None | Some(b'\r') => break,
            Some(b' ' | b'\t') => {}
            Some(_) => {
                is_one = line.get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME));
                if is_one {
                    fields.push(Vec::new());
                }
            }
        }
        if let (true, Some(field)) = (is_one, fields.last_mut()) {
            let begin = if field.is_empty() { NAME.len() } else { 0 };
            field.extend_from_slice(line.get(begin..).unwrap_or_default().trim_ascii());
            field.push(b' ');
        }
    }
    fields.iter().map(|field| without_comments(&String::from_utf8_lossy(field))).collect()
}

/// Comments and quoted texts say nothing that is needed here, and may hold anything.
fn without_comments(text: &str) -> String {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut left = String::with_capacity(text.len());
    for letter in text.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match letter {
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if !quoted && depth == 0 => left.push(letter),
            _ => {}
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> String {
        read(raw.as_bytes(), &["mx.desk.example", "Relay.example"])
            .map(|found| found.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn only_a_server_that_we_know_is_believed() {
        let forged = "Authentication-Results: evil.example; dmarc=pass\r\n";
        let ours = "authentication-results: MX.desk.example;\r\n\tdmarc=fail (p=reject dis=none)\r\n";
        let later = "Authentication-Results: relay.example; dmarc=pass\r\n";
        let end = "From: a@b.example\r\n\r\nAuthentication-Results: mx.desk.example; dmarc=pass\r\n";
        assert_eq!(told(&format!("{forged}{ours}{later}{end}")), "dmarc=fail");
        assert_eq!(told(&format!("{forged}{later}{end}")), "dmarc=pass");
        assert_eq!(told(&format!("{forged}{end}")), "");
    }

    #[test]
    fn fields_are_read_as_servers_write_them() {
        for (field, expected) in [
            ("mx.desk.example; none", ""),
            ("mx.desk.example 1; spf=Pass smtp.mailfrom=a@b.example", "spf=pass"),
            (
                "mx.desk.example;\r\n dkim=fail reason=\"no; dkim=pass\" header.d=b.example;\r\n dkim/1=pass;\r\n spf = softfail",
                "spf=softfail dkim=pass",
            ),
            ("mx.desk.example; spf=pass (a;dmarc=pass (b\\) c)); dmarc=none", "spf=pass dmarc=none"),
            ("(that is) mx.desk.example; spf=hardfail; arc=pass; dmarc=policy", "spf=fail"),
        ] {
            assert_eq!(told(&format!("Authentication-Results: {field}\r\n\r\n")), expected, "{field}");
        }
    }
}
