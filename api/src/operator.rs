//! `/api/operator`: the console for programs. To everybody who does not run the deployment it does
//! not exist; a token needs the scope `operator`.

mod accounts;
mod catalog;
mod clock;
mod due_work;
mod exemptions;
mod ledger;
mod mails;
mod news;
mod orders;
mod payments;
mod set_aside;
mod transfers;

use app::operator::Console;
use web::{Caller, Problem};

use crate::operations::Operations;

pub fn routes() -> Operations {
    Operations::new()
        .merge(accounts::routes())
        .merge(catalog::routes())
        .merge(clock::routes())
        .merge(due_work::routes())
        .merge(exemptions::routes())
        .merge(ledger::routes())
        .merge(mails::routes())
        .merge(news::routes())
        .merge(orders::routes())
        .merge(payments::routes())
        .merge(set_aside::routes())
        .merge(transfers::routes())
}

fn console(caller: &Caller) -> Result<Console, Problem> {
    Ok(Console::of(&caller.who)?)
}
