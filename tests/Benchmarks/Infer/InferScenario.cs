namespace ControlPlane.Benchmarks.Infer;

/// <summary>One kind of requests to one model.</summary>
/// <param name="Name">Of the scenario.</param>
/// <param name="Model">The model's file.</param>
/// <param name="Form">How requests are written down.</param>
/// <param name="Rows">Rows of a request.</param>
/// <param name="Connections">Numbers of connections that are measured, one after the other.</param>
/// <param name="Asked">Who is asked; null for the agent and those it is held against.</param>
internal sealed record InferScenario(string Name, string Model, InferForm Form, int Rows, IReadOnlyList<int> Connections, IReadOnlyList<Contender>? Asked = null)
{
    /// <summary>All that can be measured here, their models in the folder.</summary>
    public static IReadOnlyList<InferScenario> All(string folder)
    {
        var (fraud, digits, wide) = (MeasuredModels.Fraud(folder), MeasuredModels.Digits(folder), MeasuredModels.Wide(folder));
        List<InferScenario> all =
        [
            new("fraud-json", fraud, InferForm.Json, 1, [1, 16, 64]),
            new("fraud-json-32-rows", fraud, InferForm.Json, 32, [16]),
            new("fraud-json-routing", fraud, InferForm.Json, 1, [16], [Contender.Agent, Contender.Plain, Contender.Rules]),
            new("fraud-json-isolated", fraud, InferForm.Json, 1, [1, 16], [Contender.Agent, Contender.Isolated]),
            new("digits-binary-isolated", digits, InferForm.Binary, 1, [16], [Contender.Agent, Contender.Isolated]),
            new("wide-binary-isolated", wide, InferForm.Binary, 1, [64], [Contender.Agent, Contender.Isolated]),
            new("digits-json", digits, InferForm.Json, 1, [1, 16, 64]),
            new("digits-binary", digits, InferForm.Binary, 1, [1, 16, 64]),
            new("wide-binary", wide, InferForm.Binary, 1, [64]),
            new("fraud-grpc", fraud, InferForm.Grpc, 1, [16]),
            new("digits-grpc", digits, InferForm.Grpc, 1, [16]),
        ];
        if (MeasuredModels.Shared("mnist.onnx") is { } mnist)
            all.Add(new("mnist-binary", mnist, InferForm.Binary, 1, [16]));
        if (MeasuredModels.Shared("light_squeezenet.onnx") is { } squeezenet)
        {
            all.Add(new("squeezenet-binary", squeezenet, InferForm.Binary, 1, [16]));
            all.Add(new("squeezenet-binary-isolated", squeezenet, InferForm.Binary, 1, [16], [Contender.Agent, Contender.Isolated]));
        }

        return all;
    }

    /// <summary>Who can be asked so: the peer speaks REST only, and the floor what the peer speaks.</summary>
    public IReadOnlyList<Contender> Contenders => Asked ?? (Form == InferForm.Grpc ? [Contender.Agent] : [Contender.Agent, Contender.Floor, Contender.Fastify]);
}
