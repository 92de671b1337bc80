//! The list of somebody's contacts, a page at a time, and searches in it (F6).
//!
//! A page is read along one index, in the order of names; a search reads the rows of a word that
//! few contacts have, or walks that index until the page is full.

use units::id::ContactGroupId;

use crate::args;
use crate::contact::{COLUMNS, Contact, Cursor, Holder, from_row};
use crate::contact_word::TABLE;
use crate::error::StoreError;
use crate::sought::{self, Few, Reading, Sought};
use crate::tx::Tx;
use crate::value::Value;

/// Most rows of one word that are read where nothing else has to be: some milliseconds.
const ROWS_READ: u32 = 15_000;
/// Most contacts whose texts are read one by one.
const TEXTS_READ: u32 = 2_000;

/// Which contacts of `holder` a page has.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub holder: Holder,
    /// Empty for all.
    pub search: &'a str,
    pub group: Option<ContactGroupId>,
    pub after: Option<&'a Cursor>,
    pub most: u32,
}

/// The contacts as asked, by name.
pub async fn page(tx: &mut Tx, asked: Asked<'_>) -> Result<Vec<Contact>, StoreError> {
    let Some(sought) = Sought::read(asked.search) else {
        return walk(tx, asked, None).await;
    };
    let found = beginnings(tx, asked, &sought).await?;
    // What is found on one page is found by the same reading on the next.
    let first = Asked { after: None, most: 1, ..asked };
    if !found.is_empty()
        || (asked.after.is_some() && !beginnings(tx, first, &sought).await?.is_empty())
    {
        return Ok(found);
    }
    walk(tx, asked, Some((&sought, Reading::Anywhere))).await
}

async fn beginnings(
    tx: &mut Tx,
    asked: Asked<'_>,
    sought: &Sought,
) -> Result<Vec<Contact>, StoreError> {
    let most = if sought.is_one_word() { ROWS_READ } else { TEXTS_READ };
    match sought::fewest(tx, TABLE, asked.holder.person, sought, most).await? {
        Some(few) => of_word(tx, asked, sought, &few).await,
        None => walk(tx, asked, Some((sought, Reading::Beginnings))).await,
    }
}

/// The values every statement has first: account, person, where the page begins, its length.
fn first_values(asked: Asked<'_>) -> Vec<Value> {
    let Holder { account, person } = asked.holder;
    let (name, id) = asked.after.map_or((String::new(), String::new()), |after| {
        (after.sort_key.clone(), after.id.to_string())
    });
    args![account, person, name, id, asked.most].to_vec()
}

/// Groups of at most so many contacts are read whole, others asked about one contact at a time.
const GROUP_READ: u32 = 2_000;

/// Of which group contacts have to be.
#[derive(Clone, Copy, Debug)]
struct OfGroup {
    id: ContactGroupId,
    is_small: bool,
}

async fn of_group(tx: &mut Tx, asked: Asked<'_>) -> Result<Option<OfGroup>, StoreError> {
    let Some(id) = asked.group else { return Ok(None) };
    let row = tx
        .row(
            "select count(*) as found from (select 1 from contact_group_member
              where group_id = $1 and account_id = $2 and person_id = $3 limit $4) counted",
            args![id, asked.holder.account, asked.holder.person, GROUP_READ + 1],
        )
        .await?;
    let found = row.map_or(Ok(0), |row| row.count("found"))?;
    Ok(Some(OfGroup { id, is_small: found <= GROUP_READ }))
}

impl OfGroup {
    /// True of `id` where it is in the group.
    fn condition(self, id: &str, values: &mut Vec<Value>) -> String {
        values.push(Value::from(self.id));
        let member = format!(
            "from contact_group_member g
              where g.account_id = $1 and g.person_id = $2 and g.group_id = ${}",
            values.len()
        );
        match self.is_small {
            true => format!(" and {id} in (select g.contact_id {member})"),
            false => format!(" and exists (select 1 {member} and g.contact_id = {id})"),
        }
    }
}

/// Along the list: a page costs little when it is full soon.
async fn walk(
    tx: &mut Tx,
    asked: Asked<'_>,
    search: Option<(&Sought, Reading)>,
) -> Result<Vec<Contact>, StoreError> {
    let mut values = first_values(asked);
    let mut conditions = String::new();
    if let Some((sought, reading)) = search {
        let found = sought.conditions(reading, tx.dialect(), "l.search_text", &mut values);
        conditions.push_str(&found);
    }
    let mut whose = "l.account_id = $1 and l.person_id = $2";
    if let Some(group) = of_group(tx, asked).await? {
        conditions.push_str(&group.condition("l.id", &mut values));
        if group.is_small {
            // No index of the person's: the few are looked up, the list is not walked for them.
            whose = "l.account_id || '' = $1 and l.person_id || '' = $2";
        }
    }
    // The page is found in the index alone; the documents of its few contacts are read then.
    let sql = format!(
        "select {COLUMNS} from contact c
          where c.account_id = $1 and c.person_id = $2 and c.id in (
                select l.id from contact l
                 where {whose} and l.removed_at is null
                   and (l.sort_key, l.id) > ($3, $4){conditions}
                 order by l.sort_key, l.id limit $5)
          order by c.sort_key, c.id"
    );
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}

/// Among the rows of one word.
async fn of_word(
    tx: &mut Tx,
    asked: Asked<'_>,
    sought: &Sought,
    few: &Few,
) -> Result<Vec<Contact>, StoreError> {
    let mut values = first_values(asked);
    let mut conditions = few.condition(&mut values);
    if !sought.is_one_word() {
        let found =
            sought.conditions(Reading::Beginnings, tx.dialect(), "t.search_text", &mut values);
        conditions.push_str(&format!(
            " and exists (select 1 from contact t where t.id = contact_word.contact_id
                             and t.account_id = $1 and t.person_id = $2{found})"
        ));
    }
    if let Some(group) = of_group(tx, asked).await? {
        conditions.push_str(&group.condition("contact_word.contact_id", &mut values));
    }
    let sql = format!(
        "select {COLUMNS} from contact c
          where c.account_id = $1 and c.person_id = $2 and c.id in (
                select contact_id from (
                       select distinct sort_key, contact_id from contact_word
                        where person_id = $2 and {conditions}
                          and (sort_key, contact_id) > ($3, $4)
                        order by sort_key, contact_id limit $5) found)
          order by c.sort_key, c.id"
    );
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}
