using ControlPlane.Demo.Pictures;

namespace ControlPlane.Demo.Users;

/// <summary>Where users live: their share of all users, and how often their pictures show a koala (cats and dogs share the rest).</summary>
public sealed record Region(string Name, double ShareOfUsers, double KoalaShare)
{
    /// <summary>Where koalas live.</summary>
    public const string Australia = "au";

    /// <summary>Koalas are common in Australia and rare elsewhere, so that a model without them does badly in one region only.</summary>
    public static IReadOnlyList<Region> All { get; } = [new("eu", 0.45, 0.01), new("us", 0.35, 0.01), new(Australia, 0.20, 0.40)];

    /// <summary>The animal on the next picture of somebody here.</summary>
    public Animal NextAnimal(Random random)
    {
        if (random.Happens(KoalaShare))
            return Animal.Koala;

        return random.Happens(0.5) ? Animal.Cat : Animal.Dog;
    }

    /// <summary>A region drawn with the shares of users.</summary>
    internal static Region Draw(Random random)
    {
        var left = random.NextDouble();
        foreach (var region in All)
        {
            left -= region.ShareOfUsers;
            if (left < 0)
                return region;
        }

        return All[^1];
    }
}
