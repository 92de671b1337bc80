//! Mails before a meeting starts and before a subscription renews: sent when they should, and not
//! when they are switched off or locked off (E9a, F10).

use app::tokens::{NewToken, make};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::{World, on_each_database};

use crate::customer::{Customer, subscriber};
use crate::e_policy::{answers, decides, joins, rule};

async fn schedules(customer: &mut Customer, title: &str, start: &str, repeats: Json) -> String {
    let meeting = json!({
        "title": title, "start": start, "zone": "UTC", "duration_minutes": 30, "repeats": repeats,
        "invitees": [{ "email": "carl@example.org" }, { "email": "guest@example.com" }],
    });
    let made = answers(&mut customer.program, Method::POST, "/api/meetings", Some(meeting)).await;
    format!("/api/meetings/{}", made["id"].as_str().expect("an id"))
}

async fn reminded(world: &World, address: &str) -> usize {
    world.mails_of_kind(address, "meeting_reminder").await
}

/// Carl's profile with these mails and no others.
async fn wants(carl: &mut Client, mails: &[&'static str]) {
    let kept = [("name", "Carl"), ("locale", "en"), ("zone", "UTC")];
    let mails = mails.iter().map(|mail| ("notifications", *mail));
    let fields: Vec<(&str, &str)> = kept.into_iter().chain(mails).collect();
    let kept = carl.post("/profile", &fields).await;
    assert_eq!(kept.location(), "/profile", "{}", kept.text());
}

/// E9a, F10: half an hour before a meeting starts, its people with an account are reminded once,
/// each time of a series again; not of what was called off, and not who wants none.
#[tokio::test]
async fn people_are_reminded_before_a_meeting_starts() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let mut carl = joins(&world, &mut customer, "carl@example.org").await;
        let weekly = json!({ "frequency": "weekly", "ends": "after", "count": 4 });
        let series = schedules(&mut customer, "Choir", "2027-01-05T10:00", weekly).await;
        world.runs_until("2027-01-05T09:29Z").await;
        assert_eq!(reminded(&world, "carl@example.org").await, 0);
        world.runs_until("2027-01-05T09:31Z").await;
        assert_eq!(reminded(&world, "carl@example.org").await, 1);
        assert_eq!(reminded(&world, "ada@example.org").await, 1, "its host too");
        assert_eq!(reminded(&world, "guest@example.com").await, 0, "who was never asked");
        let mail = world.newest_mail("carl@example.org", "meeting_reminder").await;
        assert_eq!(mail.subject, "Soon: Choir");
        assert!(mail.source.contains("List-Unsubscribe"), "one can do without it");
        assert!(mail.plain().contains("10:00"), "{}", mail.plain());

        wants(&mut carl, &["meeting_changes"]).await;
        world.runs_until("2027-01-12T11:00Z").await;
        assert_eq!(reminded(&world, "carl@example.org").await, 1, "switched off");
        assert_eq!(reminded(&world, "ada@example.org").await, 2);

        // Locked on goes before one's own choice; locked off before everything.
        decides(&mut customer.program, json!([rule("mail_meeting_reminders", "on", true)])).await;
        world.runs_until("2027-01-19T11:00Z").await;
        assert_eq!(reminded(&world, "carl@example.org").await, 2, "locked on");
        decides(&mut customer.program, json!([rule("mail_meeting_reminders", "off", true)])).await;
        let once = schedules(&mut customer, "Quartet", "2027-01-20T10:00", json!({})).await;
        world.runs_until("2027-01-20T11:00Z").await;
        assert_eq!(reminded(&world, "carl@example.org").await, 2, "locked off");
        assert_eq!(reminded(&world, "ada@example.org").await, 3);

        decides(&mut customer.program, json!([rule("mail_meeting_reminders", "on", true)])).await;
        let gone = customer.program.api(Method::DELETE, &series, None).await;
        assert!(gone.status.is_success(), "{} {}", gone.status, gone.text());
        world.runs_until("2027-01-26T11:00Z").await;
        assert_eq!(reminded(&world, "ada@example.org").await, 3, "called off");
        let over = customer.program.api(Method::GET, &once, None).await;
        assert_eq!(over.status, StatusCode::OK);
    })
    .await;
}

/// E9a, F10: a week before a subscription renews its owners are reminded once, with amount and
/// means of payment; not when it was cancelled, and not who wants none.
#[tokio::test]
async fn owners_are_reminded_before_a_renewal() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let mails = async || world.mails_of_kind("ada@example.org", "renewal_reminder").await;
        world.runs_until("2027-01-24T00:00Z").await;
        assert_eq!(mails().await, 0);
        world.runs_until("2027-01-26T00:00Z").await;
        assert_eq!(mails().await, 1);
        let mail = world.newest_mail("ada@example.org", "renewal_reminder").await;
        let said = mail.plain().replace(['\u{a0}', '\u{202f}'], " ");
        assert!(mail.subject.contains("renews in a week"), "{}", mail.subject);
        assert!(said.contains("1 February 2027") && said.contains("4242"), "{said}");
        world.runs_until("2027-02-10T00:00Z").await;
        assert_eq!(mails().await, 1, "once for each renewal");

        let off = json!([rule("mail_renewal_reminders", "off", true)]);
        decides(&mut customer.program, off).await;
        world.runs_until("2027-03-02T00:00Z").await;
        assert_eq!(mails().await, 1, "locked off");
        decides(&mut customer.program, json!([])).await;
        world.runs_until("2027-03-26T00:00Z").await;
        assert_eq!(mails().await, 2);
        customer.does(json!({ "do": "cancel" })).await;
        customer.does(json!({ "do": "withdraw" })).await;
        world.runs_until("2027-04-02T00:00Z").await;
        customer.does(json!({ "do": "cancel" })).await;
        world.runs_until("2027-05-05T00:00Z").await;
        assert_eq!(mails().await, 2, "it does not renew");
        world.books_are_right().await;
    })
    .await;
}

/// E9a, F10: news go to those who want them, in their language or the first there is, once; to
/// nobody else, and only an operator sends them.
#[tokio::test]
async fn news_go_to_those_who_want_them() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let mut carl = joins(&world, &mut customer, "carl@example.org").await;
        let olga = world.operator("olga@example.org").await;
        let scopes = [people::scope::Scope::Operator].into();
        let asked = NewToken { name: "news".to_owned(), scopes, life_days: None };
        let mut who = olga.who.clone();
        who.actor.operator = true;
        let (_, secret) = make(&world.app, &who, &asked).await.expect("a token");
        let mut operator = world.client();
        operator.token = Some(secret.secret().to_owned());
        wants(&mut carl, &["news"]).await;
        let news = json!({ "pieces": { "en": { "title": "Reminders", "text": "One.\n\nTwo." } } });
        let path = "/api/operator/news";
        let stranger = customer.program.api(Method::POST, path, Some(news.clone())).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{}", stranger.text());
        let half = json!({ "pieces": { "fr": { "title": "Du neuf", "text": "" } } });
        let half = operator.api(Method::POST, path, Some(half)).await;
        assert_eq!(half.json()["code"], "news.half", "{}", half.text());
        let sent = operator.api(Method::POST, path, Some(news)).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        world.settles().await;
        assert_eq!(world.mails_of_kind("carl@example.org", "news").await, 1);
        assert_eq!(world.mails_of_kind("ada@example.org", "news").await, 0, "never asked for");
        let mail = world.newest_mail("carl@example.org", "news").await;
        assert_eq!(mail.subject, "Reminders");
        assert!(mail.source.contains("List-Unsubscribe"));
        let listed = answers(&mut operator, Method::GET, path, None).await;
        assert_eq!(listed["news"][0]["told"], 1, "{listed}");

        let mut desk = olga.signs_in().await;
        let fields =
            [("title_en", "More"), ("text_en", "Three."), ("title_ru", ""), ("text_ru", "")];
        let review = desk.post("/operator/news/review", &fields).await;
        let text = review.text();
        assert!(text.contains("Three."), "{text}");
        let id = crate::f_meetings::between(&text, "name=\"id\" value=\"", "\"").to_owned();
        let fields = [("id", id.as_str()), ("title_en", "More"), ("text_en", "Three.")];
        for _ in 0..2 {
            assert_eq!(
                desk.post("/operator/news/send", &fields).await.location(),
                "/operator/news"
            );
        }
        decides(&mut customer.program, json!([rule("mail_news", "on", true)])).await;
        world.settles().await;
        assert_eq!(
            world.mails_of_kind("carl@example.org", "news").await,
            2,
            "a second click is none"
        );
    })
    .await;
}
