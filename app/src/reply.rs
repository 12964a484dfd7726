//! Reads what the browser has parsed as the API's types. A type asks for its members in their order and for its
//! kinds by their number, so no type needs a table of names of its own: that is half of what reading costs.
//!
//! Replies leave out what is none, false or empty (`shared::view`); so here what is absent is just that. It knows
//! only what replies are made of: no maps by key, no bytes.

use js_sys::{Array, Object, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// The reply is something else. Nobody reads more of it, so it carries no words.
#[derive(Debug)]
pub struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not what was asked for")
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A value of the reply; undefined where there is none.
pub struct Value(pub JsValue);

impl Value {
    fn number(&self) -> Result<f64, Unfit> {
        self.0.as_f64().ok_or(Unfit)
    }

    fn text(&self) -> Result<String, Unfit> {
        self.0.as_string().ok_or(Unfit)
    }

    fn items(self) -> Result<Items, Unfit> {
        match self.0.is_undefined() {
            true => Ok(Items(Vec::new().into_iter())),
            false => Ok(Items(self.0.dyn_into::<Array>().map_err(|_| Unfit)?.to_vec().into_iter())),
        }
    }

    fn members(&self, names: &[&str]) -> Result<Items, Unfit> {
        let member = |name: &&str| Reflect::get(&self.0, &(*name).into()).map_err(|_| Unfit);
        Ok(Items(names.iter().map(member).collect::<Result<Vec<_>, _>>()?.into_iter()))
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_bool(self.0.is_truthy())
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_u64(self.number()? as u64)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_i64(self.number()? as i64)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0.is_null() || self.0.is_undefined() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &str,
        names: &[&str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.members(names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &str,
        kinds: &[&str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(Kind::of(self.0, kinds)?)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct map identifier ignored_any
    }
}

/// The items of a list, or the members of an object in the order in which its type has them.
struct Items(std::vec::IntoIter<JsValue>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        self.0.next().map(|item| seed.deserialize(Value(item))).transpose()
    }
}

/// One of several kinds: its number, and what it holds.
struct Kind {
    number: u32,
    content: Value,
}

impl Kind {
    /// `"opened"`, or `{ "message": { … } }`.
    fn of(value: JsValue, kinds: &[&str]) -> Result<Self, Unfit> {
        let (name, content) = match value.as_string() {
            Some(name) => (Some(name), JsValue::UNDEFINED),
            None => {
                let member: Array =
                    Object::entries(value.unchecked_ref()).get(0).dyn_into().map_err(|_| Unfit)?;
                (member.get(0).as_string(), member.get(1))
            }
        };
        let number = kinds.iter().position(|kind| name.as_deref() == Some(kind)).ok_or(Unfit)?;
        Ok(Self { number: number as u32, content: Value(content) })
    }
}

impl<'de> EnumAccess<'de> for Kind {
    type Error = Unfit;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Unfit> {
        Ok((seed.deserialize(self.number.into_deserializer())?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.items()?)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &[&str], visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.members(names)?)
    }
}
