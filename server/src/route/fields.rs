//! Reads JSON field by field and collects every problem with its path, where serde would stop at the
//! first. It knows no rule.

mod once;

pub(super) use once::Once;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::marker::PhantomData;

/// What is wrong, and the field to correct (empty: the whole text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    field: String,
    words: String,
}

impl Problem {
    pub fn new(field: impl Into<String>, words: impl fmt::Display) -> Self {
        Self { field: field.into(), words: words.to_string() }
    }

    /// What serde says of a value below `path`, in words for whoever wrote it.
    pub fn of(path: &str, error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let inner = error.path().to_string();
        let inner = inner.trim_end_matches('?').trim_end_matches('.');
        Self::new(joined(path, inner), said(&error.into_inner()))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, words } = self;
        if field.is_empty() { f.write_str(words) } else { write!(f, "{field}: {words}") }
    }
}

/// What was found while reading.
#[derive(Default)]
pub(super) struct Findings {
    pub problems: Vec<Problem>,
    /// Fields that mean nothing: perhaps another name was meant.
    pub unread: Vec<String>,
}

impl Findings {
    fn problem(&mut self, field: impl Into<String>, words: impl fmt::Display) {
        self.problems.push(Problem::new(field, words));
    }
}

/// A structure written as a JSON object; serde alone would also take an array of its fields.
pub(super) struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectOnly<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOnly<T> {
            type Value = Object<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(ObjectOnly(PhantomData))
    }
}

/// The fields of one JSON object. Null is the same as absent.
pub(super) struct Fields<'f> {
    path: String,
    /// None when it was no object: that was said once, and nothing is said about its fields.
    object: Option<Map<String, Value>>,
    findings: &'f mut Findings,
}

impl<'f> Fields<'f> {
    pub fn of(value: Value, path: &str, findings: &'f mut Findings) -> Self {
        let object = match value {
            Value::Object(object) => Some(object),
            _ => {
                findings.problem(path, "not an object");
                None
            }
        };
        Self { path: path.to_owned(), object, findings }
    }

    pub fn required<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.take(name);
        if value.is_none() && self.object.is_some() {
            self.findings.problem(self.path_of(name), "missing");
        }
        self.read(self.path_of(name), value?)
    }

    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.take(name)?;
        self.read(self.path_of(name), value)
    }

    /// The elements of a list, each by `read` with its path; an absent list is empty.
    pub fn each<T>(&mut self, name: &str, read: impl FnMut(Value, &str, &mut Findings) -> T) -> Vec<T> {
        self.each_or(name, read, Vec::new)
    }

    /// The same, with `otherwise` in the place of what is no list: that was said, and nothing is said about its elements.
    pub fn each_or<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(Value, &str, &mut Findings) -> T,
        otherwise: impl FnOnce() -> Vec<T>,
    ) -> Vec<T> {
        let path = self.path_of(name);
        let Some(value) = self.take(name) else { return Vec::new() };
        let Some(values) = self.read::<Vec<Value>>(path.clone(), value) else { return otherwise() };
        let element = |(n, value)| read(value, &format!("{path}[{n}]"), self.findings);
        values.into_iter().enumerate().map(element).collect()
    }

    /// Whether the field is there and not null.
    pub fn has(&self, name: &str) -> bool {
        self.object.as_ref().is_none_or(|object| object.get(name).is_some_and(|value| !value.is_null()))
    }

    /// The fields of an object that was one of these fields.
    pub fn inside(&mut self, name: &str, value: Value) -> Fields<'_> {
        Fields::of(value, &self.path_of(name), self.findings)
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.object.as_mut()?.remove(name).filter(|value| !value.is_null())
    }

    fn path_of(&self, name: &str) -> String {
        joined(&self.path, name)
    }

    fn read<T: DeserializeOwned>(&mut self, path: String, value: Value) -> Option<T> {
        read(value, &path, self.findings)
    }
}

/// What nobody has taken means nothing.
impl Drop for Fields<'_> {
    fn drop(&mut self) {
        for (name, _) in self.object.take().into_iter().flatten() {
            let path = self.path_of(&name);
            self.findings.unread.push(path);
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    match (path, name) {
        ("", name) => name.to_owned(),
        (path, "") => path.to_owned(),
        (path, name) => format!("{path}.{name}"),
    }
}

/// One value, or one more problem.
pub(super) fn read<T: DeserializeOwned>(value: Value, path: &str, findings: &mut Findings) -> Option<T> {
    let (value, unread) = heard(value);
    findings.unread.extend(unread.iter().map(|name| joined(path, name)));
    value.map_err(|error| findings.problems.push(Problem::of(path, error))).ok()
}

/// A value with the fields that were not read in it, and where it cannot be read.
pub(super) fn heard<'de, T: Deserialize<'de>, D: Deserializer<'de, Error = serde_json::Error>>(
    json: D,
) -> (Result<T, serde_path_to_error::Error<serde_json::Error>>, Vec<String>) {
    let (mut track, mut unread) = (serde_path_to_error::Track::new(), Vec::new());
    // A question mark stands for what may be absent.
    let mut note = |path: serde_ignored::Path<'_>| unread.push(path.to_string().replace(".?", ""));
    let located = serde_path_to_error::Deserializer::new(json, &mut track);
    let value = T::deserialize(serde_ignored::Deserializer::new(located, &mut note));
    (value.map_err(|error| serde_path_to_error::Error::new(track.path(), error)), unread)
}

/// The words of serde without those that only a programmer knows, and without the line where it counts from one
/// again for each line that it gets.
pub(super) fn said(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let (words, column) = match words.strip_suffix(&place) {
        Some(words) => (words, format!(", at column {}", error.column())),
        None => (words.as_str(), String::new()),
    };
    let words =
        words.replace("expected f64", "expected a number").replace("expected u32", "expected a whole number");
    let words = words.replace("a sequence", "a list").replace("unknown variant", "unknown word");
    format!("{words}{column}")
}
