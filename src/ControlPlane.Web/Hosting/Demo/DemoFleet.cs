using System.Net;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>The demo's agents and users: processes of their own that never outlive this one. They are stopped at the end, and watch it in case it dies.</summary>
internal sealed class DemoFleet(DemoOptions options, DemoFolder folder, TextWriter output, TimeProvider clock)
{
    private const double UsualRate = 450;
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<DemoAddresses> _agents = DemoAddresses.OfAgents(options);

    /// <summary>Runs until cancelled, beside a control plane that has started.</summary>
    public async Task RunAsync(DemoProgram agent, DemoProgram demo, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = DemoAddresses.OfControlPlane(options), Timeout = TimeSpan.FromMinutes(2) };
        var client = new DemoClient(http);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task> running = [.. _agents.Select(a => Keep(AgentChild(agent, a, client), stopping.Token))];
        try
        {
            await output.WriteLineAsync($"control plane  {http.BaseAddress}");
            await SeedAsync(demo, client, cancellation);
            foreach (var addresses in _agents)
            {
                await WaitUntilReadyAsync(http, addresses, cancellation);
                await output.WriteLineAsync($"{addresses.Name}  {addresses.Rest}  gRPC {addresses.Grpc}  admin {addresses.Admin}");
            }

            if (!options.NoTraffic)
            {
                running.Add(Keep(UsersChild(demo), stopping.Token));
                await new DemoSeed(client).StartScenesAsync(cancellation);
            }

            await output.WriteLineAsync(options.NoTraffic ? "ready; Ctrl-C stops everything" : $"users  {UsualRate:0} calls per second; Ctrl-C stops everything");
            await Task.WhenAny([.. running, Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation)]);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped while starting.
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(running);
        }
    }

    private Task Keep(DemoChild child, CancellationToken cancellation) => child.RunAsync(output, clock, cancellation);

    private async Task SeedAsync(DemoProgram demo, DemoClient client, CancellationToken cancellation)
    {
        await using var process = ChildProcess.Start(demo, ["models", "--out", folder.Models], folder.Log("models"), clock);
        var exitCode = await process.WaitAsync(cancellation);
        if (exitCode != 0)
            throw new InvalidOperationException($"The demo's models could not be made (exit code {exitCode}); see {folder.Log("models")}.");
        await new DemoSeed(client).RunAsync(await DemoManifest.ReadAsync(folder.Models, cancellation), folder.Models, cancellation);
    }

    private DemoChild AgentChild(DemoProgram program, DemoAddresses addresses, DemoClient client) => new()
    {
        Name = addresses.Name,
        Program = program,
        LogFile = folder.Log(addresses.Name),
        Arguments = async cancellation =>
        [
            "--control-plane", AddressOf(DemoAddresses.OfControlPlane(options)),
            "--join-token", await client.CreateJoinTokenAsync(EndpointDraft.DefaultPool, cancellation),
            "--listen", AddressOf(addresses.Rest),
            "--grpc", AddressOf(addresses.Grpc),
            "--admin", AddressOf(addresses.Admin),
            "--data", folder.Agent(addresses.Name),
            "--pool", EndpointDraft.DefaultPool,
            "--name", addresses.Name,
            "--parent-pid", $"{Environment.ProcessId}",
        ],
    };

    private DemoChild UsersChild(DemoProgram program) => new()
    {
        Name = "users",
        Program = program,
        LogFile = folder.Log("users"),
        Arguments = _ => Task.FromResult<IReadOnlyList<string>>(
        [
            "users",
            "--agents", string.Join(',', _agents.Select(a => AddressOf(a.Rest))),
            "--rate", $"{UsualRate:0}",
            "--seed", "1",
            "--scenes", string.Join(',', DemoScene.All.Select(s => s.Endpoint)),
            "--parent-pid", $"{Environment.ProcessId}",
        ]),
    };

    private static string AddressOf(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private async Task WaitUntilReadyAsync(HttpClient http, DemoAddresses addresses, CancellationToken cancellation)
    {
        var ready = new Uri(addresses.Rest, "v2/health/ready");
        while (!await IsReadyAsync(http, ready, cancellation))
            await Task.Delay(ProbePeriod, clock, cancellation);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
