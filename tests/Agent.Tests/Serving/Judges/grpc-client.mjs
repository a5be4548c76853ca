// A client of @grpc/grpc-js, which nobody here wrote, with the proto file as it is published to callers.
// Prints one line of JSON per call; the test holds them against what must come back.
import { createRequire } from 'node:module';

const [address, protos, packages] = process.argv.slice(2);
const require = createRequire(packages);
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const load = file => grpc.loadPackageDefinition(loader.loadSync(`${protos}/${file}`, { keepCase: true, longs: String, enums: String, defaults: true }));
const inference = new (load('inference.proto').inference.GRPCInferenceService)(address, grpc.credentials.createInsecure());
const health = new (load('health.proto').grpc.health.v1.Health)(address, grpc.credentials.createInsecure());

const call = (client, method, request, metadata = {}, options = {}) => new Promise(resolve => {
  const sent = new grpc.Metadata();
  for (const [name, value] of Object.entries(metadata)) sent.set(name, value);
  let headers = {};
  client[method](request, sent, options, (error, answer) => {
    console.log(JSON.stringify({ method, code: error?.code ?? 0, details: error?.details ?? '', answer, headers }));
    resolve(answer);
  }).on('metadata', received => { headers = received.getMap(); });
});

const floats = values => Buffer.from(new Float32Array(values).buffer);
const tensor = (shape, extra = {}) => ({ name: 'x', datatype: 'FP32', shape, ...extra });
const raw = { model_name: 'pets', id: 'one', inputs: [tensor([1, 4])], raw_input_contents: [floats([1, 2, 3, 4])] };

await call(inference, 'ServerLive', {});
await call(inference, 'ServerReady', {});
await call(inference, 'ModelReady', { name: 'pets' });
await call(inference, 'ServerMetadata', {});
await call(inference, 'ModelMetadata', { name: 'pets' });
await call(health, 'Check', { service: 'pets' });
await call(inference, 'ModelInfer', raw, { 'x-routing-key': 'anna' });
await call(inference, 'ModelInfer', { model_name: 'pets', inputs: [tensor([1, 4], { contents: { fp32_contents: [1, 2, 3, 4] } })] });
await call(inference, 'ModelInfer', { ...raw, inputs: [tensor([2, 4])] });
await call(inference, 'ModelInfer', { ...raw, model_name: 'nobody' });
await call(inference, 'ModelInfer', raw, {}, { deadline: Date.now() - 1 });
const rows = 50_000;
await call(inference, 'ModelInfer', { ...raw, inputs: [tensor([rows, 4])], raw_input_contents: [floats(Array(rows * 4).fill(1))], outputs: [{ name: 'y' }] }, {}, {});
await Promise.all(Array.from({ length: 200 }, (_, i) => call(inference, 'ModelInfer', { ...raw, id: `${i}`, raw_input_contents: [floats([i, i, i, i])] })));
inference.close();
health.close();
