using ControlPlane.Demo.Models;

namespace ControlPlane.Demo.Tests.Models;

/// <summary>The models of the usual seed, trained once for all tests; nothing changes them.</summary>
internal static class TrainedSet
{
    private static readonly Lazy<ModelSet> Trained = new(() => ModelSet.Train(ModelSet.UsualSeed));

    public static ModelSet Usual => Trained.Value;

    public static DemoModel Pets(int version) => Usual.Models.Single(model => model.Name == PetsModels.Name && model.Version == version);

    public static DemoModel Fraud(int version) => Usual.Models.Single(model => model.Name == FraudModels.Name && model.Version == version);
}
