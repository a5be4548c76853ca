using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Tests.Routing;

namespace ControlPlane.Domain.Tests.Jobs;

public sealed class JobTransitionsTests
{
    private static readonly Dictionary<(JobPhase, JobTrigger), JobPhase> Allowed = new()
    {
        [(JobPhase.Running, JobTrigger.Finish)] = JobPhase.Succeeded,
        [(JobPhase.Running, JobTrigger.Fail)] = JobPhase.Failed,
        [(JobPhase.Running, JobTrigger.Cancel)] = JobPhase.Cancelled,
        [(JobPhase.Cancelled, JobTrigger.Resume)] = JobPhase.Running,
        [(JobPhase.Failed, JobTrigger.Resume)] = JobPhase.Running,
    };

    public static TheoryData<JobPhase, JobTrigger> EveryCell()
    {
        var cells = new TheoryData<JobPhase, JobTrigger>();
        foreach (var phase in Enum.GetValues<JobPhase>())
        {
            foreach (var trigger in Enum.GetValues<JobTrigger>())
                cells.Add(phase, trigger);
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(EveryCell))]
    public void Next_EveryCell_IsAsAgreed(JobPhase phase, JobTrigger trigger) =>
        Assert.Equal(Allowed.TryGetValue((phase, trigger), out var next) ? next : null, JobTransitions.Next(phase, trigger));

    [Fact]
    public void Document_Table_IsWhatTheTableSays()
    {
        var file = Path.Combine(GoldenFile.Repository, "docs", "batch.md");
        var rows = JobTransitions.All.Select(m => $"| {Word(m.From)} | {Word(m.Trigger)} | {Word(m.To)} |");

        Assert.All(rows, row => Assert.Contains(row, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Equal(JobTransitions.All.Count, File.ReadLines(file).Count(l => Enum.GetNames<JobTrigger>().Any(t => l.Contains($"| {t.ToLowerInvariant()} |", StringComparison.Ordinal))));
    }

    private static string Word<T>(T value) => value!.ToString()!.ToLowerInvariant();
}
