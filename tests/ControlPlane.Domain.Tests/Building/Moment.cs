namespace ControlPlane.Domain.Tests.Building;

/// <summary>The one time tests begin at.</summary>
internal static class Moment
{
    public static DateTimeOffset Noon { get; } = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);
}
