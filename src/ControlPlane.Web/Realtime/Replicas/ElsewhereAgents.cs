namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>The agents that are connected to other replicas, as last heard; none where there are no others. A singleton, thread-safe.</summary>
public sealed class ElsewhereAgents
{
    private IReadOnlyList<ElsewhereAgent> _all = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<ElsewhereAgent> All => Volatile.Read(ref _all);

    /// <summary>Takes what was heard in the place of what was known.</summary>
    public void Replace(IReadOnlyList<ElsewhereAgent> heard) => Volatile.Write(ref _all, heard);
}
