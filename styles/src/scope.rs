//! Puts a component's class on every selector, through stylers.
//!
//! stylers is given one bare compound at a time (`p`, `.a.b`, `*`): it loses children (`a > b`),
//! attributes with brackets inside quotes and lists after pseudo-classes when it sees them whole.

use crate::blocks::Block;
use stylers_core::{Class, from_str};

pub(crate) fn sheet(blocks: &[Block], class: &str) -> Result<String, String> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Rule { selectors, declarations } => {
                Ok(format!("{}{{{declarations}}}", selector_list(selectors, class)?))
            }
            Block::Group { prelude, blocks } => Ok(format!("{prelude}{{{}}}", sheet(blocks, class)?)),
            Block::Verbatim(text) => Ok(text.clone()),
        })
        .collect()
}

fn selector_list(list: &str, class: &str) -> Result<String, String> {
    let ones = cut(list, ",").into_iter().filter(|part| *part != ",");
    Ok(ones.map(|one| selector(one, class)).collect::<Result<Vec<_>, _>>()?.join(","))
}

/// One selector: compounds between combinators, each scoped, except what stands in `:deep(…)`.
fn selector(selector: &str, class: &str) -> Result<String, String> {
    let mut scoped = String::new();
    let mut after_compound = false;
    for piece in cut(selector, " >+~").into_iter().filter(|piece| !piece.trim().is_empty()) {
        let combinator = matches!(piece, ">" | "+" | "~");
        if combinator {
            scoped.push_str(piece);
        } else {
            scoped.push_str(if after_compound { " " } else { "" });
            scoped.push_str(&compound(piece, class)?);
        }
        after_compound = !combinator;
    }
    if after_compound { Ok(scoped) } else { Err(format!("`{selector}` selects nothing")) }
}

fn compound(compound: &str, class: &str) -> Result<String, String> {
    if let Some(inner) = compound.strip_prefix(":deep(").and_then(|rest| rest.strip_suffix(')')) {
        return Ok(inner.to_owned());
    }
    if compound == ":root" {
        return Ok(compound.to_owned());
    }
    let end = compound.find([':', '[']).unwrap_or(compound.len());
    let (bare, state) = compound.split_at(end);
    let bare = if bare.is_empty() { "*" } else { bare };
    if !bare.is_ascii() || bare.contains(['|', '&', '\\']) {
        return Err(format!("`{compound}`: only names, classes and ids can be scoped"));
    }
    let scoped = from_str(&format!("{bare}{{}}"), &Class::new(class.to_owned()));
    let scoped = scoped.strip_suffix("{}").ok_or_else(|| format!("stylers cannot read `{compound}`"))?;
    Ok(format!("{scoped}{state}"))
}

/// The parts between separators and the separators themselves, in order. What stands inside
/// brackets or quotes is left whole.
fn cut<'a>(text: &'a str, separators: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start) = (0usize, None, 0);
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if depth == 0 && separators.contains(character) => {
                let after = index + character.len_utf8();
                parts.extend([&text[start..index], &text[index..after]]);
                start = after;
            }
            (None, _) => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
