namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Tries at load whether a model gets through more with a session per processor than with one that all share, and leaves it that many.
/// Small models do, because runs contend for the session's memory arena; models whose weights fill the cache do not, and are not tried.
/// </summary>
internal static class SessionTrial
{
    /// <summary>Larger files are not tried: each session has the weights for itself.</summary>
    public const long LargestFile = 4 << 20;

    // More than neighbours' noise; below it the memory is the better use.
    private const double LeastGain = 1.2;

    private const int Rounds = 3;
    private const int FewestRuns = 8;
    private const int MostRuns = 1_000;

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(4);

    /// <summary>Adds the sessions that pay, warm.</summary>
    /// <param name="sessions">One session, warm.</param>
    /// <param name="signature">Of the model.</param>
    /// <param name="runTime">How long a run takes.</param>
    /// <param name="fileBytes">Length of the model's file.</param>
    /// <param name="processors">Runs at once.</param>
    /// <param name="time">Measures.</param>
    /// <param name="found">What an earlier trial of the same file found; null tries.</param>
    public static void Run(
        ModelSessions sessions, ModelSignature signature, TimeSpan runTime, long fileBytes, int processors, TimeProvider time, int? found = null)
    {
        var settled = sessions.Policy.Sessions ?? found;
        if (settled is null && (processors == 1 || sessions.Policy.Threads > 1 || fileBytes > LargestFile || runTime <= TimeSpan.Zero || runTime > Round))
            return;

        var count = settled ?? processors;
        while (sessions.Count < count)
            sessions.Add();
        if (WarmUp(sessions, signature, time) is not { } value)
        {
            // Whether it pays cannot be told without inputs that it takes; what the file says holds nevertheless.
            if (sessions.Policy.Sessions is null)
                sessions.KeepFirst();
            return;
        }

        if (settled is null && !PaysOff(sessions, signature, runTime, value, time))
            sessions.KeepFirst();
    }

    // The value that the model takes everywhere, tried as at its first warm-up; null where it takes neither.
    internal static int? WarmUp(ModelSessions sessions, ModelSignature signature, TimeProvider time)
    {
        int? taken = 0;
        for (var i = 1; i < sessions.Count && taken is not null; i++)
        {
            using var lane = new InferenceLane(sessions, signature, time, i);
            while (taken is { } tried && ModelWarmUp.Run(lane, signature, new RunTimes(), time, tried) is not null)
                taken = tried == 0 ? 1 : null;
        }

        return taken;
    }

    /// <summary>Whether a round with a session each is clearly shorter. Both take turns, and the best round of each counts: a neighbour makes rounds longer, never shorter.</summary>
    internal static bool PaysOff(Func<TimeSpan> shared, Func<TimeSpan> apart)
    {
        var (bestShared, bestApart) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            bestShared = TimeSpan.FromTicks(Math.Min(bestShared.Ticks, shared().Ticks));
            bestApart = TimeSpan.FromTicks(Math.Min(bestApart.Ticks, apart().Ticks));
        }

        return bestShared > bestApart * LeastGain;
    }

    private static bool PaysOff(ModelSessions sessions, ModelSignature signature, TimeSpan runTime, int value, TimeProvider time)
    {
        var shared = LanesOf(sessions, signature, value, time, _ => 0);
        var apart = LanesOf(sessions, signature, value, time, i => i);
        try
        {
            var runs = (int)Math.Clamp(Round / runTime, FewestRuns, MostRuns);
            return PaysOff(() => TimeOf(shared, runs, time), () => TimeOf(apart, runs, time));
        }
        finally
        {
            foreach (var lane in shared.Concat(apart))
                lane.Dispose();
        }
    }

    private static InferenceLane[] LanesOf(ModelSessions sessions, ModelSignature signature, int value, TimeProvider time, Func<int, int> sessionOf)
    {
        var lanes = Enumerable.Range(0, sessions.Count).Select(i => new InferenceLane(sessions, signature, time, sessionOf(i))).ToArray();
        foreach (var lane in lanes)
            _ = ModelWarmUp.Run(lane, signature, new RunTimes(), time, value);
        return lanes;
    }

    private static TimeSpan TimeOf(InferenceLane[] lanes, int runs, TimeProvider time)
    {
        using var start = new Barrier(lanes.Length);
        var others = lanes.Skip(1).Select(lane => new Thread(() => RunAll(lane))).ToList();
        others.ForEach(t => t.Start());
        long startedAt = 0;
        RunAll(lanes[0], () => startedAt = time.GetTimestamp());
        others.ForEach(t => t.Join());
        return time.GetElapsedTime(startedAt);

        void RunAll(InferenceLane lane, Action? started = null)
        {
            start.SignalAndWait();
            started?.Invoke();
            for (var run = 0; run < runs; run++)
                _ = lane.Run(remaining: null);
        }
    }
}
