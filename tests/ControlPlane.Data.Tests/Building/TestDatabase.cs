using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Models;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.Data.Tests.Building;

/// <summary>Both databases, real and of their own, with everything the product registers.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestStorage? _owned;
    private readonly ServiceProvider _services;

    private TestDatabase(DataOptions options, TestStorage? owned)
    {
        _owned = owned;
        Folder = new DataFolder(options.Folder);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(Options.Create(options))
            .AddControlPlaneData()
            .BuildServiceProvider();
    }

    public ManualTime Time { get; } = new(Moment.Noon);

    public DataFolder Folder { get; }

    public StateWriter State => Get<StateWriter>();

    public static InstallationSeed Seed { get; } = new("cluster", [.. Enumerable.Range(0, 32).Select(n => (byte)n)]);

    /// <summary>An open database that is gone after the test.</summary>
    public static async Task<TestDatabase> OpenAsync(SeriesRetention? retention = null)
    {
        var storage = await TestStorage.CreateAsync();
        var options = storage.Options;
        options.Retention = retention ?? options.Retention;
        var database = new TestDatabase(options, storage);
        _ = (await database.StartAsync()).Value;

        // What nobody asked for is for the leader to decide, which on a shared database somebody has to be.
        if (database.Get<ILeadership>() is LeasedLeadership leadership)
            await leadership.StepAsync(CancellationToken.None);
        return database;
    }

    /// <summary>A database in a folder that stays; not open yet.</summary>
    public static TestDatabase In(string folder) => With(new DataOptions { Folder = folder });

    /// <summary>A database that stays; not open yet.</summary>
    public static TestDatabase With(DataOptions options) => new(options, null);

    public Task<Outcome<Installation>> StartAsync() => Get<DatabaseStart>().OpenAsync(() => Seed, CancellationToken.None);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs a unit that must be accepted.</summary>
    public async Task<T> WriteAsync<T>(Func<StateContext, CancellationToken, Task<Outcome<T>>> work)
        where T : notnull => (await State.RunAsync(work, CancellationToken.None)).Value;

    /// <summary>Registers a model with versions.</summary>
    public Task<RegisteredModel> AddModelAsync(string name = "pets", int versions = 4) => WriteAsync<RegisteredModel>((context, _) =>
    {
        var model = RegisteredModelBuilder.AModel(name, versions);
        new ModelStore(context).Add(model);
        return Task.FromResult<Outcome<RegisteredModel>>(model);
    });

    /// <summary>Creates an endpoint of a registered model.</summary>
    public Task<PublishedTable> AddEndpointAsync(string name = "pets", string model = "pets", int stable = 1) => WriteAsync<PublishedTable>(async (context, token) =>
    {
        var store = new EndpointStore(context);
        var last = await store.LastRouteRevisionAsync(name, token);
        var (endpoint, change) = InferenceEndpoint.Create(EndpointBuilder.ADraft(name, model, stable), "salt", EndpointBuilder.Versions, last, Time.Now).Value;
        store.Add(endpoint);
        return await store.SaveAsync(change, new Actor("me", ChangeWay.Ui), "new", token);
    });

    /// <summary>Changes an endpoint as a command does.</summary>
    public Task<PublishedTable> ChangeAsync(string name, Func<InferenceEndpoint, Outcome<EndpointChange>> change, string reason = "") =>
        WriteAsync<PublishedTable>(async (context, token) =>
        {
            var store = new EndpointStore(context);
            var endpoint = await store.FindAsync(name, token) ?? throw new InvalidOperationException($"There is no endpoint '{name}'.");
            return await store.SaveAsync(change(endpoint).Value, new Actor("me", ChangeWay.Api), reason, token);
        });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_owned is not null)
            await _owned.DisposeAsync();
        else
            SqliteConnection.ClearAllPools();
    }
}
