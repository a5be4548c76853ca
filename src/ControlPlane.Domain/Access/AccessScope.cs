namespace ControlPlane.Domain.Access;

/// <summary>What an action touches. Immutable.</summary>
public sealed record AccessScope
{
    private AccessScope(IReadOnlyList<string> pools, bool isAnywhere)
    {
        Pools = pools;
        IsAnywhere = isAnywhere;
    }

    /// <summary>Something that belongs to no environment, such as a model's file: the role in any one of them is enough.</summary>
    public static AccessScope Anywhere { get; } = new([], isAnywhere: true);

    /// <summary>The installation as a whole: only a role in all environments is enough.</summary>
    public static AccessScope Everywhere { get; } = new([RoleGrant.EveryPool], isAnywhere: false);

    /// <summary>The environments it touches, each of which needs the role; empty when it is <see cref="Anywhere"/>.</summary>
    public IReadOnlyList<string> Pools { get; }

    /// <summary>Whether the role in any environment is enough.</summary>
    public bool IsAnywhere { get; }

    /// <summary>Environments by name; none means <see cref="Anywhere"/>.</summary>
    public static AccessScope Of(params IReadOnlyList<string> pools) => pools.Count == 0 ? Anywhere : new([.. pools.Distinct(StringComparer.Ordinal)], isAnywhere: false);

    /// <summary>The first environment that some grants of the right roles do not cover; null when all are covered.</summary>
    internal string? FirstWithout(IReadOnlyList<RoleGrant> grants)
    {
        if (IsAnywhere)
            return grants.Count > 0 ? null : "any environment";
        foreach (var pool in Pools)
        {
            if (!grants.Any(g => g.Covers(pool)))
                return pool == RoleGrant.EveryPool ? "all environments" : $"'{pool}'";
        }

        return null;
    }
}
