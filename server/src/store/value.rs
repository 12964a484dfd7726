//! Values that go into statements and come out of rows. Only what both engines store alike.

use super::StoreError;

/// One value: BIGINT, DOUBLE PRECISION, TEXT, BLOB or NULL.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

macro_rules! from {
    ($($kind:ty => $make:expr),+ $(,)?) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                ($make)(value)
            }
        }
    )+};
}

from! {
    i64 => Value::Integer,
    u32 => |value| Value::Integer(i64::from(value)),
    bool => |value| Value::Integer(i64::from(value)),
    f64 => Value::Real,
    String => text,
    &str => |value: &str| text(value.to_owned()),
    &String => |value: &String| text(value.clone()),
    Vec<u8> => Value::Bytes,
    &[u8] => |value: &[u8]| Value::Bytes(value.to_vec()),
}

/// PostgreSQL has no place for the character zero: it becomes the replacement character on both engines.
fn text(value: String) -> Value {
    Value::Text(if value.contains('\0') { value.replace('\0', "\u{fffd}") } else { value })
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer, its columns by position.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The whole number in a column.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the column holds something else, or is not there.
    pub fn integer(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Value::Integer(value)) => Ok(*value),
            other => Err(unexpected(column, "a whole number", other)),
        }
    }

    /// The number with a fraction in a column.
    ///
    /// # Errors
    /// As for [`Row::integer`].
    pub fn real(&self, column: usize) -> Result<f64, StoreError> {
        match self.0.get(column) {
            Some(Value::Real(value)) => Ok(*value),
            other => Err(unexpected(column, "a number", other)),
        }
    }

    /// The text in a column.
    ///
    /// # Errors
    /// As for [`Row::integer`].
    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(value)) => Ok(value),
            other => Err(unexpected(column, "text", other)),
        }
    }

    /// The bytes in a column.
    ///
    /// # Errors
    /// As for [`Row::integer`].
    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.0.get(column) {
            Some(Value::Bytes(value)) => Ok(value),
            other => Err(unexpected(column, "bytes", other)),
        }
    }

    /// Whether the column is NULL; a column that is not there counts as NULL.
    pub fn is_null(&self, column: usize) -> bool {
        matches!(self.0.get(column), None | Some(Value::Null))
    }
}

fn unexpected(column: usize, wanted: &str, found: Option<&Value>) -> StoreError {
    StoreError::Broken(format!("column {column}: {wanted} expected, found {found:?}"))
}

/// A statement with its parameters, made ready before the transaction that it belongs to: what waits for
/// the writer should cost the writer little.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub sql: &'static str,
    pub values: Vec<Value>,
}

/// A statement and its parameters, in order, as a [`Change`].
#[macro_export]
macro_rules! change {
    ($sql:expr, $($value:expr),* $(,)?) => {
        $crate::store::Change { sql: $sql, values: vec![$($crate::store::Value::from($value)),*] }
    };
}

/// The parameters of a statement, in order.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::store::Value::from($value)),*] };
}
