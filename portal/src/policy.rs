//! `/people/groups`: groups of people, and what is decided for everybody or for a group (E9).
//!
//! Forms carry the version they were filled in from. Where somebody else was quicker, what was
//! typed stays, and beside it stands what is kept by now.

mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::policy::{self, GROUP_PEOPLE_MAX, GroupDraft, PolicyError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use meetings::policy::{RuleDraft, Rules, Setting};
use people::group::GROUP_NAME_MAX_CHARS;
use serde::Serialize;
use units::id::GroupId;
use web::forms::FieldErrors;
use web::refusal::{Refusal, text_key};
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

pub(crate) use self::words::{Holds, holds, shortened, why};
use self::words::{force_text, kept_text, label, rule_text};

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
    /// The version of what is decided for everybody that was read.
    version: u32,
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
    version: u32,
}

#[derive(Serialize)]
struct GroupPage {
    href: String,
    /// The version that was read.
    version: u32,
    name: String,
    name_max: usize,
    /// What is kept, where somebody changed it meanwhile.
    name_kept: Option<String>,
    /// Addresses, a line each.
    people: String,
    people_most: usize,
    people_kept: Option<String>,
    form: RulesForm,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// The settings with what is decided about each.
#[derive(Serialize)]
struct RulesForm {
    settings: Vec<SettingLine>,
}

#[derive(Serialize)]
struct SettingLine {
    word: &'static str,
    label: String,
    /// What can be chosen: "On, as a default"; of minutes without them: "Locked".
    options: Vec<Named>,
    /// `none`, `default on`, `locked off`; of minutes `none`, `default`, `locked`.
    chosen: String,
    /// None: it is on or off.
    minutes: Option<MinutesField>,
    /// What is kept, where somebody changed it meanwhile.
    kept: Option<String>,
}

#[derive(Serialize)]
struct MinutesField {
    label: String,
    /// Empty: never.
    value: String,
    least: u32,
    most: u32,
}

#[derive(Serialize)]
struct Named {
    value: &'static str,
    label: String,
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
        let minutes = minutes_field(member, setting, draft);
        let chosen = match draft {
            None => "none".to_owned(),
            Some(draft) => {
                let force = if draft.locked { "locked" } else { "default" };
                match minutes {
                    Some(_) => force.to_owned(),
                    None => format!("{force} {}", draft.value),
                }
            }
        };
        SettingLine {
            word: setting.word(),
            label: label(member, setting),
            options: options(member, setting),
            chosen,
            minutes,
            kept: None,
        }
    };
    RulesForm { settings: Setting::ALL.into_iter().map(line).collect() }
}

/// What can be chosen about a setting.
fn options(member: &Member, setting: Setting) -> Vec<Named> {
    let all: &[(&'static str, &str)] = match setting.minutes() {
        Some(_) if setting.has_default() => {
            &[("default", "policy-force-default"), ("locked", "policy-force-locked")]
        }
        Some(_) => &[("locked", "policy-force-locked")],
        None if setting.is_password() => &[
            ("default on", "policy-default-on"),
            ("default off", "policy-default-off"),
            ("locked on", "policy-locked-on"),
        ],
        None => &[
            ("default on", "policy-default-on"),
            ("default off", "policy-default-off"),
            ("locked on", "policy-locked-on"),
            ("locked off", "policy-locked-off"),
        ],
    };
    let first = [("none", "policy-force-none")];
    let named = |(value, key): &(&'static str, &str)| Named { value, label: member.text(key) };
    first.iter().chain(all).map(named).collect()
}

fn minutes_field(
    member: &Member,
    setting: Setting,
    draft: Option<&RuleDraft>,
) -> Option<MinutesField> {
    let bounds = setting.minutes()?;
    let key = match setting {
        Setting::RoomAutoLock => "policy-minutes-value",
        _ => "policy-minutes-most",
    };
    let value = draft.map(|draft| draft.value.clone()).filter(|value| value != "never");
    Some(MinutesField {
        label: member.text(key),
        value: value.unwrap_or_default(),
        least: *bounds.start(),
        most: *bounds.end(),
    })
}

/// Says beside each setting what is kept of it, where that is not what was typed.
fn say_kept(member: &Member, form: &mut RulesForm, typed: &[RuleDraft], kept: &Rules) {
    let kept_drafts = drafts(kept);
    for (setting, line) in Setting::ALL.into_iter().zip(&mut form.settings) {
        let of = |drafts: &[RuleDraft]| {
            drafts.iter().find(|draft| draft.setting == setting.word()).cloned()
        };
        if of(typed) == of(&kept_drafts) {
            continue;
        }
        let said = match kept.get(&setting) {
            Some(rule) => force_text(member, setting, *rule),
            None => member.text("policy-kept-nothing"),
        };
        line.kept = Some(kept_text(member, &said));
    }
}

/// The rules as they were filled in: `<setting>` is what was chosen, `default on`; of minutes it is
/// their number, and `<setting>_force` what was chosen.
fn typed(fields: &Fields) -> Vec<RuleDraft> {
    let draft = |setting: Setting| {
        let word = setting.word();
        let force = format!("{word}_force");
        let (force, value) = match setting.minutes() {
            Some(_) => (fields.text(&force), fields.text(word)),
            None => fields.text(word).split_once(' ').unwrap_or_default(),
        };
        let locked = match force {
            "locked" => true,
            "default" => false,
            _ => return None,
        };
        let value = match value {
            "" if setting == Setting::RoomAutoLock => "never",
            typed => typed,
        };
        Some(RuleDraft { setting: word.to_owned(), value: value.to_owned(), locked })
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
    let kept = drafts(&all.account.rules);
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
            version: group.version,
            href,
        }
    };
    Ok(GroupsPage {
        groups: all.groups.iter().enumerate().map(line).collect(),
        name: name.to_owned(),
        name_max: GROUP_NAME_MAX_CHARS,
        version: all.account.version,
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
        PolicyError::TooMany
        | PolicyError::NotFound
        | PolicyError::RulesChanged
        | PolicyError::GroupChanged => {
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
    let read: Option<u32> = fields.parsed("version");
    let error = match policy::set_account(&app, &member.who, &drafts, read).await {
        Ok(()) => return Ok(news::redirect(urls::GROUPS, "news-policy-saved")),
        Err(error) => error,
    };
    let mut page = page(&app, &member, "", Some(&drafts)).await?;
    if matches!(error, PolicyError::RulesChanged) {
        let kept = policy::overview(&app, &member.who).await?.account;
        page.version = kept.version;
        say_kept(&member, &mut page.form, &drafts, &kept.rules);
    } else {
        // Still the version that was read: somebody else's change is not gone over unseen.
        page.version = read.unwrap_or(page.version);
    }
    refuse(&app, &member, error, (&mut page.errors, &mut page.refusal))?;
    member.refused_page("portal/groups.html", page).await
}

/// `GET /people/groups/{id}`
async fn one(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<GroupId>,
) -> Result<Response, PageError> {
    let (draft, version) = kept_group(&app, &member, id).await?;
    member.page("portal/group.html", group_page(&member, id, draft, version)).await
}

/// A group as it is kept, as a draft, and its version.
async fn kept_group(
    app: &App,
    member: &Member,
    id: GroupId,
) -> Result<(GroupDraft, u32), PolicyError> {
    let (group, people) = policy::find(app, &member.who, id).await?;
    let draft = GroupDraft {
        name: group.name,
        people: people.iter().map(|person| person.email.to_string()).collect(),
        rules: drafts(&group.rules),
    };
    Ok((draft, group.version))
}

fn group_page(member: &Member, id: GroupId, draft: GroupDraft, version: u32) -> GroupPage {
    GroupPage {
        href: urls::group(id),
        version,
        form: rules_form(member, &draft.rules),
        name: draft.name,
        name_max: GROUP_NAME_MAX_CHARS,
        name_kept: None,
        people: draft.people.join("\n"),
        people_most: GROUP_PEOPLE_MAX,
        people_kept: None,
        errors: FieldErrors::default(),
        refusal: None,
    }
}

/// What was typed into the form of `id`, with what is kept by now beside it.
async fn beside_kept(
    app: &App,
    member: &Member,
    id: GroupId,
    typed: GroupDraft,
) -> Result<GroupPage, PageError> {
    let (group, people) = policy::find(app, &member.who, id).await?;
    let people: Vec<String> = people.iter().map(|person| person.email.to_string()).collect();
    let listed = |addresses: &[String]| {
        let all = addresses.iter().map(|address| address.to_lowercase());
        all.collect::<BTreeSet<String>>()
    };
    let name_kept = (group.name != typed.name).then(|| kept_text(member, &group.name));
    let people_kept = (listed(&people) != listed(&typed.people)).then(|| match people.is_empty() {
        true => kept_text(member, &member.text("policy-kept-nobody")),
        false => kept_text(member, &people.join(", ")),
    });
    let rules = typed.rules.clone();
    let mut page = group_page(member, id, typed, group.version);
    say_kept(member, &mut page.form, &rules, &group.rules);
    Ok(GroupPage { name_kept, people_kept, ..page })
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
    let read: Option<u32> = fields.parsed("version");
    let error = match policy::change(&app, &member.who, id, &draft, read).await {
        Ok(()) => return Ok(news::redirect(&urls::group(id), "news-group-saved")),
        Err(error) => error,
    };
    let mut page = match &error {
        PolicyError::GroupChanged => beside_kept(&app, &member, id, draft).await?,
        // Still the version that was read: somebody else's change is not gone over unseen.
        _ => group_page(&member, id, draft, read.unwrap_or_default()),
    };
    let gone = matches!(error, PolicyError::NotFound);
    refuse(&app, &member, error, (&mut page.errors, &mut page.refusal))?;
    let status = if gone { StatusCode::NOT_FOUND } else { StatusCode::UNPROCESSABLE_ENTITY };
    member.page_as(status, "portal/group.html", page).await
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
    Form(fields): Form,
) -> Result<Response, PageError> {
    match policy::remove(&app, &member.who, id, fields.parsed("version")).await {
        Ok(()) => Ok(news::redirect(urls::GROUPS, "news-group-removed")),
        Err(PolicyError::GroupChanged) => {
            let mut page = page(&app, &member, "", None).await?;
            page.refusal = Some(member.text("error-group-changed-look"));
            member.refused_page("portal/groups.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}
