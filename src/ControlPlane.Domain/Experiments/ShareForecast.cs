using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Experiments;

/// <summary>"How long at this split?" for a share such as failed requests: what can be found by when, when somebody always looks. Immutable.</summary>
public sealed record ShareForecast
{
    /// <summary>A question.</summary>
    /// <param name="baseline">The champion's share now, inside (0, 1).</param>
    /// <param name="challengerShare">Share of requests that the challenger gets, inside (0, 1).</param>
    /// <param name="requestsPerSecond">All requests of the endpoint, above 0.</param>
    /// <param name="alpha">False alarms accepted, inside (0, ½).</param>
    /// <param name="power">Chance to find what is there, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public ShareForecast(double baseline, double challengerShare, double requestsPerSecond, double alpha = 0.05, double power = SampleSize.DefaultPower)
    {
        Baseline = Analysis.Require.InsideUnit(baseline);
        ChallengerShare = Analysis.Require.InsideUnit(challengerShare);
        RequestsPerSecond = Analysis.Require.Positive(requestsPerSecond);
        PriceOfWatching = SampleSize.PriceOfWatching(alpha, power);
        Distance = NormalTail.UpperQuantile(alpha / 2) + NormalTail.UpperQuantile(1 - power);
    }

    /// <summary>The champion's share.</summary>
    public double Baseline { get; }

    /// <summary>The challenger's share of requests.</summary>
    public double ChallengerShare { get; }

    /// <summary>All requests of the endpoint.</summary>
    public double RequestsPerSecond { get; }

    /// <summary>Factor on the units of a test that is looked at once.</summary>
    public double PriceOfWatching { get; }

    private double Distance { get; }

    /// <summary>Requests of the challenger for a rise of the share, looked at all the time; the champion has its own share of requests meanwhile.</summary>
    /// <param name="rise">In the share's unit, above 0, such that baseline + rise is below 1.</param>
    public long UnitsFor(double rise)
    {
        var worse = Analysis.Require.InsideUnit(Baseline + Analysis.Require.Positive(rise));
        var ratio = ChallengerShare / (1 - ChallengerShare);
        var variance = (worse * (1 - worse)) + (Baseline * (1 - Baseline) * ratio);
        return (long)Math.Ceiling(Distance * Distance * variance / (rise * rise) * PriceOfWatching);
    }

    /// <summary>Requests of the same test when it is looked at once, at its end.</summary>
    public long UnitsForOneLook(double rise) => (long)Math.Ceiling(UnitsFor(rise) / PriceOfWatching);

    /// <summary>Time until the challenger has them at the present traffic.</summary>
    public TimeSpan TimeFor(double rise) => TimeOf(UnitsFor(rise));

    /// <summary>Smallest rise that is found within a time; null when not even the largest possible one is.</summary>
    public double? SmallestRiseWithin(TimeSpan time)
    {
        var units = time.TotalSeconds * RequestsPerSecond * ChallengerShare;
        var largest = (1 - Baseline) * 0.999;
        if (UnitsFor(largest) > units)
            return null;
        return MonotoneRoot.Between(largest * 1e-6, largest, rise => UnitsFor(rise) <= units ? 1 : -1);
    }

    private TimeSpan TimeOf(double units)
    {
        var seconds = units / (RequestsPerSecond * ChallengerShare);
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(Math.Ceiling(seconds)) : TimeSpan.MaxValue;
    }
}
