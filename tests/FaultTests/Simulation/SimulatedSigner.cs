using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Signing;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// Signs tables by the key of every simulated installation: a real one, made once. Signatures are random and all of one length,
/// so that nothing that is played depends on them. Keys are thread-safe.
/// </summary>
internal sealed class SimulatedSigner : ITableSigner
{
    private static readonly SigningKeyRing Ring = SigningKeyRing.Begin(Moment.Noon);
    private static readonly SigningKeyRing Stranger = SigningKeyRing.Begin(Moment.Noon);

    /// <summary>What agents were told when they joined.</summary>
    public static IReadOnlyList<SigningKey> Public { get; } = Ring.Public;

    /// <summary>Signs by a key that no agent knows.</summary>
    public bool IsStranger { get; set; }

    /// <inheritdoc />
    public SealedRoutingTable Sign(SealedRoutingTable table) => (IsStranger ? Stranger : Ring).Sign(table);
}
