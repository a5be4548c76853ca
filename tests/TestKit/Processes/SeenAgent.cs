namespace ControlPlane.TestKit.Processes;

/// <summary>An agent as the API shows it. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsFresh">Whether it was heard of just now.</param>
/// <param name="Desired">Epoch and revision that should be in force.</param>
/// <param name="Reported">Epoch and revision that it has in force.</param>
public sealed record SeenAgent(string Id, string Name, bool IsFresh, (long Epoch, long Revision) Desired, (long Epoch, long Revision) Reported);
