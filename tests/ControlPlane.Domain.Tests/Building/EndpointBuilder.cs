using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Domain.Tests.Building;

/// <summary>Endpoints whose model has the versions 1 to 4.</summary>
internal static class EndpointBuilder
{
    public static IReadOnlySet<int> Versions { get; } = new HashSet<int> { 1, 2, 3, 4 };

    public static InferenceEndpoint AnEndpoint(string name = "pets", string model = "pets", int stable = 1) =>
        InferenceEndpoint.Create(ADraft(name, model, stable), "salt", Versions, 0, Moment.Noon).Value.Endpoint;

    public static EndpointDraft ADraft(string name = "pets", string model = "pets", int stable = 1) =>
        new() { Name = name, Model = model, StableVersion = stable };

    /// <summary>Sets a split of versions and weights that is known to be right.</summary>
    public static InferenceEndpoint Split(this InferenceEndpoint endpoint, params (int Version, int Weight)[] shares)
    {
        _ = endpoint.SetSplit([.. shares.Select(s => new VariantShare(s.Version, s.Weight))], Versions, Moment.Noon).Value;
        return endpoint;
    }

    /// <summary>The split in words, variants without traffic included.</summary>
    public static string Words(this InferenceEndpoint endpoint) =>
        string.Join(", ", endpoint.Variants.Select(v => $"{v.Name} {v.Weight} {v.Role}"));
}
