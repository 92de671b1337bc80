//! Chrome: what stands around every page of the portal (`templates/layout.html`).

use app::Who;
use app::chat::UNREAD_COUNTED_MAX;
use app::meetings::join::AskedSite;
use people::host::SiteAddress;
use people::roles::Permission;
use serde::Serialize;
use store::{StoreError, Tx};
use units::Locale;
use units::id::AccountId;

use crate::brand::BrandLine;
use crate::urls;
use crate::visit::Visit;

/// What the layout knows beside the page itself.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    /// The path being looked at, without its query.
    pub path: String,
    pub locale: Locale,
    pub locales: Vec<LanguageChoice>,
    /// Demo: the clock and the mails are open to look at.
    pub demo: bool,
    /// The time, in words.
    pub clock: String,
    /// Scheme, host and port of the portal.
    pub base_url: String,
    /// Where people of the site sign in, absolute.
    pub sign_in_url: String,
    /// How the site looks whose page it is; none on the portal, and where there is no such site.
    pub brand: Option<BrandLine>,
    pub me: Option<Me>,
    pub plan: Option<PlanLine>,
    pub provisioning: Option<SettingUp>,
    /// Chats with something new; counted up to `UNREAD_COUNTED_MAX`.
    pub unread_chats: u32,
    pub news: Option<News>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LanguageChoice {
    pub code: Locale,
    /// In the language itself.
    pub name: String,
}

/// The person signed in.
#[derive(Clone, Debug, Serialize)]
pub struct Me {
    pub name: String,
    pub email: String,
    /// The account's name.
    pub account: String,
    /// Path of the picture, if there is one.
    pub photo: Option<String>,
    pub is_operator: bool,
    pub manages_people: bool,
    pub sees_reports: bool,
}

/// One line on the plan, and whether there is one above it.
#[derive(Clone, Debug, Serialize)]
pub struct PlanLine {
    pub text: String,
    pub upgrade: bool,
}

/// How far the account's new site is.
#[derive(Clone, Debug, Serialize)]
pub struct SettingUp {
    pub done: usize,
    pub total: usize,
    pub href: String,
    pub failed: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct News {
    pub text: String,
    pub tone: Option<&'static str>,
    pub link: Option<NewsLink>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NewsLink {
    pub label: String,
    pub href: String,
}

impl Chrome {
    /// What can be said without asking the store.
    pub(crate) fn bare(visit: &Visit) -> Chrome {
        let face = visit.face();
        let config = &face.app.config;
        let texts = face.texts();
        let languages = texts.languages().iter();
        let news = visit.news.as_deref().filter(|key| texts.has(key));
        Chrome {
            path: visit.path.clone(),
            locale: visit.locale.clone(),
            locales: languages
                .map(|each| LanguageChoice {
                    code: each.locale.clone(),
                    name: each.native_name.clone(),
                })
                .collect(),
            demo: config.demo,
            clock: texts.datetime(&visit.locale, face.app.now(), &visit.zone),
            base_url: config.origin(),
            sign_in_url: config.portal_url(&sign_in_path(visit)),
            brand: None,
            me: None,
            plan: None,
            provisioning: None,
            unread_chats: 0,
            news: news.map(|key| News {
                text: texts.plain(&visit.locale, key),
                tone: Some("good"),
                link: None,
            }),
        }
    }

    /// What the layout shows to this visitor; one short read when somebody is signed in.
    pub(crate) async fn load(visit: &Visit) -> Result<Chrome, StoreError> {
        let mut chrome = Chrome::bare(visit);
        let face = visit.face();
        if let Some(address) = &visit.site {
            let shown = app::site::brand::shown(&face.app, &AskedSite::from(address)).await?;
            chrome.brand = shown.map(|shown| BrandLine::of(shown.host, &shown.brand));
        }
        let Some(who) = &visit.who else { return Ok(chrome) };
        let mut tx = face.app.store.read().await?;
        let account = store::account::find(&mut tx, who.account()).await?;
        chrome.me = Some(me(who, account.map(|account| account.name).unwrap_or_default()));
        let plan = app::plan::in_force(&face.app, &mut tx, who.account(), &visit.locale).await?;
        chrome.plan = Some(PlanLine { text: plan.name, upgrade: plan.is_free });
        chrome.provisioning = setting_up(&mut tx, who.account()).await?;
        chrome.unread_chats =
            store::chat_unread::chats(&mut tx, who.person(), UNREAD_COUNTED_MAX).await?;
        Ok(chrome)
    }
}

/// One signs in on the portal, wherever one comes from; from a site of an account's own it says so.
fn sign_in_path(visit: &Visit) -> String {
    match &visit.site {
        Some(SiteAddress::Own(name)) => urls::sign_in_at(name.as_str()),
        Some(SiteAddress::Regional(_)) | None => urls::SIGN_IN.to_owned(),
    }
}

fn me(who: &Who, account: String) -> Me {
    Me {
        name: who.name.clone(),
        email: who.email.to_string(),
        account,
        photo: who.photo.clone(),
        is_operator: who.actor.operator,
        manages_people: who.actor.may(Permission::ManagePeople),
        sees_reports: who.actor.may(Permission::SeeReports),
    }
}

async fn setting_up(tx: &mut Tx, account: AccountId) -> Result<Option<SettingUp>, StoreError> {
    let Some(order) = store::order::being_set_up(tx, account).await? else { return Ok(None) };
    let steps = store::provisioning::steps(tx, account, order).await?;
    Ok(Some(SettingUp {
        done: steps.iter().filter(|step| step.done_at.is_some()).count(),
        total: steps.len(),
        href: urls::order(order),
        failed: steps.iter().any(|step| step.done_at.is_none() && step.error.is_some()),
    }))
}
