using ControlPlane.Data.Hosting;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Tests.Building;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.Data.Tests.Replicas;

/// <summary>Two replicas of one installation in this process, each with its own connections and clock.</summary>
internal sealed class TwoReplicas : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _address;

    private TwoReplicas(string address, string settings)
    {
        _address = address;
        A = TestDatabase.With(OptionsOf("a", address + settings));
        B = TestDatabase.With(OptionsOf("b", address + settings));
        LeadershipA = LeadershipOf(A, ClockA);
        LeadershipB = LeadershipOf(B, ClockB);
    }

    public ManualTimeProvider ClockA { get; } = new();

    public ManualTimeProvider ClockB { get; } = new();

    public TestDatabase A { get; }

    public TestDatabase B { get; }

    public LeasedLeadership LeadershipA { get; }

    public LeasedLeadership LeadershipB { get; }

    public static async Task<TwoReplicas> StartAsync(string settings = "")
    {
        var replicas = new TwoReplicas(await SharedServer.TakeAsync(), settings);
        _ = (await replicas.A.StartAsync()).Value;
        _ = (await replicas.B.StartAsync()).Value;
        return replicas;
    }

    public void Advance(TimeSpan time)
    {
        ClockA.Advance(time);
        ClockB.Advance(time);
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await SharedServer.ReturnAsync(_address);
        _folder.Dispose();
    }

    private static LeasedLeadership LeadershipOf(TestDatabase database, TimeProvider clock) =>
        new(database.Get<ReplicaName>(), database.State, database.Get<IOptions<DataOptions>>(), clock, NullLoggerFactory.Instance);

    private DataOptions OptionsOf(string name, string address) => new() { Folder = _folder.Path, Database = address, Replica = { Name = name } };
}
