// The peer: what a Node.js team would write. Fastify 5 with onnxruntime-node, same model, same protocol, same session options.
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
const app = Fastify({ logger: false });

app.post("/v2/models/:model/infer", async (request) => {
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
});

await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log("ready");
