// Takes deliveries with the public CloudEvents SDK and checks their signatures; one line of JSON for each.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [root] = process.argv.slice(2);
const { HTTP } = createRequire(`${root}/package.json`)("cloudevents");
let key = Buffer.alloc(0);
let questions = 0;

function isSigned(headers, body) {
  const expected = createHmac("sha256", key).update(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`).digest();
  return String(headers["webhook-signature"]).split(" ").some(signature => {
    const given = Buffer.from(signature.replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.url === "/key") {
    key = Buffer.from(body, "base64");
    response.writeHead(204).end();
    return;
  }

  // A gate that agrees the second time it is asked.
  if (request.url === "/gate") {
    response.writeHead(++questions === 1 ? 409 : 200, { "content-type": "application/json" }).end(JSON.stringify({ reason: questions === 1 ? "the freeze is on" : "go" }));
    return;
  }

  const event = HTTP.toEvent({ headers: request.headers, body });
  const isValid = event.validate();
  console.log(JSON.stringify({ isValid, isSigned: isSigned(request.headers, body), id: event.id, source: event.source, type: event.type, subject: event.subject, data: event.data }));
  response.writeHead(204).end();
});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
