using System.Net;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving.Flags;

public sealed class FlagTests
{
    [Fact]
    public async Task Evaluate_CallerOfARule_GetsItsVariantAndWhy()
    {
        await using var server = await StartAsync(FlagScene.AFlag());

        var answer = await server.EvaluateAsync(FlagScene.ContextOf("anna", ("region", "au")));

        Assert.Equal((HttpStatusCode.OK, "pets", "v2", "v2", "TARGETING_MATCH"), (answer.Status, answer.TextOf("key"), answer.TextOf("value"), answer.TextOf("variant"), answer.TextOf("reason")));
        Assert.Equal(("pets", "2", "3", "au", null), (answer.MetadataOf("model"), answer.MetadataOf("version"), answer.MetadataOf("routeRevision"), answer.MetadataOf("rule"), answer.MetadataOf("bucket")));
    }

    [Fact]
    public async Task Evaluate_CallerOfNoRule_GetsTheVariantOfItsBucket()
    {
        await using var server = await StartAsync(FlagScene.AFlag());

        var answer = await server.EvaluateAsync(FlagScene.ContextOf("anna", ("region", "nz")));

        var bucket = StickyHash.BucketOf("salt-1", "anna");
        Assert.Equal((bucket < 5_000 ? "v1" : "v2", "SPLIT", $"{bucket}"), (answer.TextOf("value"), answer.TextOf("reason"), answer.MetadataOf("bucket")));
    }

    [Theory]
    [InlineData(false, "STATIC")]
    [InlineData(true, "DEFAULT")]
    public async Task Evaluate_WhatEverybodyGets_NeedsNoKey(bool hasRules, string reason)
    {
        var routing = AnEndpoint("pets", 1, 10_000, 0) with { Rules = hasRules ? FlagScene.AFlag().Rules : [] };
        await using var server = await StartAsync(routing);

        var answer = await server.EvaluateAsync("");

        Assert.Equal((HttpStatusCode.OK, "v1", reason), (answer.Status, answer.TextOf("value"), answer.TextOf("reason")));
    }

    [Fact]
    public async Task Evaluate_RuleOverTheRoutingKey_FindsTheTargetingKeyThere()
    {
        var rule = new RoutingRule { Id = "testers", Conditions = [new AttributeCondition("x-routing-key", ConditionOperator.In, ["anna"])], Variant = "v2" };
        await using var server = await StartAsync(AnEndpoint("pets", 1, 10_000, 0) with { Rules = [rule] });

        Assert.Equal("v2", (await server.EvaluateAsync(FlagScene.ContextOf("anna"))).TextOf("value"));
        Assert.Equal("v1", (await server.EvaluateAsync(FlagScene.ContextOf("bert"))).TextOf("value"));
    }

    [Fact]
    public async Task Evaluate_VariantThatCannotAnswerHere_GivesWhatStandsInForIt()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(AnEndpoint("pets", 1, 0, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), null);

        var answer = await server.EvaluateAsync(FlagScene.ContextOf("anna"));

        Assert.Equal(("v1", "DISABLED", "v2"), (answer.TextOf("value"), answer.TextOf("reason"), answer.MetadataOf("divertedFrom")));
    }

    [Theory]
    [InlineData("""{"context":{"region":"nz"}}""", FlagScene.One, 400, "TARGETING_KEY_MISSING")]
    [InlineData("""{"context":{"targetingKey":""}}""", FlagScene.One, 400, "TARGETING_KEY_MISSING")]
    [InlineData("""{"context":{"targetingKey":7}}""", FlagScene.One, 400, "INVALID_CONTEXT")]
    [InlineData("""{"context":"anna"}""", FlagScene.One, 400, "INVALID_CONTEXT")]
    [InlineData("""{"context":""", FlagScene.One, 400, "PARSE_ERROR")]
    [InlineData("""{"context":{"region":"\ud800"}}""", FlagScene.One, 400, "PARSE_ERROR")]
    [InlineData("[]", FlagScene.All, 400, "PARSE_ERROR")]
    [InlineData("{}", FlagScene.All + "/nobody", 404, "FLAG_NOT_FOUND")]
    public async Task Evaluate_WhatCannotBe_SaysWhyInTheProtocolsWords(string body, string path, int status, string code)
    {
        await using var server = await StartAsync(FlagScene.AFlag());

        var answer = await server.EvaluateAsync(body, path);

        Assert.Equal((status, code), ((int)answer.Status, answer.TextOf("errorCode")));
        Assert.NotEmpty(answer.TextOf("errorDetails")!);
        Assert.Equal(path == FlagScene.All ? null : path[(path.LastIndexOf('/') + 1)..], answer.TextOf("key"));
    }

    [Fact]
    public async Task Evaluate_EndpointThatAssignsEachRequest_SaysThatNoFlagCanTell()
    {
        await using var server = await StartAsync(AnEndpoint("pets", 1, 5_000, 5_000) with { Assignment = AssignmentUnit.Request });

        Assert.Equal("GENERAL", (await server.EvaluateAsync(FlagScene.ContextOf("anna"))).TextOf("errorCode"));
    }

    [Fact]
    public async Task Evaluate_SuspendedEndpoint_SaysSo()
    {
        await using var server = await StartAsync(FlagScene.AFlag() with { IsSuspended = true });

        var answer = await server.EvaluateAsync(FlagScene.ContextOf("anna"));

        Assert.Equal("GENERAL", answer.TextOf("errorCode"));
        Assert.Contains("suspended", answer.TextOf("errorDetails"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_MoreThanTheAgentMayAnswer_IsShed()
    {
        await using var server = await ServingHarness.StartAsync(options => options with { MaximumBytes = 10 });
        server.Serve(AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));

        var answer = await server.EvaluateAsync(FlagScene.ContextOf("anna"));

        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (answer.Status, answer.Headers["retry-after"]));
    }

    [Fact]
    public async Task Evaluate_AnyFlag_IsNoTrafficAndIsCounted()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(FlagScene.AFlag(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        await server.EvaluateAsync(FlagScene.ContextOf("anna", ("region", "au")));
        await server.EvaluateAsync("{}");

        Assert.Equal([(0, 0), (0, 0)], recorders.Select(Counted.In));
        Assert.Equal([("TARGETING_KEY_MISSING", 1L), ("TARGETING_MATCH", 1L)], server.Evaluations.Totals().Select(t => (t.Key, t.Value)));
    }

    [Fact]
    public async Task EvaluateAll_EveryEndpoint_IsAFlagAndOneFailureIsItsOwn()
    {
        await using var server = await StartAsync(FlagScene.AFlag());

        var flag = Assert.Single((await server.EvaluateAsync(FlagScene.ContextOf("anna", ("region", "au")), FlagScene.All)).Json.GetProperty("flags").EnumerateArray());
        var failed = await server.EvaluateAsync("{}", FlagScene.All);

        Assert.Equal("v2", flag.GetProperty("value").GetString());
        Assert.Equal(HttpStatusCode.OK, failed.Status);
        Assert.Equal("TARGETING_KEY_MISSING", failed.Json.GetProperty("flags")[0].GetProperty("errorCode").GetString());
    }

    [Fact]
    public async Task EvaluateAll_AskedAgain_IsNotModifiedUntilSomethingIsOtherwise()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(AnEndpoint("pets", 1, 0, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        var first = await server.EvaluateAsync(FlagScene.ContextOf("anna"), FlagScene.All);
        var tag = first.Headers["etag"];

        var again = await server.EvaluateAsync(FlagScene.ContextOf("anna"), FlagScene.All, ("if-none-match", $"\"other\", W/{tag}"));
        recorders[1].Divert(Diversion.Trip);
        var diverted = await server.EvaluateAsync(FlagScene.ContextOf("anna"), FlagScene.All, ("if-none-match", tag));

        Assert.Equal((HttpStatusCode.NotModified, "", tag), (again.Status, again.Text, again.Headers["etag"]));
        Assert.Equal(HttpStatusCode.OK, diverted.Status);
        Assert.NotEqual(tag, diverted.Headers["etag"]);
        Assert.Equal("v1", diverted.Json.GetProperty("flags")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task Configuration_SaysThatFlagsAreTextsAndMayBePolled()
    {
        await using var server = await StartAsync(FlagScene.AFlag());

        var answer = await server.GetAsync("/ofrep/v1/configuration");

        Assert.Equal("string", answer.Json.GetProperty("capabilities").GetProperty("flagEvaluation").GetProperty("supportedTypes")[0].GetString());
        Assert.True(answer.Json.GetProperty("capabilities").GetProperty("cacheInvalidation").GetProperty("polling").GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task Evaluate_ByGet_IsNotAllowed()
    {
        await using var server = await StartAsync(FlagScene.AFlag());

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.GetAsync(FlagScene.One)).Status);
    }

    private static async Task<ServingHarness> StartAsync(EndpointRouting routing)
    {
        var server = await ServingHarness.StartAsync();
        server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        return server;
    }
}
