namespace ControlPlane.Demo.Users;

/// <summary>How much the users do, and the bounds that keep a slow or absent service from filling memory.</summary>
public sealed record TrafficOptions
{
    /// <summary>Calls per second of all users together.</summary>
    public double Rate { get; init; } = 300;

    /// <summary>Seed of who calls when with what.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of the answered calls whose truth comes back.</summary>
    public double FeedbackShare { get; init; } = 0.5;

    /// <summary>Share of the calls that go to the pets endpoint; the rest goes to fraud.</summary>
    public double PetsShare { get; init; } = 2.0 / 3;

    /// <summary>Further endpoints that get pictures too, one for each scene of the demo.</summary>
    public IReadOnlyList<string> Scenes { get; init; } = [];

    /// <summary>Share of the calls that go to each scene; what is left goes to pets and fraud.</summary>
    public double SceneShare { get; init; } = 0.06;

    /// <summary>How often koalas drift in: once in this time Australia is awake and the others sleep.</summary>
    public TimeSpan TidePeriod { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>When in a period that begins; before, there is time to learn what is usual.</summary>
    public TimeSpan TideStart { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it lasts.</summary>
    public TimeSpan TideLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Share of the calls that only Australians make meanwhile.</summary>
    public double TideShare { get; init; } = 0.5;

    /// <summary>Mean time until the truth is known.</summary>
    public TimeSpan MeanFeedbackDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The truth is known after this time at the latest.</summary>
    public TimeSpan LongestFeedbackDelay { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Calls under way at once; further ones are left out and counted.</summary>
    public int MostInFlight { get; init; } = 256;

    /// <summary>Truths waiting to be told; further ones are forgotten and counted.</summary>
    public int MostPendingFeedback { get; init; } = 20_000;

    /// <summary>A call due longer ago than this is left out, so that a pause is not followed by a flood.</summary>
    public TimeSpan LongestLateness { get; init; } = TimeSpan.FromSeconds(1);
}
