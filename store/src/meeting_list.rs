//! The lists meetings stand in: a person's upcoming and past ones, a page at a time.
//!
//! One index answers: a page costs the same with ten meetings and with ten thousand.

use meetings::Meeting;
use people::profile::MailWishes;
use units::id::{AccountId, MeetingId, PersonId, SiteId, kind};
use units::{EmailAddress, Locale, Timestamp, Zone};

use crate::args;
use crate::error::StoreError;
use crate::meeting::{Part, from_row};
use crate::meeting_search;
use crate::meeting_word;
use crate::row::Row;
use crate::site::{Site, SiteKind};
use crate::sought::{self, Few, Reading, Sought};
use crate::tx::Tx;
use crate::value::Value;

/// No meeting lasts longer, so one that is on began at most this long ago.
const LONGEST_MEETING_S: i64 = 86_400;
/// Addresses looked up by one statement.
const ADDRESSES_AT_ONCE: usize = 500;

/// Which of a person's meetings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    /// On now or to come, soonest first.
    Upcoming,
    /// Over or cancelled, latest first.
    Past,
}

/// Where a page begins: after this meeting.
pub type Cursor = crate::cursor::Cursor<kind::Meeting>;

/// A line of a list. Of the meeting's people only the host is read.
#[derive(Clone, Debug)]
pub struct Line {
    pub meeting: Meeting,
    pub part: Part,
    pub host_name: String,
    /// Where it takes place now.
    pub site: Site,
    pub at: Timestamp,
}

impl Line {
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.at, id: self.meeting.identity.id }
    }
}

pub(crate) const SELECT: &str = "select p.part, p.listed_at,
       m.id, m.account_id, m.site_id, m.host_id, m.title, m.agenda, m.starts_local, m.zone,
       m.duration_minutes, m.rule, m.exceptions, m.stretches, m.password, m.number, m.link,
       m.sequence, m.state, m.retimed, m.kind,
       h.name as host_name, s.kind as site_kind, s.name as site_name, s.account_id as site_account
  from meeting_person p
  join meeting m on m.id = p.meeting_id
  join person h on h.id = m.host_id
  join site s on s.id = m.site_id";

/// Which of a person's meetings a page has.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub tab: Tab,
    /// In title or number, and for those who hold the meeting in its people; empty for all.
    pub search: &'a str,
    pub after: Option<Cursor>,
    pub most: u32,
}

/// The meetings that `person` takes part in, as asked.
pub async fn page(
    tx: &mut Tx,
    person: PersonId,
    asked: Asked<'_>,
    now: Timestamp,
) -> Result<Vec<Line>, StoreError> {
    let whose = (person, now);
    let Some(sought) = Sought::read(&meeting_search::typed(asked.search)) else {
        return read(tx, whose, asked, None).await;
    };
    let few = sought::fewest(tx, meeting_word::TABLE, person, &sought, MEETINGS_READ).await?;
    let beginnings = Some((&sought, Way::Beginnings(few.as_ref())));
    let found = read(tx, whose, asked, beginnings).await?;
    // What is found on one page is found by the same reading on the next.
    let first = Asked { after: None, most: 1, ..asked };
    if !found.is_empty()
        || (asked.after.is_some() && !read(tx, whose, first, beginnings).await?.is_empty())
    {
        return Ok(found);
    }
    read(tx, whose, asked, Some((&sought, Way::Anywhere))).await
}

/// Most meetings of one word that are looked up one by one.
const MEETINGS_READ: u32 = 500;

#[derive(Clone, Copy, Debug)]
enum Way<'a> {
    /// Among the rows of a word, or along the list.
    Beginnings(Option<&'a Few>),
    Anywhere,
}

async fn read(
    tx: &mut Tx,
    (person, now): (PersonId, Timestamp),
    Asked { tab, after, most, .. }: Asked<'_>,
    search: Option<(&Sought, Way<'_>)>,
) -> Result<Vec<Line>, StoreError> {
    // Before all ids there is the empty text.
    let from = match tab {
        Tab::Upcoming => now.plus_seconds(-LONGEST_MEETING_S),
        Tab::Past => now.plus_seconds(1),
    };
    let (at, id) = after.map_or((from, String::new()), |at| (at.at, at.id.to_string()));
    let mut values = args![person, at, id, now, most].to_vec();
    let (mut whose, mut conditions) = ("p.person_id", String::new());
    if let Some((sought, way)) = search {
        let reading = match way {
            Way::Beginnings(_) => Reading::Beginnings,
            Way::Anywhere => Reading::Anywhere,
        };
        conditions = sought.conditions(reading, tx.dialect(), "p.search_text", &mut values);
        if let Way::Beginnings(Some(few)) = way {
            let rows = few.condition(&mut values);
            // No index of the person's: the few are looked up, the list is not walked for them.
            whose = "p.person_id || ''";
            conditions.push_str(&format!(
                " and p.meeting_id in (select meeting_id from meeting_word
                                        where person_id = $1 and {rows})"
            ));
        }
    }
    let (later, on, order) = match tab {
        Tab::Upcoming => (">", ">", ""),
        Tab::Past => ("<", "<=", " desc"),
    };
    // The page is found in the list alone; what stands beside its few meetings is read then.
    let sql = format!(
        "{SELECT} where p.person_id = $1 and p.meeting_id in (
                select meeting_id from (
                       select p.meeting_id from meeting_person p
                        where {whose} = $1 and (p.listed_at, p.meeting_id) {later} ($2, $3)
                          and p.listed_until {on} $4{conditions}
                        order by p.listed_at{order}, p.meeting_id{order} limit $5) found)"
    );
    let rows = tx.rows_text(&sql, &values).await?;
    let mut lines: Vec<Line> = rows.iter().map(line_from_row).collect::<Result<_, _>>()?;
    // Not by the database: it would walk the whole list again to have them in its order.
    lines.sort_by_key(|line| (line.at, line.meeting.identity.id));
    if tab == Tab::Past {
        lines.reverse();
    }
    Ok(lines)
}

/// At most `most` meetings that `person` takes part in and that may have a time between `from` and
/// `to`; cancelled ones have none.
pub async fn during(
    tx: &mut Tx,
    person: PersonId,
    (from, to): (Timestamp, Timestamp),
    most: u32,
) -> Result<Vec<Line>, StoreError> {
    // What happens once stands in the list where it happens, and at one moment when it is
    // cancelled; what repeats is looked through.
    let sql = format!(
        "{SELECT} where p.person_id = $1 and p.meeting_id in (
                    select meeting_id from (
                           select meeting_id from meeting_person
                            where person_id = $1 and repeats = 0 and listed_until > listed_at
                              and listed_at > $5 and listed_at < $3 and listed_until > $2
                            order by listed_at, meeting_id limit $4) once
                    union all
                    select meeting_id from meeting_person where person_id = $1 and repeats = 1)
            and m.state = 'scheduled' and m.first_start < $3
            and (m.last_end is null or m.last_end > $2)
          order by m.first_start, m.id limit $4"
    );
    let oldest = from.plus_seconds(-LONGEST_MEETING_S);
    let rows = tx.rows_text(&sql, args![person, from, to, most, oldest]).await?;
    rows.iter().map(line_from_row).collect()
}

pub(crate) fn line_from_row(row: &Row) -> Result<Line, StoreError> {
    let site: SiteId = row.parsed("site_id")?;
    Ok(Line {
        meeting: from_row(row)?,
        part: row.word("part", Part::from_word)?,
        host_name: row.text("host_name")?,
        site: Site {
            id: site,
            kind: row.word("site_kind", SiteKind::from_word)?,
            account: row.opt_parsed("site_account")?,
            name: row.text("site_name")?,
        },
        at: row.time("listed_at")?,
    })
}

/// A person with an account of this deployment, by one of their confirmed addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub person: PersonId,
    pub account: AccountId,
    pub name: String,
    /// The address they were looked up by.
    pub email: EmailAddress,
    pub locale: Locale,
    pub zone: Zone,
    /// Which mails they want beside those about security and money; what is decided for them is for
    /// the policy of their account to say.
    pub notifications: MailWishes,
}

/// Who has confirmed one of `addresses`, each found once for each address.
pub async fn known(tx: &mut Tx, addresses: &[EmailAddress]) -> Result<Vec<Known>, StoreError> {
    let mut known = Vec::new();
    for some in addresses.chunks(ADDRESSES_AT_ONCE) {
        let places: Vec<String> = (1..=some.len()).map(|number| format!("${number}")).collect();
        let sql = format!(
            "select p.id, p.account_id, p.name, p.locale, p.zone, p.notifications,
                    p.notifications_chosen, e.email
               from person_email e join person p on p.id = e.person_id
              where e.email_key in ({})",
            places.join(", ")
        );
        let keys: Vec<Value> = some.iter().map(|email| Value::from(email.key())).collect();
        for row in tx.rows_text(&sql, &keys).await? {
            known.push(known_from_row(&row)?);
        }
    }
    Ok(known)
}

/// Most people of a meeting that are read.
const PEOPLE_MAX: u32 = 2_300;

/// Active people in whose lists a meeting stands, at the address mails go to.
pub async fn people_of(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
) -> Result<Vec<Known>, StoreError> {
    let rows = tx
        .rows(
            "select p.id, p.account_id, p.name, p.locale, p.zone, p.notifications,
                    p.notifications_chosen, p.email
               from meeting_person q join person p on p.id = q.person_id
              where q.account_id = $1 and q.meeting_id = $2 and p.deactivated_at is null
              order by p.id limit $3",
            args![account, meeting, PEOPLE_MAX],
        )
        .await?;
    rows.iter().map(known_from_row).collect()
}

pub(crate) fn known_from_row(row: &Row) -> Result<Known, StoreError> {
    Ok(Known {
        person: row.parsed("id")?,
        account: row.parsed("account_id")?,
        name: row.text("name")?,
        email: row.parsed("email")?,
        locale: row.parsed("locale")?,
        zone: row.parsed("zone")?,
        notifications: MailWishes::read(
            &row.text("notifications")?,
            row.opt_text("notifications_chosen")?.as_deref(),
        ),
    })
}
