//! Webinars (F1, A4, E5): a kind of meeting for whoever has a licence for it. The host and the
//! panelists speak, everybody else registers, watches and listens; plan and add-on say how many.

use app::licences::{self, ItemRef};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::{Persona, Purchase, World, on_each_database};

use crate::customer::{customer, subscriber_of};
use crate::f_meetings::{between, body, form, opened, program, read, schedules};

const PLANS: &str = "/plans?product=webinars";
const PANELIST: &str = "paul@example.net";

fn webinars() -> Purchase {
    Purchase { product: "webinars", seats: 1, site_name: None, ..Purchase::default() }
}

/// The form of a webinar with a panelist, and an attendee who is invited.
fn filled() -> Vec<(&'static str, &'static str)> {
    form(&[
        ("kind", "webinar"),
        ("title", "Launch"),
        ("duration_minutes", "90"),
        ("panelists", "\"Paul\" <paul@example.net>"),
    ])
}

/// The same for a program.
fn launch() -> Json {
    let mut launch = body("Launch", "2027-04-07T09:30");
    launch["kind"] = json!("webinar");
    launch["panelists"] = json!([{ "email": PANELIST, "name": "Paul" }]);
    launch
}

/// The join link in the calendar part of somebody's newest mail of `kind`.
async fn own_link(world: &World, address: &str, kind: &str, general: &str) -> String {
    let event = world.newest_mail(address, kind).await.calendar();
    let rest = between(&event, &format!("URL:{general}"), "\n");
    format!("{general}{rest}")
}

/// Somebody registers at `register` and comes back with their own join link.
async fn registers(world: &World, register: &str, email: &str, general: &str) -> String {
    let mut guest = world.client();
    let sent = guest.post(register, &[("name", "Dora"), ("email", email)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    world.settles().await;
    own_link(world, email, "registration", general).await
}

fn register_path(link: &str) -> String {
    format!("/register/{}", link.rsplit('/').next().unwrap_or_default())
}

/// The free plan has no webinars: the form says so and what lifts it, and keeps all that is typed.
async fn is_refused(browser: &mut Client) {
    let blank = read(&browser.get("/meetings/new?kind=webinar").await);
    assert!(blank.contains("the plan Free has none. Webinars Pro has them."), "{blank}");
    assert!(blank.contains(PLANS), "the way out: {blank}");
    let refused = browser.post("/meetings", &filled()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = read(&refused);
    let why = "With a licence of Webinars Pro you can schedule this.";
    assert!(page.contains(why) && page.contains(PLANS), "{page}");
    for kept in ["value=\"Launch\"", PANELIST, "clara@example.net", "value=\"90\""] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    let mut typed = filled();
    typed.push(("as", "meeting"));
    let as_meeting = read(&browser.post("/meetings/form", &typed).await);
    assert!(as_meeting.contains("Schedule a meeting") && as_meeting.contains(PANELIST));
    assert!(as_meeting.contains("value=\"Launch\""), "{as_meeting}");
}

/// F1, A4: without a licence the form says what lifts it and keeps everything; with one a webinar
/// is scheduled, its panelist is told that they may speak, and attendees register.
#[tokio::test]
async fn a_licensed_host_schedules_a_webinar() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        is_refused(&mut host).await;

        ada.buys(&webinars()).await;
        let (page, link) = schedules(&mut host, &filled()).await;
        let shown = read(&host.get(&page).await);
        for said in [
            ">Webinar<",
            "Up to 500 attendees on the plan Webinars Pro. Webinars Plus has room for more.",
            "Paul <paul@example.net>",
            "Guests register first.",
        ] {
            assert!(shown.replace("&lt;", "<").replace("&gt;", ">").contains(said), "{said}");
        }
        world.settles().await;
        let mail = world.newest_mail(PANELIST, "meeting_invitation").await;
        assert_eq!(mail.subject, "Invitation to speak: Launch");
        assert!(mail.plain().contains("as a panelist"), "{}", mail.plain());
        let event = mail.calendar();
        assert!(event.contains("ROLE=REQ-PARTICIPANT"), "{event}");
        assert!(!event.contains("clara@example.net"), "who watches is nobody's to know: {event}");
        let own = own_link(&world, PANELIST, "meeting_invitation", &link).await;
        assert!(own.len() > link.len(), "a link of their own: {own}");
        let inside = read(&opened(&world, &own).await);
        assert!(inside.contains("Panelist: you may speak"), "{inside}");
        assert!(inside.contains("A webinar of") && !inside.contains("asks for registration"));
        let invited = world.newest_mail("clara@example.net", "meeting_invitation").await;
        assert!(invited.plain().contains("You need not register."), "{}", invited.plain());
        assert!(!invited.calendar().contains(PANELIST));

        let door = read(&opened(&world, &link).await);
        assert!(door.contains("This webinar asks for registration"), "{door}");
        let dora = registers(&world, &register_path(&link), "dora@example.net", &link).await;
        let inside = read(&opened(&world, &dora).await);
        assert!(inside.contains("Attendee: you watch and listen"), "{inside}");

        is_marked(&mut host).await;
        let mut other = filled();
        other.retain(|(name, _)| *name != "kind");
        other.extend([("kind", "meeting"), ("sequence", "0")]);
        let stays = host.post(&format!("{page}/edit"), &other).await;
        assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(read(&stays).contains("a webinar a webinar"), "{}", stays.text());
        another_speaks(&world, &mut host, (&page, &link), &dora).await;
    })
    .await;
}

/// Lists, calendar, home page and search say that it is a webinar.
async fn is_marked(host: &mut Client) {
    let month = "/meetings/month?month=2027-04";
    for place in ["/meetings", month, "/", "/meetings?search=paul"] {
        let shown = read(&host.get(place).await);
        assert!(shown.contains("Launch") && shown.contains(">Webinar<"), "{place}: {shown}");
    }
    let home = read(&host.get("/").await);
    assert!(home.contains("Webinars with up to 500 attendees."), "{home}");
}

/// The invited attendee becomes a panelist and is told so; who was one is an attendee at most.
async fn another_speaks(world: &World, host: &mut Client, (page, link): (&str, &str), dora: &str) {
    let was = own_link(world, PANELIST, "meeting_invitation", link).await;
    let mut other = filled();
    other.retain(|(name, _)| *name != "panelists" && *name != "invitees");
    other.extend([("panelists", "clara@example.net"), ("invitees", ""), ("sequence", "0")]);
    let changed = host.post(&format!("{page}/edit"), &other).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    world.settles().await;
    let mail = world.newest_mail("clara@example.net", "meeting_invitation").await;
    assert_eq!(mail.subject, "Invitation to speak: Launch");
    let gone = world.newest_mail(PANELIST, "meeting_cancelled").await;
    assert_eq!(gone.subject, "No longer invited: Launch");
    let said = gone.plain();
    assert!(said.contains("The webinar takes place without you"), "{said}");
    assert!(read(&opened(world, &was).await).contains("asks for registration"));
    assert!(read(&opened(world, dora).await).contains("Attendee"));
}

fn places(count: u32) -> Option<Json> {
    Some(json!({ "places": count }))
}

/// A4: plan and add-on say how many may watch; the refusal names limit, plan and what lifts it, and
/// the add-on does.
#[tokio::test]
async fn places_are_capped_by_plan_and_add_on() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &webinars()).await;
        let mut api = program(&world, &ada).await;
        let made = api.api(Method::POST, "/api/meetings", Some(launch())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let registration = format!("{}/registration", made.location());
        let on = api.api(Method::GET, &registration, None).await.json();
        assert_eq!((&on["state"], &on["places_left"]), (&json!("open"), &json!(500)), "{on}");

        let many = api.api(Method::PUT, &registration, places(501)).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
        let many = many.json();
        let field = &many["errors"][0];
        let told = (&field["field"], &field["code"]);
        assert_eq!(told, (&json!("places"), &json!("registration.plan_places")), "{many}");
        let said = many.to_string();
        for named in ["Webinars Pro", "500 places", "Webinars Plus has room for 501"] {
            assert!(said.contains(named), "{named}: {said}");
        }
        let mut crowd = launch();
        let people = (0..501).map(|number| json!({ "email": format!("p{number}@example.net") }));
        crowd["invitees"] = people.collect();
        let refused = api.api(Method::POST, "/api/meetings", Some(crowd)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = refused.text();
        assert!(refused.contains("meeting.plan_attendees"), "{refused}");

        let add_on = json!([{ "add_on": "webinar_capacity", "quantity": 1 }]);
        customer.does(json!({ "do": "change", "add_ons": add_on })).await;
        let set = api.api(Method::PUT, &registration, places(3_000)).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text());
        assert_eq!(set.json()["places_left"], 3_000);
        let more = api.api(Method::PUT, &registration, places(3_001)).await.text();
        assert!(more.contains("Webinars Enterprise has room for 3"), "{more}");

        // The add-on's licence goes: who has a place keeps it, and as many fit as the plan says.
        let link = made.json()["join_url"].as_str().expect("a link").to_owned();
        let dora = registers(&world, &register_path(&link), "dora@example.net", &link).await;
        let add_on = Some("webinar_capacity".parse().expect("an add-on"));
        let item = ItemRef { subscription: customer.id.parse().expect("an id"), add_on };
        licences::take(&world.app, &ada.who, &item, ada.who.person()).await.expect("taken");
        let fewer = api.api(Method::GET, &registration, None).await.json();
        let counts = (&fewer["places"], &fewer["places_left"], &fewer["approved"]);
        assert_eq!(counts, (&json!(3_000), &json!(499), &json!(1)), "{fewer}");
        assert!(read(&opened(&world, &dora).await).contains("Attendee"));
    })
    .await;
}

async fn seat(ada: &Persona) -> ItemRef {
    ItemRef { subscription: ada.subscriptions().await[0].id, add_on: None }
}

/// A program may not hold webinars without a licence, and is told so.
async fn programs_are_told(api: &mut Client) {
    let refused = api.api(Method::POST, "/api/meetings", Some(launch())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.json();
    let told = (&refused["errors"][0]["field"], &refused["errors"][0]["code"]);
    assert_eq!(told, (&json!("kind"), &json!("meeting.plan_no_webinars")), "{refused}");
    let mut meeting = launch();
    meeting["kind"] = json!("meeting");
    let refused = api.api(Method::POST, "/api/meetings", Some(meeting)).await.text();
    assert!(refused.contains("meeting.webinars_only"), "{refused}");
    let mut strange = launch();
    strange["kind"] = json!("seance");
    let refused = api.api(Method::POST, "/api/meetings", Some(strange)).await.text();
    assert!(refused.contains("meeting.unknown_kind"), "{refused}");
}

/// F1, A4, P3: when the licence goes, nothing is lost: the webinar stays with everybody who has a
/// place, links work and say that it cannot start, nobody new registers; with the licence back all
/// is as before.
#[tokio::test]
async fn without_a_licence_a_webinar_waits() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        programs_are_told(&mut api).await;

        ada.buys(&webinars()).await;
        let made = api.api(Method::POST, "/api/meetings", Some(launch())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let (path, made) = (made.location(), made.json());
        assert_eq!((&made["kind"], &made["licensed"]), (&json!("webinar"), &json!(true)));
        assert_eq!(made["panelists"][0]["email"], PANELIST, "{made}");
        let link = made["join_url"].as_str().expect("a link").to_owned();
        world.settles().await;
        let paul = own_link(&world, PANELIST, "meeting_invitation", &link).await;
        let dora = registers(&world, &register_path(&link), "dora@example.net", &link).await;

        licences::take(&world.app, &ada.who, &seat(&ada).await, ada.who.person())
            .await
            .expect("taken");
        let waits = api.api(Method::GET, &path, None).await.json();
        assert_eq!((&waits["licensed"], &waits["state"]), (&json!(false), &json!("scheduled")));
        let mut host = ada.signs_in().await;
        let page = format!("/meetings/{}", made["id"].as_str().expect("an id"));
        let shown = read(&host.get(&page).await);
        assert!(shown.contains("This webinar cannot be started now"), "{shown}");
        assert!(shown.contains(PLANS), "the way out: {shown}");
        for (own, role) in [(&paul, "Panelist"), (&dora, "Attendee")] {
            let inside = read(&opened(&world, own).await);
            assert!(inside.contains(role), "{inside}");
            assert!(inside.contains("This webinar cannot start at present"), "{inside}");
        }
        let shut = read(&world.client().get(&register_path(&link)).await);
        assert!(shut.contains("Registration for this meeting is closed."), "{shut}");
        let mut moved = launch();
        moved["start"] = json!("2027-04-08T09:30");
        moved.as_object_mut().expect("an object").remove("kind");
        let changed = api.api(Method::PUT, &path, Some(moved.clone())).await;
        assert_eq!(changed.status, StatusCode::OK, "it stays what it is: {}", changed.text());
        assert_eq!(changed.json()["kind"], "webinar");
        moved["invitees"] = json!([{ "email": "eva@example.net" }]);
        let more = api.api(Method::PUT, &path, Some(moved)).await.text();
        assert!(more.contains("meeting.plan_attendees"), "{more}");

        let mut customer = customer(&ada).await;
        let body = json!({ "subscription": customer.id, "person": ada.who.person() });
        let given = customer.program.api(Method::POST, "/api/licences", Some(body)).await;
        assert_eq!(given.status, StatusCode::NO_CONTENT, "{}", given.text());
        let again = api.api(Method::GET, &path, None).await.json();
        assert_eq!(again["licensed"], true, "{again}");
        assert!(!read(&opened(&world, &dora).await).contains("cannot start"));
        registers(&world, &register_path(&link), "emil@example.net", &link).await;
        let listed = api.api(Method::GET, "/api/meetings", None).await.json();
        assert_eq!(listed["meetings"][0]["kind"], "webinar", "{listed}");
    })
    .await;
}

/// F1, E7: whoever gets an account with a panelist's address finds the webinar in their list; what
/// they are in it is said.
#[tokio::test]
async fn a_panelist_finds_it_in_their_list() {
    on_each_database(async |world| {
        let (ada, _) = subscriber_of(&world, &webinars()).await;
        let mut api = program(&world, &ada).await;
        let mut launch = launch();
        launch["panelists"] =
            json!([{ "email": "ben@example.org" }, { "email": "carl@example.org" }]);
        let ben = world.owner("ben@example.org").await;
        let made = api.api(Method::POST, "/api/meetings", Some(launch)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let carl = world.owner("carl@example.org").await;
        for persona in [ben, carl] {
            let mut theirs = program(&world, &persona).await;
            let listed = theirs.api(Method::GET, "/api/meetings", None).await.json();
            let line = &listed["meetings"][0];
            assert_eq!((&line["part"], &line["kind"]), (&json!("panelist"), &json!("webinar")));
            let found = theirs.api(Method::GET, &made.location(), None).await;
            assert_eq!(found.status, StatusCode::NOT_FOUND, "they do not hold it");
            let page = read(&persona.signs_in().await.get("/meetings").await);
            assert!(page.contains("Panelist: you may speak"), "{page}");
        }
    })
    .await;
}
