// The peer: what a Node.js team would write. Fastify 5 with onnxruntime-node, same model, same protocol with and without
// its binary tensors, same session options.
// Usage: node fastify-server.mjs <port> <model.onnx>; prints "ready" when it answers.
import Fastify from "fastify";
import * as ort from "onnxruntime-node";

const [port, modelPath] = process.argv.slice(2);
const session = await ort.InferenceSession.create(modelPath, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: "sequential",
  graphOptimizationLevel: "all",
});
const app = Fastify({ logger: false, bodyLimit: 64 << 20 });
app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (request, body, done) => done(null, body));

app.post("/v2/models/:model/infer", async (request, reply) => {
  const isBinary = Buffer.isBuffer(request.body);
  return isBinary ? answerBinary(request, reply) : answerJson(request);
});

async function answerJson(request) {
  const feeds = {};
  for (const input of request.body.inputs) {
    feeds[input.name] = new ort.Tensor("float32", Float32Array.from(input.data), input.shape);
  }

  const results = await session.run(feeds);
  const outputs = session.outputNames.map((name) => ({
    name,
    datatype: "FP32",
    shape: results[name].dims,
    data: Array.from(results[name].data),
  }));
  return { model_name: request.params.model, model_version: "1", outputs };
}

async function answerBinary(request, reply) {
  const { body } = request;
  let at = Number(request.headers["inference-header-content-length"]);
  const feeds = {};
  for (const input of JSON.parse(body.subarray(0, at)).inputs) {
    const length = input.parameters.binary_data_size;
    // A copy, because the floats must lie at a multiple of four.
    const bytes = body.buffer.slice(body.byteOffset + at, body.byteOffset + at + length);
    feeds[input.name] = new ort.Tensor("float32", new Float32Array(bytes), input.shape);
    at += length;
  }

  const results = await session.run(feeds);
  const tensors = session.outputNames.map((name) => results[name]);
  const outputs = tensors.map((tensor, index) => ({
    name: session.outputNames[index],
    datatype: "FP32",
    shape: tensor.dims,
    parameters: { binary_data_size: tensor.data.byteLength },
  }));
  const json = Buffer.from(JSON.stringify({ model_name: request.params.model, model_version: "1", outputs }));
  const bytes = tensors.map((tensor) => Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength));
  reply.header("inference-header-content-length", json.length).type("application/octet-stream");
  return Buffer.concat([json, ...bytes]);
}

await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log("ready");
