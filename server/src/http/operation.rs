//! For manufacturers and operators: the network, the outgoing mail, the incidents.

use super::failure::Failure;
use super::mount::Call;
use crate::desk::{Desk, INSTALLATION};
use crate::exhibition::stars;
use crate::identity::Visitor;
use crate::mailroom::{self, arrivals, bounces, outgoing, relays};
use crate::networks::{Assembled, Insider, assembled};
use crate::projector::{incidents, unreachable};
use crate::store::Transaction;
use axum::http::StatusCode;
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::api::operation::{
    Arrival, ArrivalLine, ChangeRules, DiscardArrival, ListArrivals, ListIncidents, ListMails,
    ListUnreachable, Mail, MailLine, MendAddress, NewRules, ReadArrival, ReadMail, ReadNetwork, ReadRules,
    Relay, ReleaseArrival, RetryArrival, RetryMail, RevokeRelay, Rules, Settled, UnreachableLine,
};
use shared::ids::{Email, ManufacturerId};
use shared::installation;
use shared::network::{Manufacturer, Member};
use shared::reach::PutOff;
use shared::text;
use shared::time::Timestamp;
use shared::view::{AreaManagerLine, Incidents, MemberLine, NetworkView, PutOffLine};

pub async fn read_network(call: Call<ReadNetwork>) -> Result<NetworkView, Failure> {
    let session = call.visitor.signed_in()?;
    let id = ManufacturerId::from(call.segment("manufacturer"));
    if !session.is_operator() && !session.manufacturers().contains(&id) {
        return Err(Failure::not_found());
    }
    let assembled = assembled(&call.desk, id.as_str(), call.now).await?.ok_or_else(Failure::not_found)?;
    view(&assembled, call.now).ok_or_else(Failure::not_found)
}

fn view(assembled: &Assembled, now: Timestamp) -> Option<NetworkView> {
    let house = assembled.house.state.manufacturer.as_ref()?;
    let network = &assembled.network;
    let texts = |emails: &[Email]| emails.iter().map(ToString::to_string).collect();
    let area_managers = network.area_managers.iter().map(|manager| AreaManagerLine {
        id: manager.id.clone(),
        name: manager.name.clone(),
        emails: texts(&manager.emails),
        areas: manager.areas.clone(),
    });
    let is_ours = |email: &Email| house.emails().any(|known| known == email);
    Some(NetworkView {
        manufacturer: house.id.clone(),
        manufacturer_name: house.name.clone(),
        worldwide_emails: texts(&network.worldwide.emails),
        area_managers: area_managers.collect(),
        members: network.sellers.iter().filter_map(|member| line(assembled, member, now)).collect(),
        copies: network.copies.clone(),
        bouncing: house.bouncing.iter().filter(|email| is_ours(email)).map(ToString::to_string).collect(),
        put_off: put_off(house, now),
    })
}

/// R5: what is gone for good is said as such.
fn put_off(house: &Manufacturer, now: Timestamp) -> Vec<PutOffLine> {
    let known = house
        .put_off
        .iter()
        .filter(|(email, _)| house.emails().any(|ours| ours == *email) && !house.bouncing.contains(*email));
    let line = |(email, put_off): (&Email, &PutOff)| {
        put_off.until(now).map(|until| PutOffLine { email: email.to_string(), until })
    };
    known.filter_map(line).collect()
}

fn line(assembled: &Assembled, member: &Member, now: Timestamp) -> Option<MemberLine> {
    let Insider { seller, figures, inquiries, sales } = assembled.insiders.get(&member.id)?;
    let profile = seller.state.profile.as_ref()?;
    Some(MemberLine {
        id: member.id.clone(),
        name: member.name.clone(),
        email: member.email.to_string(),
        kind: member.kind,
        town: profile.details.address.town.clone(),
        country: member.country,
        point: member.point,
        radius: member.radius,
        range: member.range.as_ref().map(|range| u32::try_from(range.len()).unwrap_or(u32::MAX)),
        available: member.available,
        bouncing: profile.bouncing,
        put_off_until: profile.put_off.until(now).filter(|_| !profile.bouncing),
        protected: member.protected,
        partner: member.partner,
        stars: stars(figures),
        inquiries: *inquiries,
        sales: *sales,
    })
}

pub async fn read_rules(call: Call<ReadRules>) -> Result<Rules, Failure> {
    operator_only(&call.visitor)?;
    rules(&call.desk).await
}

pub async fn change_rules(call: Call<ChangeRules>) -> Result<Rules, Failure> {
    operator_only(&call.visitor)?;
    let NewRules { command: id, rules: Rules { blocks_disclosure } } = call.body.clone();
    let command = installation::Command::BlockDisclosure { blocks: blocks_disclosure };
    let envelope = Envelope { id, at: call.now, actor: Actor::Operator, command };
    call.desk.administer(&call.desk.installation, INSTALLATION, &envelope).await?;
    rules(&call.desk).await
}

async fn rules(desk: &Desk) -> Result<Rules, Failure> {
    let blocks_disclosure = desk.installation.load(INSTALLATION).await?.state.blocks_disclosure;
    Ok(Rules { blocks_disclosure })
}

pub async fn list_unreachable(call: Call<ListUnreachable>) -> Result<Vec<UnreachableLine>, Failure> {
    operator_only(&call.visitor)?;
    Ok(call.desk.database.read(unreachable::list).await?)
}

pub async fn mend_address(call: Call<MendAddress>) -> Result<Vec<UnreachableLine>, Failure> {
    operator_only(&call.visitor)?;
    let email = Email::parse(call.body.email.trim()).map_err(|_| Failure::not_found())?;
    bounces::mend(&call.desk, &email, call.now).await?;
    Ok(call.desk.database.read(unreachable::list).await?)
}

pub async fn list_mails(call: Call<ListMails>) -> Result<Vec<MailLine>, Failure> {
    operator_only(&call.visitor)?;
    call.desk.negotiations.catch_up().await?;
    Ok(call.desk.database.read(outgoing::newest).await?)
}

pub async fn read_mail(call: Call<ReadMail>) -> Result<Mail, Failure> {
    operator_only(&call.visitor)?;
    let id = call.segment("mail").to_owned();
    let read = move |open: &mut dyn Transaction| outgoing::one(open, &id);
    call.desk.database.read(read).await?.ok_or_else(Failure::not_found)
}

pub async fn retry_mail(call: Call<RetryMail>) -> Result<Mail, Failure> {
    operator_only(&call.visitor)?;
    let (id, now) = (call.segment("mail").to_owned(), call.now);
    let again = move |open: &mut dyn Transaction| {
        // One that waits or has left already stays as it is: the answer says how it is.
        outgoing::retry(open, &id, now)?;
        outgoing::one(open, &id)
    };
    let mail = call.desk.database.write(again).await?.ok_or_else(Failure::not_found)?;
    call.desk.written.notify_waiters();
    call.desk.wake.notify_one();
    Ok(mail)
}

pub async fn list_arrivals(call: Call<ListArrivals>) -> Result<Vec<ArrivalLine>, Failure> {
    operator_only(&call.visitor)?;
    Ok(call.desk.database.read(arrivals::newest).await?)
}

pub async fn read_arrival(call: Call<ReadArrival>) -> Result<Arrival, Failure> {
    operator_only(&call.visitor)?;
    arrival(&call.desk, call.segment("arrival")).await
}

pub async fn release_arrival(call: Call<ReleaseArrival>) -> Result<Arrival, Failure> {
    let operator = operator(&call)?;
    let id = call.segment("arrival");
    mailroom::release(&call.desk, id, &operator).await.map_err(|problem| Failure::defect(&problem))?;
    arrival(&call.desk, id).await
}

pub async fn discard_arrival(call: Call<DiscardArrival>) -> Result<Arrival, Failure> {
    let by = operator(&call)?.to_string();
    let reason = text::line(&call.body.reason).map_err(|fault| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, fault.code(), fault.to_string()).at("reason")
    })?;
    let (id, settled) =
        (call.segment("arrival").to_owned(), Settled { by, at: call.now, reason: Some(reason) });
    let discard = move |open: &mut dyn Transaction| {
        arrivals::discard(open, &id, &settled)?;
        arrivals::one(open, &id)
    };
    call.desk.database.write(discard).await?.ok_or_else(Failure::not_found)
}

pub async fn retry_arrival(call: Call<RetryArrival>) -> Result<Arrival, Failure> {
    operator_only(&call.visitor)?;
    let (id, now) = (call.segment("arrival").to_owned(), call.now);
    let again = move |open: &mut dyn Transaction| {
        arrivals::retry(open, &id, now)?;
        arrivals::one(open, &id)
    };
    let arrival = call.desk.database.write(again).await?.ok_or_else(Failure::not_found)?;
    call.desk.wake.notify_one();
    Ok(arrival)
}

pub async fn revoke_relay(call: Call<RevokeRelay>) -> Result<Relay, Failure> {
    let (by, address, now) = (operator(&call)?, call.segment("relay").to_owned(), call.now);
    let revoke = move |open: &mut dyn Transaction| {
        relays::revoke(open, &address, (&by, now))?;
        relays::shown(open, &address)
    };
    call.desk.database.write(revoke).await?.ok_or_else(Failure::not_found)
}

async fn arrival(desk: &Desk, id: &str) -> Result<Arrival, Failure> {
    let id = id.to_owned();
    let read = move |open: &mut dyn Transaction| arrivals::one(open, &id);
    desk.database.read(read).await?.ok_or_else(Failure::not_found)
}

pub async fn list_incidents(call: Call<ListIncidents>) -> Result<Incidents, Failure> {
    operator_only(&call.visitor)?;
    call.desk.negotiations.catch_up().await?;
    let read = move |open: &mut dyn Transaction| incidents::page(open, &call.body);
    Ok(call.desk.database.read(read).await?)
}

/// Who it is, for what is kept under its name.
fn operator<E: shared::api::Endpoint>(call: &Call<E>) -> Result<Email, Failure> {
    operator_only(&call.visitor)?;
    call.visitor.signed_in()?.identity.clone().ok_or_else(Failure::not_found)
}

/// What is the operator's alone does not exist for anybody else.
pub fn operator_only(visitor: &Visitor) -> Result<(), Failure> {
    match visitor.signed_in()?.is_operator() {
        true => Ok(()),
        false => Err(Failure::not_found()),
    }
}
