namespace ControlPlane.Web.Components.Charts;

/// <summary>A stretch of time up to now that a viewer can pick. Immutable.</summary>
/// <param name="Word">In the address and on the button.</param>
/// <param name="Length">How far back it reaches.</param>
/// <param name="Step">Distance of its points.</param>
public sealed record ChartWindow(string Word, TimeSpan Length, TimeSpan Step)
{
    /// <summary>What there is to pick, shortest first.</summary>
    public static IReadOnlyList<ChartWindow> All { get; } =
    [
        new("5m", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(2)),
        new("1h", TimeSpan.FromHours(1), TimeSpan.FromSeconds(10)),
        new("6h", TimeSpan.FromHours(6), TimeSpan.FromMinutes(1)),
        new("24h", TimeSpan.FromHours(24), TimeSpan.FromMinutes(5)),
        new("7d", TimeSpan.FromDays(7), TimeSpan.FromMinutes(30)),
    ];

    /// <summary>The window of a word; the shortest for any other word.</summary>
    public static ChartWindow Of(string? word) => Of(word, All[0]);

    /// <summary>The window of a word; the usual one for any other word.</summary>
    public static ChartWindow Of(string? word, ChartWindow usual) => All.FirstOrDefault(w => w.Word == word) ?? usual;

    /// <summary>Its bounds at an instant, on multiples of the step: the newest, unfinished step is left out.</summary>
    public (DateTimeOffset From, DateTimeOffset To) BoundsAt(DateTimeOffset now)
    {
        var end = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Step.Ticks), TimeSpan.Zero);
        return (end - Length, end);
    }
}
