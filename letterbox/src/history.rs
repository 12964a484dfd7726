//! Parts what a person wrote in this mail from what is quoted below, above or between. In doubt it keeps
//! more: never may the person's own words be lost.

use crate::lines::{Hint, Line, Role};
use crate::{addresses, attribution, header_block, lines, marker, phrases, separators, signature};

/// What stays of a mail.
pub struct Own {
    pub lines: Vec<Line>,
    /// Whether history was taken off.
    pub removed: bool,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Own,
    Blank,
    /// Stands above history and says what it is.
    Lead,
    History,
}

/// Lines of one kind; leads belong to the history they lead.
#[derive(Clone, Copy, Debug)]
struct Run {
    is_own: bool,
    /// Something says that it is history, not only marks of quoting.
    is_led: bool,
    /// No person writes what leads it.
    is_certain: bool,
    begin: usize,
    end: usize,
}

/// Quoted lines without anything that leads them that may be a person's own, such as "> 5 mm".
const FEW: usize = 2;

/// What is known of the mail around its lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// It passes another mail on.
    pub is_forward: bool,
    /// It says that it answers another.
    pub is_reply: bool,
    /// It answers a mail of one of its recipients for certain.
    pub answers_recipient: bool,
    /// The addresses it goes to.
    pub recipients: &'a [String],
    /// It brings files: they may be all that the person wanted to say.
    pub brings_files: bool,
}

/// Takes history and signature off.
pub fn take_off(lines: Vec<Line>, around: Around<'_>) -> Own {
    let kinds = Reader::new(&lines, around).read();
    let runs = runs(&lines, &kinds);
    match own_runs(&lines, &runs) {
        Some(own) => Own { lines: own, removed: true },
        None if runs.iter().any(|run| !run.is_own)
            && !runs.iter().any(|run| run.is_own && has_words(&lines, *run)) =>
        {
            let is_led = runs.iter().any(|run| run.is_led);
            match around.brings_files && is_led && !around.is_forward {
                true => Own { lines: Vec::new(), removed: true },
                false => Own { lines, removed: false },
            }
        }
        None => {
            let end = signature::end_of_words(&lines);
            let end = if end == 0 { lines.len() } else { end };
            Own { lines: lines.into_iter().take(end).collect(), removed: false }
        }
    }
}

/// The person's own lines, if history can be taken off.
fn own_runs(lines: &[Line], runs: &[Run]) -> Option<Vec<Line>> {
    let histories = runs.iter().filter(|run| !run.is_own).count();
    let cut = match (histories, runs.last()) {
        (0, _) => return None,
        (1, _) => runs.iter().position(|run| !run.is_own)?,
        // Everything between quotations is kept, but what the program added below may go.
        (_, Some(last)) if !last.is_own && last.is_led => runs.len() - 1,
        (_, Some(last)) if last.is_own && !has_words(lines, *last) && runs[runs.len() - 2].is_led => {
            runs.len() - 2
        }
        _ => return None,
    };
    let before = &lines[..runs[cut].begin];
    let after = &lines[runs[cut].end..];
    let after = &after[..signature::end_of_words(after)];
    let run = runs[cut];
    let quoted = lines[run.begin..run.end].iter().filter(|line| line.is_quoted() && !line.is_blank()).count();
    // "We wrote: > 5 mm": a few lines may be the person's own.
    let is_doubtful = !run.is_certain && (1..=FEW).contains(&quoted);
    let before_is_empty = signature::end_of_words(before) == 0;
    // Answers may stand within what is quoted without marks, as Outlook does.
    let answers_within = lines[run.begin..run.end].iter().all(|line| !line.is_quoted());
    if answers_within && phrases::answers_within(&lines::render(before).to_lowercase()) {
        return None;
    }
    match (before_is_empty, after.is_empty()) {
        (false, _) if is_doubtful => None,
        (false, false) if !run.is_led => None,
        (false, true) => {
            let end = signature::end_of_words(before);
            (end > 0).then(|| before[..end].to_vec())
        }
        (true, false) => Some(after.to_vec()),
        (false, false) => Some([before, &[Line::default()], after].concat()),
        (true, true) => None,
    }
}

fn has_words(lines: &[Line], run: Run) -> bool {
    signature::end_of_words(&lines[run.begin..run.end]) > 0
}

/// Neighbouring lines of one kind, blank ones with what is above them.
fn runs(lines: &[Line], kinds: &[Kind]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let is_own = *kind == Kind::Own;
        let is_led = *kind == Kind::Lead || lines[at].role == Role::History;
        // Asked once of each run: a long history has many leads.
        let is_known = runs.last().is_some_and(|run| run.is_certain && !run.is_own);
        let is_certain = matches!(lines[at].role, Role::History | Role::Attribution)
            || !is_known
                && *kind == Kind::Lead
                && (marker::recognise(lines, at).is_some()
                    || separators::is_original(&lines[at].text)
                    || header_block::recognise(lines, at, false).is_some()
                    || attribution::recognise(lines, at)
                        .is_some_and(|found| found.is_certain || found.has_moment));
        match runs.last_mut() {
            Some(run) if *kind == Kind::Blank || run.is_own == is_own => {
                run.end = at + 1;
                run.is_led |= is_led;
                run.is_certain |= is_certain;
            }
            _ if *kind == Kind::Blank => {}
            _ => runs.push(Run { is_own, is_led, is_certain, begin: at, end: at + 1 }),
        }
    }
    runs
}

/// Lines above a quotation that a program marks as such.
const MOST_MARKED: usize = 6;

/// Finds out what each line is.
struct Reader<'a> {
    lines: &'a [Line],
    kinds: Vec<Kind>,
    around: Around<'a>,
    /// The last line that leads to what is quoted: it says who wrote it and when, or the program marks it.
    last_lead: Option<usize>,
    last_marker: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [Line], around: Around<'a>) -> Self {
        let leads = |at: &usize| {
            let line = &lines[*at];
            matches!(line.role, Role::Attribution | Role::History)
                || line.hint == Hint::Opener
                || line.depth == 0 && attribution::recognise(lines, *at).is_some_and(|found| found.is_certain)
        };
        Self {
            lines,
            kinds: vec![Kind::Own; lines.len()],
            around,
            last_lead: (0..lines.len()).rev().find(leads),
            last_marker: (0..lines.len()).rev().find(|&at| marker::recognise(lines, at).is_some()),
        }
    }

    fn read(mut self) -> Vec<Kind> {
        let mut at = 0;
        // Behind the words "forwarded message" all is sent on purpose.
        let mut is_sent_on = false;
        while at < self.lines.len() {
            let line = &self.lines[at];
            if line.is_blank() {
                self.kinds[at] = Kind::Blank;
                at += 1;
            } else if let Some(count) = marker::recognise(self.lines, at) {
                at = self.note_marker(at, count);
                // What we have written comes back: nobody needs it again.
                is_sent_on = false;
            } else if is_sent_on {
                at += 1;
            } else if line.is_quoted() && !self.is_quoted_on_purpose(at) {
                at = self.note_quoted(at);
            } else if separators::is_forward(&line.text) {
                is_sent_on = true;
            } else {
                at = self.note_words(at);
            }
        }
        self.kinds
    }

    /// Apple quotes what it passes on, with the words that say so.
    fn is_quoted_on_purpose(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let is_led = || {
            lines::last_words(&self.lines[..at])
                .is_some_and(|above| self.lines[above].is_quoted() || self.kinds[above] == Kind::Lead)
        };
        line.role != Role::History && separators::is_forward(&line.text) && !is_led()
    }

    /// Whether headers are of a mail that the person has put among its own words: it came from nobody to whom the
    /// person writes, and what this answers, if anything, is another mail.
    fn is_pasted(&self, at: usize, count: usize) -> bool {
        let Around { recipients, is_reply, answers_recipient, .. } = self.around;
        let is_below = |last: Option<usize>| last.is_some_and(|last| last >= at + count);
        // Above our marker it may be what colleagues told each other.
        let answers_another =
            answers_recipient || !is_below(self.last_marker) && (!is_reply || is_below(self.last_lead));
        let is_at_home =
            |sender: &str| recipients.iter().any(|known| addresses::are_at_one_home(known, sender));
        answers_another
            && !recipients.is_empty()
            && header_block::sender(self.lines, at, count).is_some_and(|sender| !is_at_home(&sender))
    }

    /// Apple puts who wrote it into the quotation, Orange the headers.
    fn note_quoted(&mut self, at: usize) -> usize {
        let is_first = at == 0 || !self.lines[at - 1].is_quoted();
        let attributed = || attribution::recognise(self.lines, at).map(|found| found.lines);
        let led = if is_first { attributed().or_else(|| header_block::titled(self.lines, at)) } else { None };
        let count = led.unwrap_or(1);
        self.kinds[at..at + count].fill(if led.is_some() { Kind::Lead } else { Kind::History });
        at + count
    }

    /// Our marker: what follows is history, and so is what leads to it.
    fn note_marker(&mut self, at: usize, count: usize) -> usize {
        let begin = self.lead(at, true);
        self.kinds[begin..at].fill(Kind::Lead);
        if self.lines[at].is_quoted() {
            // Below the quotation there may be more of the person's words.
            self.kinds[at..at + count].fill(Kind::Lead);
            return at + count;
        }
        self.kinds[at..].fill(Kind::Lead);
        self.lines.len()
    }

    /// Where the lines begin that lead to history at a place. Right before our marker, less is proof enough.
    fn lead(&self, at: usize, is_marker: bool) -> usize {
        let mut begin = at;
        loop {
            let above = lines::last_words(&self.lines[..begin]);
            let Some(above) = above.filter(|&above| self.kinds[above] != Kind::History) else { return begin };
            let line = &self.lines[above];
            let is_lead = line.role == Role::Attribution
                || separators::is_rule(&line.text)
                || separators::is_original(&line.text)
                || separators::is_title(&line.text)
                || separators::is_forward(&line.text);
            let is_next = is_marker && begin == at;
            let longer = attribution::before(self.lines, begin)
                .filter(|(_, is_certain)| *is_certain || is_next)
                .map(|(above, _)| above)
                // It was broken before its address: there is more of it above.
                .filter(|above| !(is_next && self.lines[*above].text.starts_with('<')))
                .or_else(|| header_block::before(self.lines, begin).filter(|_| is_next))
                .or_else(|| attribution::above_marker(self.lines, begin).filter(|_| is_next))
                .or_else(|| header_block::below_rule(self.lines, begin));
            begin = match longer {
                Some(longer) => longer,
                None if is_lead => above,
                None => return begin,
            };
        }
    }

    /// A line that is not quoted: the person's, or the first of what leads to history.
    fn note_words(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        if line.hint == Hint::Opener && !self.around.is_forward {
            return self.note_tail(at);
        }
        if line.hint == Hint::Divider && !self.around.is_forward && header_block::resembles(self.lines, at) {
            return self.note_tail(at);
        }
        let (count, is_certain) = self.lead_at(at);
        if count == 0 {
            return at + 1;
        }
        match self.lines[at + count..].iter().find(|line| !line.is_blank()) {
            Some(next) if next.is_quoted() => {
                let begin = self.lead(at, false);
                self.kinds[begin..at + count].fill(Kind::Lead);
                at + count
            }
            None => self.note_tail(at),
            Some(_) if is_certain => self.note_tail(at),
            Some(_) => at + 1,
        }
    }

    /// How many lines from a place on lead to history, and whether they do so for certain.
    fn lead_at(&self, at: usize) -> (usize, bool) {
        let text = &self.lines[at].text;
        if separators::is_original(text) {
            let next = self.next_words(at + 1);
            let headers =
                header_block::recognise(self.lines, next, true).map_or(1, |count| next + count - at);
            return (headers, !self.around.is_forward);
        }
        if separators::is_rule(text) {
            let next = self.next_words(at + 1);
            let headers =
                header_block::recognise(self.lines, next, true).map_or(0, |count| next + count - at);
            return (if self.around.is_forward { 0 } else { headers }, true);
        }
        if let Some(count) = header_block::recognise(self.lines, at, false) {
            return (if self.around.is_forward || self.is_pasted(at, count) { 0 } else { count }, true);
        }
        match attribution::recognise(self.lines, at) {
            Some(found) => (found.lines, found.is_certain),
            None => {
                let marked = self.lines[at..]
                    .iter()
                    .take(MOST_MARKED)
                    .take_while(|line| line.role == Role::Attribution);
                (marked.count(), false)
            }
        }
    }

    fn next_words(&self, at: usize) -> usize {
        let blank = self.lines.get(at..).unwrap_or(&[]).iter().take_while(|line| line.is_blank()).count();
        at + blank
    }

    /// History without marks of quoting: nothing tells where it would end.
    fn note_tail(&mut self, at: usize) -> usize {
        let begin = self.lead(at, false);
        self.kinds[begin..].fill(Kind::Lead);
        self.lines.len()
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
