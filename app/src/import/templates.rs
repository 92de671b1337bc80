//! Templates of meetings that come in with an archive: they are their person's own here, also those
//! that were everybody's there. What is there stays as it is.

use store::Tx;
use store::import_rows::Owned;

use super::bring::{On, resolve};
use super::report::{Report, Why};
use super::{ImportError, read};
use crate::meetings::template::TEMPLATES_MAX;

pub(super) const KIND: &str = "meeting_templates";

pub(super) async fn bring(
    on: &On<'_>,
    tx: &mut Tx,
    templates: Vec<read::MeetingTemplate>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let of = (on.holder.account, Some(on.holder.person));
    let count = store::meeting_template::count(tx, of.0, of.1).await?;
    let mut room = TEMPLATES_MAX.saturating_sub(count);
    let given: Vec<String> = templates.iter().map(|it| it.id.to_string()).collect();
    let resolved = resolve(tx, on.holder.person, Owned::MeetingTemplates, &given).await?;
    let mut noted = Vec::new();
    for (given, known) in templates.into_iter().zip(resolved) {
        if !known.is_made {
            report.there(KIND);
        } else if room == 0 {
            report.left(KIND);
            report.note(Why::TemplatesFull, &given.template.name);
            continue;
        } else {
            room -= 1;
            let (version, moments) = (given.version, (given.created_at, given.updated_at));
            let id = (known.id()?, version);
            store::meeting_template::insert(tx, of, id, &given.template, moments).await?;
            report.made(KIND);
        }
        noted.push(known);
    }
    store::import::know(tx, on.import, KIND, &noted).await?;
    Ok(())
}
