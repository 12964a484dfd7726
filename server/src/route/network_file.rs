//! Reads a network from JSON and names every fault at once, in its shape and in its rules (R3, R10,
//! R20). What cannot be read is filled with something harmless so that the search goes on; a network
//! with a fault is never returned.

use super::BYTE_ORDER_MARK;
use super::fields::{Fields, Findings, Object, Once, Problem, heard, read as read_value};
use serde_json::Value;
use shared::geo::countries;
use shared::ids::{AreaManagerId, Email, ManufacturerId, SellerId};
use shared::network::{AreaManager, CopySettings, Member, Network, SellerKind, Worldwide, faults};

/// The network, or everything that is wrong with it; and the fields that mean nothing.
pub(super) fn read(text: &[u8]) -> (Result<Network, Vec<Problem>>, Vec<String>) {
    let mut findings = Findings::default();
    let value = match whole(text) {
        Ok(Once(value)) => value,
        Err(problem) => return (Err(vec![problem]), Vec::new()),
    };
    let network = network(value, &mut findings);
    let Findings { mut problems, unread } = findings;
    problems.extend(faults(&network).iter().map(|fault| Problem::new(fault.field(), fault)));
    (if problems.is_empty() { Ok(network) } else { Err(problems) }, unread)
}

fn whole(text: &[u8]) -> Result<Once, Problem> {
    let mut json = serde_json::Deserializer::from_slice(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text));
    // Of many lines the number is worth more than where it is in the structure.
    let value = heard(&mut json).0.map_err(|error| Problem::new("", error.into_inner()))?;
    json.end().map_err(|error| Problem::new("", error))?;
    Ok(value)
}

fn network(value: Value, findings: &mut Findings) -> Network {
    let mut fields = Fields::of(value, "", findings);
    let manufacturer = fields.required("manufacturer");
    Network {
        manufacturer: manufacturer.unwrap_or_else(|| ManufacturerId(String::new())),
        products: fields.optional("products").unwrap_or_default(),
        worldwide: Worldwide {
            emails: fields.required("worldwide").map_or_else(some_emails, |value| {
                let mut worldwide = fields.inside("worldwide", value);
                emails(&mut worldwide)
            }),
        },
        area_managers: fields.each("area_managers", area_manager),
        sellers: fields.each("sellers", seller),
        copies: fields
            .optional("copies")
            .map(|value| copies(fields.inside("copies", value)))
            .unwrap_or_default(),
    }
}

fn area_manager(value: Value, path: &str, findings: &mut Findings) -> AreaManager {
    let mut fields = Fields::of(value, path, findings);
    AreaManager {
        id: fields.required("id").unwrap_or_else(|| AreaManagerId(path.to_owned())),
        name: fields.required("name").unwrap_or_default(),
        emails: emails(&mut fields),
        areas: fields.each("areas", read_value).into_iter().flatten().collect(),
    }
}

fn seller(value: Value, path: &str, findings: &mut Findings) -> Member {
    let mut fields = Fields::of(value, path, findings);
    Member {
        id: fields.required("id").unwrap_or_else(|| SellerId(path.to_owned())),
        name: fields.required("name").unwrap_or_default(),
        email: fields.required("email").unwrap_or_else(some_email),
        kind: fields.required("kind").unwrap_or(SellerKind::Local),
        country: fields
            .required("country")
            .unwrap_or_else(|| countries().next().expect("there are countries")),
        point: fields.optional("point").map(|Object(point)| point),
        radius: fields.optional("radius").map(|Object(radius)| radius),
        range: fields.optional("range"),
        available: fields.required("available").unwrap_or_default(),
        protected: fields.optional("protected").unwrap_or_default(),
        partner: fields.optional("partner").unwrap_or_default(),
        rating: fields.optional("rating").map(|Object(rating)| rating).unwrap_or_default(),
    }
}

fn copies(mut fields: Fields) -> CopySettings {
    CopySettings {
        area_manager: fields.optional("area_manager").unwrap_or_default(),
        worldwide: fields.optional("worldwide").unwrap_or_default(),
        worldwide_for_area_managers: fields.optional("worldwide_for_area_managers").unwrap_or_default(),
        extra: fields.each("extra", read_value).into_iter().flatten().collect(),
    }
}

/// R20: one or more addresses, each its own text. That the list is empty is found by `faults`.
fn emails(fields: &mut Fields) -> Vec<Email> {
    if !fields.has("emails") {
        fields.required::<Value>("emails");
        return some_emails();
    }
    let email = |value, path: &str, findings: &mut Findings| {
        read_value(value, path, findings).unwrap_or_else(some_email)
    };
    fields.each_or("emails", email, some_emails)
}

/// In the place of an address that could not be read, so that it is not counted as absent too.
fn some_email() -> Email {
    Email::parse("somebody@somewhere.example").expect("it is an address")
}

fn some_emails() -> Vec<Email> {
    vec![some_email()]
}
