using System.Globalization;
using ControlPlane.Data.Hosting;
using ControlPlane.TestKit.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ControlPlane.Data.Tests.Building;

/// <summary>The one server of a test run. Databases are copies of one that was migrated once, which takes a tenth of the time.</summary>
internal static class SharedServer
{
    private const string Template = "migrated";

    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static int _count;

    /// <summary>Where a new database with today's schema and nothing in it is.</summary>
    public static Task<string> CopyAsync() => CreateAsync($"TEMPLATE {Template}");

    /// <summary>Where a new database with nothing at all is.</summary>
    public static Task<string> EmptyAsync() => CreateAsync("TEMPLATE template0");

    /// <summary>Removes one, whoever uses it.</summary>
    public static async Task DropAsync(string address)
    {
        var name = new Uri(address).AbsolutePath.TrimStart('/');
        await ExecuteAsync(await Server.Value, $"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task<string> CreateAsync(string from)
    {
        var server = await Server.Value;
        var name = $"test_{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";

        // A template can be copied by one at a time.
        await Copying.WaitAsync();
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE {name} {from}");
        }
        finally
        {
            Copying.Release();
        }

        return server.AddressOf(name);
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        await ExecuteAsync(server, $"CREATE DATABASE {Template}");
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(Options.Create(new DataOptions { Folder = folder.Path, Database = server.AddressOf(Template) }))
            .AddControlPlaneData()
            .BuildServiceProvider();
        var refusal = await services.GetRequiredService<IDatabaseEngine>().OpenAsync(CancellationToken.None);
        Assert.Null(refusal);
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    private static async Task ExecuteAsync(PostgresServer server, string statement)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=postgres");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
