// A real OpenID provider for a test: node provider.mjs PORT REDIRECT_URI. Whoever signs in is who they say; ada is in the group ml-ops.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const groups = { ada: ["ml-ops", "others"] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "controlplane", client_secret: "the client's secret of the test", redirect_uris: [redirect], grant_types: ["authorization_code"], response_types: ["code"] }],
  claims: { openid: ["sub"], profile: ["preferred_username"], groups: ["groups"] },
  scopes: ["openid", "profile", "groups"],
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ["a key of the test"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id, groups: groups[id] ?? [] }) }),
});
provider.listen(Number(port), "127.0.0.1");
