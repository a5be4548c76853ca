using System.Data.Common;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ControlPlane.Data.Tests.Building;

/// <summary>Where the databases of a test are: in a database of their own on the one server of the test run.</summary>
internal sealed class TestStorage : IAsyncDisposable
{
    // Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html: data, constraints, and types that do not fit.
    private static readonly string[] OfValues = ["22", "23", "42804", "42883"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _address;

    private TestStorage(string address) => _address = address;

    /// <summary>Statements of tests name tables without their schema.</summary>
    public DataOptions Options => new() { Folder = _folder.Path, Database = $"{_address}?Search Path=state,series" };

    public static async Task<TestStorage> CreateAsync() => new(await SharedServer.TakeAsync());

    public static string RefuseInserts(string table, string condition) =>
        $"""
        CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The disk is gone.'; END $$;
        CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION broken()
        """;

    public static string AllowInserts(string table) => $"DROP TRIGGER broken ON {table}; DROP FUNCTION broken";

    /// <summary>Whether the database said that a column cannot hold a value.</summary>
    public static bool IsOfValue(DbException exception) =>
        exception is PostgresException { SqlState: var state } && OfValues.Any(c => state.StartsWith(c, StringComparison.Ordinal));

    public static SeriesContext SeriesOf(TestDatabase database, IInterceptor interceptor) =>
        new PostgresSeriesContext(OptionsOf<PostgresSeriesContext>(database, PostgresSettings.SeriesSchema, interceptor));

    public static StateContext StateOf(TestDatabase database, IInterceptor interceptor) =>
        new PostgresStateContext(OptionsOf<PostgresStateContext>(database, PostgresSettings.StateSchema, interceptor));

    public async ValueTask DisposeAsync()
    {
        await SharedServer.ReturnAsync(_address);
        _folder.Dispose();
    }

    private static DbContextOptions<TContext> OptionsOf<TContext>(TestDatabase database, string schema, IInterceptor interceptor)
        where TContext : DbContext
    {
        var address = PostgresAddress.Read(database.Get<Microsoft.Extensions.Options.IOptions<DataOptions>>().Value.Database!, out _)!;
        var options = new DbContextOptionsBuilder<TContext>();
        PostgresSettings.Configure(options, address, schema);
        return options.AddInterceptors(interceptor).Options;
    }
}
