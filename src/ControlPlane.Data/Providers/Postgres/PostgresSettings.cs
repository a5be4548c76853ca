using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>How contexts reach a PostgreSQL database. Both share it, each in a schema of its own.</summary>
internal static class PostgresSettings
{
    /// <summary>Schema of decisions.</summary>
    public const string StateSchema = "state";

    /// <summary>Schema of measurements.</summary>
    public const string SeriesSchema = "series";

    private const string HistoryTable = "migrations";
    private const int PreparedStatements = 64;
    private const int KeepAliveSeconds = 10;

    // A replica that stops in the middle of a transaction, paused or cut off, must not keep the others from writing: the server gives its turn up, and
    // what it commits afterwards fails. A turn is waited for longer than that.
    private const string SessionSettings = "-c idle_in_transaction_session_timeout=5s -c lock_timeout=20s";

    /// <summary>One database, pooled connections.</summary>
    /// <param name="options">Of a context.</param>
    /// <param name="address">Where the database is.</param>
    /// <param name="schema">The context's part of it.</param>
    public static void Configure(DbContextOptionsBuilder options, NpgsqlConnectionStringBuilder address, string schema) =>
        options
            .UseNpgsql(Complete(address), postgres => postgres.MigrationsHistoryTable(HistoryTable, schema))
            .AddInterceptors(new WriteTurnInterceptor(schema));

    /// <summary>The address with what every connection needs, unless whoever configured it said otherwise.</summary>
    public static string Complete(NpgsqlConnectionStringBuilder address)
    {
        var complete = new NpgsqlConnectionStringBuilder(address.ConnectionString);
        complete.Options = string.IsNullOrEmpty(complete.Options) ? SessionSettings : $"{SessionSettings} {complete.Options}";
        complete.ApplicationName ??= "control-plane";
        if (complete.MaxAutoPrepare == 0)
            complete.MaxAutoPrepare = PreparedStatements;
        if (complete.KeepAlive == 0)
            complete.KeepAlive = KeepAliveSeconds;
        return complete.ConnectionString;
    }
}
