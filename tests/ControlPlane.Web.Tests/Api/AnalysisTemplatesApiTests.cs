using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class AnalysisTemplatesApiTests : IAsyncLifetime
{
    private const string Limited = """{"name":"errors","parameters":[{"name":"limit","type":"number"}],"checks":[{"metric":"error-share","maximum":"{{args.limit}}"}]}""";
    private HostUnderTest _host = null!;

    public async Task InitializeAsync()
    {
        _host = await HostUnderTest.StartAsync("--Analysis:AllowedPrivate", "127.0.0.2", "--Secrets:hook:Value", "s3cret", "--Secrets:hook:Host", "hooks.example");
        await _host.PreparePetsAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string, string> BadTemplates() => new()
    {
        { """{"name":"e","checks":[{"metric":"happiness","maximum":1}]}""", "checks[0].metric" },
        { """{"name":"e","checks":[{"metric":"error-share","maximum":"{{args.limit}}"}]}""", "checks[0].maximum" },
        { """{"name":"e","checks":[{"metric":"error-share","maximun":1}]}""", "checks[0].maximun" },
        { """{"name":"e","checks":[{"metric":"error-share"}]}""", "checks[0]" },
        { """{"name":"Not a name","checks":[{"metric":"error-share","maximum":1}]}""", "name" },
        { """{"name":"e","parameters":[{"name":"limit","type":"number","default":"much"}],"checks":[{"metric":"error-share","maximum":"{{args.limit}}"}]}""", "parameters[0].default" },
        { """{"name":"e","parameters":[{"name":"unused"}],"checks":[{"metric":"error-share","maximum":1}]}""", "parameters" },
        { """{"name":"e","checks":[{"metric":"m","maximum":1,"source":{"kind":"prometheus","address":"http://127.0.0.1:9090","query":"up"}}]}""", "checks[0].source.address" },
        { """{"name":"e","checks":[{"metric":"m","maximum":1,"source":{"kind":"prometheus","address":"http://169.254.169.254","query":"up"}}]}""", "checks[0].source.address" },
        { """{"name":"e","checks":[{"metric":"m","maximum":1,"source":{"kind":"prometheus","address":"http://[::ffff:10.0.0.1]","query":"up"}}]}""", "checks[0].source.address" },
        { """{"name":"e","checks":[{"metric":"m","maximum":1,"source":{"kind":"prometheus","address":"https://p.example","query":"up{v=\"{{who}}\"}"}}]}""", "checks[0].source.query" },
        { """{"name":"e","checks":[{"metric":"m","source":{"kind":"webhook","address":"ftp://p.example"}}]}""", "checks[0].source.address" },
        { """{"name":"e","checks":[{"metric":"m","source":{"kind":"webhook","address":"https://p.example","secret":"none"}}]}""", "checks[0].source.secret" },
        { """{"name":"e","checks":[{"metric":"m","source":{"kind":"webhook","address":"https://p.example","secret":"hook"}}]}""", "checks[0].source.secret" },
        { """{"name":"e","onError":"hope","checks":[{"metric":"error-share","maximum":1}]}""", "onError" },
        { """{"name":"e","judge":{},"comparison":{"metrics":[]},"checks":[{"metric":"error-share"}]}""", "comparison" },
        { """{"name":"e","judge":{"pass":50,"marginal":75},"checks":[{"metric":"error-share"}]}""", "judge.marginal" },
        { """{"name":"e","judge":{},"checks":[{"metric":"error-share","maximum":1}]}""", "checks[0]" },
    };

    [Theory]
    [MemberData(nameof(BadTemplates))]
    public async Task Create_WhatCouldNotRun_IsRefusedWithItsField(string body, string field)
    {
        using var answer = await SendAsync(HttpMethod.Post, "analysis-templates", body);
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => e.GetProperty("field").GetString() == field);
        Assert.All(problem.GetProperty("errors").EnumerateArray(), e => Assert.NotEmpty(e.GetProperty("remedy").GetString()!));
    }

    [Fact]
    public async Task Versions_OnceMade_StayAndRiseAlsoAfterADeletion()
    {
        using var created = await SendAsync(HttpMethod.Post, "analysis-templates", Limited);
        using var again = await SendAsync(HttpMethod.Post, "analysis-templates", Limited);
        using var second = await SendAsync(HttpMethod.Post, "analysis-templates/errors/versions", Limited, created.Headers.ETag);
        using var late = await SendAsync(HttpMethod.Post, "analysis-templates/errors/versions", Limited, created.Headers.ETag);
        using var changed = await SendAsync(HttpMethod.Put, "analysis-templates/errors/versions/1", Limited);
        var first = await _host.GetJsonAsync("api/v1/analysis-templates/errors/versions/1");
        using var lateDelete = await SendAsync(HttpMethod.Delete, "analysis-templates/errors", null, created.Headers.ETag);
        using var deleted = await SendAsync(HttpMethod.Delete, "analysis-templates/errors", null, second.Headers.ETag);
        using var revived = await SendAsync(HttpMethod.Post, "analysis-templates", Limited);
        var versions = (await HostUnderTest.ReadAsync(revived)).GetProperty("versions");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, changed.StatusCode);
        Assert.Equal("{{args.limit}}", first.GetProperty("checks")[0].GetProperty("maximum").GetString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, lateDelete.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(3, versions.EnumerateArray().Single().GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("none", "{}", "template", "analysis_template_not_found")]
    [InlineData("errors@9", """{"limit":0.1}""", "template", "analysis_template_version_not_found")]
    [InlineData("errors@x", "{}", "template", "analysis_template_invalid")]
    [InlineData("errors", "{}", "arguments.limit", "analysis_argument_invalid")]
    [InlineData("errors", """{"limit":"much"}""", "arguments.limit", "analysis_argument_invalid")]
    [InlineData("errors", """{"limit":0.1,"more":1}""", "arguments.more", "analysis_argument_invalid")]
    public async Task Start_NameOrArgumentThatIsWrong_IsRefusedAtOnce(string template, string arguments, string field, string code)
    {
        using var created = await SendAsync(HttpMethod.Post, "analysis-templates", Limited);
        using var answer = await SendAsync(HttpMethod.Post, "endpoints/pets/rollouts", $$"""{"strategy":"canary","versions":[2],"template":"{{template}}","arguments":{{arguments}}}""");
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{"strategy":"canary","template":"errors@x"}""", "stages[0].template")]
    [InlineData("""{"strategy":"canary","arguments":{"limit":0.1}}""", "stages[0].arguments")]
    [InlineData("""{"strategy":"plan","stages":[{"strategy":"canary"},{"strategy":"canary","template":"errors@x"}]}""", "stages[0].stages[1].template")]
    [InlineData("""{"strategy":"plan","stages":[{"strategy":"canary","arguments":{"limit":0.1}}]}""", "stages[0].stages[0].arguments")]
    public async Task Start_TemplateOfAStageThatCannotBeRead_IsRefusedWithItsPlace(string stage, string field)
    {
        using var answer = await SendAsync(HttpMethod.Post, "endpoints/pets/rollouts", $$"""{"strategy":"plan","versions":[2],"stages":[{{stage}}]}""");
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal("analysis_template_invalid", problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Start_WithATemplate_KeepsItsCopyWhateverHappensToTheTemplate()
    {
        await using var agent = await _host.JoinAsync();
        await agent.ConnectAsync();
        await TestKit.Processes.Eventually.BeTrueAsync(
            "the agent's hello is saved",
            async () => (await _host.GetJsonAsync("api/v1/agents")).GetProperty("items")[0].GetProperty("state").GetString() != "absent",
            TimeSpan.FromSeconds(20));
        using var created = await SendAsync(HttpMethod.Post, "analysis-templates", Limited);
        using var started = await SendAsync(HttpMethod.Post, "endpoints/pets/rollouts", """{"strategy":"canary","versions":[2],"template":"errors","arguments":{"limit":0.07}}""");
        var id = (await HostUnderTest.ReadAsync(started)).GetProperty("id").GetString()!;
        using var deleted = await SendAsync(HttpMethod.Delete, "analysis-templates/errors", null);

        var plan = (await _host.Get<ControlPlane.Data.Rollouts.RolloutQueries>().FindAsync(id, CancellationToken.None))!.Plan;

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(("errors", 1, 0.07), (plan.Watch!.Name, plan.Watch.Version, plan.Watch.Checks.Single().Maximum));
    }

    [Fact]
    public async Task Try_OnAnEndpoint_SaysWhatEachCheckWouldSay()
    {
        using var created = await SendAsync(HttpMethod.Post, "analysis-templates", """
            {"name":"both","parameters":[{"name":"limit","type":"number"}],"checks":[{"metric":"error-share","maximum":"{{args.limit}}"},
            {"metric":"depth","maximum":1,"source":{"kind":"prometheus","address":"http://127.0.0.2:1","query":"depth{variant=\"{{variant}}\"}"}}]}
            """);
        using var tried = await SendAsync(HttpMethod.Post, "analysis-templates/both/try", """{"endpoint":"pets","arguments":{"limit":0.1}}""");
        using var incomplete = await SendAsync(HttpMethod.Post, "analysis-templates/both/try", """{"endpoint":"pets"}""");
        using var nowhere = await SendAsync(HttpMethod.Post, "analysis-templates/both/try", """{"endpoint":"none","arguments":{"limit":0.1}}""");
        var checks = (await HostUnderTest.ReadAsync(tried)).GetProperty("checks");

        Assert.Equal(("builtin", "no-data"), (checks[0].GetProperty("source").GetString(), checks[0].GetProperty("result").GetString()));
        Assert.Equal(("prometheus", "error"), (checks[1].GetProperty("source").GetString(), checks[1].GetProperty("result").GetString()));
        Assert.Equal("depth{variant=\"v1\"}", checks[1].GetProperty("question").GetString());
        Assert.Contains("127.0.0.2:1 could not be asked: connection refused", checks[1].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal("arguments.limit", (await HostUnderTest.ReadProblemAsync(incomplete, 400)).GetProperty("errors")[0].GetProperty("field").GetString());
        await HostUnderTest.ReadProblemAsync(nowhere, 404);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/v1/{path}", UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (tag is not null)
            request.Headers.IfMatch.Add(tag);
        return await _host.Http.SendAsync(request);
    }
}
