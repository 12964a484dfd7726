//! The scripts and sheets in dist/, and those inside the page, without blanks and long names. (Trunk's own
//! way stops at today's syntax.)

use crate::places::{self, root};
use crate::setup::Tools;
use crate::steps::{answer, path_with, run};
use std::process::Command;

pub fn all(tools: &Tools) -> Result<(), String> {
    files(tools)?;
    let page = root().join("dist/index.html");
    let mut html = places::read(&page)?;
    for (element, kind) in [("style", "css"), ("script", "js")] {
        html = inside(&html, element, |text| one(tools, text, kind))?;
    }
    places::write(&page, &without_blanks(&html))
}

/// Without indentation, blank lines, and what is said to whoever reads the source.
fn without_blanks(html: &str) -> String {
    let lines = html.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("<!--")).collect::<Vec<_>>().join("\n")
}

fn files(tools: &Tools) -> Result<(), String> {
    let dist = root().join("dist");
    let entries = std::fs::read_dir(&dist).map_err(|cause| format!("{}: {cause}", dist.display()))?;
    let names = entries.flatten().map(|entry| entry.path());
    let texts = names.filter(|path| path.extension().is_some_and(|ending| ending == "js" || ending == "css"));
    run(esbuild(tools).args(["--allow-overwrite", "--outdir=dist"]).args(texts))
}

fn one(tools: &Tools, text: &str, kind: &str) -> Result<String, String> {
    let path = places::marks().join(format!("part.{kind}"));
    places::write(&path, text)?;
    answer(esbuild(tools).arg(path))
}

fn esbuild(tools: &Tools) -> Command {
    let mut esbuild = Command::new("esbuild");
    esbuild.args(["--minify", "--log-level=error"]);
    esbuild.env("PATH", path_with(&tools.folders())).current_dir(root());
    esbuild
}

/// The page, with the text of each element of this name replaced.
fn inside(
    html: &str,
    element: &str,
    shorter: impl Fn(&str) -> Result<String, String>,
) -> Result<String, String> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut parts = html.split(&open);
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let broken = || format!("dist/index.html: an element {element} without an end");
        let (attributes, rest) = part.split_once('>').ok_or_else(broken)?;
        let (text, rest) = rest.split_once(&close).ok_or_else(broken)?;
        let text = if text.trim().is_empty() { String::new() } else { shorter(text)? };
        page += &format!("{open}{attributes}>{text}{close}{rest}");
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::{inside, without_blanks};

    #[test]
    fn the_text_of_each_element_is_replaced_and_nothing_else() {
        let html = "<p>a</p><script type=\"module\"> b </script><script src=\"c.js\"></script>d";
        let done = inside(html, "script", |text| Ok(text.trim().to_uppercase()));
        let expected = "<p>a</p><script type=\"module\">B</script><script src=\"c.js\"></script>d";
        assert_eq!(done.as_deref(), Ok(expected));
    }

    #[test]
    fn nothing_stays_that_no_browser_needs() {
        assert_eq!(without_blanks("<p>\n  <!-- A note. -->\n\n  a b\n</p>\n"), "<p>\na b\n</p>");
    }
}
