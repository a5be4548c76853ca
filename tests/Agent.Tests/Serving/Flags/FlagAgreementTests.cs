using System.Text.Json;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving.Flags;

/// <summary>What a flag says is what a request of the same caller gets, whatever the routing.</summary>
public sealed class FlagAgreementTests
{
    private const int Routings = 40;
    private const int Callers = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Evaluate_AnyRoutingAndCaller_AgreesWithTheAnswerToARequest(int seed)
    {
        var random = new Random(seed);
        await using var server = await ServingHarness.StartAsync();
        LoadedModel[] models = [await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2), await server.LoadAsync(OnnxModels.AddConstant(3), 3)];
        var reasons = new HashSet<string>();
        for (var round = 0; round < Routings; round++)
        {
            var recorders = server.Serve(ARouting(random), models[0], random.Next(4) == 0 ? null : models[1], models[2]);
            if (random.Next(4) == 0)
                recorders[2].Divert(Diversion.Trip);
            for (var caller = 0; caller < Callers; caller++)
                reasons.Add(await CompareAsync(server, random));
        }

        // The negative control: a comparison that never met anything but one kind of answer would show nothing.
        Assert.Superset(new HashSet<string> { "SPLIT", "TARGETING_MATCH", "DISABLED", "TARGETING_KEY_MISSING" }, reasons);
    }

    private static async Task<string> CompareAsync(ServingHarness server, Random random)
    {
        var key = random.Next(5) == 0 ? null : $"user-{random.Next(1_000)}";
        (string Name, string Value)[] attributes = [("region", Pick(random, "au", "nz", "us")), ("plan", Pick(random, "gold", "golden", "free"))];
        attributes = attributes[random.Next(3)..];
        var one = await server.EvaluateAsync(FlagScene.ContextOf(key, attributes));
        var all = await server.EvaluateAsync(FlagScene.ContextOf(key, attributes), FlagScene.All);
        Assert.Equal(one.Text, all.Json.GetProperty("flags")[0].GetRawText());
        if (one.TextOf("errorCode") is { } error)
            return error;

        var parameters = JsonSerializer.Serialize(attributes.ToDictionary(a => a.Name, a => a.Value));
        var body = InferRequests.Of([1, 2, 3, 4])[..^1] + $",\"parameters\":{parameters}}}";
        var answer = await server.InferAsync(body, headers: key is null ? [] : [("x-routing-key", key)]);

        Assert.Equal((answer.Headers["x-variant"], answer.Headers["x-model-version"]), (one.TextOf("value"), one.MetadataOf("version")));
        return one.TextOf("reason")!;
    }

    private static EndpointRouting ARouting(Random random)
    {
        var first = random.Next(10_001);
        var second = random.Next(10_001 - first);
        var rules = Enumerable.Range(0, random.Next(4)).Select(n => ARule(random, n)).ToList();
        return AnEndpoint("pets", 1, first, second, 10_000 - first - second) with
        {
            Salt = $"salt-{random.Next(1_000)}",
            Rules = rules,
            Fallback = random.Next(3) == 0 ? new FallbackAnswer(3, null) : null,
        };
    }

    private static RoutingRule ARule(Random random, int number)
    {
        AttributeCondition[] conditions =
        [
            new("region", Pick(random, ConditionOperator.In, ConditionOperator.NotIn), ["au", "us"]),
            new("plan", ConditionOperator.StartsWith, ["gold"]),
            new("plan", ConditionOperator.Exists, []),
            new("x-routing-key", ConditionOperator.StartsWith, ["user-1", "user-7"]),
        ];
        var border = random.Next(1, 10_000);
        var isNamed = random.Next(2) == 0;
        return new RoutingRule
        {
            Id = $"rule-{number}",
            Conditions = [conditions[random.Next(conditions.Length)]],
            Variant = isNamed ? Pick(random, "v1", "v2", "v3") : null,
            Split = isNamed ? null : [new VariantBuckets("v1", [new BucketInterval(0, border)]), new VariantBuckets("v3", [new BucketInterval(border, 10_000)])],
        };
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> of) => of[random.Next(of.Length)];
}
