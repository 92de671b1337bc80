//! The post: what was handed over to be delivered, in a book of its own (I-20).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use mail::{RenderedMail, Transport, Undelivered};
use units::Timestamp;

use crate::years::house::Sky;
use crate::years::turns::{Point, Turns};

/// A mail in the post's book.
#[derive(Clone, Debug)]
pub struct Letter {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub first_at: Timestamp,
    /// Handed over how often: more than once when the answer did not get through.
    pub times: u32,
}

#[derive(Default)]
struct Book {
    letters: BTreeMap<String, Letter>,
    fresh: Vec<Letter>,
    down_until: Option<Timestamp>,
}

/// The mail server; clones share its book.
#[derive(Clone, Default)]
pub struct Post(Arc<Mutex<Book>>);

impl Post {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().expect("the post's book is whole")
    }

    pub fn is_down_until(&self, until: Timestamp) {
        self.book().down_until = Some(until);
    }

    pub fn heals(&self) {
        self.book().down_until = None;
    }

    /// Letters handed over for the first time since this was asked last.
    pub fn fresh(&self) -> Vec<Letter> {
        std::mem::take(&mut self.book().fresh)
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.book().letters.values().cloned().collect()
    }

    fn take(&self, mail: &RenderedMail, now: Timestamp) -> Result<(), Undelivered> {
        let mut book = self.book();
        if book.down_until.is_some_and(|until| now < until) {
            return Err(Undelivered::Retry("the mail server is down".to_owned()));
        }
        let id = mail.id.to_string();
        if let Some(letter) = book.letters.get_mut(&id) {
            letter.times += 1;
            return Ok(());
        }
        let letter = Letter {
            id: id.clone(),
            to: mail.to.to_string(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            first_at: now,
            times: 1,
        };
        book.fresh.push(letter.clone());
        book.letters.insert(id, letter);
        Ok(())
    }
}

/// The post as one process of the house meets it.
pub struct Postman {
    pub post: Post,
    pub sky: Sky,
    pub turns: Turns,
}

#[async_trait]
impl Transport for Postman {
    async fn deliver(&self, mail: &RenderedMail) -> Result<(), Undelivered> {
        let retry = |error: store::StoreError| Undelivered::Retry(error.to_string());
        self.turns.pass(Point::BeforeCall).await.map_err(retry)?;
        let taken = self.post.take(mail, self.sky.now());
        self.turns.pass(Point::AfterCall).await.map_err(retry)?;
        taken
    }
}
