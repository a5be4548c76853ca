using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.AspNetCore.SignalR;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Asks before every call of an agent whether it is a member still, its credential is good and it does not call too often: a connection outlives what it was opened with.
/// Otherwise the connection is ended.
/// </summary>
internal sealed partial class MembershipFilter(SharedMembers members, AgentRates rates, ILogger<MembershipFilter> logger) : IHubFilter
{
    private static readonly Refusal TooOften = new(AgentRefusals.CallsTooOften, $"More than {AgentRates.Burst} calls at once, or {AgentRates.PerSecond} a second.");

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var agent = AgentIdentity.Of(invocation.Context.User);
        var refusal = rates.TryTake(agent.Id.Value) ? await members.CheckAsync(agent.Id, invocation.Context.ConnectionAborted) : TooOften;
        if (refusal is null)
            return await next(invocation);
        if (!invocation.Context.ConnectionAborted.IsCancellationRequested)
            LogEnded(agent.Name, agent.Id.Value, refusal.Code);
        invocation.Context.Abort();
        throw new HubException(refusal.ToString());
    }

    [LoggerMessage(1605, LogLevel.Warning, "The connection of agent {Name} ({AgentId}) is ended: {Code}.")]
    private partial void LogEnded(string name, string agentId, string code);
}
