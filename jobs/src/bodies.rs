//! Which story each kind of due work is: one call each.

use app::App;
use app::work::Outcome;
use serde::de::DeserializeOwned;
use store::due::Due;

/// Runs the body of `due` once.
pub(crate) async fn run(app: &App, due: &Due) -> Outcome {
    match due.kind.as_str() {
        "mail" => with(due, async |work| app::deliver_mail::run(app, &work).await).await,
        "webhook" => {
            with(due, async |work| app::deliver_webhook::run(app, &work, due.account).await).await
        }
        "settle_payment" => with(due, async |work| app::pay::settle(app, &work).await).await,
        "settle_refund" => with(due, async |work| app::refund::settle(app, &work).await).await,
        "expire_order" => with(due, async |work| app::order::expire(app, &work).await).await,
        "provision" => with(due, async |work| app::provision::run(app, &work).await).await,
        "trial_reminder" => with(due, async |work| app::trial::run(app, &work).await).await,
        "tax_exemption" => with(due, async |work| app::exemption::run(app, &work).await).await,
        "invitation" => with(due, async |work| app::invitations::run(app, &work).await).await,
        "chat_file" => with(due, async |work| app::chat::attachments::run(app, &work).await).await,
        "chat_retention" => {
            with(due, async |work| app::chat::retention::run(app, &work).await).await
        }
        "recording_bytes" => {
            with(due, async |work| app::recordings::upload::run(app, &work).await).await
        }
        "recording_trash" => {
            with(due, async |work| app::recordings::trash::run(app, &work).await).await
        }
        "recording_retention" => {
            with(due, async |work| app::recordings::retention::run(app, &work).await).await
        }
        "report_cleanup" => {
            with(due, async |work| app::reports::clean::run(app, &work).await).await
        }
        "contact_cleanup" => {
            with(due, async |work| app::contacts::clean::run(app, &work).await).await
        }
        "method_visit" => with(due, async |work| app::method_visit::run(app, &work).await).await,
        "import" => with(due, async |work| app::import::run::run(app, &work).await).await,
        "export" => with(due, async |work| app::export::write::run(app, &work).await).await,
        "meeting_reminder" => {
            with(due, async |work| app::meetings::remind::run(app, &work).await).await
        }
        "renewal_reminders" => {
            with(due, async |work| app::renewal_reminder::run(app, &work).await).await
        }
        "news" => with(due, async |work| app::operator::news::run(app, &work).await).await,
        "departure" => with(due, async |work| app::leaving::effect::run(app, &work).await).await,
        "intake" => with(due, async |work| app::intake::run(app, &work).await).await,
        "dunning" => with(due, async |work| app::dunning::run(app, &work).await).await,
        "invoice_document" => {
            with(due, async |work| app::invoice_document::run(app, &work).await).await
        }
        "move_meeting_on" => {
            with(due, async |work| app::meetings::move_on::run(app, &work).await).await
        }
        other => Outcome::GiveUp(format!("no such kind of work: {other}")),
    }
}

/// Reads what the work needs to know and hands it to `body`.
async fn with<P: DeserializeOwned>(due: &Due, body: impl AsyncFnOnce(P) -> Outcome) -> Outcome {
    match due.payload() {
        Ok(payload) => body(payload).await,
        Err(error) => Outcome::GiveUp(error.to_string()),
    }
}
