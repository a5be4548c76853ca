// OpenFeature's SDK for servers with its OFREP provider, which nobody here wrote, against an agent.
// Reads callers as JSON from the arguments and prints one line of JSON per answer.
import { createRequire } from 'node:module';

const [agent, flag, callers, packages] = process.argv.slice(2);
const require = createRequire(packages);
const { OpenFeature } = require('@openfeature/server-sdk');
const { OFREPProvider } = require('@openfeature/ofrep-provider');
const { OFREPApi } = require('@openfeature/ofrep-core');

const print = line => console.log(JSON.stringify(line));
OpenFeature.setLogger({ error() {}, warn() {}, info() {}, debug() {} });
await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: agent }));
const client = OpenFeature.getClient();

for (const context of JSON.parse(callers)) print(await client.getStringDetails(flag, 'code-default', context));
print(await client.getStringDetails(flag, 'code-default', {}));
print(await client.getStringDetails('nobody', 'code-default', { targetingKey: 'anna' }));
print(await client.getBooleanDetails(flag, false, { targetingKey: 'anna' }));

// What SDKs of browsers do: everything at once, and again only when it changed.
const api = new OFREPApi(agent);
const context = { targetingKey: 'anna', region: 'au' };
const bulk = await api.postBulkEvaluateFlags({ context });
const tag = bulk.httpResponse.headers.get('ETag');
const again = await api.postBulkEvaluateFlags({ context }, { headers: [['If-None-Match', tag]] });
print({ status: bulk.httpStatus, flags: bulk.value.flags, again: again.httpStatus });
await OpenFeature.close();
