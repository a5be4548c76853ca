using ControlPlane.TestKit;
using ControlPlane.TestKit.Databases;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Replicas;

/// <summary>Control planes on one PostgreSQL server, and agents that know all of them, each beginning with another.</summary>
internal sealed class ReplicatedInstallation : IAsyncDisposable
{
    private const string Database = "control_plane";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private ReplicatedInstallation(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    /// <summary>Where the database is.</summary>
    public string Address => Server.AddressOf(Database);

    public IReadOnlyList<InstalledReplica> Replicas { get; private set; } = [];

    public IReadOnlyList<InstalledAgent> Agents { get; private set; } = [];

    /// <summary>Starts everything; an endpoint of two versions is served by all agents.</summary>
    public static async Task<ReplicatedInstallation> StartAsync(int replicas, int agents)
    {
        var installation = new ReplicatedInstallation(await PostgresServer.StartAsync());
        try
        {
            await installation.StartProcessesAsync(replicas, agents);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until exactly one replica leads, as all that run see it.</summary>
    public async Task<InstalledReplica> LeaderAsync()
    {
        InstalledReplica? leader = null;
        await Eventually.BeTrueAsync("one replica leads", async () =>
        {
            var leading = new List<InstalledReplica>();
            foreach (var replica in Replicas.Where(r => r.Process is not null))
            {
                if (await replica.LeadsAsync())
                    leading.Add(replica);
            }

            leader = leading.Count == 1 ? leading[0] : null;
            return leader is not null;
        }, Limit);
        return leader!;
    }

    /// <summary>Waits until every agent is connected and has the desired table in force, as a replica sees it.</summary>
    public Task WaitUntilConvergedAsync(InstalledReplica seenBy) => Eventually.BeTrueAsync(
        $"every agent has the desired table in force, as {seenBy.Name} sees it",
        async () => (await seenBy.Api.AgentsAsync()) is var seen && seen.Count == Agents.Count && seen.All(a => a.IsFresh && a.Desired == a.Reported),
        Limit);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in Agents)
            await agent.DisposeAsync();
        foreach (var replica in Replicas)
            await replica.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartProcessesAsync(int replicas, int agents)
    {
        await Server.CreateAsync(Database);
        Replicas = [.. Enumerable.Range(1, replicas).Select(n => new InstalledReplica($"replica-{n}", _folder.Combine($"replica-{n}"), _folder.Combine("artifacts"), Address))];

        // All at once, as an orchestrator does, on a database that has no schema yet.
        await Task.WhenAll(Replicas.Select(r => r.StartAsync()));
        Agents =
        [
            .. Enumerable.Range(0, agents).Select(n => new InstalledAgent(
                $"agent-{n + 1}", _folder.Combine($"agent-{n + 1}"), [.. Enumerable.Range(0, replicas).Select(r => Replicas[(n + r) % replicas].Address)])),
        ];
        foreach (var (n, agent) in Agents.Index())
            agent.Start(await Replicas[(n + 1) % replicas].Api.CreateJoinTokenAsync());
        var api = Replicas[^1].Api;
        await api.RegisterAsync(TwoVersions.Endpoint, OnnxModels.AddConstant(1));
        await api.RegisterAsync(TwoVersions.Endpoint, OnnxModels.AddConstant(2));
        await api.PutEndpointAsync(TwoVersions.Endpoint, TwoVersions.Endpoint, 1);
        await WaitUntilConvergedAsync(Replicas[0]);
    }
}
