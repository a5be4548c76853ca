using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Endpoints;

/// <summary>
/// How a new endpoint answers from its first moment: salt, variants with their callers' buckets, and what a rollout had added.
/// So an installation that is built anew from files sends each caller to the version it had. Immutable.
/// </summary>
public sealed record InitialRouting
{
    /// <summary>Longest salt in characters.</summary>
    public const int MaximumSalt = 100;

    /// <summary>Salt of the sticky hash.</summary>
    public required string Salt { get; init; }

    /// <summary>The stable version before the present one, held ready; null when there is none.</summary>
    public int? PreviousStableVersion { get; init; }

    /// <summary>Variants in their order, exactly one champion among them.</summary>
    public required IReadOnlyList<VariantSnapshot> Variants { get; init; }

    /// <summary>Rules, shadows and the like; placements and cohorts name agents and are none here.</summary>
    public RoutingOverlay Overlay { get; init; } = RoutingOverlay.None;

    internal Refusal? Check(EndpointDraft draft, IReadOnlySet<int> versions)
    {
        var problems = new Problems();
        if (Salt.Length is 0 or > MaximumSalt)
            problems.Add("initialRouting.salt", $"has {Salt.Length} characters", $"use 1 to {MaximumSalt}");
        if (Variants.Count is 0 or > TrafficSplit.MaximumVariants)
            problems.Add("initialRouting.variants", $"are {Variants.Count}", $"give 1 to {TrafficSplit.MaximumVariants}");
        if (Variants.Count(v => v.Role == VariantRole.Champion) != 1 || Variants.First(v => v.Role == VariantRole.Champion).Version != draft.StableVersion)
            problems.Add("initialRouting.variants", $"have no single champion of version {draft.StableVersion}", "give exactly one the role champion, with the stable version");
        foreach (var (variant, index) in Variants.Select((v, index) => (v, index)))
        {
            problems.Add(NameRule.Check($"initialRouting.variants[{index}].name", variant.Name));
            if (Variants.Take(index).Any(v => v.Name == variant.Name))
                problems.Add($"initialRouting.variants[{index}].name", $"'{variant.Name}' is used twice", "give each variant a name of its own");
        }

        if (Overlay.Guards is { } guards)
            EndpointSettings.CheckGuards("initialRouting.guards", guards, problems);
        foreach (var version in Variants.Select(v => v.Version).Concat([PreviousStableVersion ?? draft.StableVersion, Overlay.Fallback?.Version ?? draft.StableVersion]).Distinct())
        {
            if (!versions.Contains(version))
                problems.Add("initialRouting", $"names version {version}, which is not registered", $"use {TrafficSplit.Known(versions)}");
        }

        return problems.Any ? problems.ToRefusal(EndpointRefusals.Invalid) : CheckTable(draft, versions);
    }

    // What agents would refuse is refused here, by the very rules they have.
    private Refusal? CheckTable(EndpointDraft draft, IReadOnlySet<int> versions)
    {
        var found = RoutingTableValidator.Check(new RoutingTable
        {
            ClusterId = "check",
            Pool = draft.Pool,
            Epoch = 1,
            Revision = 1,
            Prepare = [.. versions.Select(v => new PreparedVersion { Model = draft.Model, Version = v, Digest = "", SizeBytes = 0 })],
            Endpoints =
            [
                new EndpointRouting
                {
                    Name = draft.Name,
                    Model = draft.Model,
                    RouteRevision = 1,
                    Salt = Salt,
                    StableVariant = Variants.First(v => v.Role == VariantRole.Champion).Name,
                    Variants = [.. Variants.Select(v => new VariantRouting { Name = v.Name, Version = v.Version, Role = v.Role, Weight = v.Weight, Buckets = v.Buckets })],
                    Rules = Overlay.Rules,
                    Shadows = Overlay.Shadows,
                },
            ],
        });
        return found is null ? null : found with { Code = EndpointRefusals.Invalid, Sentence = $"initialRouting: {found.Sentence}" };
    }
}
