//! Mails that come in while the program dies under them: what was taken is kept, once.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;

const SELLER: &str = "info@rheinwerk-antriebe.example";

/// The address to which the seller answers in the negotiation of this inquiry, as its mail says.
pub fn reply_address(folder: &Path, inquiry: &str) -> String {
    let inbox = folder.join("mails/new");
    loop {
        let files = std::fs::read_dir(&inbox).into_iter().flatten().flatten();
        let mails = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        let mut mails = mails.map(|mail| mail.replace("=\r\n", ""));
        let mail = mails.find(|mail| mail.contains(&format!("To: {SELLER}")) && mail.contains(inquiry));
        if let Some(mail) = mail {
            let from = mail.lines().find(|line| line.starts_with("From: ")).expect("whoever writes is named");
            return from.rsplit('<').next().expect("an address").trim_end_matches('>').to_owned();
        }
        std::thread::yield_now();
    }
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Taken,
    /// One address takes only so many at a time.
    Later,
}

/// Brings a mail by SMTP. None when nobody answered.
pub fn bring(port: u16, to: &str, id: &str) -> Option<Answer> {
    let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let mut heard = BufReader::new(stream.try_clone().ok()?);
    let mut say = stream;
    let mut talk = |line: &str| -> Option<String> {
        say.write_all(line.as_bytes()).ok()?;
        let mut answer = String::new();
        while answer.as_bytes().get(3).is_none_or(|sign| *sign == b'-') {
            answer.clear();
            (heard.read_line(&mut answer).ok()? > 0).then_some(())?;
        }
        Some(answer)
    };
    talk("")?;
    talk("EHLO mta.example\r\n")?;
    talk(&format!("MAIL FROM:<{SELLER}>\r\n"))?;
    let let_in = talk(&format!("RCPT TO:<{to}>\r\n"))?;
    if let_in.starts_with("450") {
        return Some(Answer::Later);
    }
    assert!(let_in.starts_with("250"), "{let_in}");
    talk("DATA\r\n")?;
    let mail =
        format!("From: <{SELLER}>\r\nMessage-ID: <{id}@rheinwerk-antriebe.example>\r\n\r\n{id}\r\n.\r\n");
    let taken = talk(&mail)?;
    assert!(taken.starts_with("250"), "{taken}");
    Some(Answer::Taken)
}
