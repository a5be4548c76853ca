using ControlPlane.Domain.Jobs;

namespace ControlPlane.Domain.Tests.Jobs;

/// <summary>Whole lives of a job with agents that die, hang and report late, at fake time.</summary>
public sealed class JobLifeTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Job_WithAgentsThatDieAndReportLate_CountsEachRowOnce(int seed)
    {
        var life = new Life(seed, hasFence: true);

        life.Run();

        Assert.Equal((JobPhase.Succeeded, 400), (life.Job.Phase, life.Job.RowsDone));
        Assert.All(life.Counted, times => Assert.Equal(1, times));
        Assert.True(life.Refused > 0, "No report was late: the scene proves nothing.");
    }

    [Fact]
    public void Job_WhoseReportsAreNotFenced_CountsRowsTwice()
    {
        var life = new Life(seed: 1, hasFence: false);

        life.Run();

        Assert.Contains(life.Counted, times => times > 1);
    }

    private sealed class Life(int seed, bool hasFence)
    {
        private readonly Random _random = new(seed);
        private readonly List<(int Chunk, string Lease, DateTimeOffset At)> _reports = [];
        private readonly IReadOnlyList<JobChunk> _chunks = AJob.Of(40).Chunks;
        private DateTimeOffset _now = AJob.Start;
        private int _leases;

        public BatchJob Job { get; } = AJob.Of(40).Job;

        public int[] Counted { get; } = new int[40];

        public int Refused { get; private set; }

        public void Run()
        {
            for (var tick = 0; tick < 10_000 && (Job.Phase == JobPhase.Running || _reports.Count > 0); tick++)
            {
                _now += TimeSpan.FromSeconds(10);
                Take();
                foreach (var report in _reports.Where(r => r.At <= _now).ToList())
                    Report(report);
            }
        }

        // Of ten agents seven answer in time, two so late that another has taken the chunk, one never.
        private void Take()
        {
            if (_chunks.FirstOrDefault(c => c.IsFree(_now)) is not { } chunk || chunk.RunOut(_now))
                return;
            var lease = $"lease{_leases++}";
            chunk.Take(lease, "agent", _now, Lease);
            var fate = _random.Next(10);
            if (fate < 9)
                _reports.Add((chunk.Number, lease, _now + (fate < 7 ? TimeSpan.FromSeconds(20) : 3 * Lease)));
        }

        private void Report((int Chunk, string Lease, DateTimeOffset At) report)
        {
            _reports.Remove(report);
            if (hasFence && !_chunks[report.Chunk].Finish(report.Lease).IsAccepted)
            {
                Refused++;
                return;
            }

            if (!hasFence)
                _chunks[report.Chunk].Finish(_chunks[report.Chunk].Lease ?? "");
            Counted[report.Chunk]++;
            Job.Count(AJob.Result(), _now);
        }
    }
}
