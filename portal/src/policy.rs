//! `/people/groups`: groups of people, and what is decided for everybody or for a group (E9).

use std::sync::Arc;

use app::App;
use app::policy::{self, GROUP_PEOPLE_MAX, GroupDraft, PolicyError};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use meetings::policy::{Choice, Effective, Origin, RuleDraft, Rules, Setting};
use meetings::room::{AUTO_LOCK_MAX_MINUTES, AUTO_LOCK_MIN_MINUTES};
use people::group::GROUP_NAME_MAX_CHARS;
use serde::Serialize;
use texts::Args;
use units::Locale;
use units::id::{GroupId, PersonId};
use web::forms::FieldErrors;
use web::refusal::{Refusal, text_key};
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

const ACCOUNT: &str = "/people/groups/account";

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::GROUPS, get(show).post(add))
        .route(ACCOUNT, post(set_account))
        .route("/people/groups/{id}", get(one).post(change))
        .route("/people/groups/{id}/raise", post(raise))
        .route("/people/groups/{id}/remove", post(remove))
}

#[derive(Serialize)]
struct GroupsPage {
    groups: Vec<GroupLine>,
    name: String,
    name_max: usize,
    form: RulesForm,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct GroupLine {
    name: String,
    people: u32,
    href: String,
    /// What it decides, a line each.
    rules: Vec<String>,
    /// None: it is the first.
    raise_href: Option<String>,
    remove_href: String,
}

#[derive(Serialize)]
struct GroupPage {
    href: String,
    name: String,
    name_max: usize,
    /// Addresses, a line each.
    people: String,
    people_most: usize,
    form: RulesForm,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// The settings with what is decided about each.
#[derive(Serialize)]
struct RulesForm {
    settings: Vec<SettingLine>,
    forces: Vec<Named>,
    switches: Vec<Named>,
    minutes_least: u32,
    minutes_most: u32,
}

#[derive(Serialize)]
struct SettingLine {
    word: &'static str,
    label: String,
    /// `none`, `default`, `locked`.
    force: String,
    /// `on`, `off`, or minutes; empty minutes: never.
    value: String,
    is_minutes: bool,
}

#[derive(Serialize)]
struct Named {
    value: &'static str,
    label: String,
}

/// What a setting is called.
fn label(member: &Member, setting: Setting) -> String {
    member.text(&format!("policy-setting-{}", setting.word().replace('_', "-")))
}

/// "Lobby: on, locked"
fn rule_text(member: &Member, setting: Setting, choice: Choice, locked: bool) -> String {
    let key = if locked { "policy-rule-locked" } else { "policy-rule-default" };
    let args = Args::new().with("setting", label(member, setting));
    let args = args.with("value", choice_text(member, choice));
    member.face().texts().get(&member.locale, key, &args)
}

/// "off", "after 10 minutes"
fn choice_text(member: &Member, choice: Choice) -> String {
    match choice {
        Choice::Switch(true) => member.text("policy-on"),
        Choice::Switch(false) => member.text("policy-off"),
        Choice::Minutes(None) => member.text("policy-never"),
        Choice::Minutes(Some(minutes)) => {
            let args = Args::new().with("minutes", minutes);
            member.face().texts().get(&member.locale, "policy-minutes", &args)
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
        let args = Args::new().with("value", choice_text(member, effective.choice));
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

/// The rules as they are kept, as drafts.
fn drafts(rules: &Rules) -> Vec<RuleDraft> {
    let draft = rules.iter().map(|(setting, rule)| RuleDraft {
        setting: setting.word().to_owned(),
        value: rule.choice.word(),
        locked: rule.locked,
    });
    draft.collect()
}

fn rules_form(member: &Member, drafts: &[RuleDraft]) -> RulesForm {
    let line = |setting: Setting| {
        let draft = drafts.iter().find(|draft| draft.setting == setting.word());
        let force = match draft {
            None => "none",
            Some(draft) if draft.locked => "locked",
            Some(_) => "default",
        };
        let first = setting.shipped().word();
        let value = draft.map_or(first, |draft| draft.value.clone());
        let is_minutes = setting == Setting::RoomAutoLock;
        SettingLine {
            word: setting.word(),
            label: label(member, setting),
            force: force.to_owned(),
            value: if is_minutes && value == "never" { String::new() } else { value },
            is_minutes,
        }
    };
    let named = |value: &'static str, key: &str| Named { value, label: member.text(key) };
    RulesForm {
        settings: Setting::ALL.into_iter().map(line).collect(),
        forces: vec![
            named("none", "policy-force-none"),
            named("default", "policy-force-default"),
            named("locked", "policy-force-locked"),
        ],
        switches: vec![named("on", "policy-on"), named("off", "policy-off")],
        minutes_least: AUTO_LOCK_MIN_MINUTES,
        minutes_most: AUTO_LOCK_MAX_MINUTES,
    }
}

/// The rules as they were filled in: `<setting>_force` and `<setting>`.
fn typed(fields: &Fields) -> Vec<RuleDraft> {
    let draft = |setting: Setting| {
        let locked = match fields.text(&format!("{}_force", setting.word())) {
            "locked" => true,
            "default" => false,
            _ => return None,
        };
        let value = match fields.text(setting.word()) {
            "" if setting == Setting::RoomAutoLock => "never",
            typed => typed,
        };
        Some(RuleDraft { setting: setting.word().to_owned(), value: value.to_owned(), locked })
    };
    Setting::ALL.into_iter().filter_map(draft).collect()
}

/// The page with what is kept; what was typed takes its place where a form was refused.
async fn page(
    app: &App,
    member: &Member,
    name: &str,
    typed: Option<&[RuleDraft]>,
) -> Result<GroupsPage, PageError> {
    let all = policy::overview(app, &member.who).await?;
    let kept = drafts(&all.account);
    let line = |(at, group): (usize, &policy::Group)| {
        let href = urls::group(group.id);
        let rules = group.rules.iter();
        GroupLine {
            name: group.name.clone(),
            people: group.people,
            rules: rules
                .map(|(setting, rule)| rule_text(member, *setting, rule.choice, rule.locked))
                .collect(),
            raise_href: (at > 0).then(|| format!("{href}/raise")),
            remove_href: format!("{href}/remove"),
            href,
        }
    };
    Ok(GroupsPage {
        groups: all.groups.iter().enumerate().map(line).collect(),
        name: name.to_owned(),
        name_max: GROUP_NAME_MAX_CHARS,
        form: rules_form(member, typed.unwrap_or(&kept)),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// Puts what was refused beside its fields, or above the form.
fn refuse(
    app: &App,
    member: &Member,
    error: PolicyError,
    (errors, refusal): (&mut FieldErrors, &mut Option<String>),
) -> Result<(), PageError> {
    let locale = &member.locale;
    let args = error.args();
    match error {
        PolicyError::Rules(problems) => {
            for problem in problems {
                errors.add(&app.texts, locale, problem.field(), problem.code(), &args);
            }
        }
        PolicyError::Name(_) | PolicyError::NameTaken => {
            errors.add(&app.texts, locale, "name", error.code(), &args);
        }
        PolicyError::UnknownPeople(_) | PolicyError::TooManyPeople => {
            errors.add(&app.texts, locale, "people", error.code(), &args);
        }
        PolicyError::TooMany => {
            *refusal = Some(app.texts.get(locale, &text_key(error.code()), &args));
        }
        other => return Err(other.into()),
    }
    Ok(())
}

/// `GET /people/groups`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member, "", None).await?;
    member.page("portal/groups.html", page).await
}

/// `POST /people/groups`
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let name = fields.text("name");
    match policy::add(&app, &member.who, name).await {
        Ok(id) => Ok(news::redirect(&urls::group(id), "news-group-added")),
        Err(error) => {
            let mut page = page(&app, &member, name, None).await?;
            refuse(&app, &member, error, (&mut page.errors, &mut page.refusal))?;
            member.refused_page("portal/groups.html", page).await
        }
    }
}

/// `POST /people/groups/account`
async fn set_account(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let drafts = typed(&fields);
    match policy::set_account(&app, &member.who, &drafts).await {
        Ok(()) => Ok(news::redirect(urls::GROUPS, "news-policy-saved")),
        Err(error) => {
            let mut page = page(&app, &member, "", Some(&drafts)).await?;
            refuse(&app, &member, error, (&mut page.errors, &mut page.refusal))?;
            member.refused_page("portal/groups.html", page).await
        }
    }
}

/// `GET /people/groups/{id}`
async fn one(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<GroupId>,
) -> Result<Response, PageError> {
    let (group, people) = policy::find(&app, &member.who, id).await?;
    let draft = GroupDraft {
        name: group.name,
        people: people.iter().map(|person| person.email.to_string()).collect(),
        rules: drafts(&group.rules),
    };
    member.page("portal/group.html", group_page(&member, id, draft)).await
}

fn group_page(member: &Member, id: GroupId, draft: GroupDraft) -> GroupPage {
    GroupPage {
        href: urls::group(id),
        form: rules_form(member, &draft.rules),
        name: draft.name,
        name_max: GROUP_NAME_MAX_CHARS,
        people: draft.people.join("\n"),
        people_most: GROUP_PEOPLE_MAX,
        errors: FieldErrors::default(),
        refusal: None,
    }
}

/// `POST /people/groups/{id}`
async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<GroupId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let separates = |c: char| c.is_whitespace() || c == ',' || c == ';';
    let addresses = fields.text("people").split(separates).filter(|text| !text.is_empty());
    let draft = GroupDraft {
        name: fields.text("name").to_owned(),
        people: addresses.map(str::to_owned).collect(),
        rules: typed(&fields),
    };
    match policy::change(&app, &member.who, id, &draft).await {
        Ok(()) => Ok(news::redirect(&urls::group(id), "news-group-saved")),
        Err(error) => {
            let mut page = group_page(&member, id, draft);
            refuse(&app, &member, error, (&mut page.errors, &mut page.refusal))?;
            member.refused_page("portal/group.html", page).await
        }
    }
}

/// `POST /people/groups/{id}/raise`
async fn raise(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<GroupId>,
) -> Result<Response, PageError> {
    policy::raise(&app, &member.who, id).await?;
    Ok(news::redirect(urls::GROUPS, "news-group-raised"))
}

/// `POST /people/groups/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<GroupId>,
) -> Result<Response, PageError> {
    policy::remove(&app, &member.who, id).await?;
    Ok(news::redirect(urls::GROUPS, "news-group-removed"))
}
