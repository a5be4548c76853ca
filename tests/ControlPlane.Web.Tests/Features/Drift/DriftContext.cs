using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Drift;

/// <summary>Pets on two versions with windows of a minute; a reference is frozen from 300 live rows.</summary>
public abstract class DriftContext : PageContext
{
    private AgentId _agent = new("none");
    private Seed? _seed;

    protected DriftReader Reader => Services.GetRequiredService<DriftReader>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _seed = Seed;
        await _seed.ModelAsync("pets", 2);
        await _seed.EndpointAsync("pets", "pets");
        await _seed.SplitAsync("pets", (1, 9_000), (2, 1_000));
        await ChooseAsync(new DriftSettings { Window = TimeSpan.FromMinutes(1), LiveRows = 300 });
        _agent = await _seed.AgentAsync("agent-1");
    }

    protected async Task ChooseAsync(DriftSettings drift)
    {
        var put = await Services.GetRequiredService<PutEndpointCommand>().RunAsync(
            new PutEndpointRequest(new EndpointDraft { Name = "pets", Model = "pets", StableVersion = 1, Settings = new EndpointSettings { Drift = drift } }), Actors.ByApi, CancellationToken.None);
        Assert.True(put.IsAccepted, put.Refusal?.ToString());
    }

    protected async Task<EndpointRow> EndpointAsync() => (await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None))!;

    /// <summary>The agent is heard of now.</summary>
    protected Task HearAsync() => _seed!.AcknowledgeAsync(_agent);

    /// <summary>A minute goes by in which both versions are asked and answer.</summary>
    protected async Task MinuteAsync(float champion, float challenger, string label = "cat", int rows = 400)
    {
        Clock.Advance(TimeSpan.FromSeconds(30));
        await _seed!.RowsAsync(_agent, "pets", 1, champion, rows: rows);
        await _seed.RowsAsync(_agent, "pets", 2, challenger, label, rows);
        Clock.Advance(TimeSpan.FromSeconds(30));
    }

    /// <summary>Minutes in which both versions are asked a hundred times each; version 1 never fails and its scores stay low, version 2 does as it is told.</summary>
    protected async Task StreamAsync(int minutes, Func<int, (int Failures, double Score)> challenger)
    {
        var begin = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(minutes));
        await _seed!.ScoredAsync(
            _agent,
            "pets",
            Enumerable.Range(0, minutes).SelectMany(m => new[] { (begin.AddMinutes(m), 1, 0, 0.1), (begin.AddMinutes(m), 2, challenger(m).Failures, challenger(m).Score) }));
    }

    /// <summary>Looks as the loop does, once the last window may be judged.</summary>
    protected async Task<DriftAssessment> LookAsync()
    {
        Clock.Advance(DriftReader.Lag);
        await Services.GetRequiredService<LiveReferences>().RunAsync(await EndpointAsync(), CancellationToken.None);
        var assessment = await Reader.ReadAsync(await EndpointAsync(), CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(1) - DriftReader.Lag);
        return assessment;
    }
}
