using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Replicas;

/// <summary>Puts the fence before a unit of work. Stateless.</summary>
public static class Fencing
{
    /// <summary>The unit, refused in its own transaction unless this process leads.</summary>
    public static Func<StateContext, CancellationToken, Task<Outcome<T>>> Fenced<T>(
        this ILeadership leadership, Func<StateContext, CancellationToken, Task<Outcome<T>>> work)
        where T : notnull =>
        async (context, cancellationToken) => await leadership.CheckAsync(context, cancellationToken) is { } refusal ? refusal : await work(context, cancellationToken);
}
