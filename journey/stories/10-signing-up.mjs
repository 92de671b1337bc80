// B1: a stranger signs up, confirms the address, leaves, comes back, forgets the password, adds a passkey.

import { check } from "../lib.mjs";
import { addressOf, confirmsAddress, PASSWORD } from "../steps.mjs";

const ADDRESS = addressOf("ada");
const OTHER = "poems about engines";

export default async function (world) {
  const ada = await world.person("ada");
  await signsUp(ada);
  await confirms(world, ada);
  await comesBack(ada);
  await forgets(world, ada);
  await addsPasskey(world, ada);
}

async function signsUp(ada) {
  await ada.opens("/");
  await ada.follows("Sign up free");
  await ada.looks("sign-up");
  await ada.fills({ "Your name": "Ada Byron", "E-mail address": ADDRESS, Password: "password1234" });
  await ada.page.locator(".strength").waitFor({ state: "visible" });
  await ada.page.getByLabel(/I accept the terms/).check();
  await ada.presses("Create the account");
  await ada.sees("This needs another look");
  check((await ada.page.getByLabel("Your name").inputValue()) === "Ada Byron", "the typed name is lost");
  check((await ada.page.getByLabel("E-mail address").inputValue()) === ADDRESS, "the typed address is lost");
  await ada.looks("sign-up-weak-password");
  await ada.fills({ Password: PASSWORD });
  if (!(await ada.page.getByLabel(/I accept the terms/).isChecked())) await ada.page.getByLabel(/I accept the terms/).check();
  await ada.presses("Create the account");
  await ada.sees("Look into your mail", `We have written to ${ADDRESS}.`);
  await ada.looks("look-into-your-mail");
}

async function confirms(world, ada) {
  await confirmsAddress(world, ada, ADDRESS, (page) => page.looks("confirm-address"));
  await ada.isAt("/");
  await ada.sees("Your address is confirmed", "Your meetings will be here", "Upgrade");
  await ada.looks("home-empty");
  await world.mail(ADDRESS, "Your account is ready");
}

async function signsIn(ada, password) {
  await ada.opens("/sign-in");
  await ada.fills({ "E-mail address": ADDRESS, Password: password });
  await ada.presses("Sign in");
}

async function signsOut(ada) {
  await ada.page.locator("details.menu summary").click();
  await ada.presses("Sign out");
  await ada.sees("Sign up free");
}

async function comesBack(ada) {
  await signsOut(ada);
  await signsIn(ada, "not my password at all");
  await ada.sees("This needs another look");
  check((await ada.page.getByLabel("E-mail address").inputValue()) === ADDRESS, "the typed address is lost");
  await ada.looks("sign-in-refused");
  await signsIn(ada, PASSWORD);
  await ada.isAt("/");
}

async function forgets(world, ada) {
  await signsOut(ada);
  await ada.opens("/sign-in");
  await ada.follows("Forgotten the password?");
  await ada.fills({ "E-mail address": ADDRESS });
  await ada.looks("forgot-password");
  await ada.presses("Send the link");
  await ada.sees("Look into your mail");
  const mail = await world.mail(ADDRESS, "Set a new password");
  await ada.opens(mail.links.find((link) => link.includes("reset")));
  await ada.fills({ "New password": OTHER });
  await ada.looks("new-password");
  await ada.presses("Set the password and sign in");
  await ada.sees("The password is set.");
  await world.mail(ADDRESS, "Your password was changed");
}

async function addsPasskey(world, ada) {
  const device = await ada.page.context().newCDPSession(ada.page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true },
  });
  await ada.opens("/security");
  await ada.sees("Sessions", "This one");
  await ada.fills({ "Name of the passkey": "Desk" });
  await ada.presses("Add a passkey");
  await ada.sees("Not used yet.");
  await ada.looks("security");
  await world.mail(ADDRESS, "A passkey was added");
  await signsOut(ada);
  await ada.opens("/sign-in");
  await ada.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await ada.isAt("/");
  await ada.opens("/security");
  await ada.sees("Last used on");
  await device.detach();
}
