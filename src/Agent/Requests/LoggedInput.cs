namespace ControlPlane.AgentHost.Requests;

/// <summary>One input of a logged request. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">Of the Open Inference Protocol.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Raw">Its elements as in a binary tensor, little-endian, row-major; null for strings and where they are more than <see cref="MaximumBytes"/>.</param>
internal sealed record LoggedInput(string Name, string Datatype, long[] Shape, byte[]? Raw)
{
    /// <summary>Longer inputs are logged by name, datatype and shape only.</summary>
    public const int MaximumBytes = 16 << 10;
}
