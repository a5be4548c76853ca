namespace ControlPlane.Data.Installations;

/// <summary>What makes this control plane itself: made once, with the database, and never changed but for the epoch.</summary>
public sealed class Installation
{
    internal const int OnlyId = 1;

    private Installation()
    {
    }

    /// <summary>Always 1.</summary>
    public int Id { get; private init; }

    /// <summary>Agents refuse the tables of any other installation.</summary>
    public string ClusterId { get; private init; } = null!;

    /// <summary>Fencing number of published tables, from 1; rises when a database is put back that is older than its agents.</summary>
    public long Epoch { get; private set; }

    /// <summary>Authenticates feedback tokens, 32 bytes. A secret.</summary>
    public byte[] FeedbackKey { get; private init; } = null!;

    /// <summary>What showed that this database is older than its agents; null while nothing does. While it is not null nothing is published.</summary>
    public FleetAhead? Ahead { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    internal static Installation Create(InstallationSeed seed, DateTimeOffset now) =>
        new() { Id = OnlyId, ClusterId = seed.ClusterId, Epoch = 1, FeedbackKey = seed.FeedbackKey, CreatedAt = now };

    /// <summary>Puts every table from now on above what an agent was seen with.</summary>
    public void RaiseEpochAbove(long seen) => Epoch = Math.Max(Epoch, seen + 1);

    /// <summary>This database is older than its agents.</summary>
    /// <returns>What is known of it by now: the highest table, and since when.</returns>
    public FleetAhead MarkBehind(FleetAhead seen)
    {
        if (Ahead is null || seen.Position > Ahead.Position)
            Ahead = seen with { Since = Ahead?.Since ?? seen.Since };
        return Ahead;
    }

    /// <summary>This database is the true one from here on.</summary>
    /// <param name="seen">The highest epoch that an agent was seen with.</param>
    public void Adopt(long seen)
    {
        RaiseEpochAbove(seen);
        Ahead = null;
    }
}
