//! How people come into a story: they sign up, read their mail, and follow the link.

use app::sign_up;
use app::visitor::Visitor;
use people::sign_up::SignUpDraft;

use crate::persona::Persona;
use crate::world::World;

/// The password of everybody in every story.
pub const PASSWORD: &str = "violet harbour 27 kites";

impl World {
    /// A free host and owner at `address`, living in `zone`, reading `locale`.
    pub async fn owner_speaking(&self, address: &str, zone: &str, locale: &str) -> Persona {
        let draft = SignUpDraft {
            email: address.to_owned(),
            name: "Ada Example".to_owned(),
            password: PASSWORD.to_owned(),
            locale: locale.to_owned(),
            zone: zone.to_owned(),
        };
        sign_up::ask(&self.app, &draft, None).await.expect("the sign-up is taken");
        self.settles().await;
        let mail = self.newest_mail(address, "confirm_email").await;
        let token = mail.after("confirm-email?token=");
        let confirmed = sign_up::confirm(&self.app, &token, PASSWORD, &Visitor::house(), None)
            .await
            .expect("the address is confirmed");
        self.settles().await;
        Persona { world: self.clone(), who: confirmed.opened.who }
    }

    pub async fn owner_in(&self, address: &str, zone: &str) -> Persona {
        self.owner_speaking(address, zone, "en").await
    }

    pub async fn owner(&self, address: &str) -> Persona {
        self.owner_in(address, "UTC").await
    }

    /// An owner who also runs the deployment.
    pub async fn operator(&self, address: &str) -> Persona {
        let persona = self.owner(address).await;
        app::first_run::make_operator(&self.app, persona.account(), persona.who.person())
            .await
            .expect("made an operator");
        persona
    }
}
