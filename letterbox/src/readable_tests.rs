//! What HTML becomes when it is read as lines.

use super::*;
use crate::lines::{Role, render};

fn text(html: &str) -> String {
    render(&lines(html))
}

#[test]
fn blocks_are_lines_and_paragraphs_stand_apart() {
    assert_eq!(text("<div>a</div><div><br></div><div>b<br></div><div>c</div>"), "a\n\nb\nc");
    assert_eq!(text("<p>a</p><p>b<br>c</p>d"), "a\n\nb\nc\n\nd");
    assert_eq!(
        text("<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>"),
        "a\n\nb"
    );
    assert_eq!(text("a  \n b&nbsp;c<b> d</b>e"), "a b c de");
}

#[test]
fn lists_tables_and_links_are_readable() {
    assert_eq!(text("<ul><li>a<li>b</ul><ol start=3><li><p>c</p></li></ol>"), "- a\n- b\n3. c");
    assert_eq!(text("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>"), "a | b\nc | d");
    assert_eq!(
        text("<p>x<table><tr><td><p>a</p></td><td><p>b</p><p>c</td></tr><tr><td>d"),
        "x\n\na | b\n\nc\nd"
    );
    assert_eq!(text("<a href='https://x.example/'>https://x.example</a>"), "https://x.example");
    assert_eq!(text("<a href='https://x.example/y'>see</a>."), "see (https://x.example/y).");
}

#[test]
fn what_is_not_shown_is_left_out() {
    let html = "<head><title>t</title><style>s</style><body><!-- c --><div style='display:none'>pre</div>\
        <script>x</script>seen";
    assert_eq!(text(html), "seen");
    assert_eq!(text("<div style='display:none'>all"), "all");
}

#[test]
fn quotations_and_signatures_are_marked() {
    let found = lines("own<div class=gmail_signature>me</div><blockquote type=cite>q</blockquote>below");
    let seen: Vec<_> = found.iter().map(|line| (line.text.as_str(), line.depth, line.role)).collect();
    let expected = [
        ("own", 0, Role::Words),
        ("me", 0, Role::Signature),
        ("q", 1, Role::Words),
        ("below", 0, Role::Words),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn words_between_quotations_are_own() {
    let html = "<div class=protonmail_quote>On 3 Nov, A wrote:<blockquote type=cite>q</blockquote>mine\
        <blockquote type=cite>r</blockquote></div>";
    let roles: Vec<_> = lines(html).iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Attribution, Role::Words, Role::Words, Role::Words]);
}

#[test]
fn deep_nesting_ends() {
    let deep = "<div><blockquote type=cite><span>".repeat(50_000) + "x" + &"</div>".repeat(100_000);
    assert_eq!(lines(&deep).len(), 1);
    let many = format!("<p {}>x", (0..20_000).map(|n| format!("a{n}=b ")).collect::<String>());
    assert_eq!(text(&many), "x");
}
