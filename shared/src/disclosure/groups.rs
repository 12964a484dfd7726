//! Groups of digits with what parts them, and whether they have the shape of a phone number. It must not know the
//! text around them beyond the signs and the unit that touch them.

use super::lexicon::Meaning;
use super::number::Label;
use super::pieces::{Gap, Kind, Piece};

/// Signs between two groups.
const MOST_SIGNS: usize = 3;
/// No phone number has more groups.
const MOST_GROUPS: usize = 12;
/// A phone number has at least so many digits where nothing says that it is one; shorter ones are quantities.
const DIGITS_MIN: usize = 8;
/// With its country, it has no more.
const DIGITS_MAX: usize = 15;
/// Within its country, it has no more; longer ones that begin with nought are on parcels.
const LOCAL_MAX: usize = 12;
/// Where the text says that a number follows.
const LABELLED_MIN: usize = 7;
/// Numbers without a leading nought: what they begin with and how they are grouped.
const SHAPES: [(&str, &str); 11] = [
    // North America, Italian mobiles.
    ("23456789", "334"),
    ("178", "1334"),
    // China, Brazil.
    ("1", "344"),
    ("123456789", "254"),
    // Russia.
    ("78", "13322"),
    ("9", "3322"),
    // Spain, Portugal.
    ("679", "333"),
    ("6789", "3222"),
    ("89", "2322"),
    ("2", "234"),
    ("3", "37"),
];

/// What parts two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    Space,
    Dash,
    Slash,
    Dot,
    Other,
}

/// Groups that stand together.
pub struct Run<'a> {
    groups: Vec<&'a str>,
    /// What is before each but the first.
    breaks: Vec<Break>,
    has_plus: bool,
    /// The first or second group stands in round brackets.
    has_area: bool,
    /// A unit or a currency touches it, or it is a part of a decimal number.
    is_measured: bool,
    /// Letters touch it, as in "M8".
    is_attached: bool,
    /// The piece behind it.
    pub end: usize,
}

impl<'a> Run<'a> {
    /// The groups from a number on.
    pub fn read(pieces: &[Piece<'a>], at: usize) -> Self {
        let mut run = Self {
            groups: vec![pieces[at].text],
            breaks: Vec::new(),
            has_plus: has_plus(pieces, at),
            has_area: at > 0 && pieces[at - 1].is_sign("("),
            is_measured: is_measured_before(pieces, at),
            is_attached: is_attached_before(pieces, at),
            end: at + 1,
        };
        while let Some((next, parted)) = next_group(pieces, run.end) {
            run.has_area |= run.groups.len() == 1 && pieces[next - 1].is_sign("(");
            run.groups.push(pieces[next].text);
            run.breaks.push(parted);
            run.end = next + 1;
        }
        run.is_measured |= is_measured_behind(pieces, run.end);
        run.is_attached |=
            pieces.get(run.end).is_some_and(|next| next.is_word() && next.is_tight() && !next.is_unspaced());
        run
    }

    /// Whether it is a phone number, dates cut out.
    pub fn is_phone(&self, label: Label) -> bool {
        let mut begin = 0;
        let mut at = 0;
        while at < self.groups.len() {
            let length = self.date(at);
            if length > 0 {
                if self.is_number(begin, at, label) {
                    return true;
                }
                begin = at + length;
            }
            at += length.max(1);
        }
        self.is_number(begin, at, label)
    }

    /// How many groups from one on are a date, or a month and its year.
    fn date(&self, at: usize) -> usize {
        let number = |offset: usize| self.groups.get(at + offset).and_then(|group| group.parse::<u32>().ok());
        let is_short = |offset: usize| self.groups.get(at + offset).is_some_and(|group| group.len() <= 2);
        let parted = |offset: usize| self.breaks.get(at + offset).copied();
        let is_part = |parted: Option<Break>| matches!(parted, Some(Break::Dot | Break::Slash | Break::Dash));
        let is_year = |offset: usize| number(offset).is_some_and(|year| (1990..2100).contains(&year));
        let is_day =
            |offset: usize| is_short(offset) && number(offset).is_some_and(|day| (1..=31).contains(&day));
        let before = at.checked_sub(1).and_then(|before| self.breaks.get(before).copied());
        if is_part(parted(0)) && parted(0) == parted(1) {
            if is_day(0) && is_day(1) && is_year(2) || is_year(0) && is_day(1) && is_day(2) {
                return 3;
            }
            // With two digits for the year it stands alone.
            let is_alone = before != parted(0) && parted(2) != parted(0);
            if is_day(0) && is_day(1) && is_short(2) && is_alone && parted(0) != Some(Break::Dash) {
                return 3;
            }
        }
        let is_month = is_day(0) && number(0).is_some_and(|month| month <= 12);
        let is_alone = before != parted(0) && parted(1) != parted(0);
        if is_part(parted(0)) && is_alone && is_month && is_year(1) { 2 } else { 0 }
    }

    /// Whether some of the groups are a phone number.
    fn is_number(&self, begin: usize, end: usize, label: Label) -> bool {
        let groups = &self.groups[begin..end];
        let Some(first) = groups.first() else { return false };
        let breaks = &self.breaks[begin..end - 1];
        let digits: usize = groups.iter().map(|group| group.len()).sum();
        if digits > DIGITS_MAX || groups.len() > MOST_GROUPS {
            return false;
        }
        let (is_first, is_last) = (begin == 0, end == self.groups.len());
        let has_country = is_first && self.has_plus && !first.starts_with('0')
            || first.starts_with("00")
                && !first.starts_with("000")
                && first.len() < DIGITS_MAX
                && !self.is_attached;
        // No amount has so many digits.
        if has_country
            && label != Label::Reference
            && digits > DIGITS_MIN
            && (!self.is_measured || digits > DIGITS_MIN + 1)
        {
            return true;
        }
        let is_part = is_first && self.is_attached || is_last && (self.is_measured || self.is_attached);
        if label == Label::Reference || is_part || self.is_measured && is_first {
            return false;
        }
        let has_dots = breaks.contains(&Break::Dot);
        // A point and something else: times, amounts.
        if has_dots && (breaks.iter().any(|parted| *parted != Break::Dot) || groups.len() == 2) {
            return false;
        }
        if label == Label::Phone && digits >= LABELLED_MIN {
            return !has_plus_nought(self, is_first);
        }
        if digits < DIGITS_MIN || has_plus_nought(self, is_first) || has_year(groups, breaks) {
            return false;
        }
        if first.starts_with('0') {
            return digits <= LOCAL_MAX && is_local(groups) && !(has_dots && *first == "0");
        }
        let has_area = is_first && self.has_area;
        has_area && digits > DIGITS_MIN + 1 && !has_dots || is_mobile(groups) || has_shape(groups)
    }
}

/// `+0.05` is a tolerance.
fn has_plus_nought(run: &Run<'_>, is_first: bool) -> bool {
    is_first && run.has_plus && run.groups[0].starts_with('0')
}

/// Whether a year is in it, as in "Nr. 0815/2026" and "01-2026-0815".
fn has_year(groups: &[&str], breaks: &[Break]) -> bool {
    let is_year = |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let is_parted = breaks.iter().all(|parted| matches!(parted, Break::Dash | Break::Slash));
    is_parted && (2..=3).contains(&groups.len()) && groups[1..].iter().any(is_year)
}

/// Whether groups that begin with a nought are a number within its country.
fn is_local(groups: &[&str]) -> bool {
    let lengths = lengths(groups);
    let is_tariff = lengths == "422";
    // From eight to six.
    let is_span = lengths == "2222";
    let is_single = groups.iter().all(|group| group.len() == 1);
    // Nobody parts the nought of an area, but spare parts and books have one.
    let is_area =
        groups[0] != "0" || groups.len() == 1 || groups[1].len() == 1 || groups[groups.len() - 1].len() > 5;
    !is_tariff && !is_span && !is_single && is_area && !groups[0].starts_with("00") && groups.len() < 7
}

/// Chinese and Russian mobile numbers stand in one piece.
fn is_mobile(groups: &[&str]) -> bool {
    let [number] = groups else { return false };
    number.len() == 11
        && (number.starts_with("89")
            || number.starts_with("79")
            || number.starts_with('1') && &number[1..2] > "2")
}

/// Whether groups are those of a number somewhere; round ones are sizes.
fn has_shape(groups: &[&str]) -> bool {
    let is_round = groups.iter().all(|group| group.ends_with('0'));
    let lengths = lengths(groups);
    let begins = |firsts: &str| firsts.contains(&groups[0][..1]);
    !is_round && SHAPES.iter().any(|(firsts, shape)| *shape == lengths && begins(firsts))
}

fn lengths(groups: &[&str]) -> String {
    groups.iter().filter_map(|group| char::from_digit(u32::try_from(group.len()).ok()?, 16)).collect()
}

/// The next number that belongs to the same run, and what parts it.
fn next_group(pieces: &[Piece<'_>], end: usize) -> Option<(usize, Break)> {
    let mut parted = Break::Space;
    for (count, piece) in pieces[end..].iter().take(MOST_SIGNS + 1).enumerate() {
        let next = end + count;
        if piece.gap == Gap::Line {
            return None;
        }
        let Kind::Sign(sign) = piece.kind else { return piece.is_number().then_some((next, parted)) };
        let is_joined = piece.is_tight() && pieces.get(next + 1).is_some_and(|piece| piece.is_tight());
        parted = match sign {
            '.' if is_joined && parted == Break::Space => Break::Dot,
            '/' => Break::Slash,
            '-' if parted == Break::Space => Break::Dash,
            // "03.-05.11.": the first date has no year.
            '-' | '(' | ')' if parted != Break::Dot => parted,
            '_' | '·' | '\u{2600}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => Break::Other,
            _ => return None,
        };
    }
    None
}

fn has_plus(pieces: &[Piece<'_>], at: usize) -> bool {
    let Some(plus) = at.checked_sub(1).filter(|plus| pieces[*plus].is_sign("+")) else { return false };
    // "12+4500000" is a sum.
    let follows_number = plus > 0 && pieces[plus].is_tight() && pieces[plus - 1].is_number();
    pieces[at].is_tight() && !follows_number
}

fn is_attached_before(pieces: &[Piece<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &pieces[before]) else { return false };
    let is_tight = pieces[at].is_tight();
    // "AB-01234567", or within a link.
    let is_joined = is_tight && before.is_tight() && before.is_sign("-/_=") && at > 1;
    let word = if is_joined { &pieces[at - 2] } else { before };
    let touches = (is_tight || is_joined) && word.is_word() && !word.is_unspaced();
    // "IT 01234567890": what states call a business by.
    let is_registered = word.is_word() && word.text.len() == 2 && pieces[at].text.len() > 10;
    let says_so = matches!(word.meaning, Some(Meaning::Dial | Meaning::Messenger | Meaning::Neutral));
    (touches || is_registered) && !says_so
}

/// A currency before it, or the first part of a decimal number.
fn is_measured_before(pieces: &[Piece<'_>], at: usize) -> bool {
    let before = &pieces[at.saturating_sub(3)..at];
    let [.., last] = before else { return false };
    let is_plus = last.is_sign("+");
    let last = if is_plus { before.len().checked_sub(2).map_or(last, |place| &before[place]) } else { last };
    let is_decimal = last.is_sign(",")
        && last.is_tight()
        && pieces[at].is_tight()
        && pieces[at].text.len() <= 3
        && before.len() >= 2
        && before[before.len() - 2].is_number();
    let is_currency = last.is_sign("€$£¥₽") || last.meaning == Some(Meaning::Unit) && last.text.len() > 2;
    is_decimal || is_currency && pieces[at].gap != Gap::Line
}

/// A unit behind it, or the decimals.
fn is_measured_behind(pieces: &[Piece<'_>], end: usize) -> bool {
    let Some(next) = pieces.get(end).filter(|next| next.gap != Gap::Line) else { return false };
    let is_decimal = next.is_sign(",")
        && next.is_tight()
        && pieces
            .get(end + 1)
            .is_some_and(|next| next.is_number() && next.is_tight() && next.text.len() <= 3);
    is_decimal || next.is_sign("€$£¥₽%°") || next.meaning == Some(Meaning::Unit)
}
