//! Reads JSON field by field and collects every problem with its path, where serde would stop at the
//! first. It knows no rule.

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
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, words } = self;
        if field.is_empty() { f.write_str(words) } else { write!(f, "{field}: {words}") }
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
pub(super) struct Fields<'p> {
    path: String,
    /// None when it was no object: that was said once, and nothing is said about its fields.
    object: Option<Map<String, Value>>,
    problems: &'p mut Vec<Problem>,
}

impl<'p> Fields<'p> {
    pub fn of(value: Value, path: &str, problems: &'p mut Vec<Problem>) -> Self {
        let object = match value {
            Value::Object(object) => Some(object),
            _ => {
                problems.push(Problem::new(path, "not an object"));
                None
            }
        };
        Self { path: path.to_owned(), object, problems }
    }

    pub fn required<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.take(name);
        if value.is_none() && self.object.is_some() {
            self.problems.push(Problem::new(self.path_of(name), "missing"));
        }
        self.read(self.path_of(name), value?)
    }

    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.take(name)?;
        self.read(self.path_of(name), value)
    }

    /// The elements of a list, each by `read` with its path; an absent list is empty.
    pub fn each<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(Value, &str, &mut Vec<Problem>) -> T,
    ) -> Vec<T> {
        let path = self.path_of(name);
        let values: Vec<Value> = self.optional(name).unwrap_or_default();
        let element = |(n, value)| read(value, &format!("{path}[{n}]"), self.problems);
        values.into_iter().enumerate().map(element).collect()
    }

    /// Whether the field is there and not null.
    pub fn has(&self, name: &str) -> bool {
        self.object.as_ref().is_none_or(|object| object.get(name).is_some_and(|value| !value.is_null()))
    }

    /// The fields of an object that was one of these fields.
    pub fn inside(&mut self, name: &str, value: Value) -> Fields<'_> {
        Fields::of(value, &self.path_of(name), self.problems)
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.object.as_mut()?.remove(name).filter(|value| !value.is_null())
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn read<T: DeserializeOwned>(&mut self, path: String, value: Value) -> Option<T> {
        read(value, &path, self.problems)
    }
}

/// One value, or one more problem.
pub(super) fn read<T: DeserializeOwned>(value: Value, path: &str, problems: &mut Vec<Problem>) -> Option<T> {
    let problem = |error: serde_path_to_error::Error<serde_json::Error>| {
        let inner = error.path().to_string();
        let path = if inner == "." { path.to_owned() } else { format!("{path}.{inner}") };
        Problem::new(path, error.inner())
    };
    serde_path_to_error::deserialize(value).map_err(|error| problems.push(problem(error))).ok()
}
