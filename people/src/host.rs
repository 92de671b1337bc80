//! Hosts: the addresses of a deployment's sites, and what a `Host` header names.
//!
//! The portal lives on the base domain itself, shared regional sites one label below it, paid sites
//! two: `meet-eu.<base>`, `<name>.my.<base>` (B1). Scheme and port are the deployment's matter.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::site::SiteName;

/// The label between a paid site's name and the base.
const OWN_SITES_LABEL: &str = "my";

/// The domain everything stands under, in lower case: `example.org`, `localhost`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseDomain(String);

/// The text is not a domain name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a domain name: write it like example.org, without scheme or port")]
pub struct NotADomain(pub String);

/// The label of a shared regional site: `meet-` and 2 to 12 of `a-z`, `0-9`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionalLabel(String);

/// The text is not a regional label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a regional site: write it like meet-eu")]
pub struct NotARegionalLabel(pub String);

/// Where people of a site meet.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum SiteAddress {
    /// Shared by free accounts.
    Regional(RegionalLabel),
    /// A paid account's own.
    Own(SiteName),
}

/// What a request's host is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum HostKind {
    /// The portal.
    Base,
    /// Has the form of a site's address; whether there is such a site the store knows.
    Site(SiteAddress),
    /// Not ours: answered with 421.
    Unknown,
}

fn is_label(label: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&label.len())
        && label.chars().all(inside)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Longest name of a host, in bytes.
const HOST_MAX_BYTES: usize = 253;

impl BaseDomain {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host of a site, without port.
    pub fn host_of(&self, site: &SiteAddress) -> String {
        match site {
            SiteAddress::Regional(label) => format!("{label}.{}", self.0),
            SiteAddress::Own(name) => format!("{name}.{OWN_SITES_LABEL}.{}", self.0),
        }
    }

    /// What a `Host` header names. Capitals, a port and the root's full stop don't matter.
    pub fn kind_of(&self, host_header: &str) -> HostKind {
        self.known(host_header).unwrap_or(HostKind::Unknown)
    }

    fn known(&self, host_header: &str) -> Option<HostKind> {
        let (host, port) = host_header.split_once(':').unwrap_or((host_header, "0"));
        let port_is_a_number = port.parse::<u16>().is_ok() && !port.starts_with('+');
        if !port_is_a_number || host.len() > HOST_MAX_BYTES + 1 {
            return None;
        }
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        if host == self.0 {
            return Some(HostKind::Base);
        }
        let below = host.strip_suffix(&self.0)?.strip_suffix('.')?;
        let site = match below.split_once('.') {
            None => SiteAddress::Regional(below.parse().ok()?),
            Some((name, OWN_SITES_LABEL)) => SiteAddress::Own(name.parse().ok()?),
            Some(_) => return None,
        };
        Some(HostKind::Site(site))
    }
}

impl FromStr for BaseDomain {
    type Err = NotADomain;

    fn from_str(text: &str) -> Result<BaseDomain, NotADomain> {
        let domain = text.to_ascii_lowercase();
        // Room for the longest name below it.
        let room = crate::site::NAME_MAX_CHARS + OWN_SITES_LABEL.len() + 2;
        if domain.split('.').all(is_label) && domain.len() + room <= HOST_MAX_BYTES {
            Ok(BaseDomain(domain))
        } else {
            Err(NotADomain(text.to_owned()))
        }
    }
}

impl fmt::Display for BaseDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RegionalLabel {
    type Err = NotARegionalLabel;

    fn from_str(text: &str) -> Result<RegionalLabel, NotARegionalLabel> {
        let region = text.strip_prefix("meet-").unwrap_or_default();
        let plain = region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if plain && (2..=12).contains(&region.len()) {
            Ok(RegionalLabel(text.to_owned()))
        } else {
            Err(NotARegionalLabel(text.to_owned()))
        }
    }
}

impl RegionalLabel {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RegionalLabel {
    type Error = NotARegionalLabel;

    fn try_from(text: String) -> Result<RegionalLabel, NotARegionalLabel> {
        text.parse()
    }
}

impl From<RegionalLabel> for String {
    fn from(label: RegionalLabel) -> String {
        label.0
    }
}

impl fmt::Display for RegionalLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RegionalLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BaseDomain {
        "Example.org".parse().expect("a domain")
    }

    #[test]
    fn hosts_are_told_apart() {
        let regional = HostKind::Site(SiteAddress::Regional("meet-eu".parse().expect("a label")));
        let own = HostKind::Site(SiteAddress::Own("ada".parse().expect("a name")));
        for (header, kind) in [
            ("example.org", HostKind::Base),
            ("EXAMPLE.org.:8080", HostKind::Base),
            ("example.org:443", HostKind::Base),
            ("meet-eu.example.org", regional.clone()),
            ("Meet-EU.example.org.:8080", regional),
            ("ada.my.example.org", own.clone()),
            ("ADA.My.Example.Org:80", own),
            // everything else is nobody's.
            ("", HostKind::Unknown),
            (":80", HostKind::Unknown),
            ("example.org:", HostKind::Unknown),
            ("example.org:+80", HostKind::Unknown),
            ("example.org:80:80", HostKind::Unknown),
            ("example.org:99999", HostKind::Unknown),
            ("example.org..", HostKind::Unknown),
            ("evil.example", HostKind::Unknown),
            ("notexample.org", HostKind::Unknown),
            ("example.org.evil.example", HostKind::Unknown),
            ("my.example.org", HostKind::Unknown),
            ("www.example.org", HostKind::Unknown),
            (".example.org", HostKind::Unknown),
            ("a.b.my.example.org", HostKind::Unknown),
            ("ada.your.example.org", HostKind::Unknown),
            ("-ada.my.example.org", HostKind::Unknown),
            ("meet-.example.org", HostKind::Unknown),
            ("ada@example.org", HostKind::Unknown),
            ("ada.my.example.org/x", HostKind::Unknown),
            ("[::1]:8080", HostKind::Unknown),
            ("127.0.0.1:8080", HostKind::Unknown),
        ] {
            assert_eq!(base().kind_of(header), kind, "{header}");
        }
        let dev: BaseDomain = "localhost".parse().expect("a domain");
        assert_eq!(dev.kind_of("localhost:8080"), HostKind::Base);
        assert!(matches!(dev.kind_of("ada.my.localhost:8080"), HostKind::Site(_)));
    }

    #[test]
    fn addresses_are_read_back() {
        let sites = [
            SiteAddress::Regional("meet-eu".parse().expect("a label")),
            SiteAddress::Own("ada".parse().expect("a name")),
        ];
        let hosts: Vec<String> = sites.iter().map(|site| base().host_of(site)).collect();
        assert_eq!(hosts, ["meet-eu.example.org", "ada.my.example.org"]);
        for (site, host) in sites.iter().zip(&hosts) {
            assert_eq!(base().kind_of(host), HostKind::Site(site.clone()));
        }
        for wrong in ["", "http://example.org", "example.org:80", "exa mple.org", "-x.org", "a..b"]
        {
            assert!(wrong.parse::<BaseDomain>().is_err(), "{wrong}");
        }
    }
}
