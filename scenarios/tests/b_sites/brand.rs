//! How a site looks to its guests (B7, P1): logo and accent colour.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::on_each_database;

use super::{at, guest, program, renames, said, site};

const PREVIEW: &str = "/api/site/brand/preview";
const LOGO: &[u8] = include_bytes!("logo.png");

/// The logo with what programs write beside a picture.
fn talkative() -> Vec<u8> {
    let note = b"\x00\x00\x00\x10tEXtAuthor\x00Ada, home1234";
    let end = LOGO.len() - 12;
    [&LOGO[..end], note, &LOGO[end..]].concat()
}

async fn uploads(program: &mut Client, file: &[u8]) -> Reply {
    let kind = Some("application/octet-stream");
    program.send(Method::POST, "/api/site/logos", kind, file.to_vec(), &[]).await
}

/// The id of a logo that is taken.
async fn uploaded(program: &mut Client, file: &[u8]) -> String {
    let reply = uploads(program, file).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()["id"].as_str().expect("an id").to_owned()
}

async fn keeps(program: &mut Client, brand: Json, tag: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> = tag.map(|tag| ("if-match", tag)).into_iter().collect();
    program.api_with(Method::PUT, "/api/site/brand", Some(brand), &headers).await
}

fn path_of(logo: &str) -> String {
    format!("/brand/logos/{logo}")
}

/// Everybody gets the logo, with nothing of what stood beside the picture, and may keep it.
async fn is_handed_out(host: &mut Client, logo: &str) {
    let picture = host.get(&path_of(logo)).await;
    assert_eq!(picture.bytes, LOGO);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert_eq!(picture.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(picture.header("cache-control"), Some("public, max-age=31536000, immutable"));
}

/// The form with a file, as a browser sends it.
async fn hands_in(browser: &mut Client, fields: &[(&str, &str)], file: &[u8]) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\
                Content-Type: image/png\r\n\r\n";
    body.extend([head.as_bytes(), file, b"\r\n--b--\r\n"].concat());
    let kind = Some("multipart/form-data; boundary=b");
    let headers = [("origin", "http://localhost:8080")];
    browser.send(Method::POST, "/site/brand/preview", kind, body, &headers).await
}

/// B7, P1: logo and colour are previewed, and then stand wherever guests meet the site and where
/// they sign in from there; another site keeps its own. Taken away, the logo is gone.
#[tokio::test]
async fn a_site_shows_its_logo_and_colour() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (ada, mut program) = at(&world, "ada@example.org", "ada-works").await;
        at(&world, "bob@example.com", "bob-works").await;
        program.api(Method::GET, "/api/room", None).await;
        let meeting = json!({
            "title": "Rehearsal", "start": "2027-04-02T10:00", "zone": "Europe/Berlin",
            "duration_minutes": 30,
        });
        let meeting = program.api(Method::POST, "/api/meetings", Some(meeting)).await.json();
        let link = meeting["join_url"].as_str().expect("a link").to_owned();
        let (_, join) = link.split_once(":8080").expect("a path");
        assert_eq!(site(&mut program).await["brand"], json!({ "accent": null, "logo": null }));

        let logo = uploaded(&mut program, &talkative()).await;
        let draft = json!({ "accent": "#FFE14d", "logo": logo, "alternative": "Ada Works" });
        let previewed = program.api(Method::POST, PREVIEW, Some(draft.clone())).await;
        assert_eq!((previewed.status, previewed.header("etag")), (StatusCode::OK, Some("\"1\"")));
        let colours = &previewed.json()["colours"];
        assert_eq!((&colours["fill"], &colours["on_fill"]), (&json!("#ffe14d"), &json!("#000000")));
        assert_ne!(colours["light"]["ink"], "#ffe14d", "too pale for links on white");
        assert_eq!(colours["dark"]["ink"], "#ffe14d");
        let mut here = guest(&world, "ada-works");
        assert_eq!(here.get(&path_of(&logo)).await.status, StatusCode::NOT_FOUND, "not yet");
        assert!(!said(&here.get("/").await).contains("/brand/"));

        let kept = keeps(&mut program, draft.clone(), Some("\"1\"")).await;
        assert_eq!((kept.status, kept.header("etag")), (StatusCode::OK, Some("\"2\"")));
        assert_eq!(kept.json()["brand"]["logo"]["path"], path_of(&logo));
        assert_eq!(ada.trail().await.last().map(String::as_str), Some("site.brand_changed"));
        let same = keeps(&mut program, draft, None).await;
        assert_eq!(same.header("etag"), Some("\"2\""), "nothing changed");
        let image = format!("src=\"{}\" alt=\"Ada Works\"", path_of(&logo));
        let sheet = "href=\"/brand/colours/ffe14d.css\"";
        for path in ["/", "/room/ada", "/room/nobody", join, "/j/nothing"] {
            let shown = said(&here.get(path).await);
            assert!(shown.contains(&image) && shown.contains(sheet), "{path}: {shown}");
        }
        let mistyped = said(&here.post("/join", &[("target", "what")]).await);
        assert!(mistyped.contains(&image), "{mistyped}");
        let front = said(&here.get("/").await);
        assert!(front.contains("http://localhost:8080/sign-in?site=ada-works"), "{front}");
        let mut stranger = world.client();
        let door = said(&stranger.get("/sign-in?site=ada-works").await);
        assert!(door.contains(&image) && door.contains("from ada-works.my.localhost"), "{door}");
        let wrong = [("site", "ada-works"), ("email", "ada@example.org"), ("password", "no")];
        assert!(said(&stranger.post("/sign-in", &wrong).await).contains(&image));
        for path in ["/sign-in", "/sign-in?site=bob-works", "/sign-in?site=%22%3Ex"] {
            assert!(!said(&stranger.get(path).await).contains("/brand/"), "{path}");
        }
        assert!(!said(&guest(&world, "bob-works").get("/").await).contains("/brand/"));

        for host in [&mut here, &mut stranger] {
            is_handed_out(host, &logo).await;
        }
        renames(&mut program, "engine", None).await;
        assert!(said(&guest(&world, "engine").get("/").await).contains(&image));

        let colour = json!({ "accent": "#ffe14d" });
        assert_eq!(keeps(&mut program, colour, Some("\"3\"")).await.status, StatusCode::OK);
        let front = said(&guest(&world, "engine").get("/").await);
        assert!(front.contains(sheet) && !front.contains("/brand/logos/"), "{front}");
        assert_eq!(stranger.get(&path_of(&logo)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(program.get(&path_of(&logo)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            keeps(&mut program, json!({}), None).await.json()["brand"]["accent"],
            json!(null)
        );
        assert!(!said(&guest(&world, "engine").get("/").await).contains("/brand/"));
    })
    .await;
}

/// B7: the style sheet of a colour makes it readable, and there is one for colours only.
#[tokio::test]
async fn a_colour_has_its_style_sheet() {
    on_each_database(async |world| {
        let mut anybody = world.client();
        let sheet = anybody.get("/brand/colours/ffe14d.css").await;
        assert_eq!(sheet.header("content-type"), Some("text/css; charset=utf-8"));
        assert_eq!(sheet.header("cache-control"), Some("public, max-age=86400"));
        let text = sheet.text();
        for line in ["--brand: #ffe14d;", "--on-brand: #000000;", "--accent: light-dark(#"] {
            assert!(text.contains(line), "{line}: {text}");
        }
        for odd in ["FFE14D.css", "fe4.css", "ffe14d", "red.css", "%7Dbody%7Bx.css"] {
            let path = format!("/brand/colours/{odd}");
            assert_eq!(anybody.get(&path).await.status, StatusCode::NOT_FOUND, "{odd}");
        }
    })
    .await;
}

/// B7, P1: in the portal one sees the site as guests will; a bad file or a bad colour loses neither
/// what was typed nor a good file, and who previewed before another change sees the new preview.
#[tokio::test]
async fn a_brand_is_chosen_in_the_portal() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (ada, mut program) = at(&world, "ada@example.org", "ada-works").await;
        let mut browser = ada.signs_in().await;
        let settings = said(&browser.get("/site").await);
        assert!(settings.contains("href=\"/site/brand\""), "{settings}");
        assert_eq!(browser.get("/site/brand").await.status, StatusCode::OK);

        let typed = [("alternative", "Ada <Works>"), ("accent", "#0b3d91")];
        let large = [LOGO, &vec![0; 512 * 1024]].concat();
        let huge = vec![0; 5 * 1024 * 1024];
        for (file, said_of_it) in [
            (&b"<svg onload=alert(1)>"[..], "neither PNG nor JPEG"),
            (&LOGO[..LOGO.len() - 20], "it is damaged"),
            (&large, "larger than 512 kilobytes"),
            (&huge, "larger than 512 kilobytes"),
        ] {
            let refused = hands_in(&mut browser, &typed, file).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let text = said(&refused);
            for part in [said_of_it, "Ada &lt;Works&gt;", "#0b3d91"] {
                assert!(text.contains(part), "{part}: {text}");
            }
        }
        let wrong = [("alternative", " "), ("accent", "teal")];
        let refused = said(&hands_in(&mut browser, &wrong, LOGO).await);
        for part in ["# and six digits", "what the logo shows", "value=\"teal\""] {
            assert!(refused.contains(part), "{part}: {refused}");
        }
        let (_, rest) = refused.split_once("name=\"logo\" value=\"").expect("the file is kept");
        let logo = rest.split('"').next().expect("an id").to_owned();
        let shown = browser.get(&path_of(&logo)).await;
        assert_eq!(
            (shown.status, shown.header("cache-control")),
            (StatusCode::OK, Some("private, max-age=3600"),)
        );
        assert_eq!(world.client().get(&path_of(&logo)).await.status, StatusCode::NOT_FOUND);

        let right = [("logo", logo.as_str()), typed[0], typed[1]];
        let asked = hands_in(&mut browser, &right, b"").await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
        let preview = said(&browser.get(&asked.location()).await);
        for part in ["As guests will see it", "text is white", &path_of(&logo)] {
            assert!(preview.contains(part), "{part}: {preview}");
        }
        assert_eq!(site(&mut program).await["brand"]["accent"], json!(null), "nothing yet");
        assert_eq!(renames(&mut program, "engine", None).await.status, StatusCode::OK);
        let late = [right[0], right[1], right[2], ("version", "1")];
        let late = browser.post("/site/brand", &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(said(&late).contains("Somebody changed the site"), "{}", late.text());
        let again = [right[0], right[1], right[2], ("version", "2")];
        assert_eq!(browser.post("/site/brand", &again).await.location(), "/site");
        assert_eq!(site(&mut program).await["brand"]["logo"]["alternative"], "Ada <Works>");

        let without = [right[0], right[1], right[2], ("without_logo", "yes")];
        let asked = hands_in(&mut browser, &without, b"").await.location();
        assert!(!said(&browser.get(&asked).await).contains("/brand/logos/"));
        let fields = [("logo", ""), ("accent", "#0b3d91"), ("version", "3")];
        assert_eq!(browser.post("/site/brand", &fields).await.location(), "/site");
        assert_eq!(site(&mut program).await["brand"]["logo"], json!(null));
    })
    .await;
}

/// B7, P2: logos are few and their site's own, hosts decide nothing about them, and of two who
/// change the look at once one is told.
#[tokio::test]
async fn logos_are_few_and_ones_own() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (_, mut ada) = at(&world, "ada@example.org", "ada-works").await;
        let (_, mut bob) = at(&world, "bob@example.com", "bob-works").await;
        let eve = world.owner("eve@example.com").await;
        let mut free = program(&eve).await;
        assert_eq!(uploads(&mut free, LOGO).await.json()["code"], "site.shared");
        let foreign = uploaded(&mut bob, LOGO).await;
        let stolen = json!({ "logo": foreign, "alternative": "Bob", "accent": "teal" });
        let refused = keeps(&mut ada, stolen, None).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        let codes: Vec<Json> = refused.json()["errors"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|error| error["code"].clone())
            .collect();
        assert_eq!(codes, ["brand.not_a_colour", "brand.no_logo"]);
        for (file, code) in [
            (&b""[..], "logo.missing"),
            (b"GIF89a", "logo.other_kind"),
            (&LOGO[..40], "logo.other_kind"),
        ] {
            assert_eq!(uploads(&mut ada, file).await.json()["code"], code);
        }

        let first = uploaded(&mut ada, LOGO).await;
        let kept = json!({ "logo": first, "alternative": "Ada Works" });
        assert_eq!(keeps(&mut ada, kept, None).await.status, StatusCode::OK);
        let second = uploaded(&mut ada, LOGO).await;
        world.it_is("2027-04-01T08:01Z");
        for _ in 0..5 {
            uploaded(&mut ada, LOGO).await;
        }
        let gone = json!({ "logo": second, "alternative": "Ada Works" });
        let gone = ada.api(Method::POST, PREVIEW, Some(gone)).await;
        assert_eq!(gone.json()["errors"][0]["code"], "brand.no_logo", "only five wait");
        let picture = guest(&world, "ada-works").get(&path_of(&first)).await;
        assert_eq!(picture.status, StatusCode::OK, "the one in use is none of them");

        let mut other = world.client();
        other.token = ada.token.clone();
        let (one, two) = tokio::join!(
            keeps(&mut ada, json!({ "accent": "#111111" }), Some("\"2\"")),
            keeps(&mut other, json!({ "accent": "#222222" }), Some("\"2\""))
        );
        let mut statuses = [one.status, two.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::PRECONDITION_FAILED]);
    })
    .await;
}
