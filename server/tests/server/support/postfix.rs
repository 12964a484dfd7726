//! A Postfix of our own between us and everybody else's mailboxes: its own folder, loopback ports, gone when dropped.
//! It never touches one that the machine may be running.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Set by `cargo xtask test`, which installs them: then a missing mail server is an error.
pub const REQUIRED: &str = "KONTOR_TEST_POSTFIX";
/// Mailboxes belong to this user.
const NOBODY: &str = "65534";

/// A running mail server: mail for `desk.example` goes to our door, that for `late@` is taken and comes back, that for
/// somebody without a mailbox is refused at once.
pub struct Postfix {
    pub folder: PathBuf,
    /// Where it takes mail.
    pub port: u16,
}

impl Postfix {
    /// Starts one that brings our mail to this port and has these mailboxes; none, and it says so, where it is neither
    /// there nor required. Without names everybody has one, and it is the same: `all`.
    pub fn start(door: u16, mailboxes: &[&str]) -> Option<Self> {
        if !Path::new("/usr/sbin/postfix").exists() && std::env::var(REQUIRED).is_err() {
            eprintln!("Postfix is not installed: it is not tested. `cargo xtask test` installs it.");
            return None;
        }
        let port = free_port();
        let folder = std::env::temp_dir().join(format!("kontor-postfix-{}-{port}", std::process::id()));
        for name in ["config", "queue", "data", "mailboxes"] {
            fs::create_dir_all(folder.join(name)).expect("the temporary directory is writable");
        }
        run("chown", &["postfix", &text(&folder.join("data"))]);
        run("chown", &[NOBODY, &text(&folder.join("mailboxes"))]);
        let postfix = Self { folder, port };
        postfix.configure(door, mailboxes);
        postfix.control("start");
        Some(postfix)
    }

    /// Without a log of its own: the service that keeps it may wait for itself for ever, and all others for it.
    fn configure(&self, door: u16, mailboxes: &[&str]) {
        let place = |name: &str| text(&self.folder.join(name));
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {queue}\ndata_directory = {data}\n\
             command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmail_owner = postfix\n\
             setgid_group = postdrop\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nmyhostname = mta.example\nmydestination =\n\
             mynetworks = 127.0.0.0/8\nalias_maps =\nalias_database =\nlocal_recipient_maps =\n\
             relay_domains = desk.example\ntransport_maps = regexp:{config}/transport\n\
             virtual_mailbox_domains = regexp:{config}/domains\nvirtual_mailbox_maps = {known}\n\
             virtual_mailbox_base = {mailboxes}\nvirtual_uid_maps = static:{NOBODY}\n\
             virtual_gid_maps = static:{NOBODY}\nvirtual_minimum_uid = 1\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\nmessage_size_limit = 40000000\n\
             in_flow_delay = 0\nsmtpd_peername_lookup = no\nsmtp_dns_support_level = disabled\n\
             smtp_host_lookup = native\n",
            known = maps(&self.folder.join("config/mailboxes"), mailboxes),
            queue = place("queue"),
            data = place("data"),
            config = place("config"),
            mailboxes = place("mailboxes"),
        );
        let services = [
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "smtp unix - - n - - smtp",
            "relay unix - - n - - smtp",
            "lmtp unix - - n - - lmtp",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "proxymap unix - - n - - proxymap",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
        ];
        // Who delivers knows one mailbox less than who lets mails in.
        let present = maps(&self.folder.join("config/present"), mailboxes);
        let master = format!(
            "127.0.0.1:{} inet n - n - - smtpd\nvirtual unix - n n - - virtual -o virtual_mailbox_maps={present}\n{}\n",
            self.port,
            services.join("\n")
        );
        let transport = format!("/@desk\\.example$/ smtp:[127.0.0.1]:{door}\n");
        let mailboxes: String = mailboxes.iter().map(|address| format!("{address} {address}/\n")).collect();
        let left = mailboxes.replace("late@seller.example", "nobody@seller.example");
        for (name, text) in [
            ("main.cf", main.as_str()),
            ("master.cf", &master),
            ("transport", &transport),
            ("domains", "if !/^desk\\.example$/\n/^.*$/ mailbox\nendif\n"),
            ("mailboxes", &mailboxes),
            ("present", &left),
        ] {
            fs::write(self.folder.join("config").join(name), text).expect("its own folder");
        }
    }

    fn control(&self, what: &str) {
        run("/usr/sbin/postfix", &["-c", &text(&self.folder.join("config")), what]);
    }

    /// Goes on with one more line of configuration.
    pub fn change(&self, line: &str) {
        let path = self.folder.join("config/main.cf");
        let main = fs::read_to_string(&path).expect("its own file");
        fs::write(path, format!("{main}{line}\n")).expect("its own folder");
        self.control("reload");
    }

    /// Goes on with one more service, and more lines of configuration.
    pub fn serve(&self, service: &str, lines: &str) {
        let path = self.folder.join("config/master.cf");
        let master = fs::read_to_string(&path).expect("its own file");
        fs::write(path, format!("{master}{service}\n")).expect("its own folder");
        self.change(lines);
    }

    /// The files of what this address has received, unread and read.
    pub fn mailbox(&self, address: &str) -> Vec<PathBuf> {
        let new = self.folder.join("mailboxes").join(address).join("new");
        let files = fs::read_dir(new).map(|files| files.flatten().map(|file| file.path()).collect());
        let mut files: Vec<PathBuf> = files.unwrap_or_default();
        // By time: the names of two mails of one second are in no order.
        files.sort_by_key(|file| fs::metadata(file).and_then(|found| found.modified()).ok());
        files
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let config = text(&self.folder.join("config"));
        // Whatever it may wait for, the test ends.
        let mut stop = Command::new("timeout");
        let stop = stop.args(["--signal=KILL", "20", "/usr/sbin/postfix", "-c", &config, "stop"]);
        drop(stop.stderr(Stdio::null()).status());
        // What was asked of it says why.
        if !std::thread::panicking() {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

/// Where mailboxes are looked up; without names, everybody's mail goes into one.
fn maps(list: &Path, mailboxes: &[&str]) -> String {
    if mailboxes.is_empty() { "static:all/".to_owned() } else { format!("texthash:{}", text(list)) }
}

pub fn text(path: &Path) -> String {
    path.display().to_string()
}

pub fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("it listens").port()
}

pub fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
}
