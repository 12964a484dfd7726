//! What a stand shows. Public: no address, no phone number, no e-mail.

pub mod place;
pub mod send;

use crate::networks::{Assembled, Insider};
use crate::store::{Row, StoreError, Transaction};
use crate::values;
use places::Gazetteer;
use shared::api::exhibition::BuyerPlace;
use shared::ids::{ManufacturerId, MarketplaceId, StandId};
use shared::installation::InstallationState;
use shared::rating::Figures;
use shared::routing::{Fallback, Shown, route};
use shared::time::Millis;
use shared::view::{
    FallbackCard, Marketplace, ProductLine, Role, SellerCard, Sellers, Stand, StandLine, StarsView,
};

/// A stand in the table of all stands.
pub struct StandRow {
    pub marketplace: MarketplaceId,
    pub line: StandLine,
}

/// All stands, by name.
///
/// # Errors
/// What the database says.
pub fn stands(open: &mut dyn Transaction) -> Result<Vec<StandRow>, StoreError> {
    let rows = open.query("SELECT marketplace, id, name, products FROM stands ORDER BY name, id", &[])?;
    let stand = |row: &Row| {
        let products = u32::try_from(row.integer(3)?).unwrap_or_default();
        let line = StandLine { id: row.text(1)?.into(), name: row.text(2)?.to_owned(), products };
        Ok(StandRow { marketplace: row.text(0)?.into(), line })
    };
    rows.iter().map(stand).collect()
}

/// The manufacturer to whom a stand belongs.
///
/// # Errors
/// What the database says.
pub fn house_of(open: &mut dyn Transaction, stand: &StandId) -> Result<Option<ManufacturerId>, StoreError> {
    let rows = open.query("SELECT manufacturer FROM stands WHERE id = $1", values![stand.as_str()])?;
    rows.first().map(|row| Ok(row.text(0)?.into())).transpose()
}

/// The marketplaces, each with its stands.
pub fn marketplaces(installation: &InstallationState, stands: Vec<StandRow>) -> Vec<Marketplace> {
    let mut found: Vec<Marketplace> = installation
        .marketplaces
        .iter()
        .map(|(id, about)| Marketplace {
            id: id.clone(),
            name: about.name.clone(),
            tagline: about.tagline.clone(),
            accent: about.accent.to_string(),
            stands: Vec::new(),
        })
        .collect();
    for stand in stands {
        if let Some(marketplace) = found.iter_mut().find(|one| one.id == stand.marketplace) {
            marketplace.stands.push(stand.line);
        }
    }
    found
}

/// One stand's page.
pub fn stand(id: &StandId, assembled: &Assembled, installation: &InstallationState) -> Option<Stand> {
    let house = assembled.house.state.manufacturer.as_ref()?;
    let about = house.stands.get(id)?;
    let marketplace = installation.marketplaces.get(&about.marketplace)?;
    let products = house.products.iter().map(|(id, product)| ProductLine {
        id: id.clone(),
        name: product.name.clone(),
        description: product.description.clone(),
    });
    Some(Stand {
        id: id.clone(),
        name: about.name.clone(),
        manufacturer: house.id.clone(),
        manufacturer_name: house.name.clone(),
        marketplace: about.marketplace.clone(),
        marketplace_name: marketplace.name.clone(),
        accent: marketplace.accent.to_string(),
        products: products.collect(),
    })
}

/// R7, R9: who is shown to a buyer at this place.
pub fn sellers(assembled: &Assembled, gazetteer: &Gazetteer, asked: &BuyerPlace) -> Sellers {
    let understood = place::understood(gazetteer, asked);
    let decision = route(&assembled.network, &place::question(&understood, asked, None));
    Sellers {
        sellers: decision.shown.iter().filter_map(|shown| card(assembled, shown)).collect(),
        fallback: decision.fallback.as_ref().map(|fallback| fallback_card(assembled, fallback)),
        place: understood.line,
    }
}

fn card(assembled: &Assembled, shown: &Shown) -> Option<SellerCard> {
    let Insider { seller, figures, .. } = assembled.insiders.get(&shown.id)?;
    let profile = seller.state.profile.as_ref()?;
    Some(SellerCard {
        id: shown.id.clone(),
        name: profile.details.name.clone(),
        town: profile.details.address.town.clone(),
        country: profile.details.address.country,
        distance_m: shown.distance_m,
        tier: shown.tier,
        stars: stars(figures),
        partner: profile.partner,
        languages: profile.details.languages.iter().copied().collect(),
    })
}

/// The figures beside every seller (S2, S4).
pub fn stars(figures: &Figures) -> StarsView {
    let minutes = |mean: shared::rating::MeanResponse| {
        let minute = Millis::minutes(1).0 * i64::from(mean.samples.max(1));
        u32::try_from(mean.total.0 / minute).unwrap_or(u32::MAX)
    };
    StarsView {
        tenths: figures.tally.shown().map(|tenths| u32::try_from(tenths.0).unwrap_or(u32::MAX)),
        ratings: figures.tally.ratings,
        response_minutes: figures.response.map(minutes),
    }
}

fn fallback_card(assembled: &Assembled, fallback: &Fallback) -> FallbackCard {
    let house = assembled.house.state.manufacturer.as_ref();
    let house_name = house.map(|house| house.name.clone()).unwrap_or_default();
    match fallback {
        Fallback::AreaManager { id } => {
            let manager = assembled.network.area_managers.iter().find(|manager| manager.id == *id);
            let name = manager.map_or(house_name, |manager| manager.name.clone());
            FallbackCard { role: Role::AreaManager, name }
        }
        Fallback::Worldwide => FallbackCard { role: Role::Worldwide, name: house_name },
    }
}
