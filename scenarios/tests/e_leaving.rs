//! Leaving an account and being removed from it: things are handed over, exported or kept, as was
//! shown, and every link goes on working (E7, E6).

use app::invitations::{self, Accept};
use app::leaving::{self, Ask, LeavingError};
use app::visitor::Visitor;
use axum::http::{Method, StatusCode};
use people::leaving::LeavingRefusal;
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, World, on_each_database};
use units::id::PersonId;

use crate::customer::{Customer, subscriber};
use crate::f_chats::{get, opens, program, writes};
use crate::f_meetings::{body as meeting, opened};

/// Invites `email` to the account of `customer` with these roles, with a seat or without, and
/// joins.
async fn joins(
    world: &World,
    customer: &mut Customer,
    (email, name): (&str, &str),
    roles: &[&str],
    with_seat: bool,
) -> Persona {
    let licences = match with_seat {
        true => json!([{ "subscription": customer.id }]),
        false => json!([]),
    };
    let body = json!({ "email": email, "roles": roles, "licences": licences });
    let sent = customer.program.api(Method::POST, "/api/invitations", Some(body)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    world.settles().await;
    let token = world.newest_mail(email, "invitation").await.after("/invitation?token=");
    let locale = "en".parse().expect("a language");
    let chosen = Accept { name: name.to_owned(), password: PASSWORD.to_owned(), locale };
    let joined = invitations::accept(&world.app, &token, &chosen, &Visitor::house(), None).await;
    Persona { world: world.clone(), who: joined.expect("they join").who }
}

/// Ada's account with Ben, who hosts and has a seat, and Carl, who hosts.
struct Ensemble {
    world: World,
    ada: Persona,
    customer: Customer,
    ben: Persona,
    carl: Persona,
}

impl Ensemble {
    async fn of(world: &World) -> Ensemble {
        let (ada, mut customer) = subscriber(world).await;
        let ben = joins(world, &mut customer, ("ben@example.org", "Ben"), &["host"], true).await;
        let carl =
            joins(world, &mut customer, ("carl@example.org", "Carl"), &["host"], false).await;
        Ensemble { world: world.clone(), ada, customer, ben, carl }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/people/{}/departure{rest}", self.ben.who.person())
    }

    /// What the API says of removing Ben so.
    async fn previews(&mut self, ask: &Json) -> Reply {
        let path = self.path("/preview");
        self.customer.program.api(Method::POST, &path, Some(ask.clone())).await
    }

    async fn previewed(&mut self, ask: &Json) -> Json {
        let reply = self.previews(ask).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        reply.json()
    }

    /// Removes Ben as `ask` says, as it is previewed now.
    async fn removes(&mut self, ask: &Json) -> Reply {
        let mut body = ask.clone();
        body["digest"] = self.previewed(ask).await["digest"].clone();
        let path = self.path("");
        self.customer.program.api(Method::POST, &path, Some(body)).await
    }

    async fn removed(&mut self, ask: Json) {
        let reply = self.removes(&ask).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    }

    /// Lets what is due in the next minutes happen.
    async fn minutes_pass(&self) {
        self.world.settles().await;
        let to = self.world.now().plus_minutes(10);
        self.world.runs_to(to).await;
    }
}

fn id(persona: &Persona) -> String {
    persona.who.person().to_string()
}

/// Somebody's program after they have moved: their account is another.
async fn anew(world: &World, persona: &Persona) -> (Persona, Client) {
    let mut tx = world.store().read().await.expect("a reader");
    let found = store::person::by_address(&mut tx, &persona.who.email).await.expect("read");
    let found = found.expect("they are there");
    let mut who = persona.who.clone();
    who.actor.account = found.account;
    who.actor.roles = store::person::roles(&mut tx, found.account, found.id).await.expect("roles");
    drop(tx);
    let persona = Persona { world: world.clone(), who };
    let program = program(&persona).await;
    (persona, program)
}

async fn schedules(program: &mut Client, meeting: Json) -> Json {
    let made = program.api(Method::POST, "/api/meetings", Some(meeting)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    made.json()
}

/// A meeting with a guest from outside.
fn with_guest(title: &str, start: &str, others: &[&str]) -> Json {
    let mut asked = meeting(title, start);
    asked["invitees"] = json!([{ "email": "guest@example.com", "name": "Guest" }]);
    asked["alternate_hosts"] = json!(others);
    asked
}

/// Adds a recording and shares it: its address in the API, and the path of its link.
async fn records(program: &mut Client) -> (String, String) {
    let mut file = b"RIFF".to_vec();
    file.extend(8_036u32.to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    file.extend(8_000u32.to_le_bytes());
    file.extend(vec![7u8; 8_000]);
    let kind = Some("application/octet-stream");
    let path = "/api/recordings?title=Rehearsal";
    let added = program.send(Method::POST, path, kind, file, &[]).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let api = format!("/api/recordings/{}", added.json()["id"].as_str().expect("an id"));
    let shared = program.api(Method::PUT, &format!("{api}/share"), Some(json!({}))).await;
    let url = shared.json()["share"]["url"].as_str().expect("a link").to_owned();
    let (_, code) = url.split_once("/shared/").expect("a link of ours");
    (api, format!("/shared/{code}"))
}

fn organizer(calendar: &str) -> &str {
    calendar.lines().find(|line| line.starts_with("ORGANIZER")).expect("an organizer")
}

fn line<'a>(calendar: &'a str, start: &str) -> &'a str {
    calendar.lines().find(|line| line.starts_with(start)).unwrap_or_default()
}

fn titles(listed: &Json) -> Vec<String> {
    let meetings = listed["meetings"].as_array().expect("meetings").iter();
    meetings.map(|each| each["title"].as_str().expect("a title").to_owned()).collect()
}

/// The guest has one update for each of Ben's two meetings: the same entry in its next version, with
/// Carl for its organizer.
async fn calendars_follow(world: &World) {
    let updates = world.mails_of_kind("guest@example.com", "meeting_updated").await;
    assert_eq!(updates, 2, "one for each of Ben's meetings");
    let mails = world.mails_to("guest@example.com").await;
    let update = mails.iter().find(|mail| mail.subject.contains("New host: Quartet"));
    let update = update.expect("an update").calendar();
    let first = mails.iter().find(|mail| mail.subject == "Invitation: Quartet");
    let first = first.expect("the invitation").calendar();
    assert!(organizer(&first).contains("Ben"));
    assert!(organizer(&update).contains("Carl"), "{update}");
    assert_eq!(line(&update, "UID"), line(&first, "UID"), "the same entry");
    assert_eq!((line(&first, "SEQUENCE"), line(&update, "SEQUENCE")), ("SEQUENCE:0", "SEQUENCE:1"));
    assert_eq!(line(&update, "METHOD"), "METHOD:REQUEST");
    assert!(!update.contains("ben@example.org"), "{update}");
}

/// E7, E6, P1, P3, P4: what an admin hands over by kind is somebody else's when the notice is over:
/// meetings with their numbers and links and an update for every calendar, recordings with their
/// links, licences. Until then nothing has changed.
#[tokio::test]
async fn things_are_handed_over_by_kind() {
    on_each_database(async |world| {
        let mut all = Ensemble::of(&world).await;
        let mut ben = program(&all.ben).await;
        let mut carl = program(&all.carl).await;
        let once = with_guest("Quartet", "2027-03-01T10:00", &["carl@example.org"]);
        let once = schedules(&mut ben, once).await;
        let mut weekly = with_guest("Choir", "2027-03-02T10:00", &[]);
        weekly["repeats"] = json!({ "frequency": "weekly" });
        schedules(&mut ben, weekly).await;
        let hers = with_guest("Board", "2027-03-03T10:00", &["ben@example.org"]);
        schedules(&mut all.customer.program, hers).await;
        let (recording, shared) = records(&mut ben).await;
        world.settles().await;
        let mails = world.mails_to("guest@example.com").await;
        let invited = mails.iter().find(|mail| mail.subject == "Invitation: Board");
        let invited = invited.expect("the invitation");
        assert!(organizer(&invited.calendar()).contains("Ada"));

        let to_carl = json!({
            "meetings": id(&all.carl), "recordings": id(&all.carl), "licences": id(&all.carl),
            "hosting": id(&all.carl), "archive": false, "notice_days": 7,
        });
        let seen = all.previewed(&to_carl).await;
        let has = &seen["has"];
        let counts = ["meetings", "series", "hosting", "recordings"].map(|kind| &has[kind]);
        assert_eq!(counts, [&json!(1); 4], "{seen}");
        assert!(has["recording_bytes"].as_u64() > Some(8_000), "{seen}");
        assert_eq!(seen["lines"][0]["heir_name"], "Carl");
        all.removed(to_carl).await;
        world.settles().await;
        let told = world.newest_mail("ben@example.org", "departure").await;
        assert!(told.plain().contains("Carl hosts from then on"), "{}", told.plain());
        assert_eq!(titles(&get(&mut ben, "/api/meetings").await).len(), 3, "nothing has changed");

        let to = world.now().plus_days(8);
        world.runs_to(to).await;
        let listed = get(&mut carl, "/api/meetings").await;
        assert_eq!(titles(&listed), ["Quartet", "Choir", "Board"], "{listed}");
        let handed = listed["meetings"].as_array().expect("a list").iter();
        for meeting in handed.filter(|each| each["title"] != json!("Board")) {
            assert_eq!(meeting["part"], "host", "{meeting}");
        }
        let path = format!("/api/meetings/{}", once["id"].as_str().expect("an id"));
        let mine = get(&mut carl, &path).await;
        for same in ["number", "join_url"] {
            assert_eq!(mine[same], once[same], "{same} stays");
        }
        let url = once["join_url"].as_str().expect("a link");
        let page = opened(&world, url).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("Quartet") && page.text().contains("Carl"));

        calendars_follow(&world).await;

        let shown = get(&mut carl, &recording).await;
        assert_eq!(shown["title"], "Rehearsal", "{shown}");
        assert_eq!(world.client().get(&shared).await.status, StatusCode::OK, "the link works");
        let heir = world.newest_mail("carl@example.org", "handed_over").await.plain();
        assert!(
            heir.contains("You host 2 meetings more") && heir.contains("one recording"),
            "{heir}"
        );
        let people = all.customer.get("/api/people").await;
        let carl = people["people"].as_array().expect("people").iter();
        let carl: Vec<&Json> = carl.filter(|each| each["name"] == json!("Carl")).collect();
        assert_eq!(carl[0]["licences"].as_array().map(Vec::len), Some(1), "{people}");
        assert!(!people.to_string().contains("ben@example.org"), "he is gone");
        let trail = all.ada.trail().await;
        for action in ["person.leaving_planned", "person.left", "meeting.handed_over"] {
            assert!(trail.iter().any(|each| each == action), "{action}: {trail:?}");
        }
        world.books_are_right().await;
    })
    .await;
}

/// The links from before lead to the present address, and the guest's calendar has it.
async fn links_lead_on(world: &World, once: &Json, over: &Json) {
    // The link from before leads to the present address.
    let url = once["join_url"].as_str().expect("a link");
    assert!(url.contains("ada-works.my."), "{url}");
    let led = opened(world, url).await;
    assert!(led.status.is_redirection(), "{}", led.status);
    let page = opened(world, &led.location()).await;
    assert!(page.text().contains("Quartet"), "{}", page.text());
    let told = world.newest_mail("guest@example.com", "meeting_updated").await;
    assert!(told.subject.contains("New address"), "{}", told.subject);
    let calendar = told.calendar();
    assert!(calendar.contains("meet-eu.") && !calendar.contains("ada-works"), "{calendar}");
    assert!(organizer(&calendar).contains("Ben"));
    let over = over["join_url"].as_str().expect("a link");
    assert!(opened(world, over).await.status.is_redirection(), "past ones too");
}

const TEMPLATES: &str = "/api/meetings/templates";

async fn keeps_template(program: &mut Client, template: Json) {
    let added = program.api(Method::POST, TEMPLATES, Some(template)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
}

async fn template_names(program: &mut Client) -> Vec<String> {
    let kept = get(program, TEMPLATES).await;
    let kept = kept["templates"].as_array().expect("templates").iter();
    kept.map(|each| each["name"].as_str().expect("a name").to_owned()).collect()
}

/// E7, E6: what is not handed over goes along into a free account of the person's own: meetings
/// with numbers and links, which lead to the new address, recordings and their bytes, contacts, the
/// room, chats to read; nobody else gets any of it.
#[tokio::test]
async fn what_is_kept_goes_along() {
    on_each_database(async |world| {
        let mut all = Ensemble::of(&world).await;
        let mut ben = program(&all.ben).await;
        let once = with_guest("Quartet", "2027-03-01T10:00", &[]);
        let once = schedules(&mut ben, once).await;
        let mut weekly = with_guest("Choir", "2027-01-05T10:00", &[]);
        weekly["repeats"] = json!({ "frequency": "weekly" });
        schedules(&mut ben, weekly).await;
        let over = schedules(&mut ben, meeting("Over", "2027-01-02T10:00")).await;
        let (recording, shared) = records(&mut ben).await;
        let contact = json!({ "name": "Nadia", "emails": ["nadia@example.com"] });
        let added = ben.api(Method::POST, "/api/contacts", Some(contact)).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
        keeps_template(&mut ben, json!({ "name": "Ben's own" })).await;
        let everybodys = json!({ "name": "Everybody's", "shared": true });
        keeps_template(&mut all.customer.program, everybodys).await;
        let room = get(&mut ben, "/api/room").await;
        let chat = opens(&mut ben, json!({ "email": "ada@example.org" })).await;
        writes(&mut ben, &chat, "Farewell").await;

        all.removed(json!({ "archive": false, "notice_days": 3 })).await;
        world.runs_until("2027-01-04T12:00Z").await;
        assert_eq!(
            ben.api(Method::GET, "/api/meetings", None).await.status,
            StatusCode::UNAUTHORIZED,
            "tokens end"
        );
        let (moved, mut ben) = anew(&world, &all.ben).await;
        assert_ne!(moved.account(), all.ada.account());
        let profile = get(&mut ben, "/api/profile").await;
        assert_eq!(profile["name"], "Ben", "{profile}");
        let listed = get(&mut ben, "/api/meetings").await;
        assert_eq!(titles(&listed), ["Choir", "Quartet"], "{listed}");
        let past = get(&mut ben, "/api/meetings?tab=past").await;
        assert_eq!(titles(&past), ["Over"], "{past}");

        links_lead_on(&world, &once, &over).await;
        let contacts = get(&mut ben, "/api/contacts").await;
        assert_eq!(contacts["count"], 1, "{contacts}");
        assert_eq!(get(&mut ben, "/api/room").await["name"], room["name"], "the same room");
        assert_eq!(template_names(&mut ben).await, ["Ben's own"]);
        assert_eq!(template_names(&mut all.customer.program).await, ["Everybody's"]);
        let messages = get(&mut ben, &format!("{chat}/messages")).await;
        assert_eq!(messages["messages"][0]["text"], "Farewell", "{messages}");
        let refused = ben
            .api(Method::POST, &format!("{chat}/messages"), Some(json!({ "text": "Hello?" })))
            .await;
        assert_eq!(refused.json()["code"], "chat.other_gone", "{}", refused.text());

        // What looks after files that nobody knows of comes two days after a file was sent.
        world.runs_until("2027-01-20T10:00Z").await;
        let file = ben.api(Method::GET, &format!("{recording}/file"), None).await;
        assert_eq!((file.status, file.bytes.len()), (StatusCode::OK, 8_044));
        assert_eq!(world.client().get(&shared).await.status, StatusCode::OK, "the link works");
        let listed = get(&mut ben, "/api/meetings").await;
        let next = listed["meetings"][0]["start"].as_str().expect("a start");
        assert!(next.starts_with("2027-01-26"), "the series moves on: {listed}");

        // Erased for good, its bytes go from where they lie.
        for _ in 0..2 {
            let gone = ben.api(Method::DELETE, &recording, None).await;
            assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());
        }
        world.settles().await;
        let ada = &mut all.customer.program;
        assert_eq!(titles(&get(ada, "/api/meetings").await), Vec::<String>::new());
        assert_eq!(get(ada, "/api/contacts").await["count"], 0);
        world.books_are_right().await;
    })
    .await;
}

/// E7, G1: the archive is made before anything is handed over, mailed to the person alone, and
/// theirs to download from the account they have gone to.
#[tokio::test]
async fn an_archive_comes_first() {
    on_each_database(async |world| {
        let mut all = Ensemble::of(&world).await;
        let mut ben = program(&all.ben).await;
        schedules(&mut ben, with_guest("Quartet", "2027-03-01T10:00", &[])).await;
        let ask = json!({ "meetings": id(&all.carl), "archive": true, "notice_days": 0 });
        all.removed(ask).await;
        all.minutes_pass().await;
        world.newest_mail("ben@example.org", "export_ready").await;
        assert_eq!(world.mails_of_kind("ada@example.org", "export_ready").await, 0);
        let (_, mut ben) = anew(&world, &all.ben).await;
        let exports = get(&mut ben, "/api/exports").await;
        let mut mine = exports["exports"].as_array().expect("exports").iter();
        let mine = mine.rfind(|each| each["whose"] == json!("person"));
        let mine = mine.expect("one of their own");
        assert_eq!(mine["state"], "ready", "{exports}");
        let path = format!("/api/exports/{}/parts/1", mine["id"].as_str().expect("an id"));
        let part = ben.api(Method::GET, &path, None).await;
        assert_eq!(part.status, StatusCode::OK);
        let mut carl = program(&all.carl).await;
        assert_eq!(carl.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
        assert_eq!(titles(&get(&mut carl, "/api/meetings").await), ["Quartet"]);
        let held = get(&mut ben, "/api/meetings").await;
        assert_eq!(titles(&held), Vec::<String>::new(), "it was handed over");
        // It is deleted when its time is over, wherever its person is.
        let to = world.now().plus_days(8);
        world.runs_to(to).await;
        assert_eq!(ben.api(Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// E7, P2, P3: what has changed since it was shown is shown anew; of two admins one asks; it is
/// taken back until it takes effect, and nothing has happened.
#[tokio::test]
async fn two_admins_at_once() {
    on_each_database(async |world| {
        let mut all = Ensemble::of(&world).await;
        let mut ben = program(&all.ben).await;
        let gina = ("gina@example.org", "Gina");
        let gina = joins(&world, &mut all.customer, gina, &["admin"], false).await;
        let person = all.ben.who.person();
        let ask = Ask { notice_days: 2, ..Ask::default() };
        let seen = leaving::preview(&world.app, &gina.who, person, &ask).await.expect("shown");
        schedules(&mut ben, meeting("Quartet", "2027-03-01T10:00")).await;
        let moved = leaving::ask(&world.app, &gina.who, person, &ask, &seen.digest).await;
        assert!(matches!(moved, Err(LeavingError::Moved)), "{moved:?}");
        let seen = leaving::preview(&world.app, &gina.who, person, &ask).await.expect("anew");
        let (one, other) = tokio::join!(
            leaving::ask(&world.app, &gina.who, person, &ask, &seen.digest),
            leaving::ask(&world.app, &all.ada.who, person, &ask, &seen.digest),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let refused = one.and(other).expect_err("one of them");
        let planned = LeavingError::Refused(LeavingRefusal::Planned);
        assert_eq!(refused.code(), planned.code());

        // Whoever is removed does not stay against the account's word; an admin takes it back.
        let own = leaving::take_back(&world.app, &all.ben.who, person).await;
        assert_eq!(own.expect_err("not theirs").code(), "permission.missing");
        let path = all.path("");
        let back = all.customer.program.api(Method::DELETE, &path, Some(json!({}))).await;
        assert_eq!(back.status, StatusCode::NO_CONTENT, "{}", back.text());
        let again = all.customer.program.api(Method::DELETE, &path, Some(json!({}))).await;
        assert_eq!(again.json()["code"], "leaving.nothing_planned", "{}", again.text());
        let to = world.now().plus_days(4);
        world.runs_to(to).await;
        assert_eq!(titles(&get(&mut ben, "/api/meetings").await), ["Quartet"]);
        world.newest_mail("ben@example.org", "departure").await;
        let trail = all.ada.trail().await;
        assert!(!trail.iter().any(|each| each == "person.left"), "{trail:?}");
    })
    .await;
}

/// E7, I-28: the last owner stays until another is named; nobody removes who is above them, and a
/// colleague removes nobody; who is to get something must be there and may have to hold meetings.
#[tokio::test]
async fn who_may_go_and_who_may_get() {
    on_each_database(async |world| {
        let mut all = Ensemble::of(&world).await;
        let dora = ("dora@example.org", "Dora");
        let dora = joins(&world, &mut all.customer, dora, &["member"], false).await;
        let gina = ("gina@example.org", "Gina");
        let gina = joins(&world, &mut all.customer, gina, &["admin"], false).await;
        let ada = all.ada.who.person();
        let ask = Ask { notice_days: 0, ..Ask::default() };
        let codes = async |who: &app::Who, person: PersonId, ask: &Ask| {
            let shown = leaving::preview(&world.app, who, person, ask).await;
            shown.err().map(|error| error.code())
        };
        assert_eq!(codes(&all.ada.who, ada, &ask).await, Some("person.last_owner"));
        assert_eq!(codes(&gina.who, ada, &ask).await, Some("person.above_you"));
        assert_eq!(codes(&dora.who, ada, &ask).await, Some("permission.missing"));
        assert_eq!(codes(&dora.who, dora.who.person(), &ask).await, None);

        for (field, heir, code) in [
            ("meetings", id(&dora), "leaving.heir_holds_none"),
            ("recordings", id(&all.ben), "leaving.no_heir"),
            ("licences", world.app.id::<units::id::kind::Person>().to_string(), "leaving.no_heir"),
        ] {
            let mut asked = json!({ "notice_days": 1 });
            asked[field] = json!(heir);
            let reply = all.previews(&asked).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
            let text = reply.text();
            assert!(text.contains(code) && text.contains(field), "{text}");
        }
        let late = all.previews(&json!({ "notice_days": 91 })).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text());

        let mut browser = all.ada.signs_in().await;
        let page = browser.get("/leave").await;
        assert!(page.text().contains("Name another owner first"), "{}", page.text());

        // Somebody else is an owner: now she may, and they hold what is left.
        let roles = json!({ "roles": ["owner", "host"] });
        let path = format!("/api/people/{}/roles", id(&all.carl));
        let named = all.customer.program.api(Method::PUT, &path, Some(roles)).await;
        assert_eq!(named.status, StatusCode::NO_CONTENT, "{}", named.text());
        assert_eq!(codes(&all.ada.who, ada, &ask).await, None);
    })
    .await;
}

/// E7, P3, P4: somebody leaves by themselves, on the pages: owners are told, they alone can take it
/// back, they choose who gets their meetings, and sign in to an account of their own afterwards.
#[tokio::test]
async fn somebody_leaves_by_themselves() {
    on_each_database(async |world| {
        let all = Ensemble::of(&world).await;
        let mut ben = program(&all.ben).await;
        schedules(&mut ben, with_guest("Quartet", "2027-03-01T10:00", &[])).await;
        let mut browser = all.ben.signs_in().await;
        let profile = browser.get("/profile").await;
        assert!(profile.text().contains("href=\"/leave\""), "{}", profile.text());
        let form = browser.get("/leave").await;
        let text = form.text();
        assert!(text.contains("One upcoming meeting") && text.contains("Carl"), "{text}");
        let query = format!("/leave/review?meetings={}&notice_days=5", id(&all.carl));
        let review = browser.get(&query).await;
        assert_eq!(review.status, StatusCode::OK, "{}", review.text());
        let text = review.text();
        let digest = crate::f_meetings::between(&text, "name=\"digest\" value=\"", "\"").to_owned();
        let carl = id(&all.carl);
        let fields = [("meetings", carl.as_str()), ("notice_days", "5"), ("digest", &*digest)];
        let stale = [("meetings", carl.as_str()), ("notice_days", "6"), ("digest", &*digest)];
        assert_eq!(browser.post("/leave", &stale).await.status, StatusCode::CONFLICT);
        assert_eq!(browser.post("/leave", &fields).await.location(), "/leave");
        world.settles().await;
        let told = world.newest_mail("ada@example.org", "departure").await;
        assert!(told.subject.contains("Ben leaves"), "{}", told.subject);

        // The account does not make him stay; he changes his mind twice.
        let person = all.ben.who.person();
        let forced = leaving::take_back(&world.app, &all.ada.who, person).await;
        assert_eq!(forced.expect_err("not hers").code(), "permission.missing");
        let mut owner = all.ada.signs_in().await;
        let planned = owner.get(&format!("/people/{person}/remove")).await.text();
        assert!(planned.contains("Ben leaves"), "{planned}");
        assert_eq!(browser.post("/leave/take-back", &[]).await.location(), "/profile");
        let review = browser.get(&query).await.text();
        let digest = crate::f_meetings::between(&review, "name=\"digest\" value=\"", "\"");
        let fields = [("meetings", carl.as_str()), ("notice_days", "5"), ("digest", digest)];
        assert_eq!(browser.post("/leave", &fields).await.location(), "/leave");

        let to = world.now().plus_days(6);
        world.runs_to(to).await;
        assert_eq!(browser.get("/profile").await.status, StatusCode::SEE_OTHER, "signed out");
        let mut browser = all.ben.signs_in().await;
        let home = browser.get("/").await;
        assert_eq!(home.status, StatusCode::OK);
        assert_eq!(browser.get("/billing").await.status, StatusCode::OK, "an owner of their own");
        let mut carl = program(&all.carl).await;
        assert_eq!(titles(&get(&mut carl, "/api/meetings").await), ["Quartet"]);
        let done = world.newest_mail("ben@example.org", "departure").await;
        assert!(done.subject.contains("account of your own"), "{}", done.subject);
        assert!(owner.get(&format!("/people/{person}")).await.status == StatusCode::NOT_FOUND);
    })
    .await;
}

/// E7: where it cannot take effect as it was asked for any more, nothing is handed over, and those
/// concerned are told; a crash in the middle loses nothing.
#[tokio::test]
async fn it_stops_or_goes_on() {
    on_each_database(async |world| {
        let mut all = Ensemble::of(&world).await;
        let mut ben = program(&all.ben).await;
        for day in 1..=3 {
            let start = format!("2027-03-0{day}T10:00");
            schedules(&mut ben, with_guest("Quartet", &start, &[])).await;
        }
        let ask = json!({ "meetings": id(&all.carl), "archive": false, "notice_days": 1 });
        all.removed(ask.clone()).await;
        let out = format!("/api/people/{}/deactivate", id(&all.carl));
        let out = all.customer.program.api(Method::POST, &out, Some(json!({}))).await;
        assert!(out.status.is_success(), "{}", out.text());
        let to = world.now().plus_days(2);
        world.runs_to(to).await;
        assert_eq!(titles(&get(&mut ben, "/api/meetings").await).len(), 3);
        let told = world.newest_mail("ada@example.org", "departure").await;
        assert!(told.subject.contains("was not removed"), "{}", told.subject);

        let back = format!("/api/people/{}/reactivate", id(&all.carl));
        let back = all.customer.program.api(Method::POST, &back, Some(json!({}))).await;
        assert!(back.status.is_success(), "{}", back.text());
        all.removed(ask).await;
        let moment = world.now().plus_days(1).plus_seconds(-60);
        world.runs_to(moment).await;
        for writes in [3, 9, 20, 45] {
            let to = world.now().plus_minutes(2);
            world.store().crash_after_writes(writes);
            let _ = world.runner.advance(to, |_| {}).await;
            world.store().recover();
        }
        let to = world.now().plus_days(1);
        world.runs_to(to).await;
        let mut carl = world.client();
        carl.token = Some(all.carl.token().await);
        assert_eq!(titles(&get(&mut carl, "/api/meetings").await).len(), 3);
        let mut tx = world.store().read().await.expect("a reader");
        let moved = store::person::by_address(&mut tx, &all.ben.who.email).await.expect("read");
        assert_ne!(moved.expect("Ben").account, all.ada.account());
        drop(tx);
        let updates = world.mails_of_kind("guest@example.com", "meeting_updated").await;
        assert_eq!(updates, 3, "each guest is told once of each meeting");
        world.books_are_right().await;
    })
    .await;
}
