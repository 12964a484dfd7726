//! The route table: every address of the server and who answers it. It holds no SQL and decides
//! nothing.

mod canned;
mod disclosure;
mod documents;
mod exhibition;
mod failure;
mod guard;
mod live;
mod mail_kinds;
mod mail_settings;
mod mount;
mod negotiations;
mod offers;
mod operation;
mod orders;
mod payments;
mod people;
mod printing;
mod sellers;
mod sender;
mod sessions;
mod web;
mod writing;

pub use disclosure::check as check_disclosure;
pub use failure::Failure;
pub use guard::Guarded;
pub use web::Web;

use crate::desk::Desk;
use axum::Router;
use axum::routing::{get, post, put};
use mount::mount;
use shared::api::documents as document;
use shared::api::exhibition as stand;
use shared::api::mail_settings as choice;
use shared::api::negotiations as talk;
use shared::api::operation as house;
use shared::api::payments as payment;
use shared::api::sellers as seller;
use shared::api::sessions as session;
use shared::api::writing as draft;
use std::sync::Arc;

/// Everything that the server answers.
pub fn router(desk: Arc<Desk>, web: Web) -> Guarded {
    let router = Router::new();

    let router = mount::<stand::ListMarketplaces, _, _, _>(router, exhibition::list_marketplaces);
    let router = mount::<stand::ReadStand, _, _, _>(router, exhibition::read_stand);
    let router = mount::<stand::ReadSellers, _, _, _>(router, exhibition::read_sellers);
    let router = mount::<stand::SuggestPlaces, _, _, _>(router, exhibition::suggest_places);
    let router = mount::<stand::SendInquiry, _, _, _>(router, exhibition::send_inquiry);

    let router = mount::<session::ReadSession, _, _, _>(router, sessions::read_session);
    let router = mount::<session::AskSignInCode, _, _, _>(router, sessions::ask_sign_in_code);
    let router = mount::<session::SignIn, _, _, _>(router, sessions::sign_in);
    let router = mount::<session::OpenLink, _, _, _>(router, sessions::open_link);
    let router = mount::<session::ReadIn, _, _, _>(router, sessions::read_in);
    let router = mount::<session::SignOut, _, _, _>(router, sessions::sign_out);

    let router = mount::<choice::ReadMailSettings, _, _, _>(router, mail_settings::read_mail_settings);
    let router = mount::<choice::ChangeMailSettings, _, _, _>(router, mail_settings::change_mail_settings);
    let router = mount::<choice::ReadUnsubscription, _, _, _>(router, mail_settings::read_unsubscription);
    let router = mount::<choice::Unsubscribe, _, _, _>(router, mail_settings::unsubscribe);
    let page = web.clone();
    let page = get(move |request| web::answer(page.clone(), request));
    let router = router.route(choice::ONE_CLICK_PATH, page.post(mail_settings::one_click));

    let router = mount::<seller::ReadHours, _, _, _>(router, sellers::read_hours);
    let router = mount::<seller::ListOwnHours, _, _, _>(router, sellers::list_own_hours);
    let router = mount::<seller::ChangeHours, _, _, _>(router, sellers::change_hours);

    let router = mount::<talk::ListRequests, _, _, _>(router, negotiations::list_requests);
    let router = mount::<talk::ReadThread, _, _, _>(router, negotiations::read_thread);
    let router = mount::<talk::ReadDecision, _, _, _>(router, negotiations::read_decision);
    let router = mount::<talk::OpenInquiry, _, _, _>(router, negotiations::open_inquiry);
    let router = mount::<talk::ShowPhone, _, _, _>(router, negotiations::show_phone);
    let router = mount::<talk::SendMessage, _, _, _>(router, negotiations::send_message);
    let router = mount::<talk::ReportPresence, _, _, _>(router, negotiations::report_presence);
    let router = mount::<talk::ReadMessages, _, _, _>(router, negotiations::read_messages);
    let router = mount::<talk::ListMembers, _, _, _>(router, people::list_members);
    let router = mount::<talk::Forward, _, _, _>(router, people::forward);
    let router = mount::<talk::AddCc, _, _, _>(router, people::add_cc);
    let router = mount::<talk::AddInternalNote, _, _, _>(router, negotiations::add_internal_note);
    let router = mount::<talk::Decline, _, _, _>(router, negotiations::decline);
    let router = mount::<talk::MarkNoReplyNeeded, _, _, _>(router, negotiations::mark_no_reply_needed);
    let router = mount::<talk::WriteOperatorMessage, _, _, _>(router, negotiations::write_operator_message);
    let router = mount::<talk::DeclareSale, _, _, _>(router, negotiations::declare_sale);
    let router = mount::<talk::LeaveFeedback, _, _, _>(router, negotiations::leave_feedback);
    let router = mount::<talk::MarkSpam, _, _, _>(router, negotiations::mark_spam);
    let router = mount::<talk::AcknowledgeInquiry, _, _, _>(router, offers::acknowledge_inquiry);
    let router = mount::<talk::DeclineOffer, _, _, _>(router, offers::decline_offer);
    let router = mount::<talk::WithdrawInquiry, _, _, _>(router, orders::withdraw_inquiry);
    let router = router.route(talk::LIVE_PATH, get(live::live));

    let router = mount::<draft::ReadSender, _, _, _>(router, sender::read_sender);
    let router = mount::<draft::ReadDraft, _, _, _>(router, writing::read_draft);
    let router = mount::<draft::KeepDraft, _, _, _>(router, writing::keep_draft);
    let router = mount::<draft::HoldMessage, _, _, _>(router, writing::hold_message);
    let router = mount::<draft::ListHeld, _, _, _>(router, writing::list_held);
    let router = mount::<draft::TakeBack, _, _, _>(router, writing::take_back);
    let router = mount::<draft::ListAnswers, _, _, _>(router, canned::list_answers);
    let router = mount::<draft::KeepAnswer, _, _, _>(router, canned::keep_answer);
    let router = mount::<draft::ForgetAnswer, _, _, _>(router, canned::forget_answer);
    let router = mount::<draft::ReleaseHeld, _, _, _>(router, writing::release_held);

    let router = mount::<talk::OpenQuote, _, _, _>(router, orders::open_quote);
    let router = mount::<talk::SendCounterOffer, _, _, _>(router, orders::send_counter_offer);
    let router = mount::<talk::AcceptQuote, _, _, _>(router, orders::accept_quote);
    let router = mount::<talk::RefuseQuote, _, _, _>(router, orders::refuse_quote);
    let router = mount::<talk::WithdrawQuote, _, _, _>(router, orders::withdraw_quote);
    let router = mount::<talk::ConfirmPayment, _, _, _>(router, orders::confirm_payment);
    let router = mount::<talk::OpenIncident, _, _, _>(router, orders::open_incident);
    let router = mount::<talk::ResolveIncident, _, _, _>(router, orders::resolve_incident);
    let router = mount::<talk::DisputeIncident, _, _, _>(router, orders::dispute_incident);
    let router = mount::<talk::CloseIncident, _, _, _>(router, orders::close_incident);

    let router = mount::<payment::ReadPaymentOptions, _, _, _>(router, payments::read_payment_options);
    let router = mount::<payment::PayOrder, _, _, _>(router, payments::pay_order);
    let router = mount::<payment::ListPayments, _, _, _>(router, payments::list_payments);
    let router = router.route(payment::PAYMENT_EVENTS_PATH, post(payments::receive_event));

    let router = router.route(document::UPLOAD_PATH, put(documents::upload));
    let router = router.route(document::UPLOAD_PREVIEW_PATH, get(documents::upload_preview));
    let router = router.route(document::DOCUMENT_PATH, get(documents::document));
    let router = router.route(document::PREVIEW_PATH, get(documents::preview));
    let router = router.route(document::PRINTED_PATH, get(printing::printed));

    let router = mount::<house::ReadNetwork, _, _, _>(router, operation::read_network);
    let router = mount::<house::ReadRules, _, _, _>(router, operation::read_rules);
    let router = mount::<house::ChangeRules, _, _, _>(router, operation::change_rules);
    let router = mount::<house::ListUnreachable, _, _, _>(router, operation::list_unreachable);
    let router = mount::<house::MendAddress, _, _, _>(router, operation::mend_address);
    let router = mount::<house::ListMails, _, _, _>(router, operation::list_mails);
    let router = mount::<house::ListArrivals, _, _, _>(router, operation::list_arrivals);
    let router = mount::<house::ReadArrival, _, _, _>(router, operation::read_arrival);
    let router = mount::<house::ReleaseArrival, _, _, _>(router, operation::release_arrival);
    let router = mount::<house::DiscardArrival, _, _, _>(router, operation::discard_arrival);
    let router = mount::<house::RetryArrival, _, _, _>(router, operation::retry_arrival);
    let router = mount::<house::RevokeRelay, _, _, _>(router, operation::revoke_relay);
    let router = mount::<house::RetryMail, _, _, _>(router, operation::retry_mail);
    let router = mount::<house::ReadMail, _, _, _>(router, operation::read_mail);
    let router = mount::<house::ListMailKinds, _, _, _>(router, mail_kinds::list_mail_kinds);
    let router = mount::<house::ReadMailKind, _, _, _>(router, mail_kinds::read_mail_kind);
    let router = router.route(house::MAIL_KIND_PAGE_PATH, get(mail_kinds::mail_kind_page));
    let router = mount::<house::ListIncidents, _, _, _>(router, operation::list_incidents);

    let router = router
        .method_not_allowed_fallback(guard::wrong_method)
        .fallback(move |request| web::answer(web.clone(), request))
        .with_state(desk);
    Guarded(router)
}
