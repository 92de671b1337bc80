//! Transcripts of recordings, passage by passage (F5).

use contacts::fold;
use meetings::recording::transcript::Passage;
use units::id::{AccountId, RecordingId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::pattern;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A passage with its place in the transcript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    pub recording: RecordingId,
    /// From 1.
    pub number: u32,
    pub passage: Passage,
}

const COLUMNS: &str = "recording_id, number, start_ms, end_ms, speaker, text";

const WRITE: Shape = Shape {
    before: "insert into recording_passage (recording_id, account_id, number, start_ms, end_ms,
                    speaker, text, search_text) values ",
    after: "",
    columns: 8,
};

fn row(
    account: AccountId,
    recording: RecordingId,
    number: u32,
    passage: &Passage,
) -> [Value; WRITE.columns] {
    let speaker = passage.speaker.clone();
    let searched = format!("{} {}", speaker.as_deref().unwrap_or_default(), passage.text);
    [
        Value::from(recording),
        Value::from(account),
        Value::from(number),
        Value::from(passage.start_ms),
        Value::from(passage.end_ms),
        Value::from(speaker),
        Value::from(&passage.text),
        // Words are found across the ends of lines.
        Value::from(fold(&searched.replace('\n', " "))),
    ]
}

/// Writes passages as they were elsewhere; those that are there stay as they are. Says how many
/// were written.
pub async fn bring(tx: &mut Tx, account: AccountId, placed: &[Placed]) -> Result<u64, StoreError> {
    const BRING: Shape = Shape { after: " on conflict (recording_id, number) do nothing", ..WRITE };
    let values =
        placed.iter().flat_map(|it| row(account, it.recording, it.number, &it.passage)).collect();
    bulk::write(tx, BRING, values).await
}

/// The transcript from now on; none: there is none any more.
pub async fn replace(
    tx: &mut Tx,
    account: AccountId,
    recording: RecordingId,
    passages: &[Passage],
) -> Result<(), StoreError> {
    tx.execute(
        "delete from recording_passage where account_id = $1 and recording_id = $2",
        args![account, recording],
    )
    .await?;
    let mut values = Vec::with_capacity(passages.len() * WRITE.columns);
    for (number, passage) in (1u32..).zip(passages) {
        values.extend(row(account, recording, number, passage));
    }
    bulk::write(tx, WRITE, values).await?;
    let count = u32::try_from(passages.len()).unwrap_or(u32::MAX);
    tx.execute(
        "update recording set passages = $3 where account_id = $1 and id = $2",
        args![account, recording, count],
    )
    .await?;
    Ok(())
}

/// The passages of a recording in their order; with `search` in them where it is not empty.
pub async fn of(
    tx: &mut Tx,
    account: AccountId,
    recording: RecordingId,
    search: &str,
) -> Result<Vec<Placed>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from recording_passage
          where account_id = $1 and recording_id = $2 and search_text like $3 escape '\\'
          order by number"
    );
    let rows = tx.rows_text(&sql, args![account, recording, pattern(search)]).await?;
    rows.iter().map(from_row).collect()
}

/// The first `most` passages of each of `recordings` that have `search` in them.
pub async fn found(
    tx: &mut Tx,
    account: AccountId,
    recordings: &[RecordingId],
    search: &str,
    most: u32,
) -> Result<Vec<Placed>, StoreError> {
    if recordings.is_empty() || search.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> =
        (0..recordings.len()).map(|place| format!("${}", place + 4)).collect();
    let sql = format!(
        "select {COLUMNS} from (
            select {COLUMNS}, row_number() over (partition by recording_id order by number) as place
              from recording_passage
             where account_id = $1 and search_text like $2 escape '\\'
               and recording_id in ({})) matching
          where place <= $3 order by recording_id, number",
        places.join(", ")
    );
    let mut values = args![account, pattern(search), most].to_vec();
    values.extend(recordings.iter().map(|id| Value::from(*id)));
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Placed, StoreError> {
    Ok(Placed {
        recording: row.parsed("recording_id")?,
        number: row.count("number")?,
        passage: Passage {
            start_ms: row.count("start_ms")?,
            end_ms: row.count("end_ms")?,
            speaker: row.opt_text("speaker")?,
            text: row.text("text")?,
        },
    })
}
