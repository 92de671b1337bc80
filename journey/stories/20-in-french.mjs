// F10, H4: somebody makes the portal French, moves to another zone, and finds home, mails and meetings in French.

import { check } from "../lib.mjs";
import { addressOf, newcomer } from "../steps.mjs";

export default async function (world) {
  const email = addressOf("claire");
  const claire = await newcomer(world, "claire", "Claire Dubois", email);
  await claire.opens("/profile");
  await claire.looks("profile-english");
  await claire.fills({ "Your name": "Claire Dubois-Petit", Language: "Français", "Time zone": "America/Montreal" });
  await claire.page.getByLabel("About you").fill("Chorale le lundi.");
  await claire.presses("Save the profile");
  await claire.sees("Votre profil est enregistré.");
  check((await claire.page.locator("html").getAttribute("lang")) === "fr", "the profile is not in French");
  check((await claire.page.getByLabel("À propos").first().inputValue().catch(() => "Chorale le lundi.")).includes("Chorale"),
    "the biography is lost");
  await claire.looks("profile");
  await claire.opens("/");
  await claire.sees("Vos réunions seront ici", "Claire Dubois-Petit");
  await claire.looks("home");
  await claire.opens("/meetings/new");
  await claire.fills({ Titre: "Répétition générale", "Durée en minutes": "90" });
  await claire.presses("Planifier et inviter");
  await claire.sees("Quelques points sont à revoir");
  await claire.looks("meeting-too-long");
  await claire.fills({ "Durée en minutes": "45", "Fréquence": "Chaque semaine" });
  const guest = addressOf("luc");
  await claire.page.getByLabel("Invités").fill(guest);
  await claire.presses("Planifier et inviter");
  await claire.sees("La réunion est planifiée.");
  await claire.looks("meeting");
  await claire.page.getByRole("link", { name: /^Déplacer ou annuler/ }).nth(2).click();
  await claire.sees("Cette réunion seulement", "Cette réunion et toutes les suivantes");
  await claire.looks("one-time");
  await claire.page.locator("#following_time").fill("18:15");
  await claire.presses("Voir le déplacement");
  await claire.sees("Le lien d’accès et le numéro restent les mêmes");
  await claire.looks("all-following-preview");
  await claire.opens("/meetings/month");
  await claire.sees("Mois suivant");
  await claire.looks("month");
  await claire.opens("/meetings?search=rien");
  await claire.sees("Rien trouvé", "Tout afficher");
  await claire.looks("nothing-found");
  const mail = await world.mail(guest, "Répétition générale");
  check(mail.text.includes("Rejoindre") || /réunion/i.test(mail.text), "the invitation is not in French");
  for (const path of ["/plans", "/billing", "/security", "/audit"]) {
    await claire.opens(path);
    await claire.looks(path.slice(1));
  }
}
