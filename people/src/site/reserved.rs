//! Names nobody gets: what the deployment uses or may use itself, and what would mislead people.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::SiteName;

/// A name that looks like one of these is reserved too.
const RESERVED: &str = "\
abuse access account accounts admin administrator admins alert alerts api app apps assets auth \
autoconfig autodiscover backup billing blog board bugs calendar call calls cart cdn certificate \
chat checkout cloud community config connect console contact corporate customer customers \
dashboard default demo developer developers dev dial directory dns docs documentation domain \
download downloads email emergency enterprise error example export faq feedback files forum free \
ftp gateway general guest guests healthz help helpdesk home host hostmaster hosting hosts http \
https image images imap inbound info internal invoice invoices invite join legal licence license \
live localhost login logout mail mailer mailer-daemon marketing master media meet meeting \
meetings member members metrics mobile monitor monitoring mx my network news newsletter noc \
no-reply noreply notify ns1 ns2 null oauth office official openid operator order orders owner \
owners partner partners password pay payment payments plans plenum plenum-support pop pop3 \
portal postmaster press preview pricing privacy private prod production profile proxy public \
recording recordings register relay report reports reset root sales sandbox saml scim search \
secure security service services session settings shop sign-in sign-up signin signup sip site \
sites smtp ssl sso staff staging start static stats status store stun subscribe support sysadmin \
system team terms test testing tls trust turn undefined update updates upgrade upload user users \
verify video vpn webhook webhooks webinar webinars webmail webmaster website welcome well-known \
wiki www www1 www2";

/// Beginnings kept for the deployment's own hosts.
const RESERVED_BEGINNINGS: &[&str] = &["meet-", "plenum-", "xn-"];

/// What they look like; worked out once.
static SHAPES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = RESERVED.split_ascii_whitespace();
    words.map(|word| SiteName(word.to_owned()).skeleton()).collect()
});

pub fn is_reserved(name: &SiteName) -> bool {
    let begins = |beginning: &&str| name.as_str().starts_with(*beginning);
    SHAPES.contains(&name.skeleton()) || RESERVED_BEGINNINGS.iter().any(begins)
}
