//! How a site looks to its guests, as pages show it: where its logo and its colours are.

use people::site::brand::Brand;
use serde::Serialize;

use crate::urls;

/// What stands around the pages of a site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BrandLine {
    /// The site's host.
    pub host: String,
    /// The style sheet with its colours; none: the service's own.
    pub colours_href: Option<String>,
    pub logo: Option<LogoLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LogoLine {
    pub href: String,
    /// What stands for it where it is not seen.
    pub alternative: String,
}

impl BrandLine {
    pub fn of(host: String, brand: &Brand) -> BrandLine {
        BrandLine {
            host,
            colours_href: brand.accent.map(urls::site_colours),
            logo: brand.logo.as_ref().map(|logo| LogoLine {
                href: urls::site_logo(logo.id),
                alternative: logo.alternative.to_string(),
            }),
        }
    }
}
