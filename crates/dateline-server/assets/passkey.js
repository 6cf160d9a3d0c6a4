// Passkeys: asks the desk for a question, the browser's authenticator for the answer, and gives it back. Forms stay hidden where
// the browser has no passkeys or the desk is open under an IP address.
// Where the desk stands on its host, without a slash at the end.
const base = new URL("..", import.meta.url).pathname.slice(0, -1);
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(path, value) {
  const answer = await fetch(base + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error || "The desk did not take this; wait a little and try again.");
  return said;
}

const known = (all) => all.map((one) => ({ ...one, id: bytes(one.id) }));

async function logIn(form) {
  const asked = await post("/login/passkey/begin", {});
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  return post("/login/passkey", {
    id: text(rawId),
    client: text(response.clientDataJSON),
    authenticator: text(response.authenticatorData),
    signature: text(response.signature),
    handle: text(response.userHandle || new ArrayBuffer(0)),
    next: form.dataset.next,
  });
}

async function make(form) {
  const asked = await post("/account/passkeys/begin", { password: form.elements.password.value });
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
  const { response } = await navigator.credentials.create({ publicKey });
  return post("/account/passkeys/add", {
    name: form.elements.name.value,
    client: text(response.clientDataJSON),
    attestation: text(response.attestationObject),
  });
}

// What browsers say when nobody touched the authenticator tells nobody anything.
const words = (error) =>
  error.name === "NotAllowedError"
    ? "The authenticator gave no answer: it was not touched in time, or has no key for this desk."
    : error.name === "InvalidStateError"
      ? "This authenticator has a passkey for this account already."
      : error.message;

const isAddress = /^\[|^[\d.]+$/.test(location.hostname);
if (window.PublicKeyCredential && !isAddress) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const [button, told] = [form.querySelector("button"), form.querySelector(".wrong")];
      button.disabled = true;
      told.hidden = true;
      try {
        const { to: path } = await (form.dataset.passkey === "login" ? logIn(form) : make(form));
        const to = base + path;
        // An address that differs in its fragment alone would not be asked for again.
        const isHere = to.split("#")[0] === location.pathname + location.search;
        location.assign(to);
        if (isHere) location.reload();
      } catch (error) {
        told.textContent = words(error);
        told.hidden = false;
      }
      button.disabled = false;
    });
  }
  for (const none of document.querySelectorAll("[data-passkey-none]")) none.hidden = true;
}
