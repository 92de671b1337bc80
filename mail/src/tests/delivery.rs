//! Mails are handed to a server word for word, and its answer decides what happens next.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use super::{locale, rendered};
use crate::{Outbox, RenderedMail, Security, Smtp, SmtpServer, Transport, Undelivered, samples};

/// What a server was told.
#[derive(Debug, Default, PartialEq)]
struct Received {
    from: String,
    to: Vec<String>,
    source: Vec<u8>,
}

/// A mail server for one mail; answers `RCPT` with `answer`.
fn server(answer: &'static str) -> (u16, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let conversation = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a client");
        converse(stream, answer)
    });
    (port, conversation)
}

fn converse(mut stream: TcpStream, answer: &str) -> Received {
    let mut received = Received::default();
    let mut lines = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut say = |words: &str| stream.write_all(format!("{words}\r\n").as_bytes());
    let mut line = String::new();
    say("220 mail.example.org").expect("heard");
    while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
        let said = match line.trim_end().split_at_checked(4) {
            Some(("EHLO", _)) => say("250 mail.example.org"),
            Some(("MAIL", rest)) => {
                received.from = rest.to_owned();
                say("250 ok")
            }
            Some(("RCPT", rest)) => {
                received.to.push(rest.to_owned());
                say(answer)
            }
            Some(("DATA", _)) => {
                say("354 go on").expect("heard");
                received.source = body(&mut lines);
                say("250 kept").expect("heard");
                break;
            }
            _ => say("250 ok"),
        };
        if said.is_err() {
            break;
        }
        line.clear();
    }
    received
}

/// Up to the single dot, without the dots that guard lines beginning with one.
fn body(lines: &mut impl BufRead) -> Vec<u8> {
    let mut source = Vec::new();
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) && line != b".\r\n" {
        source.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        line.clear();
    }
    source
}

fn smtp(port: u16) -> Smtp {
    let server = SmtpServer {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::Plain,
        credentials: None,
        own_name: "plenum.example".to_owned(),
    };
    Smtp::new(server).expect("a way to the server")
}

fn some_mail() -> RenderedMail {
    rendered(samples::all(&locale("ru")).last().expect("a sample"))
}

#[tokio::test]
async fn a_server_gets_every_byte() {
    let (port, conversation) = server("250 ok");
    let (mail, transport) = (some_mail(), smtp(port));
    assert_eq!(transport.deliver(&mail).await, Ok(()));
    let received = conversation.join().expect("a conversation");
    assert_eq!(received.from.trim(), "FROM:<post@plenum.example>");
    assert_eq!(received.to, [" TO:<ada@example.org>"]);
    assert_eq!(
        String::from_utf8_lossy(&received.source).trim_end(),
        String::from_utf8_lossy(&mail.source).trim_end()
    );
}

#[tokio::test]
async fn a_refusal_for_good_is_given_up_and_one_for_now_is_tried_again() {
    let mail = some_mail();
    let (port, _) = server("550 no such mailbox");
    let answer = smtp(port).deliver(&mail).await.expect_err("refused");
    assert!(
        matches!(&answer, Undelivered::GiveUp(why) if why.contains("no such mailbox")),
        "{answer}"
    );
    let (port, _) = server("451 come back later");
    let answer = smtp(port).deliver(&mail).await.expect_err("refused");
    assert!(
        matches!(&answer, Undelivered::Retry(why) if why.contains("come back later")),
        "{answer}"
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let answer = smtp(port).deliver(&some_mail()).await.expect_err("nobody there");
    assert!(matches!(answer, Undelivered::Retry(_)), "{answer}");
}

#[tokio::test]
async fn the_outbox_keeps_mails_as_files() {
    let mail = some_mail();
    assert_eq!(Outbox::default().deliver(&mail).await, Ok(()));
    let folder = std::env::temp_dir().join(format!("plenum-outbox-{}", std::process::id()));
    let outbox = Outbox { folder: Some(folder.clone()) };
    assert_eq!(outbox.deliver(&mail).await, Ok(()));
    assert_eq!(outbox.deliver(&mail).await, Ok(()), "twice is once");
    let names: Vec<_> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, [format!("{}.eml", mail.id).as_str()]);
    let kept = std::fs::read(folder.join(format!("{}.eml", mail.id)));
    assert_eq!(kept.expect("kept"), mail.source);
    std::fs::remove_dir_all(folder).expect("removed");
}
