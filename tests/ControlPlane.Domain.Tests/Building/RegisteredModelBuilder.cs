using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Tests.Building;

/// <summary>Registered models with versions whose digests are made from their numbers.</summary>
internal static class RegisteredModelBuilder
{
    public static RegisteredModel AModel(string name = "pets", int versions = 3)
    {
        var model = RegisteredModel.Create(name, Moment.Noon).Value;
        for (var number = 1; number <= versions; number++)
            _ = model.Register(ADraft(DigestOf(name, number)), Moment.Noon).Value;
        return model;
    }

    public static VersionDraft ADraft(string digest) => new()
    {
        Digest = digest,
        SizeBytes = 1_000,
        File = ADescription(),
        Reading = new OutputReading { Output = "probabilities", Kind = OutputKind.Probabilities, ClassNames = ["cat", "dog"] },
    };

    public static OnnxModelDescription ADescription(params TensorSignature[] outputs) => new()
    {
        IrVersion = 8,
        Producer = "test 1",
        Documentation = "",
        OperatorSets = [new OperatorSet("", 17)],
        Metadata = new Dictionary<string, string>(),
        Signature = new ModelSignature(
            [new TensorSignature { Name = "x", Datatype = "FP32", Shape = [-1, 4], SymbolicDimensions = ["N", null] }],
            outputs is [] ? [new TensorSignature { Name = "probabilities", Datatype = "FP32", Shape = [-1, 2], SymbolicDimensions = ["N", null] }] : outputs),
        OutputOperators = new Dictionary<string, string>(),
        NodeCount = 1,
    };

    public static string DigestOf(string model, int number) => RoutingTableCodec.DigestOf(System.Text.Encoding.UTF8.GetBytes($"{model}/{number}"));
}
