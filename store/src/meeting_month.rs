//! The days of a calendar (F1): of each the first meetings that happen once, from the index alone,
//! and how many it has. So a month costs what it shows, not what it has.

use units::Timestamp;
use units::id::{MeetingId, PersonId};

use crate::args;
use crate::contact::places;
use crate::error::StoreError;
use crate::meeting_list::{Line, SELECT, line_from_row};
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A day, and how many of its meetings are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// Meetings of the day begin from here until, and without, `ends`.
    pub begins: Timestamp,
    pub ends: Timestamp,
    pub most: u32,
}

/// What happens once on a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Once {
    /// The first ones, by their start.
    pub first: Vec<(Timestamp, MeetingId)>,
    pub count: u32,
}

/// What happens once on each of `days` and ends after `after`, in the lists of `person`. What is
/// cancelled has no time: it stands in the list at one moment.
pub async fn once(
    tx: &mut Tx,
    person: PersonId,
    after: Timestamp,
    days: &[Day],
) -> Result<Vec<Once>, StoreError> {
    let mut values = args![person, after].to_vec();
    let (mut firsts, mut counts) = (Vec::new(), Vec::new());
    for (number, day) in days.iter().enumerate() {
        let first = values.len() + 1;
        values.extend_from_slice(args![day.begins, day.ends, day.most]);
        let (begins, ends, most) = (first, first + 1, first + 2);
        let of_day = format!(
            "from meeting_person
              where person_id = $1 and listed_at >= ${begins} and listed_at < ${ends}
                and listed_until > $2 and listed_until > listed_at and repeats = 0"
        );
        firsts.push(format!(
            "select * from (select cast({number} as bigint) as day, listed_at, meeting_id {of_day}
                             order by listed_at, meeting_id limit ${most}) day_{number}"
        ));
        // Its text names every value, for a value without a name would be one too many.
        counts.push(format!(
            "select cast({number} as bigint) as day, (select count(*) {of_day}) as meetings
              where ${most} > 0"
        ));
    }
    let mut found = vec![Once::default(); days.len()];
    if days.is_empty() {
        return Ok(found);
    }
    for row in tx.rows_text(&firsts.join(" union all "), &values).await? {
        let place = (row.time("listed_at")?, row.parsed("meeting_id")?);
        if let Some(day) = day_of(&row, &mut found)? {
            day.first.push(place);
            day.count += 1;
        }
    }
    let is_full = |(day, once): (&Day, &Once)| once.count >= day.most;
    if days.iter().zip(&found).any(is_full) {
        for row in tx.rows_text(&counts.join(" union all "), &values).await? {
            let count = row.count("meetings")?;
            if let Some(day) = day_of(&row, &mut found)? {
                day.count = count;
            }
        }
    }
    for day in &mut found {
        day.first.sort();
    }
    Ok(found)
}

fn day_of<'a>(row: &Row, days: &'a mut [Once]) -> Result<Option<&'a mut Once>, StoreError> {
    let day = usize::try_from(row.int("day")?).ok();
    Ok(day.and_then(|day| days.get_mut(day)))
}

/// Lines of `person` that repeat and may have a time between `from` and `to`, at most `most`.
pub async fn repeating(
    tx: &mut Tx,
    person: PersonId,
    (from, to): (Timestamp, Timestamp),
    most: u32,
) -> Result<Vec<Line>, StoreError> {
    let sql = format!(
        "{SELECT} where p.person_id = $1 and p.repeats = 1 and m.state = 'scheduled'
            and m.first_start < $3 and (m.last_end is null or m.last_end > $2)
          order by m.first_start, m.id limit $4"
    );
    let rows = tx.rows_text(&sql, args![person, from, to, most]).await?;
    rows.iter().map(line_from_row).collect()
}

/// Lines read by one statement; shorter lists are filled up with their last id.
const LINES_AT_ONCE: usize = 64;

/// The lines of `ids` in the lists of `person`, in no order.
pub async fn lines(
    tx: &mut Tx,
    person: PersonId,
    ids: &[MeetingId],
) -> Result<Vec<Line>, StoreError> {
    let places = places(2, LINES_AT_ONCE);
    let sql = format!("{SELECT} where p.person_id = $1 and p.meeting_id in ({places})");
    let mut lines = Vec::with_capacity(ids.len());
    for some in ids.chunks(LINES_AT_ONCE) {
        let mut values = args![person].to_vec();
        let last = some.last().into_iter().cycle();
        values.extend(some.iter().chain(last).take(LINES_AT_ONCE).map(|id| Value::from(*id)));
        for row in tx.rows_text(&sql, &values).await? {
            lines.push(line_from_row(&row)?);
        }
    }
    Ok(lines)
}
