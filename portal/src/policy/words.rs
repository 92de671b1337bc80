//! What is decided, who decided it and what then holds, in words (E9).

use app::App;
use app::policy;
use meetings::policy::{Choice, Effective, Origin, Rule, Setting};
use serde::Serialize;
use texts::Args;
use units::Locale;
use units::id::PersonId;
use web::{Member, PageError, urls};

/// What a setting is called.
pub(super) fn label(member: &Member, setting: Setting) -> String {
    member.text(&format!("policy-setting-{}", setting.word().replace('_', "-")))
}

/// "Lobby: on, locked"
pub(super) fn rule_text(member: &Member, setting: Setting, choice: Choice, locked: bool) -> String {
    let key = if locked { "policy-rule-locked" } else { "policy-rule-default" };
    let args = Args::new().with("setting", label(member, setting));
    let args = args.with("value", choice_text(member, setting, choice));
    member.face().texts().get(&member.locale, key, &args)
}

/// "off, locked"
pub(super) fn force_text(
    member: &Member,
    setting: Setting,
    Rule { choice, locked }: Rule,
) -> String {
    let key = if locked { "policy-kept-locked" } else { "policy-kept-default" };
    let args = Args::new().with("value", choice_text(member, setting, choice));
    member.face().texts().get(&member.locale, key, &args)
}

/// "off", "after 10 minutes"
fn choice_text(member: &Member, setting: Setting, choice: Choice) -> String {
    match choice {
        Choice::Switch(true) => member.text("policy-on"),
        Choice::Switch(false) => member.text("policy-off"),
        Choice::Minutes(None) if setting == Setting::MeetingMinutes => {
            member.text("policy-as-the-plan")
        }
        Choice::Minutes(None) => member.text("policy-never"),
        Choice::Minutes(Some(minutes)) => {
            let key = match setting {
                Setting::MeetingMinutes => "policy-at-most",
                _ => "policy-minutes",
            };
            let args = Args::new().with("minutes", minutes);
            member.face().texts().get(&member.locale, key, &args)
        }
    }
}

/// A setting with what holds of it for somebody.
#[derive(Serialize)]
pub(crate) struct Holds {
    label: String,
    text: String,
    href: Option<String>,
}

/// What holds for `id`, and who decided it: "off, locked by the group Sales".
pub(crate) async fn holds(
    app: &App,
    member: &Member,
    id: PersonId,
) -> Result<Vec<Holds>, PageError> {
    let all = policy::effective(app, &member.who, id).await?;
    let line = |(setting, effective): (&Setting, &Effective)| {
        let key = match &effective.origin {
            Origin::AccountLock => "policy-holds-account-lock",
            Origin::GroupLock { .. } => "policy-holds-group-lock",
            Origin::Own => "policy-holds-own",
            Origin::GroupDefault { .. } => "policy-holds-group-default",
            Origin::AccountDefault => "policy-holds-account-default",
            Origin::Shipped => "policy-holds-shipped",
        };
        let (group, name) = effective.origin.group().unzip();
        let args = Args::new().with("value", choice_text(member, *setting, effective.choice));
        let args = args.with("group", name.unwrap_or_default());
        let text = app.texts.get(&member.locale, key, &args);
        Holds { label: label(member, *setting), text, href: group.map(urls::group) }
    };
    Ok(all.iter().map(line).collect())
}

/// "Locked by the group Sales."; none where nobody decided anything.
pub(crate) fn why(app: &App, locale: &Locale, effective: &Effective) -> Option<String> {
    let key = match &effective.origin {
        Origin::AccountLock => "policy-why-account-lock",
        Origin::GroupLock { .. } => "policy-why-group-lock",
        Origin::Own => "policy-why-own",
        Origin::GroupDefault { .. } => "policy-why-group-default",
        Origin::AccountDefault => "policy-why-account-default",
        Origin::Shipped => return None,
    };
    let args = match effective.origin.group() {
        Some((_, name)) => Args::new().with("group", name),
        None => Args::new(),
    };
    Some(app.texts.get(locale, key, &args))
}

/// Why meetings are no longer, where the plan would allow it: "Your account has decided that
/// meetings are no longer; the plan would allow it."
pub(crate) fn shortened(app: &App, locale: &Locale, by: Option<&Origin>) -> Option<String> {
    Some(match by?.group() {
        Some((_, group)) => {
            let args = Args::new().with("group", group);
            app.texts.get(locale, "policy-shortened-by-group", &args)
        }
        None => app.texts.plain(locale, "policy-shortened"),
    })
}

/// "Saved meanwhile: off, locked"
pub(super) fn kept_text(member: &Member, kept: &str) -> String {
    let args = Args::new().with("kept", kept);
    member.face().texts().get(&member.locale, "policy-kept", &args)
}
