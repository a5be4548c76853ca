using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Tests.Api;

public sealed class AuditApiTests
{
    [Fact]
    public async Task List_WhatAScriptDid_SaysWhoWhatWhyAndFromWhatToWhat()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        using var _ = await host.PutAsync("endpoints/pets/split", new { variants = new[] { new { version = 1, weight = 9_000 }, new { version = 2, weight = 1_000 } }, reason = "try it" });

        var page = await host.GetJsonAsync("api/v1/audit?endpoint=pets");

        var newest = page.GetProperty("items")[0];
        Assert.Equal(
            ("local user", "api", "endpoint", "split-changed", "try it"),
            (newest.GetProperty("actor").GetString(), newest.GetProperty("way").GetString(), newest.GetProperty("subject").GetString(), newest.GetProperty("action").GetString(), newest.GetProperty("reason").GetString()));
        Assert.Equal(10_000, newest.GetProperty("before").GetProperty("variants")[0].GetProperty("weight").GetInt32());
        Assert.Equal(9_000, newest.GetProperty("after").GetProperty("variants")[0].GetProperty("weight").GetInt32());
        Assert.Equal("created", page.GetProperty("items")[1].GetProperty("action").GetString());
        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task List_WithALimit_GoesOnFromItsCursor()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        var seen = new List<long>();

        for (string? query = "?limit=2"; query is not null;)
        {
            var page = await host.GetJsonAsync($"api/v1/audit{query}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));
            query = page.GetProperty("next").GetString() is { } next ? $"?limit=2&cursor={next}" : null;
        }

        Assert.Equal([4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task List_WrongFilters_AreNamedAllAtOnce()
    {
        await using var host = await HostUnderTest.StartAsync();

        using var answer = await host.Http.GetAsync(new Uri("api/v1/audit?kind=secrets&from=soon", UriKind.Relative));

        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);
        Assert.Equal(["kind", "from"], problem.GetProperty("errors").EnumerateArray().Select(f => f.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Verify_UntouchedThenChanged_NamesTheChangedEntry()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        var intact = await host.GetJsonAsync("api/v1/audit/verify");

        await TamperAsync(host, "UPDATE audit_entries SET Actor = 'somebody else' WHERE Sequence = 2");
        var changed = await host.GetJsonAsync("api/v1/audit/verify");

        Assert.True(intact.GetProperty("isIntact").GetBoolean(), intact.ToString());
        Assert.Equal(4, intact.GetProperty("entries").GetInt64());
        Assert.False(changed.GetProperty("isIntact").GetBoolean());
        Assert.Equal(2, changed.GetProperty("firstBad").GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Verify_AgentKeepsAHeadTheChainDoesNotHold_SaysSoAndWritesItDownOnce()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync("witness");
        var welcome = await agent.ConnectAsync();
        var head = RoutingTableCodec.Open(welcome.Offer!.Content, welcome.Offer.Digest).Value.Table.AuditHead!;
        await agent.HelloAsync(welcome.Offer.Position, witnessed: head);
        Assert.True((await host.GetJsonAsync("api/v1/audit/verify")).GetProperty("isIntact").GetBoolean());

        await agent.HelloAsync(welcome.Offer.Position, witnessed: head with { Hash = new string('a', 64) });
        await agent.HelloAsync(welcome.Offer.Position, witnessed: head);
        await agent.HelloAsync(welcome.Offer.Position, witnessed: head with { Hash = new string('a', 64) });

        var verdict = await host.GetJsonAsync("api/v1/audit/verify");
        Assert.False(verdict.GetProperty("isIntact").GetBoolean());
        Assert.StartsWith("agent witness (", verdict.GetProperty("disagreements")[0].GetString(), StringComparison.Ordinal);
        var written = await host.GetJsonAsync("api/v1/audit?kind=agent&actor=control-plane");
        Assert.Equal("audit-contradicted", written.GetProperty("items").EnumerateArray().Single().GetProperty("action").GetString());
    }

    [Fact]
    public async Task Export_JsonLines_CanBeCheckedWithoutThisProduct()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();

        var lines = (await host.Http.GetStringAsync(new Uri("api/v1/audit/export", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var previous = new string('0', 64);
        foreach (var line in lines.Select(l => JsonDocument.Parse(l).RootElement))
        {
            // As docs/audit.md says it, with nothing of the product.
            var text = string.Concat(line.EnumerateObject().Where(p => p.Name != "hash").Select(p => Netstring(p.Name) + (p.Value.ValueKind == JsonValueKind.Null ? "-," : Netstring(p.Value.GetString()!))));
            Assert.Equal(line.GetProperty("hash").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
            Assert.Equal(previous, line.GetProperty("previousHash").GetString());
            previous = line.GetProperty("hash").GetString();
        }

        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Export_Csv_HasAHeadLineAndQuotedCells()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();

        var text = await host.Http.GetStringAsync(new Uri("api/v1/audit/export?format=csv&endpoint=pets", UriKind.Relative));

        Assert.StartsWith("form,sequence,previousHash,at,actor,way,subject,", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"{\"\"stableVersion\"\":1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_AnEarlierSplit_IsOneMoreChangeAndSaysWhereFrom()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        using var first = await host.PutSplitAsync("pets", 7_000, 3_000);
        using var second = await host.PutAsync("endpoints/pets", new { model = "pets", stableVersion = 2 });
        var entry = (await host.GetJsonAsync("api/v1/audit?endpoint=pets")).GetProperty("items")[1].GetProperty("sequence").GetInt64();

        using var answer = await host.PostAsync($"audit/{entry}/restore", new { reason = "it was better" });

        Assert.Equal("restored", (await HostUnderTest.ReadAsync(answer)).GetProperty("kind").GetString());
        var split = (await host.GetJsonAsync("api/v1/endpoints/pets/split")).GetProperty("variants").EnumerateArray();
        Assert.Equal([("v1", 7_000), ("v2", 3_000)], split.Select(v => (v.GetProperty("name").GetString(), v.GetProperty("weight").GetInt32())).Order());
        Assert.Equal(1, (await host.GetJsonAsync("api/v1/endpoints/pets")).GetProperty("stableVersion").GetInt32());
        var newest = (await host.GetJsonAsync("api/v1/audit?endpoint=pets")).GetProperty("items")[0];
        Assert.Equal($"it was better (as it was after entry {entry} of the audit)", newest.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Restore_WhatCannotBe_IsRefused()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        using var split = await host.PutSplitAsync("pets", 7_000, 3_000);
        await TamperAsync(host, "UPDATE audit_entries SET After = replace(After, '3000', '4000') WHERE Sequence = 5");

        async Task<string?> CodeAsync(string entry, int status)
        {
            using var answer = await host.PostAsync($"audit/{entry}/restore", null);
            return (await HostUnderTest.ReadProblemAsync(answer, status)).GetProperty("code").GetString();
        }

        Assert.Equal("audit_entry_not_found", await CodeAsync("99", 404));
        Assert.Equal("audit_entry_not_found", await CodeAsync("first", 404));
        Assert.Equal("nothing_to_restore", await CodeAsync("1", 409));
        Assert.Equal("nothing_to_restore", await CodeAsync("5", 409));
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();
        await TestKit.Processes.Eventually.BeTrueAsync(
            "the agent's hello is saved",
            async () => (await host.GetJsonAsync("api/v1/agents")).GetProperty("items")[0].GetProperty("state").GetString() != "absent",
            TimeSpan.FromSeconds(20));
        using var rollout = await host.PostAsync("endpoints/pets/rollouts", new { strategy = "canary", versions = new[] { 2 } });
        await HostUnderTest.ReadAsync(rollout);
        Assert.Equal("endpoint_busy", await CodeAsync("4", 409));
    }

    [Fact]
    public async Task Backups_MadeByHand_AreListedWithTheirAudit()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();

        using var made = await host.PostAsync("backups", null);

        Assert.Equal(4, (await HostUnderTest.ReadAsync(made)).GetProperty("auditEntries").GetInt64());
        var listed = (await host.GetJsonAsync("api/v1/backups")).GetProperty("items").EnumerateArray().Single();
        Assert.True(listed.GetProperty("isSound").GetBoolean());
    }

    internal static async Task TamperAsync(HostUnderTest host, string statement)
    {
        await using var context = await host.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        Assert.NotEqual(0, await context.Database.ExecuteSqlRawAsync(statement));
    }

    private static string Netstring(string text) => $"{Encoding.UTF8.GetByteCount(text)}:{text},";
}
