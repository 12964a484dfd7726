//! Who is shown and who receives: the compiled network beside PostGIS and beside a bare grid.

mod drawn;
mod grid;
mod postgis;

use crate::Failed;
use crate::figures::{Figures, Value, Wanted};
use crate::timing::{each, median, once, percentile};
use grid::Grid;
use shared::network::Network;
use shared::routing::{CompiledNetwork, Inquiry};
use std::hint::black_box;

const QUESTIONS: usize = 20_000;
/// PostGIS answers some hundred times slower.
const QUESTIONS_OF_POSTGIS: usize = 2_000;
const US: &str = "µs";

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    for (sellers, name) in [(10_000, "10,000"), (1_000_000, "1,000,000")] {
        let network = drawn::network(sellers, 7);
        let inquiries = drawn::inquiries(&network, QUESTIONS, 8);
        let compiled = CompiledNetwork::new(&network);
        let (ours, bare) = (answering(&compiled, &inquiries), answering_bare(&network, &inquiries));
        let what = format!("route, {name} sellers, p50");
        figures.within(what.clone(), Value(ours, US), 3.0);
        figures.beside(what, Value(ours, US), ("bare grid", Value(bare, US)), Wanted::AtMost(2.0));
        changing(figures, name, &network, compiled);
    }
    let network = drawn::network(10_000, 7);
    let inquiries = drawn::inquiries(&network, QUESTIONS, 8);
    let compiled = CompiledNetwork::new(&network);
    explaining(figures, &compiled, &inquiries);
    compiling(figures, &network);
    beside_postgis(figures, &network, &compiled, &inquiries)
}

fn answering(compiled: &CompiledNetwork, inquiries: &[Inquiry]) -> f64 {
    let ask = |inquiry: &Inquiry| {
        black_box(compiled.shown_and_recipient(black_box(inquiry)));
    };
    middle_of_five(|| each(inquiries, ask))
}

fn answering_bare(network: &Network, inquiries: &[Inquiry]) -> f64 {
    let grid = Grid::new(network);
    let questions: Vec<_> = inquiries.iter().filter_map(grid::Question::of).collect();
    let ask = |question: &grid::Question| {
        black_box(grid.best(black_box(question)));
    };
    middle_of_five(|| each(&questions, ask))
}

fn middle_of_five(run: impl Fn() -> Vec<f64>) -> f64 {
    median((0..5).map(|_| percentile(&run(), 0.5)).collect())
}

fn beside_postgis(
    figures: &mut Figures,
    network: &Network,
    compiled: &CompiledNetwork,
    inquiries: &[Inquiry],
) -> Result<(), Failed> {
    let mut peer = postgis::Peer::filled(network)?;
    let questions = &inquiries[..QUESTIONS_OF_POSTGIS];
    for inquiry in questions {
        let (theirs, ours) = (peer.shown(inquiry)?, compiled.shown_and_recipient(inquiry).shown());
        let ours: Vec<String> = ours.iter().map(|shown| shown.id.to_string()).collect();
        if ours != theirs {
            return Err(format!("{inquiry:?}: we show {ours:?}, PostGIS {theirs:?}").into());
        }
    }
    let times = each(questions, |inquiry| drop(black_box(peer.shown(inquiry))));
    let (theirs, ours) = (percentile(&times, 0.5), answering(compiled, inquiries));
    figures.beside(
        "PostGIS, 10,000 sellers, p50, beside route",
        Value(theirs, US),
        ("route", Value(ours, US)),
        Wanted::AtLeast(150.0),
    );
    figures.note(format!("PostGIS and route gave the same {QUESTIONS_OF_POSTGIS} answers."));
    Ok(())
}

fn explaining(figures: &mut Figures, compiled: &CompiledNetwork, inquiries: &[Inquiry]) {
    // Giving the memory back is not part of the answer.
    let answer = |inquiry: &Inquiry| once(|| compiled.explain(black_box(inquiry))).0.as_secs_f64() * 1e6;
    let mut times: Vec<f64> = inquiries[..500].iter().map(answer).collect();
    times.sort_unstable_by(f64::total_cmp);
    let nanoseconds = percentile(&times, 0.5) * 1000.0 / 10_000.0;
    figures.within("full explanation, 10,000 sellers, p50 a seller", Value(nanoseconds, "ns"), 60.0);
}

fn compiling(figures: &mut Figures, network: &Network) {
    let times = (0..9).map(|_| once(|| black_box(CompiledNetwork::new(network))).0.as_secs_f64() * 1e3);
    figures.within("compiling 10,000 sellers", Value(median(times.collect()), "ms"), 10.0);
}

fn changing(figures: &mut Figures, name: &str, network: &Network, mut compiled: CompiledNetwork) {
    let changes = drawn::changes(network, 300, 9);
    let times = each(&changes, |member| assert!(compiled.replace(member), "it is a member"));
    let millis = percentile(&times, 0.5) / 1e3;
    figures.within(format!("one seller's change among {name}, p50"), Value(millis, "ms"), 1.0);
}
