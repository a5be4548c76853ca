using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Telemetry;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>The control plane's databases in a folder, with everything the product registers, under a clock that is moved.</summary>
internal sealed class MeasuredDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DataFolder _folder;

    private MeasuredDatabase(string folder)
    {
        _folder = new DataFolder(folder);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(Options.Create(new DataOptions { Folder = folder }))
            .AddControlPlaneData()
            .BuildServiceProvider();
    }

    public static byte[] FeedbackKey { get; } = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    public ManualTimeProvider Time { get; } = new();

    /// <summary>Of the measurements, with the log that is not yet folded in.</summary>
    public long FileBytes => new[] { _folder.SeriesFile, $"{_folder.SeriesFile}-wal" }.Where(File.Exists).Sum(f => new FileInfo(f).Length);

    public static async Task<MeasuredDatabase> OpenAsync(string folder)
    {
        var database = new MeasuredDatabase(folder);
        _ = (await database.Get<DatabaseStart>().OpenAsync(() => new InstallationSeed("bench", FeedbackKey), CancellationToken.None)).Value;
        return database;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Requests in the totals, and in the spans of an hour.</summary>
    public async Task<(long InTotals, long InHours)> SumsAsync(int endpoints)
    {
        var queries = Get<SeriesQueries>();
        var inHours = 0L;
        for (var endpoint = 0; endpoint < endpoints; endpoint++)
        {
            var rows = await queries.SeriesAsync($"endpoint-{endpoint}", Time.GetUtcNow().AddDays(-1), Time.GetUtcNow().AddHours(1), TimeSpan.FromHours(1), CancellationToken.None);
            inHours += rows.SelectMany(r => r.Points).Sum(p => p.Requests ?? 0);
        }

        return ((await queries.TotalsAsync(CancellationToken.None)).Sum(t => t.Requests), inHours);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
