//! Pages of a list: `after` and `limit`, the same for every list.

use app::page::{Cursor, PAGE_MAX};
use serde::Deserialize;
use utoipa::IntoParams;
use web::Problem;

/// Lines of a page when nothing is said.
const PAGE: u32 = 25;

/// Which page of a list is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskedPage {
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl AskedPage {
    pub fn read<K>(self) -> Result<(Option<Cursor<K>>, u32), Problem> {
        read(self.after, self.limit)
    }
}

/// Where the page begins and how many lines it has at most.
pub fn read<K>(
    after: Option<String>,
    limit: Option<u32>,
) -> Result<(Option<Cursor<K>>, u32), Problem> {
    let after = after.map(|text| text.parse::<Cursor<K>>()).transpose();
    let after = after.map_err(|_| Problem::of_fields([("after", "request.invalid")]))?;
    let limit = limit.unwrap_or(PAGE);
    match (1..=PAGE_MAX).contains(&limit) {
        true => Ok((after, limit)),
        false => Err(Problem::of_fields([("limit", "request.invalid")])),
    }
}
