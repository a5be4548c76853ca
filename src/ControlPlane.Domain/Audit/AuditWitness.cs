using ControlPlane.Contracts.Audit;

namespace ControlPlane.Domain.Audit;

/// <summary>Somebody who keeps a head of the chain. Immutable.</summary>
/// <param name="Name">Who, as it stands in a sentence, such as <c>agent agent-1</c>.</param>
/// <param name="Head">What it keeps.</param>
public sealed record AuditWitness(string Name, AuditHead Head);
