using System.Globalization;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Data.Tests.Backups;

/// <summary>The drill: copies made while the database is written to, put back, and compared with what had been acknowledged.</summary>
public sealed class RestoreDrillTests
{
    private static readonly Actor Operator = new("operator", ChangeWay.CommandLine);

    [Fact]
    [Trait("Fault", "F64")]
    [Trait("Promise", "P12")]
    public async Task RunAsync_BackupMadeUnderLoad_HoldsEveryDecisionThatWasAcknowledgedBefore()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> acknowledged;
        Backup backup;
        await using (var database = TestDatabase.In(folder.Path))
        {
            _ = (await database.StartAsync()).Value;
            using var load = new CancellationTokenSource();
            var written = new List<string>();
            var enough = new TaskCompletionSource();
            var writing = WriteAsync(database, written, enough, load.Token);
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));

            lock (written)
                acknowledged = [.. written];
            backup = (await database.Get<BackupStore>().MakeAsync(CancellationToken.None)).Value;
            await load.CancelAsync();
            await writing;
        }

        Assert.Empty(backup.Problems);
        await using var restored = TestDatabase.In(folder.Path);
        var outcome = await restored.Get<BackupRestore>().RunAsync("latest", Operator, CancellationToken.None);

        Assert.Equal(backup.Name, outcome.Value.Backup.Name);
        var names = (await restored.Get<ModelQueries>().ListAsync(CancellationToken.None)).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(acknowledged.Except(names));
        var verdict = await restored.Get<AuditVerifier>().VerifyAsync([], CancellationToken.None);
        Assert.True(verdict.IsIntact, verdict.Sentence);
        Assert.Equal(backup.AuditEntries + 1, verdict.Entries);
    }

    [Fact]
    [Trait("Fault", "F64")]
    [Trait("Promise", "P12")]
    public async Task ANaiveCopyOfTheFile_LacksWhatTheLogHolds()
    {
        // The negative control: why the backup is made by SQLite and not by copying.
        await using var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync("pets", 1);
        var copy = Path.Combine(database.Folder.Path, "copy.db");
        File.Copy(database.Folder.StateFile, copy);

        await using var context = StoredFiles.StateOf(copy);

        Assert.Equal(["ok"], await context.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync());
        Assert.Empty(await context.Models.AsNoTracking().ToListAsync());
    }

    [Fact]
    [Trait("Fault", "F34")]
    public async Task RunAsync_AgentsAheadOfTheBackup_AreOvertakenByANewEpoch()
    {
        using var folder = new TemporaryFolder();
        await using (var database = TestDatabase.In(folder.Path))
        {
            _ = (await database.StartAsync()).Value;
            await database.AddModelAsync();
            await database.AddEndpointAsync();
            _ = (await database.Get<BackupStore>().MakeAsync(CancellationToken.None)).Value;
            await database.ChangeAsync("pets", e => e.SetSplit([new(2, 10_000)], EndpointBuilder.Versions, Moment.Noon));
            await AddAgentAsync(database, new TablePosition(1, 2));
        }

        await using var restored = TestDatabase.In(folder.Path);
        var outcome = (await restored.Get<BackupRestore>().RunAsync("latest", Operator, CancellationToken.None)).Value;

        Assert.Equal(new TablePosition(2, 2), outcome.Tables["production"]);
        var table = await restored.Get<RoutingTableQueries>().FindNewestAsync("production", CancellationToken.None);
        Assert.True(table!.Position > new TablePosition(1, 2));
        var newest = (await restored.Get<AuditQueries>().ListAsync(AuditFilter.None, null, 1, CancellationToken.None)).Single();
        Assert.Equal(("backup-restored", "operator", "command-line"), (newest.Action, newest.Actor, newest.Way));
        Assert.Equal(newest.Head, RoutingTableQueries.Open(table).Value.Table.AuditHead);
        Assert.True(File.Exists(Path.Combine(outcome.Replaced!, "state.db")));
        Assert.Equal(4, outcome.MissingArtifacts.Count);
    }

    [Fact]
    public async Task RunAsync_FolderInUse_RefusesAndMovesNothing()
    {
        await using var running = await TestDatabase.OpenAsync();
        _ = (await running.Get<BackupStore>().MakeAsync(CancellationToken.None)).Value;
        await using var other = TestDatabase.In(running.Folder.Path);

        var outcome = await other.Get<BackupRestore>().RunAsync("latest", Operator, CancellationToken.None);

        Assert.Equal(DataRefusals.InUse, outcome.Refusal?.Code);
        Assert.True(File.Exists(running.Folder.StateFile));
    }

    [Fact]
    public async Task RunAsync_BackupThatWasTamperedWith_Refuses()
    {
        using var folder = new TemporaryFolder();
        await using (var database = TestDatabase.In(folder.Path))
        {
            _ = (await database.StartAsync()).Value;
            var backup = (await database.Get<BackupStore>().MakeAsync(CancellationToken.None)).Value;
            await using var copy = StoredFiles.StateOf(database.Get<BackupStore>().FilesOf(backup).StateFile);
            await copy.Database.ExecuteSqlRawAsync("UPDATE audit_entries SET Actor = 'nobody'");
        }

        await using var restored = TestDatabase.In(folder.Path);
        var outcome = await restored.Get<BackupRestore>().RunAsync("latest", Operator, CancellationToken.None);

        Assert.Equal(BackupRefusals.Unsound, outcome.Refusal?.Code);
        Assert.Contains("entry 1 was changed", outcome.Refusal!.Sentence, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(TestDatabase database, List<string> written, TaskCompletionSource enough, CancellationToken end)
    {
        for (var number = 1; !end.IsCancellationRequested; number++)
        {
            var name = $"m{number.ToString(CultureInfo.InvariantCulture)}";
            await database.WriteAsync<RegisteredModel>((context, _) =>
            {
                var model = RegisteredModelBuilder.AModel(name, 1);
                context.Models.Add(model);
                context.Note(RegistryDrafts.Registered(model.Versions[0], Operator, Moment.Noon));
                return Task.FromResult<Outcome<RegisteredModel>>(model);
            });
            lock (written)
                written.Add(name);
            if (number == 50)
                enough.SetResult();
        }
    }

    private static Task<AgentNode> AddAgentAsync(TestDatabase database, TablePosition applied) => database.WriteAsync<AgentNode>((context, _) =>
    {
        var agent = AnAgent();
        agent.Report(AHello() with { Applied = applied }, Moment.Noon);
        context.Agents.Add(agent);
        return Task.FromResult<Outcome<AgentNode>>(agent);
    });
}
