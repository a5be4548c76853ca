using System.Collections.Concurrent;
using System.Globalization;
using ControlPlane.Data.Hosting;
using ControlPlane.TestKit.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ControlPlane.Data.Tests.Building;

/// <summary>The one server of a test run. Databases are copies of one that was migrated once; those that a test has done with are emptied and used again, which is quicker still.</summary>
internal static class SharedServer
{
    private const string Template = "migrated";

    private const string Empty = """
        DO $$
        DECLARE name text; is_used boolean;
        BEGIN
          DROP FUNCTION IF EXISTS state.broken CASCADE;
          FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('state', 'series') AND tablename <> 'migrations' LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s)', name) INTO is_used;
            IF is_used THEN EXECUTE format('TRUNCATE %s RESTART IDENTITY CASCADE', name); END IF;
          END LOOP;
          INSERT INTO state.state_revision VALUES (1, 0);
        END $$
        """;

    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static readonly ConcurrentBag<string> Free = [];
    private static int _count;

    /// <summary>Where a new database with today's schema and nothing in it is.</summary>
    public static Task<string> CopyAsync() => CreateAsync($"TEMPLATE {Template}");

    /// <summary>Where a database with today's schema and nothing in it is; to be given back.</summary>
    public static async Task<string> TakeAsync() => Free.TryTake(out var address) ? address : await CopyAsync();

    /// <summary>Gives one back.</summary>
    public static async Task ReturnAsync(string address)
    {
        await ExecuteAsync(await Server.Value, Empty, NameOf(address));
        Free.Add(address);
    }

    /// <summary>Where a new database with nothing at all is.</summary>
    public static Task<string> EmptyAsync() => CreateAsync("TEMPLATE template0");

    /// <summary>Removes one, whoever uses it.</summary>
    public static async Task DropAsync(string address)
    {
        await ExecuteAsync(await Server.Value, $"DROP DATABASE {NameOf(address)} WITH (FORCE)");
    }

    private static string NameOf(string address) => new Uri(address).AbsolutePath.TrimStart('/');

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

    private static async Task ExecuteAsync(PostgresServer server, string statement, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={database}");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
