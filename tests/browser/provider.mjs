// A small identity provider for the tests: whoever is sent there is logged in as its one person, and led back at once.
import { createServer } from "node:http";
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";

const coded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

export async function startProvider() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const codes = new Map();
  let issuer = "";
  const token = (nonce) => {
    const now = Math.floor(Date.now() / 1000);
    const body = { iss: issuer, sub: "7f3", aud: "desk", exp: now + 60, iat: now, nonce, name: "Bert" };
    const signed = `${coded({ alg: "ES256", kid: "one" })}.${coded(body)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  };
  const answers = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    }),
    "/keys": () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "ES256", use: "sig" }] }),
    "/token": (form) => {
      const known = codes.get(form.get("code"));
      codes.delete(form.get("code"));
      const verifier = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
      const fits = known && known.challenge === verifier && known.back === form.get("redirect_uri");
      return fits ? { id_token: token(known.nonce), token_type: "Bearer", access_token: "none" } : undefined;
    },
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, issuer);
    let body = "";
    for await (const chunk of request) body += chunk;
    if (url.pathname === "/authorize") {
      const [code, back] = [randomUUID(), url.searchParams.get("redirect_uri")];
      codes.set(code, { back, nonce: url.searchParams.get("nonce"), challenge: url.searchParams.get("code_challenge") });
      const to = new URL(back);
      to.searchParams.set("code", code);
      to.searchParams.set("state", url.searchParams.get("state"));
      return response.writeHead(302, { location: to.href }).end();
    }
    const answer = answers[url.pathname]?.(new URLSearchParams(body));
    response.writeHead(answer ? 200 : 400, { "content-type": "application/json" }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${server.address().port}`;
  return { issuer, port: server.address().port, stop: () => new Promise((resolve) => server.close(resolve)) };
}
