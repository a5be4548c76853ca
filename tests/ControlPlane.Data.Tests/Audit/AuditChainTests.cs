using ControlPlane.Contracts.Audit;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;
using static ControlPlane.Domain.Tests.Building.AgentBuilder;

namespace ControlPlane.Data.Tests.Audit;

public sealed class AuditChainTests
{
    [Fact]
    public async Task OpenAsync_NewInstallation_BeginsTheChain()
    {
        await using var database = await TestDatabase.OpenAsync();

        var entries = await ListAsync(database);

        Assert.Equal(("audit-begun", "cluster", AuditForm.Beginning.Hash), (entries.Single().Action, entries.Single().Name, entries.Single().PreviousHash));
        Assert.True((await VerifyAsync(database)).IsIntact);
    }

    [Fact]
    public async Task SaveAsync_Change_IsInTheAuditWithBeforeAndAfter()
    {
        await using var database = await ThreeChangesAsync();

        var newest = (await ListAsync(database))[0];

        Assert.Equal(("endpoint", "pets", "split-changed", "me", "api", "second"), (newest.Subject, newest.Name, newest.Action, newest.Actor, newest.Way, newest.Reason));
        Assert.Contains("\"version\":2", newest.After, StringComparison.Ordinal);
        Assert.NotEqual(newest.Before, newest.After);
        Assert.Equal(3, newest.TableRevision);
    }

    [Fact]
    public async Task SaveAsync_Change_PutsItsOwnEntryIntoTheTableAsHead()
    {
        await using var database = await ThreeChangesAsync();

        var newest = (await ListAsync(database))[0];
        var table = await database.Get<RoutingTableQueries>().FindNewestAsync("production", CancellationToken.None);

        Assert.Equal(newest.Head, RoutingTableQueries.Open(table!).Value.Table.AuditHead);
        Assert.Equal(newest.TableRevision, table!.Revision);
    }

    [Fact]
    public async Task RunAsync_UnitThatRefusesOrThrows_LeavesNoEntry()
    {
        await using var database = await TestDatabase.OpenAsync();

        await database.State.RunAsync<int>((context, _) =>
        {
            context.Note(ADraft());
            return Task.FromResult<Outcome<int>>(new Refusal("no", "No."));
        }, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.State.RunAsync<int>((context, _) =>
        {
            context.Note(ADraft());
            context.Models.Add(RegisteredModelBuilder.AModel("pets", 1));
            context.Models.Add(RegisteredModelBuilder.AModel("pets", 1));
            return Task.FromResult<Outcome<int>>(1);
        }, CancellationToken.None));

        Assert.Single(await ListAsync(database));
        Assert.True((await VerifyAsync(database)).IsIntact);
    }

    [Fact]
    public async Task RunAsync_ManyUnitsAtOnce_FormOneChain()
    {
        await using var database = await TestDatabase.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => database.WriteAsync<int>((context, _) =>
        {
            context.Note(ADraft() with { Name = $"m{number}" });
            return Task.FromResult<Outcome<int>>(number);
        })));

        var verdict = await VerifyAsync(database);
        Assert.True(verdict.IsIntact, verdict.Sentence);
        Assert.Equal(201, verdict.Entries);
    }

    [Fact]
    public async Task StateModel_EveryFieldOfAnEntry_HasTheColumnOfItsName()
    {
        await using var database = await TestDatabase.OpenAsync();
        await using var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();

        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT * FROM audit_entries";
        await using var reader = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();

        Assert.Equal([.. Enum.GetNames<AuditField>().Append("Hash").Order(StringComparer.Ordinal)], columns.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Fault", "F91")]
    [Trait("Promise", "P10")]
    public async Task VerifyAsync_AnyColumnOfAnyRowChanged_NamesThatRow()
    {
        await using var database = await ThreeChangesAsync();
        var entries = (await ListAsync(database)).Count;
        string[] values = ["'x'", "7", "NULL", "x'00ff'", "''"];

        foreach (var column in Enum.GetNames<AuditField>().Append("Hash").Where(c => c != "Sequence"))
        {
            for (var row = 1; row <= entries; row++)
            {
                foreach (var value in values)
                    await AssertFoundAsync(database, row, $"UPDATE audit_entries SET \"{column}\" = {value} WHERE \"Sequence\" = {row} AND \"{column}\" IS DISTINCT FROM {value}");
            }
        }
    }

    [Theory]
    [InlineData("DELETE FROM audit_entries WHERE \"Sequence\" = 1", 1)]
    [InlineData("DELETE FROM audit_entries WHERE \"Sequence\" = 3", 3)]
    [InlineData("DELETE FROM audit_entries WHERE \"Sequence\" = (SELECT \"Sequence\" FROM audit_head)", 4)]
    [InlineData("DELETE FROM audit_entries WHERE \"Sequence\" > 2", 3)]
    [InlineData("DELETE FROM audit_entries", 1)]
    [InlineData("UPDATE audit_entries SET \"Sequence\" = 9 WHERE \"Sequence\" = 2", 2)]
    [InlineData("UPDATE audit_entries SET \"Sequence\" = \"Sequence\" + 100 WHERE \"Sequence\" > 2; UPDATE audit_entries SET \"Sequence\" = \"Sequence\" - 99 WHERE \"Sequence\" > 100", 3)]
    [InlineData("UPDATE audit_entries SET \"Sequence\" = -1 WHERE \"Sequence\" = 2; UPDATE audit_entries SET \"Sequence\" = 2 WHERE \"Sequence\" = 3; UPDATE audit_entries SET \"Sequence\" = 3 WHERE \"Sequence\" = -1", 2)]
    [InlineData("INSERT INTO audit_entries SELECT 5, \"Form\", \"PreviousHash\", \"At\", \"Actor\", \"Way\", \"Subject\", \"Name\", \"Action\", \"Endpoint\", \"Pool\", \"Sentence\", \"Reason\", \"Before\", \"After\", \"Numbers\", \"RefusalCode\", \"TableRevision\", \"Hash\" FROM audit_entries WHERE \"Sequence\" = 4", 5)]
    [InlineData("UPDATE audit_head SET \"Sequence\" = 3", 4)]
    [InlineData("UPDATE audit_head SET \"Hash\" = 'x'", 4)]
    [InlineData("DELETE FROM audit_head", 4)]
    [Trait("Fault", "F91")]
    [Trait("Promise", "P10")]
    public async Task VerifyAsync_RowsRemovedPutInOrMoved_NamesTheFirst(string tampering, long first)
    {
        await using var database = await ThreeChangesAsync();
        await ExecuteAsync(database, tampering);

        var verdict = await VerifyAsync(database);

        Assert.True(verdict.Fault?.Sequence == first, verdict.Sentence);
    }

    [Fact]
    [Trait("Fault", "F91")]
    [Trait("Promise", "P10")]
    public async Task VerifyAsync_EndCutOffTogetherWithTheHead_IsFoundByAnAgent()
    {
        await using var database = await ThreeChangesAsync();
        var newest = (await ListAsync(database))[0];
        await database.WriteAsync<AgentNode>((context, _) =>
        {
            var agent = AnAgent();
            agent.Report(AHello() with { Witnessed = newest.Head }, Moment.Noon);
            context.Agents.Add(agent);
            return Task.FromResult<Outcome<AgentNode>>(agent);
        });
        Assert.True((await VerifyAsync(database)).IsIntact);

        await ExecuteAsync(
            database,
            "DELETE FROM audit_entries WHERE \"Sequence\" > 2; UPDATE audit_head SET \"Sequence\" = 2, \"Hash\" = (SELECT \"Hash\" FROM audit_entries WHERE \"Sequence\" = 2)");

        var verdict = await VerifyAsync(database);
        Assert.Null(verdict.Fault);
        Assert.EndsWith("and the chain ends at entry 2.", verdict.Disagreements.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_WitnessFromOutside_IsAsked()
    {
        await using var database = await ThreeChangesAsync();

        var verdict = await database.Get<AuditVerifier>().VerifyAsync([new AuditWitness("a note on paper", new AuditHead(2, new string('a', 64)))], CancellationToken.None);

        Assert.Equal("a note on paper", verdict.Disagreements.Single().Witness.Name);
    }

    [Fact]
    public async Task ListAsync_Filters_KeepOnlyWhatFits()
    {
        await using var database = await ThreeChangesAsync();
        await database.WriteAsync<int>((context, _) =>
        {
            context.Note(ADraft());
            return Task.FromResult<Outcome<int>>(1);
        });
        var audit = database.Get<AuditQueries>();

        async Task<IEnumerable<long>> Of(AuditFilter filter) => (await audit.ListAsync(filter, before: null, limit: 10, CancellationToken.None)).Select(e => e.Sequence);

        Assert.Equal([4, 3, 2], await Of(new AuditFilter { Endpoint = "pets" }));
        Assert.Equal([5], await Of(new AuditFilter { Subject = AuditSubject.Model }));
        Assert.Equal([5, 1], await Of(new AuditFilter { Actor = "control-plane" }));
        Assert.Equal([5, 4, 3, 2, 1], await Of(new AuditFilter { From = Moment.Noon, To = Moment.Noon.AddMinutes(1) }));
        Assert.Empty(await Of(new AuditFilter { From = Moment.Noon.AddMinutes(1) }));
        Assert.Equal([2, 1], (await audit.ListAsync(AuditFilter.None, before: 3, limit: 10, CancellationToken.None)).Select(e => e.Sequence));
    }

    private static AuditDraft ADraft() => new()
    {
        At = Moment.Noon,
        Actor = Domain.Actors.Actor.Automatic,
        Subject = AuditSubject.Model,
        Name = "pets",
        Action = "tested",
        Sentence = "Tested.",
        Numbers = "{\"n\":1}",
    };

    // The beginning, the new endpoint and two splits: four entries.
    private static async Task<TestDatabase> ThreeChangesAsync()
    {
        var database = await TestDatabase.OpenAsync();
        await database.AddModelAsync();
        await database.AddEndpointAsync();
        await database.ChangeAsync("pets", e => e.SetSplit([new(1, 9_000), new(2, 1_000)], EndpointBuilder.Versions, Moment.Noon), "first");
        await database.ChangeAsync("pets", e => e.SetSplit([new(1, 5_000), new(2, 5_000)], EndpointBuilder.Versions, Moment.Noon), "second");
        return database;
    }

    private static Task<IReadOnlyList<AuditEntry>> ListAsync(TestDatabase database) =>
        database.Get<AuditQueries>().ListAsync(AuditFilter.None, before: null, limit: 1_000, CancellationToken.None);

    private static Task<AuditVerdict> VerifyAsync(TestDatabase database) => database.Get<AuditVerifier>().VerifyAsync([], CancellationToken.None);

    private static async Task AssertFoundAsync(TestDatabase database, long row, string tampering)
    {
        await using var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        try
        {
            if (await context.Database.ExecuteSqlRawAsync(tampering) == 0)
                return;
        }
        catch (System.Data.Common.DbException refused) when (TestStorage.IsOfValue(refused))
        {
            return;
        }

        var verdict = await AuditVerifier.VerifyAsync(context, [], CancellationToken.None);
        Assert.True(verdict.Fault?.Sequence == row, $"{tampering}: {verdict.Sentence}");
    }

    private static async Task ExecuteAsync(TestDatabase database, string statements)
    {
        await using var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync(statements);
    }
}
