using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Endpoints;

/// <summary>Does what people might do to an endpoint, in any order.</summary>
internal static class RandomLife
{
    /// <summary>One step.</summary>
    /// <returns>Whether something changed.</returns>
    public static bool Step(InferenceEndpoint endpoint, Random chance, DateTimeOffset now) => chance.Next(6) switch
    {
        0 => endpoint.RollBack(now).HasEffect,
        1 => endpoint.Undo(now).Match(change => change.HasEffect, _ => false),
        2 => endpoint.Put(EndpointBuilder.ADraft(stable: chance.Next(1, 5)), EndpointBuilder.Versions, now).Value.HasEffect,
        _ => endpoint.SetSplit(Shares(chance), EndpointBuilder.Versions, now).Value.HasEffect,
    };

    private static List<VariantShare> Shares(Random chance)
    {
        int[] versions = [1, 2, 3, 4];
        chance.Shuffle(versions);
        var left = TrafficWeight.Whole;
        var shares = new List<VariantShare>();
        foreach (var version in versions[..chance.Next(1, 4)])
        {
            var weight = chance.Next(left + 1);
            shares.Add(new VariantShare(version, weight));
            left -= weight;
        }

        shares[0] = shares[0] with { Weight = shares[0].Weight + left };
        return shares;
    }
}
