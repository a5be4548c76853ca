using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Endpoints;

/// <summary>Weights of the variants that answer; they sum to exactly 10,000 basis points and every variant has a name of its own. Immutable.</summary>
public sealed class TrafficSplit
{
    /// <summary>Most variants of an endpoint.</summary>
    public const int MaximumVariants = 20;

    private TrafficSplit(IReadOnlyList<(string Name, int Version, int Weight)> variants) => Variants = variants;

    /// <summary>In the order they were given.</summary>
    public IReadOnlyList<(string Name, int Version, int Weight)> Variants { get; }

    /// <summary>The default name of a version's variant.</summary>
    public static string DefaultName(int version) => $"v{version}";

    /// <summary>A split, or everything that is wrong with it.</summary>
    /// <param name="shares">Wanted shares.</param>
    /// <param name="versions">Versions the model has.</param>
    /// <returns>Refusals: <see cref="EndpointRefusals.SplitInvalid"/>, <see cref="EndpointRefusals.VersionNotFound"/>.</returns>
    public static Outcome<TrafficSplit> Create(IReadOnlyList<VariantShare> shares, IReadOnlySet<int> versions)
    {
        var problems = new Problems();
        if (shares.Count is 0 or > MaximumVariants)
            problems.Add("variants", $"are {shares.Count}", $"give 1 to {MaximumVariants}");

        var named = shares.Select(s => (Name: s.Name ?? DefaultName(s.Version), s.Version, s.Weight)).ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < named.Count; index++)
        {
            problems.Add(NameRule.Check($"variants[{index}].name", named[index].Name));
            if (!names.Add(named[index].Name))
                problems.Add($"variants[{index}].name", $"'{named[index].Name}' is used twice", "give each variant a name of its own");
            if (named[index].Weight is < 0 or > TrafficWeight.Whole)
                problems.Add($"variants[{index}].weight", $"is {named[index].Weight}", "use 0 to 10000 basis points");
        }

        var sum = shares.Sum(s => (long)s.Weight);
        if (sum != TrafficWeight.Whole)
            problems.Add("variants", $"have weights that sum to {sum}", "make them sum to exactly 10000 basis points");
        if (problems.Any)
            return problems.ToRefusal(EndpointRefusals.SplitInvalid);

        for (var index = 0; index < named.Count; index++)
        {
            if (!versions.Contains(named[index].Version))
                problems.Add($"variants[{index}].version", $"is {named[index].Version}, which is not registered", $"use one of {Known(versions)}");
        }

        return problems.Any ? problems.ToRefusal(EndpointRefusals.VersionNotFound) : new TrafficSplit(named);
    }

    /// <summary>Registered version numbers for a sentence.</summary>
    internal static string Known(IReadOnlySet<int> versions) => versions.Count == 0 ? "none yet" : string.Join(", ", versions.Order());
}
