using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Every method that vectors may name. Immutable.</summary>
internal static class MethodCatalogue
{
    private static readonly Dictionary<string, VectorMethod> Methods =
        new IReadOnlyDictionary<string, VectorMethod>[]
        {
            SequenceMethods.All,
            MeanSequenceMethods.All,
            ProportionMethods.All,
            MeanMethods.All,
            MultiplicityMethods.All,
            RankMethods.All,
            JudgeMethods.All,
            PowerMethods.All,
            BayesianMethods.All,
            BanditMethods.All,
            DriftMethods.All,
            ShadowMethods.All,
            SketchMethods.All,
            PropertyMethods.All,
        }.SelectMany(family => family).ToDictionary(method => method.Key, method => method.Value, StringComparer.Ordinal);

    /// <summary>The method of a name.</summary>
    /// <exception cref="UnsupportedVectorException">There is none.</exception>
    public static VectorMethod Find(string name) =>
        Methods.TryGetValue(name, out var method) ? method : throw new UnsupportedVectorException($"no method {name}");
}
