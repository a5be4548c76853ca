using System.Threading.Channels;
using ControlPlane.Data;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Writes what agents report into their rows, many reports in one transaction: five hundred heartbeats are few commits.
/// Reports of one agent are written in the order they came. A singleton, thread-safe.
/// </summary>
public sealed partial class AgentReports(StateWriter writer, ChangeBell bell, ILogger<AgentReports> logger) : BackgroundService
{
    /// <summary>Reports that may wait; more make the agents wait.</summary>
    public const int Capacity = 4_096;

    private const int GroupLimit = 512;

    private readonly Channel<AgentReport> _reports = Channel.CreateBounded<AgentReport>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Reports that wait; a signal of health.</summary>
    public int Depth => _reports.Reader.Count;

    /// <summary>Takes a report; it is written soon after.</summary>
    public ValueTask AddAsync(AgentId agent, Action<AgentNode> report, CancellationToken cancellation) =>
        _reports.Writer.WriteAsync(new AgentReport(agent, report), cancellation);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _reports.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<AgentReport>();

        // Ends when the channel is completed and empty, so that nothing reported before the stop is lost.
        while (await _reports.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            while (group.Count < GroupLimit && _reports.Reader.TryRead(out var report))
                group.Add(report);
            await WriteAsync(group);
        }
    }

    private async Task WriteAsync(List<AgentReport> group)
    {
        try
        {
            await writer.RunAsync<int>(async (context, cancellation) =>
            {
                var agents = new AgentStore(context);
                foreach (var reports in group.GroupBy(r => r.Agent))
                    Apply(context, await agents.FindAsync(reports.Key, cancellation), reports);
                return group.Count;
            }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // The edge of the loop: the next heartbeats say it all again.
        {
            LogWriteFailed(group.Count, exception);
        }

        foreach (var agent in group.Select(r => r.Agent).Distinct())
            bell.Ring(ChangeTopic.Agents, agent.Value);
    }

    private static void Apply(StateContext context, AgentNode? agent, IEnumerable<AgentReport> reports)
    {
        if (agent is null)
            return;
        var before = agent.LastRefusal;
        foreach (var report in reports)
            report.Apply(agent);

        // What is offered again and refused again is no news.
        if (agent.LastRefusal is { } refusal && (refusal.Position, refusal.Code) != (before?.Position, before?.Code))
            context.Announce(Announcements.Refused(agent, refusal));
    }

    [LoggerMessage(1630, LogLevel.Error, "{Count} reports of agents could not be saved; the next heartbeats repeat them.")]
    private partial void LogWriteFailed(int count, Exception exception);
}
