using System.Threading.Channels;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>One connection to the control plane's hub, from its making to its end.</summary>
internal interface IControlPlaneSession : IAsyncDisposable
{
    /// <summary>Most messages that wait here; a peer that sends more is cut off, because it does not wait for us.</summary>
    const int InboundCapacity = 64;

    /// <summary>What may be called on the control plane; a call fails when the connection ends.</summary>
    IAgentHub Hub { get; }

    /// <summary>What the control plane calls here, in order; ends with the connection.</summary>
    ChannelReader<InboundMessage> Inbound { get; }
}
