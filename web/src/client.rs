//! Where a request comes from: the peer, or whom a named proxy says it speaks for.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use crate::face::Face;

/// Longest user agent kept, in characters.
const USER_AGENT_MAX_CHARS: usize = 200;
/// Hops of a forwarding header that are looked at.
const HOPS_MAX: usize = 10;

/// The other end of a connection.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Client {
    pub ip: Option<IpAddr>,
    pub user_agent: String,
}

impl Client {
    /// Reads what is known of a request's sender. `X-Forwarded-For` counts only when it comes from
    /// one of `proxies`, and only up to the first address that is not one of them.
    pub fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &Arc<[IpAddr]>) -> Client {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>();
        let mut ip = peer.map(|ConnectInfo(address)| address.ip().to_canonical());
        let forwarded = headers.get_all("x-forwarded-for").iter().rev();
        let hops =
            forwarded.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
        for hop in hops.take(HOPS_MAX) {
            if !ip.is_some_and(|ip| proxies.contains(&ip)) {
                break;
            }
            ip = hop.trim().parse().ok().map(|hop: IpAddr| hop.to_canonical());
        }
        let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        let user_agent = agent.unwrap_or_default().chars().take(USER_AGENT_MAX_CHARS).collect();
        Client { ip, user_agent }
    }

    /// The address as text; empty when it is not known.
    pub fn ip_text(&self) -> String {
        self.ip.map(|ip| ip.to_string()).unwrap_or_default()
    }

    /// What limits count by: the address, or the /64 network it is in for IPv6.
    pub fn network(&self) -> String {
        match self.ip {
            Some(IpAddr::V4(ip)) => ip.to_string(),
            Some(IpAddr::V6(ip)) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            None => "unknown".to_owned(),
        }
    }
}

impl FromRequestParts<Face> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, face: &Face) -> Result<Client, Infallible> {
        Ok(Client::of(&parts.extensions, &parts.headers, &face.proxies))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, forwarded: &'static str) -> Client {
        let mut extensions = Extensions::new();
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        extensions.insert(ConnectInfo(peer));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
        let proxies = ["10.0.0.1", "10.0.0.2"].map(|ip| ip.parse().expect("an address"));
        Client::of(&extensions, &headers, &proxies.into())
    }

    #[test]
    fn only_named_proxies_speak_for_others() {
        assert_eq!(client("192.0.2.9", "198.51.100.7").ip_text(), "192.0.2.9");
        assert_eq!(client("10.0.0.1", "198.51.100.7").ip_text(), "198.51.100.7");
        assert_eq!(client("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2").ip_text(), "198.51.100.7");
        assert_eq!(client("10.0.0.1", "nonsense").ip_text(), "");
    }

    #[test]
    fn networks_of_the_newer_kind_count_as_one() {
        assert_eq!(client("2001:db8:1:2:3:4:5:6", "").network(), "2001:db8:1:2::/64");
        assert_eq!(client("::ffff:192.0.2.9", "").network(), "192.0.2.9");
    }
}
