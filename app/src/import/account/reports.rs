//! The usage reports of an account that come in with its archive: they join the history the account
//! has, as reports of other services do (docs/decisions/0043).

use std::collections::BTreeSet;

use store::Tx;
use store::import::Known;
use store::import_account::{self as rows_of, Owned, Reported};
use usage::Connection;

use super::effect::Effect;
use crate::import::ImportError;
use crate::import::report::Report;

pub(super) const HELD: &str = "held_meetings";
pub(super) const CONNECTIONS: &str = "connections";

pub(super) async fn held(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    reported: Vec<Reported>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let ids: Vec<String> = reported.iter().map(|it| it.id.clone()).collect();
    let known = effect.ids(tx, Owned::Held, &ids).await?;
    let same = match effect.account {
        Some(account) => rows_of::same_held(tx, account, &reported).await?,
        None => BTreeSet::new(),
    };
    let hosts: Vec<String> = reported.iter().filter_map(|it| Some(it.host?.to_string())).collect();
    let here = match effect.account {
        Some(account) => rows_of::people_of(tx, account, &hosts).await?,
        None => BTreeSet::new(),
    };
    let (mut rows, mut made) = (Vec::new(), Vec::new());
    for it in reported {
        let Some(known) = known.get(&it.id) else { continue };
        if !known.is_made || same.contains(&it.id) {
            report.there(HELD);
            continue;
        }
        report.made(HELD);
        made.push(known.clone());
        // Somebody who is not here is a name and an address.
        let host = it.host.filter(|host| here.contains(&host.to_string()));
        rows.push(Reported { id: known.kept.clone(), host, ..it });
    }
    if let Some(account) = effect.writes() {
        let written = rows_of::add_held(tx, account, &rows, effect.app.now()).await?;
        made.retain(|known: &Known| written.contains(&known.kept));
    }
    effect.know(tx, HELD, made).await?;
    Ok(())
}

/// Connections come with their meeting.
pub(super) async fn connections(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    connections: Vec<(String, String, Connection)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let meetings: BTreeSet<String> = connections.iter().map(|it| it.1.clone()).collect();
    let meetings = effect.known(tx, HELD, &meetings).await?;
    let ids: Vec<String> = connections.iter().map(|it| it.0.clone()).collect();
    let ids = effect.ids(tx, Owned::Connections, &ids).await?;
    let mut rows = Vec::new();
    for (id, held, connection) in connections {
        let known = ids.get(&id).filter(|known| known.is_made);
        match (meetings.get(&held), known) {
            (Some(held), Some(known)) => {
                report.made(CONNECTIONS);
                rows.push((known.kept.clone(), held.kept.clone(), connection));
            }
            _ => report.there(CONNECTIONS),
        }
    }
    if let Some(account) = effect.writes() {
        rows_of::add_connections(tx, account, &rows).await?;
    }
    Ok(())
}
