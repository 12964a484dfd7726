//! Whatever a person writes above, below or between what programs quote: none of it is lost. The histories
//! are those of the mails beside this test, the words are drawn from sentences that look like history.

mod samples;

const SEED: u64 = 0x4b6f_6e74_6f72;
const DRAWS: usize = 20;

/// What people write, and recognisers might take for something else.
const SENTENCES: [&str; 44] = [
    "On Monday John wrote: the pump leaks.",
    "On Monday John wrote:",
    "On 12/05/2026 at 14:00 we wrote:",
    "As you wrote on 3 May 2026 at 10:12, the price is fixed:",
    "Anna wrote me on 3 November 2025 that it is blue:",
    "Am 3. Mai 2026 um 10:12 Uhr war niemand da:",
    "Le prix que vous nous avez écrit :",
    "El 3 de mayo de 2026 a las 10:12 nadie escribió nada:",
    "Il 3 maggio 2026 alle 10:12 nessuno ha scritto niente:",
    "3 мая 2026 г. в 10:12 никто не пришёл:",
    "2026年5月3日 10:12 に電話します:",
    "在 2026年5月3日 10:12 我们见面:",
    "Von: Industry Fair GmbH",
    "An: Schäfer Anlagenbau, Lager Nord",
    "From: Hamburg",
    "To: Lyon",
    "Date: 3 May 2026",
    "Subject: the pump",
    "De : Paris",
    "Objet : la pompe",
    "От: склада",
    "收件人：王建国",
    "Please write to anna@b.example:",
    "anna@b.example",
    "> 5 mm is too much",
    "- first",
    "--",
    "-----",
    "***",
    "1. Price:",
    "Original",
    "Original message",
    "Forwarded",
    "Sent from our warehouse in Munich on Monday",
    "Von meinem Kollegen kommt noch etwas",
    "Enviado por correo ayer",
    "来自上海的货",
    "Best regards",
    "Anna",
    "Tel. +49 30 123456",
    "https://b.example/x",
    "## Title",
    "Yes.",
    "",
];

/// The histories of the mails: what stands below the words that were expected.
fn histories() -> Vec<String> {
    let paths = samples::paths();
    let letters = paths.iter().filter_map(|path| Some(letterbox::read(&std::fs::read(path).ok()?)));
    let histories = letters.filter(|letter| letter.quoted_removed && !letter.text.is_empty());
    histories.filter_map(|letter| Some(letter.full_text.strip_prefix(&letter.text)?.to_owned())).collect()
}

/// Some of them, and at the end one that does not announce what follows.
fn own(random: &mut fastrand::Rng) -> String {
    let ends: Vec<_> = SENTENCES
        .iter()
        .filter(|text| !text.ends_with(':') && !text.starts_with('>') && text.contains(char::is_alphanumeric))
        .collect();
    let count = random.usize(1..6);
    let mut lines: Vec<_> = (0..count).map(|_| SENTENCES[random.usize(..SENTENCES.len())]).collect();
    lines.push(ends[random.usize(..ends.len())]);
    format!("Hello,\n{}", lines.join(if random.bool() { "\n" } else { "\n\n" }))
}

fn read(text: &str) -> letterbox::Letter {
    letterbox::read(format!("Content-Type: text/plain; charset=utf-8\n\n{text}").as_bytes())
}

fn assert_kept(own: &str, letter: &letterbox::Letter, mail: &str) {
    let found: Vec<_> = letter.text.lines().map(str::trim).collect();
    for line in own.lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(found.contains(&line), "lost: {line}\n--- of\n{mail}\n--- kept\n{}", letter.text);
    }
}

#[test]
fn words_above_history_stay() {
    let mut random = fastrand::Rng::with_seed(SEED);
    let (mut exact, mut all) = (0, 0);
    for history in &histories() {
        for _ in 0..DRAWS {
            let own = own(&mut random);
            let mail = format!("{own}\n\n{}", history.trim_start());
            let letter = read(&mail);
            assert_kept(&own, &letter, &mail);
            all += 1;
            exact += usize::from(
                letter.text.replace("\n\n", "\n") == own.replace("\n\n\n", "\n").replace("\n\n", "\n"),
            );
        }
    }
    assert!(all > 0 && exact * 10 >= all * 8, "history goes in most of them: {exact} of {all}");
}

#[test]
fn words_below_a_quotation_stay() {
    let mut random = fastrand::Rng::with_seed(SEED);
    for history in &histories() {
        // Where nothing marks its end, nobody can know what is below.
        if !history.trim_end().lines().next_back().is_some_and(|line| line.starts_with('>')) {
            continue;
        }
        for _ in 0..DRAWS {
            let own = own(&mut random);
            let mail = format!("{}\n\n{own}", history.trim());
            assert_kept(&own, &read(&mail), &mail);
        }
    }
}

#[test]
fn words_without_history_stay() {
    let mut random = fastrand::Rng::with_seed(SEED);
    for _ in 0..2_000 {
        let own = own(&mut random);
        assert_kept(&own, &read(&own), &own);
    }
}
