namespace ControlPlane.Vectors;

/// <summary>How one vector came out, with what is printed.</summary>
/// <param name="Id">The vector's id, or its place in the file.</param>
/// <param name="Status">The judgement.</param>
/// <param name="Got">What the product answered, or why it did not.</param>
/// <param name="Want">What the file wants.</param>
public sealed record VectorOutcome(string Id, VectorStatus Status, string Got, string Want)
{
    /// <summary>One line for people and scripts.</summary>
    public override string ToString() => $"{Word,-11} {Id}  got {Got}  want {Want}";

    private string Word => Status switch
    {
        VectorStatus.Pass => "pass",
        VectorStatus.Fail => "fail",
        VectorStatus.Unsupported => "unsupported",
        _ => throw new InvalidOperationException($"Unknown status {Status}."),
    };
}
