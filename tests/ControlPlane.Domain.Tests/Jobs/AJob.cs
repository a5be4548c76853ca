using ControlPlane.Domain.Jobs;

namespace ControlPlane.Domain.Tests.Jobs;

/// <summary>Builds jobs.</summary>
internal static class AJob
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static (BatchJob Job, IReadOnlyList<JobChunk> Chunks) Of(int chunks, int rows = 10, double? brokenLimit = null, bool isStored = false) => BatchJob.Start(
        new JobDraft
        {
            Id = "job",
            Endpoint = "pets",
            Pool = "production",
            Model = "pets",
            Version = 1,
            InputDigest = new string('a', 64),
            InputBytes = 1_000,
            Chunks = [.. Enumerable.Range(0, chunks).Select(c => new ChunkRange(c * 100, 100, (c * rows) + 1, rows))],
            Settings = new JobSettings { Format = JobFormat.Csv, Key = "id", BrokenLimit = brokenLimit, IsStored = isStored },
            StartedBy = "me",
        },
        Start);

    public static ChunkResult Result(int rows = 10, int broken = 0, long firstLine = 1) =>
        new(rows, broken, [.. Enumerable.Range(0, broken).Select(b => new RowProblem(firstLine + b, "is broken"))], 100);
}
