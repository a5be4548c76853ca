namespace ControlPlane.Data.Replicas;

/// <summary>A number that rises with every commit that other replicas have to know of: they compare it with the one they know.</summary>
internal sealed class StateRevision
{
    public const int OnlyId = 1;

    public int Id { get; init; }

    public long Value { get; init; }
}
