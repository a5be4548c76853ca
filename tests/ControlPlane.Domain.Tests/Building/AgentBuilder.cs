using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Domain.Tests.Building;

/// <summary>Agents and what they report.</summary>
internal static class AgentBuilder
{
    public static byte[] Secret { get; } = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    public static AgentNode AnAgent(string id = "agent-1") =>
        AgentNode.Join(new AgentId(id), new JoinRequest { JoinToken = "t", Name = "blue", Pool = "production" }, BearerSecret.HashOf(Secret), Moment.Noon).Value;

    public static HelloReport AHello(long revision = 0) => new()
    {
        ProtocolVersion = 1,
        BootId = "boot-1",
        AgentVersion = "0.1.0",
        ListenUrl = "http://127.0.0.1:5101",
        Applied = new TablePosition(revision == 0 ? 0 : 1, revision),
        Endpoints = [],
        Versions = [],
        SentAt = Moment.Noon,
    };

    public static AcknowledgeReport AnAcknowledgement(long revision, params LoadedVersion[] versions) => new()
    {
        Position = new TablePosition(1, revision),
        Digest = "d",
        AppliedAt = Moment.Noon,
        ApplyMilliseconds = 3,
        Endpoints = [new EndpointStatus("pets", 1, [])],
        Versions = versions,
    };

    public static RefusalReport ARefusal(long revision, long inForce) => new()
    {
        Position = new TablePosition(1, revision),
        Code = "wrong_cluster",
        Message = "Made by another installation.",
        IsPermanent = true,
        InForce = new TablePosition(1, inForce),
    };

    public static LoadedVersion AVersion(int version, PreparationState state = PreparationState.Ready) => new()
    {
        Model = "pets",
        Version = version,
        Digest = "d",
        State = state,
        RefusalCode = state == PreparationState.Refused ? "model_rejected" : null,
    };
}
