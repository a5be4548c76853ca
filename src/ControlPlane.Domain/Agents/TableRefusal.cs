using ControlPlane.Contracts.Agents;

namespace ControlPlane.Domain.Agents;

/// <summary>The last table an agent did not take. Immutable.</summary>
/// <param name="Position">The refused table.</param>
/// <param name="Code">A code of <see cref="Contracts.Routing.RefusalCodes"/>.</param>
/// <param name="Subject">Model, endpoint or field it is about; null when it is about the whole table.</param>
/// <param name="Message">One sentence of the agent.</param>
/// <param name="IsPermanent">True when the same table would be refused again.</param>
/// <param name="At">When the control plane heard of it.</param>
public sealed record TableRefusal(TablePosition Position, string Code, string? Subject, string Message, bool IsPermanent, DateTimeOffset At);
