//! The lines of a mail with what is known of each: how deep it is quoted, and what the sender's program
//! said of it. It must not know where history begins.

use crate::{characters, limits, words};

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The marks of quoting before the words, as they were written.
    pub prefix: String,
    pub text: String,
    /// How many quotations it is in.
    pub depth: usize,
    pub role: Role,
    pub hint: Hint,
    /// It was exactly `-- `.
    pub is_delimiter: bool,
}

/// What the sender's program says a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Words,
    /// Says who wrote what is quoted below.
    Attribution,
    History,
    Signature,
}

/// What the sender's program put before a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    #[default]
    None,
    /// A rule, as before history, but also elsewhere.
    Divider,
    /// History begins for certain.
    Opener,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether it is quoted, by marks or by the program's word.
    pub fn is_quoted(&self) -> bool {
        self.depth > 0 || self.role == Role::History
    }
}

/// Spaces before the marks of quoting.
const MOST_INDENT: usize = 4;

/// How the lines of a plain text may be joined, as RFC 3676 has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flow {
    pub flowed: bool,
    /// The space that marks a joint is none of the words.
    pub deletes_space: bool,
}

/// The last line with words before a place, if only a few blank ones stand between.
pub fn last_words(lines: &[Line]) -> Option<usize> {
    let from = lines.len().saturating_sub(limits::BLANKS);
    lines[from..].iter().rposition(|line| !line.is_blank()).map(|at| from + at)
}

/// The lines of a plain text.
pub fn of_plain(text: &str, flow: Flow) -> Vec<Line> {
    let cleaned = characters::clean(characters::capped(text, limits::READ_CHARACTERS));
    let mut lines: Vec<Line> = Vec::new();
    let mut joins = false;
    for raw in cleaned.split('\n').take(limits::LINES) {
        let (prefix, depth, words) = quoting(raw, if flow.flowed { 0 } else { MOST_INDENT });
        let words = if flow.flowed { words.strip_prefix(' ').unwrap_or(words) } else { words };
        let is_delimiter = words == "-- ";
        let goes_on = flow.flowed && words.ends_with(' ') && !is_delimiter;
        let kept = if goes_on && flow.deletes_space { &words[..words.len() - 1] } else { words };
        match lines.last_mut() {
            Some(last) if joins && last.depth == depth && !is_delimiter => last.text.push_str(kept),
            _ => lines.push(Line {
                prefix: prefix.to_owned(),
                text: kept.to_owned(),
                depth,
                is_delimiter,
                ..Line::default()
            }),
        }
        joins = goes_on;
    }
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
        if is_picture(&line.text) {
            line.text.clear();
        }
    }
    with_whole_addresses(lines)
}

/// Lines over which Polymail breaks an address, blank ones included.
const MOST_BROKEN: usize = 8;

/// The lines with addresses that stood alone between `<` and `> wrote:` put behind the name above them.
fn with_whole_addresses(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| line.text.trim() == "<") {
        return lines;
    }
    let mut whole: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let broken = broken_address(&lines[at..]);
        let above = whole.iter().rposition(|line| !line.is_blank());
        match (broken, above) {
            (Some((count, address)), Some(above))
                if whole.len() - above <= 2 && whole[above].depth == lines[at].depth =>
            {
                whole.truncate(above + 1);
                whole[above].text.push_str(&format!(" {address}"));
                at += count;
            }
            _ => {
                whole.push(lines[at].clone());
                at += 1;
            }
        }
    }
    whole
}

/// The address that lines begin with, and how many they are.
fn broken_address(lines: &[Line]) -> Option<(usize, String)> {
    if lines[0].text.trim() != "<" {
        return None;
    }
    let head = &lines[..lines.len().min(MOST_BROKEN)];
    let last = head.iter().position(|line| {
        let verb = line.text.trim().trim_end_matches([':', '：']).trim();
        line.depth == lines[0].depth + 1 && words::WROTE.contains(&verb)
    })?;
    let between: String = head[1..last].iter().map(|line| line.text.trim()).collect();
    between.contains('@').then(|| (last + 1, format!("<{between}> {}", head[last].text.trim())))
}

/// Whether a line only stands for a picture.
fn is_picture(line: &str) -> bool {
    let inner = line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    inner.is_some_and(|inner| {
        !inner.contains(['[', ']']) && (inner.starts_with("cid:") || inner.starts_with("image: "))
    })
}

/// The marks of quoting, how many they are, and what they quote.
fn quoting(line: &str, most_indent: usize) -> (&str, usize, &str) {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    // ">:" is the end of an address that was broken.
    if !line[indent..].starts_with('>') || indent > most_indent || line == ">:" {
        return ("", 0, line);
    }
    let mut depth = 0;
    let mut end = indent;
    for (at, letter) in line.char_indices().skip(indent) {
        match letter {
            '>' => {
                depth += 1;
                end = at + 1;
            }
            ' ' if at == end => {}
            _ => break,
        }
    }
    let end = if line[end..].starts_with(' ') { end + 1 } else { end };
    (&line[..end], depth, &line[end..])
}

/// The lines as a text: no spaces at line ends, no blank lines around it, one at most within.
pub fn render(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut blank_pending = false;
    for line in lines {
        let words = line.text.trim_end();
        let prefix = if words.is_empty() { line.prefix.trim_end() } else { &line.prefix };
        if words.is_empty() && prefix.is_empty() {
            blank_pending = !text.is_empty();
            continue;
        }
        if blank_pending {
            text.push('\n');
            blank_pending = false;
        }
        text.push_str(prefix);
        text.push_str(words);
        text.push('\n');
    }
    characters::capped(text.trim(), limits::TEXT_CHARACTERS).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<Line> {
        of_plain(text, Flow::default())
    }

    #[test]
    fn quoting_is_counted() {
        let lines = plain("a\n> b\n>> c\n > > d\n>\n>>>e");
        let depths: Vec<_> = lines.iter().map(|line| line.depth).collect();
        assert_eq!(depths, [0, 1, 2, 2, 1, 3]);
        assert_eq!(lines[3].text, "d");
        assert_eq!(render(&lines), "a\n> b\n>> c\n > > d\n>\n>>>e");
    }

    #[test]
    fn flowed_lines_are_joined() {
        let flow = Flow { flowed: true, deletes_space: false };
        let text = "one \ntwo\n> three \n> four\n>> five \n> six\n-- \nme\n >stuffed";
        let expected = "one two\n> three four\n>> five\n> six\n--\nme\n>stuffed";
        assert_eq!(render(&of_plain(text, flow)), expected);
        let japanese = of_plain("一 \n二", Flow { flowed: true, deletes_space: true });
        assert_eq!(render(&japanese), "一二");
    }

    #[test]
    fn broken_addresses_are_whole_again() {
        let broken =
            "Yes.\n\nOn Mon, May 4, 2026 at 1:50 PM Anna\n\n<\n\nmailto:a@b.example\n\n> wrote:\n\nOld";
        let whole = "Yes.\n\nOn Mon, May 4, 2026 at 1:50 PM Anna <mailto:a@b.example> wrote:\n\nOld";
        assert_eq!(render(&plain(broken)), whole);
        for text in ["5\n<\n7", "a\n<\nb@c.example\n> d", "<\na@b.example\n> wrote:"] {
            assert_eq!(render(&plain(text)), text);
        }
    }

    #[test]
    fn blank_lines_are_one() {
        assert_eq!(render(&plain("\n\na  \n\n\n\nb\n\n")), "a\n\nb");
    }
}
