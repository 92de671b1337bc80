//! Reports handed out as tables without formulas: a row for each meeting, or one for each
//! connection, which an import reads back (F7, R-69).

use serde_json::json;
use store::Tx;
use store::held_meeting::{self as meetings, Asked};
use units::id::HeldMeetingId;
use usage::Connection;
use usage::own;

use super::{Kept, ReportsError, Shown, Wanted, asked, find};
use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;

/// Most rows of one table.
pub const ROWS_MAX: usize = 100_000;
/// Meetings read at a time.
const READ_AT_ONCE: u32 = 500;

/// What a row is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rows {
    Meetings,
    Connections,
}

impl Rows {
    pub fn file_name(self) -> &'static str {
        match self {
            Rows::Meetings => "meetings.csv",
            Rows::Connections => "participants.csv",
        }
    }

    fn header(self) -> Vec<String> {
        match self {
            Rows::Meetings => own::meetings_header(),
            Rows::Connections => own::connections_header(),
        }
    }
}

/// A period as a table.
pub async fn period(
    app: &App,
    who: &Who,
    wanted: &Wanted,
    rows: Rows,
) -> Result<Vec<u8>, ReportsError> {
    let asked = asked(who, wanted)?;
    let mut table = vec![rows.header()];
    let mut tx = app.store.read().await?;
    let mut after = None;
    loop {
        let some = meetings::page(&mut tx, &asked, after, READ_AT_ONCE).await?;
        after = some.last().map(Kept::cursor);
        let full = some.len() >= usize::try_from(READ_AT_ONCE).unwrap_or(usize::MAX);
        add(&mut tx, &asked, some, rows, &mut table).await?;
        if table.len() > ROWS_MAX {
            return Err(ReportsError::TooMany);
        }
        if !full {
            break;
        }
    }
    drop(tx);
    note(app, who, table.len() - 1).await?;
    Ok(tables::write_safe(table, ','))
}

async fn add(
    tx: &mut Tx,
    asked: &Asked,
    some: Vec<Kept>,
    rows: Rows,
    table: &mut Vec<Vec<String>>,
) -> Result<(), ReportsError> {
    if rows == Rows::Meetings {
        table.extend(some.iter().map(|kept| own::meeting_row(&kept.held, &kept.tally)));
        return Ok(());
    }
    let ids: Vec<HeldMeetingId> = some.iter().map(|kept| kept.id).collect();
    let mut found = meetings::connections(tx, asked.account, &ids).await?;
    for kept in some {
        let placed = found.remove(&kept.id).unwrap_or_default().into_iter();
        table.extend(connection_rows(&kept, placed.map(|(_, each)| each)));
    }
    Ok(())
}

fn connection_rows(
    kept: &Kept,
    connections: impl Iterator<Item = Connection>,
) -> impl Iterator<Item = Vec<String>> {
    connections.map(|each| own::connection_row(&kept.held, &kept.tally, &each))
}

/// The people of one meeting as a table, a row for each connection.
pub async fn meeting(app: &App, who: &Who, id: HeldMeetingId) -> Result<Vec<u8>, ReportsError> {
    let Shown { kept, people } = find(app, who, id).await?;
    let connections = people.into_iter().flat_map(|person| person.connections);
    let mut table = vec![own::connections_header()];
    table.extend(connection_rows(&kept, connections));
    note(app, who, table.len() - 1).await?;
    Ok(tables::write_safe(table, ','))
}

/// That names and addresses left the house is part of the trail.
async fn note(app: &App, who: &Who, rows: usize) -> Result<(), ReportsError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    let change = json!({ "rows": rows });
    let (action, subject) = ("reports.exported", who.person().to_string());
    let done = Done { account: who.account(), action, subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    Ok(tx.commit().await?)
}
