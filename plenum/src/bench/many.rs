//! Much at once: files of contacts and of people taken in, archives written, each beside what the
//! database does with the same rows on its own.
//!
//! For imports the same rows are written once more into tables of the same columns, keys and
//! indexes; for exports the same rows are read and dropped.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use app::contacts::import::{Answers, commit, hand_in, preview};
use app::export::write::{self, Work};
use app::intake::{self, NewIntake, Stand};
use app::work::Outcome;
use app::{App, Who};
use people::export::{State, Step, Subject, Whose};
use people::roles::Role;
use serde::Serialize;
use store::bare_copy::{self, Counts};
use store::export_rows;
use units::id::ExportId;

use super::made::Made;
use super::memory;
use super::renewals::{Decimal, millis, per_s};
use crate::talk;

/// How much is taken in and given out.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Size {
    pub contacts: u32,
    /// At most what one list may hold.
    pub people: u32,
    /// Scheduled, and as many held.
    pub meetings: u32,
    pub messages: u32,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub database: &'static str,
    pub size: Size,
    pub contacts: Taken,
    pub people: Taken,
    /// Of the owner's own data.
    pub own_export: Given,
    pub account_export: Given,
}

/// A file that was taken in: read, previewed and committed.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    /// Of the file.
    pub lines: u32,
    pub seconds: Decimal,
    pub lines_per_s: u64,
    /// Rows of the database that came of it.
    pub rows: u64,
    pub rows_per_s: u64,
    pub bare_rows_per_s: u64,
    /// `rows_per_s` beside `bare_rows_per_s`.
    pub ratio: Decimal,
    /// How far memory rose while it was taken in.
    pub memory_mb: Option<u64>,
}

/// An archive that was written.
#[derive(Clone, Debug, Serialize)]
pub struct Given {
    pub records: u64,
    /// Of all files in it, before they are packed.
    pub bytes: u64,
    pub packed_bytes: u64,
    pub seconds: Decimal,
    /// Of the unpacked bytes.
    pub mb_per_s: Decimal,
    /// The same rows, read and dropped.
    pub bare_seconds: Decimal,
    /// `bare_seconds` beside `seconds`.
    pub ratio: Decimal,
    /// How far memory rose while it was written.
    pub memory_mb: Option<u64>,
}

const BYTES_OF_A_MB: u64 = 1_000_000;
/// Contacts of one file, which holds 5 MB at most.
const CONTACTS_OF_A_FILE: u32 = 10_000;

/// Takes in `count` contacts of the owner, from as many files as they need.
pub async fn contacts(app: &App, made: &Made, count: u32) -> anyhow::Result<Taken> {
    let before = bare_copy::counts(&app.store).await?;
    let memory = memory::Watch::begin();
    let mut took = Duration::ZERO;
    let mut first = 0;
    while first < count {
        let until = count.min(first + CONTACTS_OF_A_FILE);
        let mut file = String::from("Name,Company,E-mail\n");
        for number in first..until {
            let company = number % 500;
            file.push_str(&format!(
                "Person {number},Company {company},person{number}@example.net\n"
            ));
        }
        let begun = Instant::now();
        let id = hand_in(app, &made.who, None, file.into_bytes(), Answers::default()).await?;
        let seen = preview(app, &made.who, id).await?.read.context("the file says its charset")?;
        let counts = commit(app, &made.who, id, &seen.digest).await?;
        took += begun.elapsed();
        anyhow::ensure!(counts.new == until - first, "not all are new: {counts:?}");
        talk::tell(&format!("{until} of {count} contacts"));
        first = until;
    }
    taken(app, before, count, took, memory.mb()).await
}

/// Invites `count` people from one list.
pub async fn people(app: &App, made: &Made, count: u32) -> anyhow::Result<Taken> {
    let mut file = String::from("Email,Name\n");
    for number in 0..count {
        file.push_str(&format!("many{number}@example.net,Person {number}\n"));
    }
    let before = bare_copy::counts(&app.store).await?;
    let memory = memory::Watch::begin();
    let begun = Instant::now();
    let new = NewIntake {
        source: "people.csv".to_owned(),
        bytes: file.into_bytes(),
        roles: [Role::Host].into(),
        ..NewIntake::default()
    };
    let id = intake::begin(app, &made.who, new).await?;
    let seen = intake::look(app, &made.who, id).await?;
    let Stand::Waiting { signed } = seen.stand else { anyhow::bail!("done before it was asked") };
    let done = intake::commit(app, &made.who, id, &signed).await?;
    let took = begun.elapsed();
    let invited = done.proposal.counts().mails();
    anyhow::ensure!(invited == count, "{invited} are invited");
    taken(app, before, count, took, memory.mb()).await
}

/// What came of it beside a bare copy of all rows of the tables that grew.
async fn taken(
    app: &App,
    before: Counts,
    lines: u32,
    took: Duration,
    memory_mb: Option<u64>,
) -> anyhow::Result<Taken> {
    let (tables, rows) = bare_copy::grown(&app.store, &before).await?;
    bare_copy::make(&app.store, &tables).await?;
    let begun = Instant::now();
    let copied = bare_copy::copy(&app.store, &tables).await?;
    let bare_took = begun.elapsed();
    bare_copy::clear(&app.store, &tables).await?;
    let (rows_per_s, bare_rows_per_s) = (per_s(rows, took), per_s(copied, bare_took));
    Ok(Taken {
        lines,
        seconds: Decimal(millis(took)),
        lines_per_s: per_s(u64::from(lines), took),
        rows,
        rows_per_s,
        bare_rows_per_s,
        ratio: Decimal(rows_per_s * 1_000 / bare_rows_per_s.max(1)),
        memory_mb,
    })
}

/// Writes an archive of `whose` data, as due work does.
pub async fn given(app: &App, who: &Who, whose: Whose) -> anyhow::Result<Given> {
    let subject = Subject::of(&who.actor, whose);
    let bare_seconds = read_bare(app, &subject).await?;
    let memory = memory::Watch::begin();
    let begun = Instant::now();
    let id = app::export::ask(app, who, whose).await?.export.id;
    let work = Work { account: who.account(), export: id };
    loop {
        match write::run(app, &work).await {
            Outcome::Done => anyhow::bail!("the export is gone"),
            Outcome::At(at) if at > app.now() => break,
            Outcome::At(_) => {}
            other => anyhow::bail!("the export is not written: {other:?}"),
        }
    }
    let took = begun.elapsed();
    let memory_mb = memory.mb();
    let export = app::export::find(app, who, id).await?.export;
    anyhow::ensure!(export.state == State::Ready, "the export is {:?}", export.state);
    let bytes = bytes(app, who, id).await?;
    let (ms, bare_ms) = (millis(took), millis(bare_seconds));
    Ok(Given {
        records: u64::try_from(export.records)?,
        bytes,
        packed_bytes: u64::try_from(export.bytes)?,
        seconds: Decimal(ms),
        mb_per_s: Decimal(bytes.saturating_mul(1_000_000) / BYTES_OF_A_MB / ms),
        bare_seconds: Decimal(bare_ms),
        ratio: Decimal(bare_ms * 1_000 / ms),
        memory_mb,
    })
}

async fn read_bare(app: &App, subject: &Subject) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    for step in subject.whose().steps() {
        let Step::Records(kind) = step else { continue };
        let mut after = None;
        loop {
            let mut tx = app.store.read().await?;
            let (until, most) = (app.now(), step.portion());
            after =
                export_rows::bare(&mut tx, subject, kind, until, after.as_deref(), most).await?;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(begun.elapsed())
}

/// Files listed at once.
const FILES_AT_ONCE: u32 = 1_000;

async fn bytes(app: &App, who: &Who, id: ExportId) -> anyhow::Result<u64> {
    let mut tx = app.store.read().await?;
    let (mut bytes, mut after) = (0, String::new());
    loop {
        let files = store::export::files(&mut tx, who.account(), id, &after, FILES_AT_ONCE).await?;
        let Some(last) = files.last() else { return Ok(bytes) };
        after.clone_from(&last.path);
        for file in &files {
            bytes += u64::try_from(file.bytes)?;
        }
    }
}
