//! Cuts a style sheet into rules and at-rules. It knows nothing of scoping.

/// A piece of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// `selectors { declarations }`
    Rule { selectors: String, declarations: String },
    /// `@media (…) { rules }`
    Group { prelude: String, blocks: Vec<Block> },
    /// `@keyframes … { anything }` or `@layer a, b;`: passed on as written
    Verbatim(String),
}

/// At-rules whose body holds rules for elements.
const GROUPS: [&str; 5] = ["@media", "@container", "@supports", "@layer", "@starting-style"];

pub(crate) fn parse(css: &str) -> Result<Vec<Block>, String> {
    let css = without_comments(css)?;
    let mut rest = css.trim();
    let mut blocks = Vec::new();
    while !rest.is_empty() {
        let (block, after) = next(rest)?;
        blocks.push(block);
        rest = after.trim_start();
    }
    Ok(blocks)
}

fn next(css: &str) -> Result<(Block, &str), String> {
    let end = css.find(['{', ';']).ok_or_else(|| format!("`{}` has no body", first_line(css)))?;
    if css.as_bytes()[end] == b';' {
        if !css.starts_with('@') {
            return Err(format!("`{}` stands outside a rule", first_line(css)));
        }
        return Ok((Block::Verbatim(one_line(&css[..=end])), &css[end + 1..]));
    }
    let prelude = one_line(&css[..end]);
    let close = closing(css, end).ok_or_else(|| format!("`{prelude}` is never closed"))?;
    let body = &css[end + 1..close];
    let block = if !css.starts_with('@') {
        if body.contains('{') {
            return Err(format!("`{prelude}` holds a nested rule: write it out as a rule of its own"));
        }
        Block::Rule { selectors: prelude, declarations: one_line(body) }
    } else if GROUPS.iter().any(|group| prelude.starts_with(group)) {
        Block::Group { prelude, blocks: parse(body)? }
    } else {
        Block::Verbatim(format!("{prelude}{{{}}}", one_line(body)))
    };
    Ok((block, &css[close + 1..]))
}

/// Where the brace that opens at `open` closes; braces inside quotes do not count.
fn closing(css: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut quote = None;
    for (at, character) in css[open..].char_indices() {
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + at);
                }
            }
            (None, _) => {}
        }
    }
    None
}

fn without_comments(css: &str) -> Result<String, String> {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").ok_or("a comment is never closed")?.1;
    }
    kept.push_str(rest);
    Ok(kept)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
