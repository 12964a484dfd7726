//! `kontor route` as the contract describes it (domain §7), run as the program it is.

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

struct Run {
    status: i32,
    decisions: Vec<Value>,
    complaints: Vec<String>,
}

/// Runs the program on one network and these lines; `name` keeps the files of the tests apart.
fn run(name: &str, network: &str, lines: &str) -> Run {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("route-{name}.json"));
    fs::write(&file, network).expect("the test may write its file");
    let mut program = Command::new(env!("CARGO_BIN_EXE_kontor"))
        .args(["route", "--network"])
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = program.stdin.take().expect("it was piped");
    let lines = lines.to_owned();
    // The program may end before it has read everything.
    let writer = std::thread::spawn(move || drop(input.write_all(lines.as_bytes())));
    let output = program.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    let text = String::from_utf8(output.stdout).expect("answers are text");
    let complaints = String::from_utf8(output.stderr).expect("complaints are text");
    Run {
        status: output.status.code().expect("it was not killed"),
        decisions: text.lines().map(|line| serde_json::from_str(line).expect("a JSON a line")).collect(),
        complaints: complaints.lines().map(str::to_owned).collect(),
    }
}

fn network() -> Value {
    json!({"manufacturer": "acme", "products": ["p1", "p2"],
        "worldwide": {"emails": ["sales@acme.example"]},
        "area_managers": [
            {"id": "am1", "name": "A", "emails": ["a@x.example"], "areas": ["FR", "continent:EU"]}],
        "sellers": [
            {"id": "s1", "name": "S", "email": "s1@x.example", "kind": "local", "country": "FR",
             "point": {"lat": 48.85, "lon": 2.35}, "radius": null, "range": ["p1"], "available": true,
             "protected": false, "partner": false,
             "rating": {"rank_score": 4.1, "ratings": 12, "mean_response_hours": null}},
            {"id": "s2", "name": "S", "email": "s2@x.example", "kind": "local", "country": "FR",
             "point": {"lat": 45.76, "lon": 4.83}, "radius": {"value": 50, "unit": "km"},
             "available": true}],
        "copies": {"area_manager": true, "extra": ["boss@acme.example"]}})
}

#[test]
fn every_line_gets_its_decision() {
    let lines = r#"{"country":"FR","point":{"lat":48.9,"lon":2.4},"product":"p1","pick":"s2"}

{"country":"DE"}
{}"#;
    let run = run("decisions", &network().to_string(), lines);
    assert_eq!((run.status, run.complaints), (0, vec![]));
    assert_eq!(run.decisions.len(), 3);
    let first = json!({"shown": [{"id": "s1", "tier": 1, "distance_m": 6654}], "fallback": null,
        "recipient": {"kind": "seller", "id": "s1"}, "reason": "out_of_radius",
        "copies": ["a@x.example", "boss@acme.example"],
        "excluded": [{"id": "s2", "because": "out_of_radius", "distance_m": 394_216, "limit_m": 50_000}]});
    assert_eq!(run.decisions[0], first);
    assert_eq!(run.decisions[1]["recipient"], json!({"kind": "area_manager", "id": "am1"}));
    assert_eq!(run.decisions[2]["reason"], "no_location");
}

#[test]
fn a_malformed_line_names_line_and_field_and_the_others_are_answered() {
    let lines = [
        (r#"{"country":"XX"}"#, "country"),
        (r#"{"country":7}"#, "country"),
        (r#"{"country":"FR","point":{"lat":90.5,"lon":0}}"#, "point.lat"),
        (r#"{"country":"FR","point":{"lat":0,"lon":-180.01}}"#, "point.lon"),
        (r#"{"country":"FR","point":{"lat":0}}"#, "point"),
        (r#"{"country":"FR","point":{"lat":"0","lon":0}}"#, "point.lat"),
        (r#"{"country":"FR","point":[0,0]}"#, "point"),
        (r#"{"product":["p1"]}"#, "product"),
        (r#"{"pick":"nobody"}"#, "pick"),
    ];
    let mut text = String::from("{\"country\":\"FR\"}\n");
    for (line, _) in lines {
        text += line;
        text += "\n{}\n";
    }
    let run = run("malformed", &network().to_string(), &text);
    assert_eq!(run.status, 1);
    assert_eq!(run.decisions.len(), 1 + lines.len());
    assert_eq!(run.complaints.len(), lines.len());
    for (n, ((line, field), complaint)) in lines.iter().zip(&run.complaints).enumerate() {
        let expected = format!("line {}: {field}: ", 2 * n + 2);
        assert!(complaint.starts_with(&expected), "{line}: {complaint}");
    }
}

#[test]
fn a_line_that_is_no_inquiry_at_all_is_malformed() {
    let long = format!("{{\"product\":\"{}\"}}", "x".repeat(2 << 20));
    for line in ["{", "[]", "null", "7", "{} {}", "\u{0}", "{\"country\":\"FR\"", long.as_str()] {
        let run = run("garbage", &network().to_string(), &format!("{line}\n{{}}"));
        assert_eq!((run.status, run.decisions.len(), run.complaints.len()), (1, 1, 1), "{line:.20}");
        assert!(run.complaints[0].starts_with("line 1: "), "{}", run.complaints[0]);
    }
}

#[test]
fn r3_r10_r20_a_faulty_network_is_refused_whole_and_every_fault_is_named() {
    let mut network = network();
    network["worldwide"] = Value::Null;
    network["area_managers"] = json!([
        {"id": "am1", "name": "A", "emails": ["a@x.example, b@x.example"], "areas": ["FR", "EU"]},
        {"id": "am2", "name": "B", "emails": [], "areas": ["FR"]}]);
    network["sellers"][0]["radius"] = json!({"value": 0, "unit": "km"});
    network["sellers"][0]["email"] = json!("one@x.example,two@x.example");
    network["sellers"][1]["kind"] = json!("national");
    network["sellers"][1]["country"] = json!("ZZ");
    network["sellers"][1]["radius"] = json!({"value": 5, "unit": "ly"});
    let run = run("faults", &network.to_string(), "{}\n");
    assert_eq!((run.status, run.decisions.len()), (2, 0));
    let fields = [
        "worldwide",
        "area_managers[0].emails[0]",
        "area_managers[0].areas[1]",
        "sellers[0].email",
        "sellers[1].country",
        "sellers[1].radius.unit",
        "area_managers[1].emails",
        "area_managers[1].areas[0]",
        "sellers[0].radius.value",
    ];
    for field in fields {
        let named = |line: &&String| line.starts_with(&format!("network: {field}: "));
        assert_eq!(run.complaints.iter().filter(named).count(), 1, "{field}: {:#?}", run.complaints);
    }
    assert_eq!(run.complaints.len(), fields.len(), "{:#?}", run.complaints);
}

/// What means nothing is let through, and named: perhaps another field was meant.
#[test]
fn fields_that_mean_nothing_are_named_and_let_through() {
    let mut network = network();
    network["sellers"][0]["rnage"] = json!(["p2"]);
    network["sellers"][0]["point"]["height"] = json!(7);
    network["worldwide"]["phone"] = json!("1");
    let lines =
        "{\"contry\":\"FR\"}\n{\"country\":\"FR\",\"contry\":1,\"point\":{\"lat\":1,\"lon\":2,\"z\":3}}\n";
    let run = run("unread", &network.to_string(), lines);
    assert_eq!((run.status, run.decisions.len()), (0, 2));
    let mut fields: Vec<_> =
        run.complaints.iter().map(|words| words.split(": no ").next().unwrap_or("")).collect();
    fields.sort_unstable();
    let expected = [
        "line 1: contry",
        "line 2: point.z",
        "network: sellers[0].point.height",
        "network: sellers[0].rnage",
        "network: worldwide.phone",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let mut text = network().to_string();
    text.insert_str(1, "\"sellers\":[],");
    let run_of_network = run("twice", &text, "{}\n");
    assert_eq!((run_of_network.status, run_of_network.decisions.len()), (2, 0));
    assert!(run_of_network.complaints[0].contains("`sellers`"), "{:?}", run_of_network.complaints);
    let of_line = run("twice-line", &network().to_string(), "{\"country\":\"FR\",\"country\":\"DE\"}\n{}\n");
    assert_eq!((of_line.status, of_line.decisions.len()), (1, 1));
    assert!(of_line.complaints[0].contains("`country`"), "{:?}", of_line.complaints);
}

/// Windows writes one before a text.
#[test]
fn a_byte_order_mark_is_no_fault() {
    let run = run("mark", &format!("\u{feff}{}", network()), "\u{feff}{\"country\":\"FR\"}\n{}\n");
    assert_eq!((run.status, run.complaints, run.decisions.len()), (0, vec![], 2));
}

#[test]
fn r20_addresses_in_one_text_are_one_fault() {
    let mut network = network();
    network["worldwide"]["emails"] = json!("sales@acme.example");
    let run = run("one-text", &network.to_string(), "{}\n");
    assert_eq!((run.status, run.complaints.len()), (2, 1), "{:?}", run.complaints);
    assert!(run.complaints[0].contains("worldwide.emails: "), "{:?}", run.complaints);
    assert!(run.complaints[0].contains("expected a list"), "{:?}", run.complaints);
}

#[test]
fn a_fault_of_a_line_counts_its_columns_and_no_lines() {
    let run = run("syntax", &network().to_string(), "{}\n{\"country\":\"FR\",}\n");
    assert_eq!(run.complaints, ["line 2: trailing comma, at column 17"]);
    let of_network = self::run("syntax-network", "{\n\"sellers\": [,]}", "{}\n");
    assert!(of_network.complaints[0].contains("at line 2 column"), "{:?}", of_network.complaints);
}

#[test]
fn a_network_that_is_no_network_is_refused() {
    for text in ["", "[]", "{\"manufacturer\":", "{}", "{\"sellers\":[7]}"] {
        let run = run("nothing", text, "{}\n");
        assert_eq!((run.status, run.decisions.len()), (2, 0), "{text}");
        assert!(!run.complaints.is_empty(), "{text}");
    }
}

/// The network is good then: it must not be named.
#[test]
fn answers_that_cannot_be_written_are_told_apart_from_a_network_that_cannot_be_used() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("route-full.json");
    fs::write(&file, network().to_string()).expect("the test may write its file");
    let called = |network: &PathBuf| {
        let full = fs::File::create("/dev/full").expect("a full disk");
        let mut program = Command::new(env!("CARGO_BIN_EXE_kontor"));
        program
            .args(["route", "--network"])
            .arg(network)
            .stdin(Stdio::piped())
            .stdout(full)
            .stderr(Stdio::piped());
        let mut program = program.spawn().expect("the program starts");
        drop(program.stdin.take().expect("it was piped").write_all(b"{}\n"));
        let output = program.wait_with_output().expect("the program ends");
        (output.status.code(), String::from_utf8(output.stderr).expect("complaints are text"))
    };
    let (status, words) = called(&file);
    assert_eq!(status, Some(3), "{words}");
    assert!(!words.contains("route-full.json"), "{words}");
    let (status, words) = called(&file.with_extension("absent"));
    assert_eq!(status, Some(2), "{words}");
    assert!(words.contains("route-full.absent"), "{words}");
}
