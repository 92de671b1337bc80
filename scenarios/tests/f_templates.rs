//! Templates of meetings (F1): kept from a meeting and from its form, filled in, changed and removed;
//! shared with everybody in the account by those who may.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::on_each_database;

use crate::customer::subscriber;
use crate::f_meetings::{between, body, form, program, read, schedules};
use crate::f_rooms::joins;

const TEMPLATES: &str = "/meetings/templates";
const API: &str = "/api/meetings/templates";

async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    read(&reply)
}

/// The fields of the template's form, as a browser sends them.
fn template<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("name", "Choir"),
        ("title", "Rehearsal"),
        ("agenda", "Warm up"),
        ("duration_minutes", "45"),
        ("repeats", "weekly"),
        ("interval", "1"),
        ("days", "WE"),
        ("ends", "on"),
        ("invitees", "\"Clara, Dr.\" <clara@example.net>"),
        ("password", "always"),
    ];
    for (name, value) in changed {
        fields.retain(|(kept, _)| kept != name);
        fields.push((name, value));
    }
    fields
}

/// Where the only template of the list is changed.
async fn only(browser: &mut Client) -> String {
    let list = page(browser, TEMPLATES).await;
    let id = between(&list, "href=\"/meetings/templates/0", "\"");
    format!("{TEMPLATES}/0{id}")
}

/// F1, A2: a meeting is kept as a template; the form is filled in by it with a password of its own,
/// nothing happens before it is sent, and the plan is asked then.
#[tokio::test]
async fn a_meeting_is_kept_as_a_template_and_scheduled_again() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner_in("ada@example.org", "Europe/Paris").await;
        let mut browser = ada.signs_in().await;
        let empty = page(&mut browser, TEMPLATES).await;
        assert!(empty.contains("No templates yet"), "{empty}");
        assert!(!page(&mut browser, "/meetings/new").await.contains("From a template"));
        let fields = form(&[("repeats", "weekly"), ("ends", "on"), ("until", "2027-06-30")]);
        let (meeting, _) = schedules(&mut browser, &fields).await;
        world.settles().await;

        let save = format!("{TEMPLATES}/new?meeting={}", meeting.replace("/meetings/", ""));
        assert!(
            page(&mut browser, &meeting).await.contains(&save),
            "the meeting's page leads there"
        );
        let blank = page(&mut browser, &save).await;
        assert!(blank.contains("value=\"Rehearsal\"") && blank.contains("clara@example.net"));
        assert!(!blank.contains("blue-river"), "no password is kept: {blank}");
        let id = between(&blank, "name=\"id\" value=\"", "\"").to_owned();
        let fields = template(&[("id", &id)]);
        for _ in 0..2 {
            let kept = browser.post(TEMPLATES, &fields).await;
            assert_eq!(kept.location(), TEMPLATES, "{}", kept.text());
        }
        let path = only(&mut browser).await;
        let list = page(&mut browser, TEMPLATES).await;
        assert_eq!(list.matches(&path).count(), 1, "a second click keeps no second: {list}");
        assert!(list.contains("Weekly") && list.contains("One person"), "{list}");

        let chosen = format!("/meetings/new?template={}", path.replace("/meetings/templates/", ""));
        assert!(list.contains(&chosen), "{list}");
        let filled = page(&mut browser, &chosen).await;
        assert!(filled.contains("value=\"Rehearsal\"") && filled.contains("Warm up"), "{filled}");
        assert!(filled.contains("&quot;Clara, Dr.&quot; &lt;clara@example.net&gt;"), "{filled}");
        assert!(filled.contains("Europe/Paris") && filled.contains("value=\"2027-04-01\""));
        let password = between(&filled, "name=\"password\"", ">");
        let password = between(password, "value=\"", "\"");
        assert!(!password.is_empty() && password != "blue-river", "one of its own: {password}");
        let refused =
            browser.post("/meetings", &form(&[("repeats", "weekly"), ("ends", "on")])).await;
        assert!(refused.text().contains("Say on which day the series ends."), "asked anew");
        assert_eq!(world.mails_of_kind("clara@example.net", "meeting_invitation").await, 1);

        let long = template(&[("duration_minutes", "90"), ("version", "1")]);
        let kept = browser.post(&path, &long).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "no plan is asked: {}", kept.text());
        assert!(page(&mut browser, &chosen).await.contains("value=\"90\""));
        let refused = browser.post("/meetings", &form(&[("duration_minutes", "90")])).await;
        assert!(read(&refused).contains("last up to 50 minutes"), "{}", refused.text());
    })
    .await;
}

/// F1: what is typed into the form is kept as a template by name, and the form comes back as it
/// was; what is wrong stands where it belongs.
#[tokio::test]
async fn the_form_is_kept_as_a_template_and_comes_back() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let blank = page(&mut browser, "/meetings/new").await;
        assert!(blank.contains("formaction=\"/meetings/templates/name\""), "{blank}");
        let mut fields = form(&[("agenda", "Warm up"), ("id", "")]);
        let asked = browser.post(&format!("{TEMPLATES}/name"), &fields).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
        let asked = read(&asked);
        assert!(asked.contains("name=\"agenda\" value=\"Warm up\""), "goes along: {asked}");
        let id = between(&asked, "name=\"template\" value=\"", "\"").to_owned();
        fields.push(("template", &id));
        let keep = format!("{TEMPLATES}/keep");
        let nameless = browser.post(&keep, &fields).await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nameless.text().contains("href=\"#name\""), "{}", nameless.text());

        fields.push(("name", "Choir"));
        let mut wrong = fields.clone();
        wrong.retain(|(name, _)| *name != "invitees");
        wrong.push(("invitees", "clara@"));
        let refused = browser.post(&keep, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = read(&refused);
        assert!(refused.contains("“clara@” is not an e-mail address."), "{refused}");
        assert!(
            refused.contains("value=\"Rehearsal\"") && refused.contains("2027-04-07"),
            "{refused}"
        );
        for _ in 0..2 {
            let back = browser.post(&keep, &fields).await;
            assert_eq!(back.status, StatusCode::OK, "{}", back.text());
            let back = read(&back);
            assert!(back.contains("Kept as the template “Choir”"), "{back}");
            assert!(back.contains("value=\"2027-04-07\"") && back.contains("Warm up"), "{back}");
            assert!(back.contains("value=\"blue-river\""), "as it was typed: {back}");
        }
        world.settles().await;
        assert_eq!(world.mails_of_kind("clara@example.net", "meeting_invitation").await, 0);
        let path = only(&mut browser).await;
        let kept = page(&mut browser, &path).await;
        assert!(kept.contains("value=\"Choir\"") && !kept.contains("blue-river"), "{kept}");
        let scheduled = browser.post("/meetings", &fields).await;
        assert_eq!(scheduled.status, StatusCode::SEE_OTHER, "{}", scheduled.text());
    })
    .await;
}

/// F1, P2: a template is renamed and removed after a question, never over somebody else's change.
#[tokio::test]
async fn templates_are_renamed_and_removed() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        browser.post(TEMPLATES, &template(&[])).await;
        let path = only(&mut browser).await;
        let named = template(&[("name", "Ensemble"), ("version", "1")]);
        assert_eq!(browser.post(&path, &named).await.location(), TEMPLATES);
        assert!(page(&mut browser, TEMPLATES).await.contains("Ensemble"));
        let stale = browser.post(&path, &template(&[("version", "1")])).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = read(&stale);
        assert!(text.contains("Somebody else changed the template"), "{text}");
        assert!(text.contains("value=\"Choir\"") && text.contains("name=\"version\" value=\"2\""));
        let none = browser.post(&path, &template(&[("name", ""), ("version", "2")])).await;
        assert!(none.text().contains("href=\"#name\""), "{}", none.text());

        let ask = format!("{path}/remove");
        let asked = page(&mut browser, &ask).await;
        assert!(asked.contains("Remove “Ensemble”") && asked.contains("cannot be brought back"));
        let early = browser.post(&ask, &[("version", "1")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text());
        let version = between(&asked, "name=\"version\" value=\"", "\"").to_owned();
        assert_eq!(browser.post(&ask, &[("version", &version)]).await.location(), TEMPLATES);
        assert!(page(&mut browser, TEMPLATES).await.contains("No templates yet"));
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(&ask).await.status, StatusCode::NOT_FOUND);
        let trail = ada.trail().await;
        for action in ["template.added", "template.changed", "template.removed"] {
            assert!(trail.contains(&action.to_owned()), "{trail:?}");
        }
    })
    .await;
}

async fn listed(program: &mut Client) -> Vec<Json> {
    let reply = program.api(Method::GET, API, None).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()["templates"].as_array().expect("templates").clone()
}

/// F1: a program keeps templates, fifty at most, under versions; it makes a meeting from one; those
/// of others it does not find.
#[tokio::test]
async fn programs_keep_templates_and_schedule_by_them() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let asked = json!({ "name": "Choir", "title": "Rehearsal", "duration_minutes": 45,
            "repeats": { "frequency": "monthly", "monthly_on": "weekday", "ends": "after", "count": 3 },
            "invitees": [{ "email": "clara@example.net", "name": "Clara" }] });
        let once = [("idempotency-key", "choir")];
        let made = api.api_with(Method::POST, API, Some(asked.clone()), &once).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        assert_eq!(made.header("etag"), Some("\"1\""));
        let path = made.location();
        let again = api.api_with(Method::POST, API, Some(asked.clone()), &once).await;
        assert_eq!(again.location(), path, "a retry keeps no second");
        let kept = made.json();
        assert_eq!((&kept["password"], &kept["shared"]), (&json!("policy"), &json!(false)), "{kept}");

        let mut changed = asked.clone();
        changed["name"] = json!("Ensemble");
        let put = api.api_with(Method::PUT, &path, Some(changed.clone()), &[("if-match", "\"1\"")]);
        assert_eq!(put.await.header("etag"), Some("\"2\""));
        let late = api.api_with(Method::PUT, &path, Some(asked), &[("if-match", "\"1\"")]).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.text());
        assert_eq!(late.json()["code"], "template.changed");
        let wrong = json!({ "name": "", "duration_minutes": 2, "alternate_hosts": ["ben"] });
        let refused = api.api(Method::POST, API, Some(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = refused.json();
        let fields: Vec<&Json> =
            refused["errors"].as_array().expect("errors").iter().map(|each| &each["field"]).collect();
        assert_eq!(fields, ["name", "duration_minutes", "alternate_hosts"], "{refused}");

        let mut meeting = body("", "2027-04-07T09:30");
        let template = api.api(Method::GET, &path, None).await.json();
        for field in ["title", "duration_minutes", "repeats", "invitees", "alternate_hosts"] {
            meeting[field] = template[field].clone();
        }
        let made = api.api(Method::POST, "/api/meetings", Some(meeting)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        assert_eq!(made.json()["rule"], "FREQ=MONTHLY;BYDAY=1WE;COUNT=3");

        for number in 1..50 {
            let more = json!({ "name": format!("Number {number}") });
            let more = api.api(Method::POST, API, Some(more)).await;
            assert_eq!(more.status, StatusCode::CREATED, "{}", more.text());
        }
        let full = api.api(Method::POST, API, Some(json!({ "name": "One too many" }))).await;
        assert_eq!((full.status, &full.json()["code"]), (StatusCode::CONFLICT, &json!("template.too_many")));
        assert_eq!(listed(&mut api).await.len(), 50);
        let eve = world.owner("eve@example.org").await;
        let mut eves = program(&world, &eve).await;
        assert!(listed(&mut eves).await.is_empty());
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let body = (method == Method::PUT).then(|| changed.clone());
            let foreign = eves.api(method.clone(), &path, body).await;
            assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{method}");
        }
        let gone = api.api_with(Method::DELETE, &path, None, &[("if-match", "\"2\"")]).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());
        assert_eq!(api.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// F1, E1: an admin keeps a template for everybody; hosts of the account schedule by it and do not
/// change it, others do not know of it.
#[tokio::test]
async fn admins_keep_templates_for_everybody() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "host").await;
        let (mut gina, _) = joins(&world, &mut customer, "gina@example.org", "admin").await;
        let sharing = gina.get(&format!("{TEMPLATES}/new")).await.text();
        assert!(sharing.contains("name=\"shared\""), "{sharing}");
        let kept = gina.post(TEMPLATES, &template(&[("shared", "yes")])).await;
        assert_eq!(kept.location(), TEMPLATES, "{}", kept.text());

        let path = only(&mut ben).await;
        let list = page(&mut ben, TEMPLATES).await;
        assert!(list.contains("From your account") && list.contains("Choir"), "{list}");
        let shown = page(&mut ben, &path).await;
        assert!(shown.contains("Warm up") && shown.contains("Schedule with it"), "{shown}");
        assert!(!shown.contains("name=\"title\""), "no form: {shown}");
        let chosen = path.replace("/meetings/templates/", "/meetings/new?template=");
        let filled = page(&mut ben, &chosen).await;
        assert!(filled.contains("Choir (from your account)"), "{filled}");
        assert!(filled.contains("value=\"Rehearsal\""), "{filled}");
        for (path, fields) in [
            (path.clone(), template(&[("version", "1"), ("shared", "yes")])),
            (path.clone(), template(&[("version", "1")])),
            (format!("{path}/remove"), vec![("version", "1")]),
            (TEMPLATES.to_owned(), template(&[("shared", "yes")])),
        ] {
            let refused = ben.post(&path, &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}: {}", refused.text());
        }
        let asked = ben.get(&format!("{path}/remove")).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN);
        let mut eve = world.owner("eve@example.com").await.signs_in().await;
        assert_eq!(eve.get(&path).await.status, StatusCode::NOT_FOUND);

        // The owner takes it back: it is hers alone then, and later nobody's.
        let api = path.replace("/meetings/templates", API);
        let mut own = customer.program.api(Method::GET, &api, None).await.json();
        assert_eq!((&own["shared"], &own["may_change"]), (&json!(true), &json!(true)), "{own}");
        for member in ["id", "may_change", "version", "created_at", "updated_at"] {
            own.as_object_mut().expect("an object").remove(member);
        }
        own["shared"] = json!(false);
        let put = customer.program.api(Method::PUT, &api, Some(own)).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text());
        assert_eq!(ben.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(gina.get(&path).await.status, StatusCode::NOT_FOUND, "admins neither");
        let trail = ada.trail().await;
        for action in ["account_template.added", "account_template.removed"] {
            assert!(trail.contains(&action.to_owned()), "{trail:?}");
        }
        let (mut dora, _) = joins(&world, &mut customer, "dora@example.org", "member").await;
        assert_eq!(dora.post(TEMPLATES, &template(&[])).await.status, StatusCode::FORBIDDEN);
        assert!(!page(&mut dora, TEMPLATES).await.contains("New template"));
    })
    .await;
}
