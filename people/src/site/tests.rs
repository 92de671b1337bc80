//! Names people choose, names that look alike, names proposed.

use proptest::prelude::*;
use units::EmailAddress;

use super::*;

fn name(text: &str) -> SiteName {
    SiteName::choose(text).unwrap_or_else(|refusal| panic!("{text}: {refusal}"))
}

#[test]
fn names_are_folded() {
    assert_eq!(name(" Ada-Lovelace ").as_str(), "ada-lovelace");
    assert_eq!(name("Ａｄａ７").as_str(), "ada7", "full-width letters are plain ones");
    assert_eq!(name("a1b").as_str(), "a1b");
}

#[test]
fn refusals_have_codes_and_a_way_on() {
    let refused = |text: &str| SiteName::choose(text).expect_err(text);
    for (text, code) in [
        ("ab", "site_name.too_short"),
        ("", "site_name.too_short"),
        ("12345", "site_name.no_letter"),
        ("-ada", "site_name.hyphens"),
        ("ada-", "site_name.hyphens"),
        ("ada--lovelace", "site_name.hyphens"),
        ("ada_lovelace", "site_name.character"),
        ("ada.lovelace", "site_name.character"),
        ("аda", "site_name.character"), // a Cyrillic letter
        ("zoë", "site_name.character"),
        ("admin", "site_name.reserved"),
        ("adm1n", "site_name.reserved"),
        ("p-l-e-n-u-m", "site_name.reserved"),
        ("pIenum", "site_name.reserved"),
        ("meet-eu", "site_name.reserved"),
        ("suрport", "site_name.character"), // a Cyrillic letter again
        ("supp0rt", "site_name.reserved"),
    ] {
        assert_eq!(refused(text).code(), code, "{text}");
    }
    assert_eq!(refused(&"a".repeat(41)).code(), "site_name.too_long");
    assert_eq!(refused(&"a".repeat(100_000)).code(), "site_name.too_long");
    assert_eq!(refused("Zoë & Ada").fix(), SiteNameFix::TakeInstead(name("zoe-ada")));
    assert_eq!(refused("ada--x").fix(), SiteNameFix::TakeInstead(name("ada-x")));
    assert_eq!(refused("Ада").fix(), SiteNameFix::ChooseAnother);
    assert_eq!(refused("admin").fix(), SiteNameFix::ChooseAnother);
}

#[test]
fn look_alikes_share_a_skeleton() {
    for (one, other) in [
        ("google", "g00gle"),
        ("paypal", "paypa1"),
        ("modern", "modem"),
        ("willow", "vvillow"),
        ("ada-lovelace", "adalovelace"),
        ("berlin", "ber1in"),
        ("islands", "lslands"),
    ] {
        assert_eq!(name(one).skeleton(), name(other).skeleton(), "{one} {other}");
    }
    let schools: std::collections::BTreeSet<String> =
        (0..10).map(|number| name(&format!("school-{number}")).skeleton()).collect();
    assert_eq!(schools.len(), 10, "numbered names stay apart");
}

fn first(email: &str, count: usize) -> Vec<String> {
    let email: EmailAddress = email.parse().expect("an address");
    proposals(&email).take(count).map(|name| name.to_string()).collect()
}

#[test]
fn names_are_proposed_from_the_address() {
    assert_eq!(
        first("Ada.Lovelace+x@mail.analytical.example", 5),
        [
            "ada-lovelace",
            "ada-lovelace-analytical",
            "analytical",
            "ada-lovelace-2",
            "ada-lovelace-3"
        ]
    );
    assert_eq!(first("info@lycee-hugo.example", 2), ["lycee-hugo", "info-lycee-hugo"]);
    assert_eq!(first("al@uni.ac.uk", 2), ["al-uni", "uni"]);
    assert_eq!(first("a@b.c", 1), ["a-b"]);
    assert_eq!(first("7@8.c", 2), ["8-site", "8-site-2"]);
    assert_eq!(first("---@x.localhost", 1), ["x-site"]);
    assert_eq!(first("0_a@2.example", 3), ["0-a", "0-a-2", "0-a-3"], "each once");
    assert_eq!(first("root@localhost", 1), ["root-localhost"]);
    assert_eq!(first("7@plenum.example", 2), ["7-plenum", "7-plenum-2"]);
    assert_eq!(first("---@plenum.example", 2), ["our-site", "our-site-2"]);

    let ada: EmailAddress = "ada@example.org".parse().expect("an address");
    let free = propose_from(&ada, |name| name.skeleton().len() < 6);
    assert_eq!(free.map(String::from).as_deref(), Some("ada-example"));
    assert_eq!(propose_from(&ada, |_| true), None);
}

proptest! {
    /// Whatever the address, the first thousand proposals are names one may have, all different.
    #[test]
    fn proposals_can_be_had(local in "[a-z0-9._+-]{1,64}", domain in "[a-z0-9-]{1,30}\\.[a-z]{2,5}") {
        let Ok(email) = format!("{local}@{domain}").parse::<EmailAddress>() else { return Ok(()) };
        let names: Vec<SiteName> = proposals(&email).collect();
        prop_assert!(names.len() > 900);
        for name in &names {
            prop_assert_eq!(&SiteName::choose(name.as_str()), &Ok(name.clone()));
        }
        let different: std::collections::BTreeSet<&SiteName> = names.iter().collect();
        prop_assert_eq!(different.len(), names.len());
    }

    /// No text makes choosing fail other than by a refusal, and what is chosen is a host label.
    #[test]
    fn any_text_is_a_label_or_refused(text in ".{0,60}") {
        match SiteName::choose(&text) {
            Ok(name) => {
                prop_assert!(name.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
                prop_assert_eq!(name.as_str().parse::<SiteName>(), Ok(name));
            }
            Err(refusal) => if let SiteNameFix::TakeInstead(instead) = refusal.fix() {
                prop_assert_eq!(SiteName::choose(instead.as_str()), Ok(instead));
            },
        }
    }
}
