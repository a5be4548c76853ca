using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Tests.Features;

/// <summary>Facts of an endpoint with honest defaults: version 1 is stable, one agent has everything in force, some traffic.</summary>
public static class Facts
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static EndpointFacts Of(string name, params (string Name, int Weight)[] variants) => new(AnEndpoint(name, variants), [AnAgent("agent-1", name)], [AWindow("v1", 100)], Now);

    public static EndpointRow AnEndpoint(string name, params (string Name, int Weight)[] variants) => new()
    {
        Name = name,
        Pool = "production",
        Model = "pets",
        StableVersion = 1,
        PreviousStableVersion = null,
        IsPreviousWarm = true,
        PreviousWarmUntil = null,
        RouteRevision = 5,
        TableRevision = 9,
        ConcurrencyVersion = 5,
        Salt = "salt",
        Variants = [.. variants.Select((v, i) => new VariantRow(v.Name, i + 1, i == 0 ? VariantRole.Champion : VariantRole.Challenger, v.Weight))],
        Overlay = RoutingOverlay.None,
        Settings = new EndpointSettings(),
        UndoUntil = null,
        CreatedAt = Now,
        ChangedAt = Now,
    };

    public static AgentRow AnAgent(string name, string endpoint, AgentHealth health = AgentHealth.Fresh, long routeRevision = 5, params string[] diverted) => new()
    {
        Id = new AgentId(name),
        Name = name,
        Pool = "production",
        Labels = new Dictionary<string, string>(),
        ListenUrl = "http://127.0.0.1:5101",
        AgentVersion = "0.1.0",
        Health = health,
        HealthSentence = "Why it is so.",
        Desired = new TablePosition(1, 9),
        Reported = new TablePosition(1, 9),
        Acknowledged = new TablePosition(1, 9),
        Endpoints = [new EndpointStatus(endpoint, routeRevision, diverted)],
        Versions = [],
        LastRefusal = null,
        LastContactAt = Now,
        JoinedAt = Now,
        RevokedAt = null,
        ResidentBytes = 90_000_000,
        InFlight = 0,
        ClockOffset = TimeSpan.Zero,
    };

    public static WindowRow AWindow(string variant, long requests, long modelErrors = 0, long rejected = 0) => new()
    {
        Variant = variant,
        Version = variant[1] - '0',
        Requests = requests,
        Errors = new Dictionary<ErrorClass, long> { [ErrorClass.Model] = modelErrors, [ErrorClass.Rejected] = rejected }.Where(e => e.Value > 0).ToDictionary(),
        Latency = new LatencyQuantiles(2, 4, 9),
        Labels = new Dictionary<string, long>(),
        Scores = [],
        Segments = new Dictionary<string, long>(),
        Invalid = 0,
        Diverted = 0,
        TrippedRequests = 0,
        LatestAt = Now,
        Labelled = 0,
        Correct = 0,
        Confusion = [],
        Rewards = new Dictionary<string, ControlPlane.Data.Feedback.RewardSum>(),
    };
}
