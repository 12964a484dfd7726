//! What the figures were measured on.

use std::process::Command;

/// The load average of the last minute.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("?").to_owned()
}

/// Date, processor, memory and versions, as a paragraph.
pub fn described() -> String {
    let processor = first_value("/proc/cpuinfo", "model name");
    let memory = first_value("/proc/meminfo", "MemTotal");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    format!(
        "Measured on {}: {processor}, {cores} cores, {memory}; {}, {}, SQLite {}, {}.\n",
        said("date", &["--iso-8601"]),
        said("rustc", &["--version"]),
        said("uname", &["-sr"]),
        rusqlite::version(),
        said("/usr/bin/chromium", &["--version"]),
    )
}

fn first_value(path: &str, name: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_owned())
}
