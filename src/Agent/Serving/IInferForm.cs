using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>A way to write inference requests and answers down. Everything between reading and writing is the same for all forms. Stateless.</summary>
internal interface IInferForm
{
    /// <summary>Reads the body into the workspace's request; of a form whose body names the endpoint, also the exchange's target.</summary>
    /// <returns>Null, or a refusal: <c>request_malformed</c>.</returns>
    Refusal? Read(Exchange exchange, InferWorkspace workspace, ReadOnlyMemory<byte> body);

    /// <summary>Writes the selected outputs of a lane into the workspace's response.</summary>
    /// <returns>Whether one of them holds a NaN or an infinity.</returns>
    bool Write(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, InferenceLane lane);

    /// <summary>Writes an answer that is whole already, JSON text of the protocol.</summary>
    /// <returns>Null, or why it has no such form.</returns>
    Refusal? WriteConstant(Exchange exchange, InferWorkspace workspace, byte[] constant);
}
