//! For manufacturers and operators: the network, the outgoing mail, the incidents.

use super::failure::Failure;
use super::mount::Call;
use crate::desk::{Desk, INSTALLATION};
use crate::exhibition::stars;
use crate::identity::Visitor;
use crate::mailroom::{self, arrivals, outgoing};
use crate::networks::{Assembled, Insider, assembled};
use crate::projector::incidents;
use crate::store::Transaction;
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::api::operation::{
    Arrival, ArrivalLine, ChangeRules, ListArrivals, ListIncidents, ListMails, Mail, MailLine, NewRules,
    ReadArrival, ReadMail, ReadNetwork, ReadRules, ReleaseArrival, RetryMail, Rules,
};
use shared::ids::ManufacturerId;
use shared::installation;
use shared::network::Member;
use shared::view::{AreaManagerLine, Incidents, MemberLine, NetworkView};

pub async fn read_network(call: Call<ReadNetwork>) -> Result<NetworkView, Failure> {
    let session = call.visitor.signed_in()?;
    let id = ManufacturerId::from(call.segment("manufacturer"));
    if !session.is_operator() && !session.manufacturers().contains(&id) {
        return Err(Failure::not_found());
    }
    let assembled = assembled(&call.desk, id.as_str(), call.now).await?.ok_or_else(Failure::not_found)?;
    view(&assembled).ok_or_else(Failure::not_found)
}

fn view(assembled: &Assembled) -> Option<NetworkView> {
    let house = assembled.house.state.manufacturer.as_ref()?;
    let network = &assembled.network;
    let texts = |emails: &[shared::ids::Email]| emails.iter().map(ToString::to_string).collect();
    let area_managers = network.area_managers.iter().map(|manager| AreaManagerLine {
        id: manager.id.clone(),
        name: manager.name.clone(),
        emails: texts(&manager.emails),
        areas: manager.areas.clone(),
    });
    let is_ours = |email: &shared::ids::Email| house.emails().any(|known| known == email);
    Some(NetworkView {
        manufacturer: house.id.clone(),
        manufacturer_name: house.name.clone(),
        worldwide_emails: texts(&network.worldwide.emails),
        area_managers: area_managers.collect(),
        members: network.sellers.iter().filter_map(|member| line(assembled, member)).collect(),
        copies: network.copies.clone(),
        bouncing: house.bouncing.iter().filter(|email| is_ours(email)).map(ToString::to_string).collect(),
    })
}

fn line(assembled: &Assembled, member: &Member) -> Option<MemberLine> {
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
    operator_only(&call.visitor)?;
    let id = call.segment("arrival");
    mailroom::release(&call.desk, id).await.map_err(|problem| Failure::defect(&problem))?;
    arrival(&call.desk, id).await
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

/// What is the operator's alone does not exist for anybody else.
pub fn operator_only(visitor: &Visitor) -> Result<(), Failure> {
    match visitor.signed_in()?.is_operator() {
        true => Ok(()),
        false => Err(Failure::not_found()),
    }
}
