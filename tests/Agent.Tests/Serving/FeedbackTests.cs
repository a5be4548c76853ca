using System.Net;
using System.Text;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class FeedbackTests
{
    private static readonly OutputReading Reading = new()
    {
        Output = "probabilities",
        Kind = OutputKind.Probabilities,
        ClassNames = ["cat", "dog"],
        PositiveClass = "dog",
    };

    [Fact]
    public async Task Infer_AnyAnswer_CarriesATokenThatSaysWhatItWas()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]), Reading);
        var before = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

        var answer = await server.InferAsync(InferRequests.Of([0f, 3f]), headers: [("x-routing-key", "anna"), ("x-request-id", "r-ü")]);

        var claim = server.Tokens.Read(answer.Headers["x-feedback-token"]).Value;
        var score = float.Parse(answer.Data(1)[1]);
        Assert.InRange(claim.AnsweredAt, before, before.AddMinutes(1));
        Assert.Equal(
            new FeedbackClaim
            {
                Endpoint = "pets",
                Variant = "v1",
                Version = 1,
                RouteRevision = 1,
                AnsweredAt = claim.AnsweredAt,
                RequestId = "r-ü",
                Bucket = StickyHash.BucketOf("salt-1", "anna"),
                PredictedLabel = "dog",
                Score = score,
                Propensity = 10_000,
            },
            claim);
    }

    [Theory]
    [InlineData(3_600, 3_600)]
    [InlineData(-3_600, -3_600)]
    [InlineData(100, 0)]
    public async Task Infer_HostsClockIsWrong_TokenAndFeedbackCarryTheControlPlanesTime(int offBy, int corrected)
    {
        var time = new ManualTimeProvider();
        await using var server = await ServingHarness.StartAsync(time: time);
        server.Serve(AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        server.TokenTime.Note(time.GetUtcNow().AddSeconds(offBy));

        var token = (await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Headers["x-feedback-token"];
        await server.InferAsync($$"""{"token":"{{token}}","label":"cat"}""", "/v2/models/pets/feedback");

        var right = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().AddSeconds(corrected).ToUnixTimeSeconds());
        Assert.Equal(right, server.Tokens.Read(token).Value.AnsweredAt);
        Assert.InRange(Assert.Single(server.TakenFeedback()).ReceivedAt, right, right.AddSeconds(1));
    }

    [Fact]
    public async Task Infer_WithoutKeyAndId_HasNoBucketAndANewIdInItsToken()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var claims = new List<FeedbackClaim>();
        for (var i = 0; i < 3; i++)
            claims.Add(server.Tokens.Read((await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Headers["x-feedback-token"]).Value);

        Assert.All(claims, claim => Assert.Equal((-1, null, null), (claim.Bucket, claim.PredictedLabel, claim.Score)));
        Assert.Equal(["0000000000001234-1", "0000000000001234-2", "0000000000001234-3"], claims.Select(c => c.RequestId));
    }

    [Theory]
    [InlineData("\"label\":\"dog\"", "dog", null, null)]
    [InlineData("\"label\":1", "1", null, null)]
    [InlineData("\"label\":true", "true", null, null)]
    [InlineData("\"metric\":\"revenue\",\"value\":2.5", null, "revenue", 2.5)]
    public async Task Feedback_LabelOrReward_IsTaken(string content, string? label, string? metric, double? value)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);

        var answer = await server.InferAsync($"{{\"token\":\"{token}\",{content}}}", "/v2/models/pets/feedback");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var item = Assert.Single(server.TakenFeedback());
        Assert.Equal((token, label, metric, value), (item.Token, item.Label, item.Metric, item.Value));
    }

    [Theory]
    [InlineData("{}", "token is missing; send the response header x-feedback-token")]
    [InlineData("7", "the body is not {\"token\", \"label\"} or {\"token\", \"metric\", \"value\"}")]
    [InlineData("", "the body is not {\"token\", \"label\"} or {\"token\", \"metric\", \"value\"}")]
    [InlineData("{\"token\":\"TOKEN\"}", "give either label or metric with value")]
    [InlineData("{\"token\":\"TOKEN\",\"label\":\"a\",\"metric\":\"m\",\"value\":1}", "give either label or metric with value")]
    [InlineData("{\"token\":\"TOKEN\",\"metric\":\"m\"}", "a reward needs metric, a name, and value, a finite number")]
    [InlineData("{\"token\":\"TOKEN\",\"value\":1}", "a reward needs metric, a name, and value, a finite number")]
    [InlineData("{\"token\":\"TOKEN\",\"metric\":\"m\",\"value\":1e999}", "a reward needs metric, a name, and value, a finite number")]
    [InlineData("{\"token\":\"TOKEN\",\"metric\":\"m\",\"value\":-1e999}", "a reward needs metric, a name, and value, a finite number")]
    [InlineData("{\"token\":\"TOKEN\",\"metric\":\"m\",\"value\":NaN}", "the body is not {\"token\", \"label\"}")]
    [InlineData("{\"token\":\"TOKEN\",\"metric\":\"m\",\"value\":1,\"covariate\":1e999}", "covariate must be a finite number")]
    [InlineData("{\"token\":\"TOKEN\",\"label\":\"a\",\"covariate\":1}", "covariate must be a finite number and stand beside metric and value")]
    [InlineData("{\"token\":\"TOKEN\",\"label\":\"\"}", "label must be a text, a number or a truth value")]
    [InlineData("{\"token\":\"TOKEN\",\"label\":[1]}", "label must be a text, a number or a truth value")]
    [InlineData("{\"token\":\"forged\",\"label\":\"a\"}", "token: is not a token of this installation")]
    public async Task Feedback_WrongBody_IsRefusedInWords(string body, string error)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);

        var answer = await server.InferAsync(body.Replace("TOKEN", token, StringComparison.Ordinal), "/v2/models/pets/feedback");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
        Assert.Empty(server.TakenFeedback());
    }

    [Fact]
    public async Task Infer_WithSegments_CarriesThemInItsTokenAsTelemetryNamesThem()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 10_000) with { SegmentAttributes = ["region", "tier", "age"] };
        server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        var body = InferRequests.Of([1, 2, 3, 4])[..^1] + ",\"parameters\":{\"tier\":\"gold\\nregion=us\",\"age\":41}}";

        var claim = server.Tokens.Read((await server.InferAsync(body, headers: [("region", "eu")])).Headers["x-feedback-token"]).Value;

        Assert.DoesNotContain("region=us", claim.Segments);
        Assert.Equal(["region=eu", "age=41"], claim.Segments.Where(s => !s.StartsWith("tier=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Infer_SegmentThatDoesNotFit_IsLeftOutWhole()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(AnEndpoint("pets", 1, 10_000) with { SegmentAttributes = ["region", "tier"] }, await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        var longest = new string('x', 99);

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: [("region", new string('y', 300)), ("tier", longest)]);

        Assert.Equal(["region=(other)", $"tier={longest}"], server.Tokens.Read(answer.Headers["x-feedback-token"]).Value.Segments);
    }

    [Fact]
    public async Task Feedback_RewardWithCovariate_IsTakenWithIt()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);

        await server.InferAsync($"{{\"token\":\"{token}\",\"metric\":\"revenue\",\"value\":2,\"covariate\":1.5}}", "/v2/models/pets/feedback");

        Assert.Equal(1.5, Assert.Single(server.TakenFeedback()).Covariate);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("1", null)]
    [InlineData("1.5", "value is 1.5, outside the rewards of endpoint 'pets', 0 to 1; send a reward inside them, or change rewardLimits in the endpoint's settings")]
    [InlineData("-0.1", "value is -0.1, outside the rewards of endpoint 'pets', 0 to 1")]
    public async Task Feedback_RewardAndItsLimits_IsTakenInsideAndRefusedOutside(string value, string? error)
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(AnEndpoint("pets", 1, 10_000) with { RewardLimits = new RewardLimits(0, 1) }, await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        var token = await TokenAsync(server);

        var answer = await server.InferAsync($"{{\"token\":\"{token}\",\"metric\":\"m\",\"value\":{value}}}", "/v2/models/pets/feedback");

        Assert.Equal(error is null ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, answer.Status);
        if (error is not null)
            Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
        Assert.Equal(error is null ? 1 : 0, server.TakenFeedback().Count);
    }

    [Fact]
    public async Task Feedback_List_IsTakenWhole()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);

        var answer = await server.InferAsync(
            $" [{{\"token\":\"{token}\",\"label\":\"dog\"}},{{\"token\":\"{token}\",\"metric\":\"m\",\"value\":1,\"covariate\":-2}}]", "/v2/models/pets/feedback");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal([("dog", null), (null, -2.0)], server.TakenFeedback().Select(i => (i.Label, i.Covariate)));
    }

    [Theory]
    [InlineData("{\"token\":\"TOKEN\",\"metric\":\"m\",\"value\":1,\"covariate\":1e999}", "[1]: covariate must be a finite number")]
    [InlineData("{\"token\":\"forged\",\"label\":\"a\"}", "[1]: token: is not a token of this installation")]
    [InlineData("null", "[1]: token is missing")]
    public async Task Feedback_ListWithAWrongItem_NamesItAndTakesNone(string second, string error)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);

        var answer = await server.InferAsync(
            $"[{{\"token\":\"{token}\",\"label\":\"dog\"}},{second.Replace("TOKEN", token, StringComparison.Ordinal)}]", "/v2/models/pets/feedback");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
        Assert.Empty(server.TakenFeedback());
    }

    [Fact]
    public async Task Feedback_ListTooLong_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferAsync($"[{string.Join(',', Enumerable.Repeat("{}", 501))}]", "/v2/models/pets/feedback");

        Assert.Equal((HttpStatusCode.BadRequest, "a list must not hold more than 500 items, this one holds 501"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Feedback_TokenWithOneCharacterChanged_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = (await TokenAsync(server)).ToCharArray();
        token[20] = token[20] == 'A' ? 'B' : 'A';

        var answer = await server.InferAsync($"{{\"token\":\"{new string(token)}\",\"label\":\"a\"}}", "/v2/models/pets/feedback");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(server.TakenFeedback());
    }

    [Fact]
    public async Task Feedback_TokenOfAnotherEndpoint_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);

        var answer = await server.InferAsync($"{{\"token\":\"{token}\",\"label\":\"a\"}}", "/v2/models/birds/feedback");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("the token belongs to endpoint 'pets', the path names 'birds'", answer.Error);
    }

    [Fact]
    public async Task Feedback_BodyTooLarge_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/pets/feedback") { Content = new StringContent(new string(' ', 300_000), Encoding.UTF8) };

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Feedback_QueueFull_IsShedWithATimeToComeBack()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var token = await TokenAsync(server);
        var filler = new FeedbackItem { Token = token, Label = "a", ReceivedAt = DateTimeOffset.UnixEpoch };
        while (server.Feedback.TryAdd(filler))
        {
        }

        var answer = await server.InferAsync($"{{\"token\":\"{token}\",\"label\":\"a\"}}", "/v2/models/pets/feedback");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("1", answer.Headers["retry-after"]);
    }

    private static async Task<string> TokenAsync(ServingHarness server) =>
        (await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Headers["x-feedback-token"];
}
