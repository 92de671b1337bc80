//! Webhooks, the audit trail and the operator's console (P4, H2, R-58, I-20).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use app::audit;
use app::operator::{self, Console};
use app::webhooks::{self, EndpointView, NewEndpoint, WebhookError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gateway::SigningKey;
use testkit::{Persona, Purchase, on_each_database};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use units::id::WebhookEndpointId;

/// One request a receiver got.
#[derive(Clone)]
pub(crate) struct Got {
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Got {
    fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }
}

/// A receiver with a record of its own; answers with the status it was last told.
#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    got: Arc<Mutex<Vec<Got>>>,
    status: Arc<Mutex<u16>>,
}

impl Receiver {
    pub(crate) async fn start() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let receiver = Receiver { url, got: Arc::default(), status: Arc::new(Mutex::new(204)) };
        let own = receiver.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let got = read(&mut stream).await;
                let status = *own.status.lock().expect("no panic");
                own.got.lock().expect("no panic").push(got);
                let answer = format!(
                    "HTTP/1.1 {status} So\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        receiver
    }

    fn answers(&self, status: u16) {
        *self.status.lock().expect("no panic") = status;
    }

    fn got(&self) -> Vec<Got> {
        self.got.lock().expect("no panic").clone()
    }

    /// What was told of events of `kind`, in the order of coming.
    pub(crate) fn told(&self, kind: &str) -> Vec<serde_json::Value> {
        let bodies = self.got().into_iter().map(|one| {
            let body: serde_json::Value = serde_json::from_slice(&one.body).expect("JSON");
            body
        });
        bodies.filter(|body| body["type"] == kind).map(|body| body["data"].clone()).collect()
    }
}

async fn read(stream: &mut tokio::net::TcpStream) -> Got {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4_096];
    loop {
        let count = stream.read(&mut chunk).await.expect("a request");
        bytes.extend_from_slice(&chunk[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let headers: BTreeMap<String, String> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length: usize = headers["content-length"].parse().expect("a length");
        if bytes.len() >= end + 4 + length {
            return Got { headers, body: bytes[end + 4..].to_vec() };
        }
    }
}

pub(crate) async fn adds(
    ada: &Persona,
    url: &str,
    kinds: &[&str],
) -> Result<store::webhook::Endpoint, WebhookError> {
    let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    webhooks::add(&ada.world.app, &ada.who, NewEndpoint { url: url.to_owned(), kinds }).await
}

async fn sees(ada: &Persona, id: WebhookEndpointId) -> EndpointView {
    webhooks::show(&ada.world.app, &ada.who, id).await.expect("the endpoint is there")
}

/// P4: an endpoint hears of an order, signed as the Standard Webhooks specification says, each
/// event under one id.
#[tokio::test]
async fn an_endpoint_hears_what_it_asked_for() {
    on_each_database(async |world| {
        let receiver = Receiver::start().await;
        let ada = world.owner("ada@example.org").await;
        let endpoint =
            adds(&ada, &receiver.url, &["order.paid", "site.ready"]).await.expect("added");
        ada.buys(&Purchase::default()).await;
        let got = receiver.got();
        let kinds: Vec<String> = got
            .iter()
            .map(|one| serde_json::from_slice::<serde_json::Value>(&one.body).expect("JSON"))
            .map(|body| body["type"].as_str().expect("a type").to_owned())
            .collect();
        assert_eq!(kinds, ["order.paid", "site.ready"]);
        let secret = endpoint.secret.strip_prefix("whsec_").expect("the standard's prefix");
        let key = SigningKey::new(STANDARD.decode(secret).expect("base64")).expect("long enough");
        for one in &got {
            let header = |name: &str| one.headers.get(name).cloned();
            assert_eq!(key.verify(&header, &one.body, world.now()).as_deref(), Ok(one.id()));
        }
        assert_ne!(got[0].id(), got[1].id());
        let view = sees(&ada, endpoint.id).await;
        assert!(view.deliveries.iter().all(|delivery| delivery.state == "delivered"));

        // Sent again: the same message under the same id, so that a receiver can drop it.
        let first = view.deliveries.iter().find(|delivery| delivery.event.kind == "order.paid");
        let again = first.expect("the order's delivery").id;
        webhooks::replay(&world.app, &ada.who, endpoint.id, again).await.expect("sent again");
        world.settles().await;
        assert_eq!(receiver.got()[2].id(), receiver.got()[0].id());
        assert_eq!(receiver.got()[2].body, receiver.got()[0].body);
    })
    .await;
}

/// a receiver that fails for four days is given up, its owner told, and nothing is lost.
#[tokio::test]
async fn what_a_broken_receiver_missed_is_sent_later() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let receiver = Receiver::start().await;
        receiver.answers(500);
        let ada = world.owner("ada@example.org").await;
        let endpoint =
            adds(&ada, &receiver.url, &["order.paid", "site.ready"]).await.expect("added");
        ada.buys(&Purchase::default()).await;
        world.runs_until("2027-04-08T00:00Z").await;
        let view = sees(&ada, endpoint.id).await;
        assert_eq!(view.endpoint.disabled_reason.as_deref(), Some("failing"));
        assert!(view.deliveries.iter().any(|delivery| delivery.state == "failed"));
        assert_eq!(world.mails_of_kind("ada@example.org", "webhook_disabled").await, 1);
        let refused = webhooks::send_test(&world.app, &ada.who, endpoint.id).await;
        assert_eq!(refused.expect_err("disabled").code(), "webhook.disabled");

        receiver.answers(204);
        let before = receiver.got().len();
        webhooks::enable(&world.app, &ada.who, endpoint.id).await.expect("enabled");
        let sent = webhooks::replay_missed(&world.app, &ada.who, endpoint.id).await;
        assert_eq!(sent.expect("sent again"), 2);
        world.settles().await;
        assert_eq!(receiver.got().len(), before + 2);
        let view = sees(&ada, endpoint.id).await;
        assert!(view.deliveries.iter().all(|delivery| delivery.state == "delivered"));
        let trail = ada.trail().await;
        for action in
            ["webhook_endpoint.added", "webhook_endpoint.disabled", "webhook_endpoint.enabled"]
        {
            assert!(trail.iter().any(|one| one == action), "{action} in {trail:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn endpoints_are_the_accounts_own() {
    on_each_database(async |world| {
        let receiver = Receiver::start().await;
        let ada = world.owner("ada@example.org").await;
        let ben = world.owner("ben@example.org").await;
        let endpoint = adds(&ada, &receiver.url, &[]).await.expect("added");
        let code =
            |refused: Result<_, WebhookError>| refused.map(|_: ()| ()).expect_err("refused").code();
        let again = adds(&ada, &receiver.url, &[]).await.map(|_| ());
        assert_eq!(code(again), "webhook.already_there");
        let odd = adds(&ada, "http://127.0.0.1:9/", &["order.stolen"]).await.map(|_| ());
        assert_eq!(code(odd), "webhook.kind_unknown");
        let unreadable = adds(&ada, "not an address", &[]).await.map(|_| ());
        assert_eq!(code(unreadable), "webhook.url_unreadable");
        let foreign = webhooks::remove(&world.app, &ben.who, endpoint.id).await;
        assert_eq!(code(foreign), "webhook.not_found");

        webhooks::send_test(&world.app, &ada.who, endpoint.id).await.expect("sent");
        world.settles().await;
        assert_eq!(receiver.got().len(), 1);
        let changed = webhooks::change_secret(&world.app, &ada.who, endpoint.id).await;
        assert_ne!(changed.expect("changed").secret, endpoint.secret);
        webhooks::remove(&world.app, &ada.who, endpoint.id).await.expect("removed");
        assert!(webhooks::list(&world.app, &ada.who).await.expect("listed").is_empty());
        assert!(
            !serde_json::to_string(&trail_changes(&ada).await).expect("JSON").contains("whsec_")
        );
    })
    .await;
}

async fn trail_changes(person: &Persona) -> Vec<serde_json::Value> {
    let page = audit::page(&person.world.app, &person.who, None).await.expect("a trail");
    page.entries.into_iter().map(|entry| entry.change).collect()
}

/// P4, I-03: the trail can be read page by page, and its chain be walked.
#[tokio::test]
async fn the_trail_is_read_and_verified() {
    on_each_database(async |world| {
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        let receiver = Receiver::start().await;
        let endpoint = adds(&ada, &receiver.url, &["order.expired"]).await.expect("added");
        for _ in 0..60 {
            webhooks::change_secret(&world.app, &ada.who, endpoint.id).await.expect("changed");
        }
        let first = audit::page(&world.app, &ada.who, None).await.expect("a page");
        assert_eq!(first.entries.len(), usize::try_from(audit::PAGE_ENTRIES).expect("small"));
        let second = audit::page(&world.app, &ada.who, first.older).await.expect("a page");
        assert_eq!(
            first.entries.last().map(|one| one.sequence - 1),
            second.entries.first().map(|one| one.sequence)
        );
        assert_eq!(second.older, None);
        let all = i64::try_from(first.entries.len() + second.entries.len()).expect("small");
        let verified = audit::verify(&world.app, &ada.who).await.expect("walked");
        assert_eq!((verified.entries, verified.broken_at), (all, None));

        // Somebody with a way around us writes an entry that nobody made.
        let planted = world.app.id::<units::id::kind::AuditEntry>();
        let mut tx = world.store().begin().await.expect("a writer");
        tx.execute(
            "insert into audit (id, account_id, sequence, at, actor, via, ip, action, subject,
                                change, previous_hash, hash)
             values ($3, $1, $2, 0, 'mallory', 'portal', '', 'order.paid', '', '{}', '', '')",
            store::args![ada.account(), all + 1, planted],
        )
        .await
        .expect("planted");
        tx.commit().await.expect("committed");
        let verified = audit::verify(&world.app, &ada.who).await.expect("walked");
        assert_eq!(verified.broken_at, Some(all + 1));
        let mut tx = world.store().begin().await.expect("a writer");
        let mended =
            tx.execute("update audit set id = id where id = $1", store::args![planted]).await;
        assert!(mended.is_err(), "the trail is append only");
    })
    .await;
}

/// H2: the console is there for operators and for nobody else, and its levers leave a trace.
#[tokio::test]
async fn an_operator_sees_what_needs_a_person() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        assert_eq!(Console::of(&ada.who).expect_err("no operator").code(), "page.not_found");
        let mut who = world.owner("operator@example.org").await.who;
        who.actor.operator = true;
        let console = Console::of(&who).expect("an operator");
        let (app, english) = (&world.app, units::Locale::english());

        let overview = operator::overview::load(app, &console, &english).await.expect("loaded");
        assert_eq!(overview.accounts, 2);
        assert_eq!(overview.tiers.iter().map(|tier| tier.seats).sum::<u32>(), 5);
        let invoiced = ada.invoices().await[0].invoice.draft.total;
        assert_eq!(overview.revenue.iter().map(|one| one.total).collect::<Vec<_>>(), [invoiced]);
        assert_eq!(overview.revenue[0].days.last(), Some(&invoiced));
        assert!(overview.queues.given_up.is_empty() && overview.queues.unknown_payments.is_empty());

        let names = async |search: &str| {
            let found = operator::accounts::list(app, &console, search, &english).await;
            found.expect("listed").into_iter().map(|line| line.account.name).collect::<Vec<_>>()
        };
        assert_eq!(names("").await.len(), 2);
        assert_eq!(names("ADA@").await, ["Ada Example"]);
        assert!(names("a%a").await.is_empty(), "a percent sign is a percent sign");
        let view = operator::accounts::view(app, &console, ada.account(), None, &english).await;
        let view = view.expect("the account");
        assert_eq!((view.people.len(), view.orders.len(), view.invoices.len()), (1, 1, 1));
        assert!(view.people[0].1.contains(&"owner".to_owned()));

        let delivered = Some("delivered");
        let mails =
            operator::mails::list(app, &console, delivered, (None, 1)).await.expect("mails");
        assert_eq!(mails.lines.len(), 1);
        let older = operator::mails::list(app, &console, delivered, (mails.next, 100)).await;
        let older = older.expect("the rest").lines;
        assert!(!older.is_empty() && older.iter().all(|mail| mail.id != mails.lines[0].id));
        let mail = operator::mails::view(app, &console, mails.lines[0].id).await.expect("a mail");
        assert!(mail.text.is_some() && mail.html.is_some() && !mail.subject.is_empty());
        let books = operator::books::check(app, &console).await.expect("checked");
        assert!(books.checked.faults.is_empty() && !books.latest.is_empty());

        // Work somebody gave up comes back with all its tries, and the account's trail says so.
        let mut tx = world.store().begin().await.expect("a writer");
        tx.execute("update due set state = 'given_up' where kind = 'renew'", store::args![])
            .await
            .expect("planted");
        tx.commit().await.expect("committed");
        let given_up = operator::due_work::list(app, &console, "").await.expect("listed");
        assert_eq!((given_up.state, given_up.counts[0]), ("given_up", 1));
        let work = given_up.work[0].id;
        operator::due_work::revive(app, &console, work).await.expect("revived");
        let again = operator::due_work::revive(app, &console, work).await;
        assert_eq!(again.expect_err("not given up any more").code(), "operator.not_found");
        assert_eq!(ada.trail().await.last().map(String::as_str), Some("operator.work_revived"));
    })
    .await;
}

/// A1: a catalog with mistakes is refused with their lines, and the running one stays.
#[tokio::test]
async fn an_operator_publishes_a_catalog() {
    on_each_database(async |world| {
        let mut who = world.owner("operator@example.org").await.who;
        who.actor.operator = true;
        let console = Console::of(&who).expect("an operator");
        let app = &world.app;
        let before = operator::catalog::view(app, &console).await.expect("the catalog");
        let broken = format!("{}\nnonsense = true\n", before.source);
        let refused = operator::catalog::publish(app, &console, "a.toml", &broken).await;
        let Err(app::catalog_in_force::NotPublished::Invalid(errors)) = refused else {
            panic!("published nonsense");
        };
        assert!(errors[0].line > 1);
        let odd = format!("# Another look.\n{}", before.source);
        operator::catalog::publish(app, &console, "a.toml", &odd).await.expect("published");
        let after = operator::catalog::view(app, &console).await.expect("the catalog");
        assert_eq!(after.versions.len(), before.versions.len() + 1);
        assert_eq!(after.versions[0].published_by, who.name);
        assert_eq!(after.source, odd);
    })
    .await;
}
