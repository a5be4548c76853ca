using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;

namespace ControlPlane.Data.Tests.Telemetry;

/// <summary>
/// Carries batches of two agents to a real database, as badly as a command list says: late, twice, in another order, without receipts,
/// with purges of what is old in between.
/// </summary>
internal sealed class UnreliableDelivery(TestDatabase database, string endpoint, long lie = 0)
{
    private readonly List<(SimulatedAgent Agent, TelemetryBatch Batch)> _inFlight = [];

    public SimulatedAgent[] Agents { get; } = [new($"{endpoint}-a", endpoint) { Lie = lie }, new($"{endpoint}-b", endpoint) { Lie = lie }];

    private long Now => database.Time.Now.ToUnixTimeSeconds();

    public async Task RunAsync(IReadOnlyList<byte> commands)
    {
        foreach (var command in commands)
        {
            var agent = Agents[command >> 7];
            var detail = (command >> 3) & 15;
            await StepAsync(command & 7, agent, detail);
        }
    }

    /// <summary>The network is well again: old copies still arrive, then everything pending.</summary>
    public async Task HealAsync()
    {
        foreach (var (agent, batch) in _inFlight)
            await TakeAsync(agent, batch);
        foreach (var agent in Agents)
        {
            do
            {
                var batch = agent.MakeBatch(Now, 50);
                await TakeAsync(agent, batch);
                agent.Acknowledge(batch);
            }
            while (agent.HasPending);
        }
    }

    private async Task StepAsync(int kind, SimulatedAgent agent, int detail)
    {
        switch (kind)
        {
            case 0 or 1:
                agent.Count(Now, $"v{1 + (detail & 1)}", 1 + detail, detail / 4);
                break;
            case 2:
                database.Time.Now += TimeSpan.FromSeconds(1 + detail);
                break;
            case 3:
                _inFlight.Add((agent, agent.MakeBatch(Now, 1 + detail)));
                break;
            case 4 when _inFlight.Count > 0:
                await DeliverAsync(detail, isCopyKept: true, hasReceipt: true);
                break;
            case 5 when _inFlight.Count > 0:
                await DeliverAsync(detail, isCopyKept: (detail & 1) == 0, hasReceipt: false);
                break;
            case 6 when _inFlight.Count > 0:
                await DeliverAsync(detail, isCopyKept: false, hasReceipt: true);
                break;
            case 7 when detail < 4:
                database.Time.Now += TimeSpan.FromMinutes(10 + detail);
                await database.Get<SeriesPurge>().RunAsync(CancellationToken.None);
                break;
        }
    }

    private async Task DeliverAsync(int detail, bool isCopyKept, bool hasReceipt)
    {
        var index = detail % _inFlight.Count;
        var (agent, batch) = _inFlight[index];
        await TakeAsync(agent, batch);
        if (hasReceipt)
            agent.Acknowledge(batch);
        if (!isCopyKept)
            _inFlight.RemoveAt(index);
    }

    private async Task TakeAsync(SimulatedAgent agent, TelemetryBatch batch) =>
        _ = (await database.Get<TelemetryIngest>().TakeAsync(agent.Id, batch, CancellationToken.None)).Value;
}
