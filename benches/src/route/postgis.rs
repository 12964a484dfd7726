//! PostGIS answering the same question on the same sellers: one prepared statement, indexes, the sphere.

use crate::Failed;
use postgres::types::ToSql;
use postgres::{Client, NoTls, Statement};
use shared::network::{Member, Network};
use shared::routing::Inquiry;

/// Names the database; `cargo xtask bench` starts one.
const DATABASE: &str = "KONTOR_BENCH_POSTGRES";

const SCHEMA: &str = "
    CREATE EXTENSION IF NOT EXISTS postgis;
    DROP TABLE IF EXISTS sellers;
    CREATE TABLE sellers (
        id TEXT COLLATE \"C\" PRIMARY KEY, place GEOGRAPHY(Point) NOT NULL, country TEXT NOT NULL,
        limit_m BIGINT, range TEXT[], available BOOLEAN NOT NULL,
        score DOUBLE PRECISION NOT NULL, ratings BIGINT NOT NULL, response DOUBLE PRECISION);";
const INDEXES: &str = "
    CREATE INDEX ON sellers USING gist (place);
    CREATE INDEX ON sellers (country, score DESC);
    CREATE INDEX ON sellers (limit_m) WHERE limit_m > 200000;
    ANALYZE sellers;";

/// The first tier by the spatial index; the second is only asked where the first has room.
const QUESTION: &str = "
    WITH buyer AS (
        SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS place, $3::text AS country, $4::text AS product),
    first AS (
        SELECT s.id, s.score, s.ratings, s.response, round(ST_Distance(s.place, b.place, false)) AS distance
        FROM sellers s, buyer b
        WHERE ST_DWithin(s.place, b.place, 200000.5, false)
          AND round(ST_Distance(s.place, b.place, false)) <= 200000
          AND s.available AND (s.range IS NULL OR b.product IS NULL OR b.product = ANY (s.range))
          AND CASE WHEN s.limit_m IS NULL THEN s.country = b.country
                   ELSE round(ST_Distance(s.place, b.place, false)) <= s.limit_m END
        ORDER BY s.score DESC, s.ratings DESC, s.response NULLS LAST, distance, s.id LIMIT 4),
    second AS (
        SELECT s.id, s.score, s.ratings, s.response, round(ST_Distance(s.place, b.place, false)) AS distance
        FROM sellers s, buyer b
        WHERE (SELECT count(*) FROM first) < 4
          AND (s.limit_m IS NULL AND s.country = b.country
               OR s.limit_m > 200000 AND round(ST_Distance(s.place, b.place, false)) <= s.limit_m)
          AND round(ST_Distance(s.place, b.place, false)) > 200000
          AND s.available AND (s.range IS NULL OR b.product IS NULL OR b.product = ANY (s.range))
        ORDER BY s.score DESC, s.ratings DESC, s.response NULLS LAST, distance, s.id LIMIT 4)
    SELECT id FROM (SELECT 1 AS tier, * FROM first UNION ALL SELECT 2, * FROM second) AS both_tiers
    ORDER BY tier, score DESC, ratings DESC, response NULLS LAST, distance, id LIMIT 4";

/// A database that holds a network.
pub struct Peer {
    client: Client,
    question: Statement,
}

impl Peer {
    /// Fills a fresh table.
    pub fn filled(network: &Network) -> Result<Self, Failed> {
        let url = std::env::var(DATABASE).map_err(|_| format!("{DATABASE} names no PostgreSQL"))?;
        let mut client = Client::connect(&url, NoTls)?;
        client.batch_execute(SCHEMA)?;
        let mut fill = client.transaction()?;
        let insert = fill.prepare(
            "INSERT INTO sellers VALUES ($1, ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography, $4, $5, $6, $7, $8, $9, $10)",
        )?;
        for seller in &network.sellers {
            insert_one(&mut fill, &insert, seller)?;
        }
        fill.commit()?;
        client.batch_execute(INDEXES)?;
        let question = client.prepare(QUESTION)?;
        Ok(Self { client, question })
    }

    /// The ids of the sellers shown, in order.
    pub fn shown(&mut self, inquiry: &Inquiry) -> Result<Vec<String>, Failed> {
        let point = inquiry.point.ok_or("a question without a place")?;
        let country = inquiry.country.map(|country| country.to_string());
        let product = inquiry.product.as_ref().map(ToString::to_string);
        let rows = self.client.query(&self.question, &[&point.lon, &point.lat, &country, &product])?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }
}

fn insert_one(
    open: &mut postgres::Transaction<'_>,
    insert: &Statement,
    seller: &Member,
) -> Result<(), Failed> {
    let point = seller.point.ok_or("a seller without a place")?;
    let (id, country) = (seller.id.to_string(), seller.country.to_string());
    let limit_m = seller.radius.map(|radius| i64::try_from(radius.limit_m())).transpose()?;
    let range: Option<Vec<String>> =
        seller.range.as_ref().map(|range| range.iter().map(ToString::to_string).collect());
    let score = seller.rating.rank_score.unwrap_or(3.5);
    let (ratings, response) = (seller.rating.ratings.map_or(0, i64::from), seller.rating.mean_response_hours);
    let values: [&(dyn ToSql + Sync); 10] = [
        &id,
        &point.lon,
        &point.lat,
        &country,
        &limit_m,
        &range,
        &seller.available,
        &score,
        &ratings,
        &response,
    ];
    open.execute(insert, &values)?;
    Ok(())
}
