using ControlPlane.TestKit.Databases;
using ControlPlane.Web.Tests.Hosting;
using Npgsql;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>Two control planes of one installation, on a PostgreSQL server of their own; nothing but the database is shared.</summary>
public sealed class TwoHosts : IAsyncLifetime
{
    private const string Database = "control_plane";

    private PostgresServer? _server;

    internal HostUnderTest A { get; private set; } = null!;

    internal HostUnderTest B { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.SkipReason is not null)
            return;
        _server = await PostgresServer.StartAsync();
        await _server.CreateAsync(Database);
        A = await HostUnderTest.StartAsync("--database", _server.AddressOf(Database), "--replica", "a");
        B = await HostUnderTest.StartAsync("--database", _server.AddressOf(Database), "--replica", "b", "--artifacts", Path.Combine(A.DataFolder, "artifacts"));
        await A.PreparePetsAsync();
    }

    /// <summary>Cuts every connection on which notices come: what is committed next is not noticed.</summary>
    internal async Task LoseNoticesAsync()
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_server!.Port};Username=postgres;Database={Database}");
        await connection.OpenAsync();
        await using var cut = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'", connection);
        Assert.NotEqual(0L, await cut.ExecuteScalarAsync());
    }

    public async Task DisposeAsync()
    {
        if (_server is null)
            return;
        await A.DisposeAsync();
        await B.DisposeAsync();
        await _server.DisposeAsync();
    }
}
