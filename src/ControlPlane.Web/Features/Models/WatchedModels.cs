namespace ControlPlane.Web.Features.Models;

/// <summary>What is known of the watch folder: what could not be taken, and why. A singleton, thread-safe; forgotten at a restart, which looks again.</summary>
public sealed class WatchedModels
{
    private volatile IReadOnlyList<WatchedFailure> _failures = [];

    /// <summary>By path.</summary>
    public IReadOnlyList<WatchedFailure> Failures => _failures;

    /// <summary>Takes what the last look found.</summary>
    /// <returns>Whether something is different.</returns>
    public bool Set(IReadOnlyList<WatchedFailure> failures)
    {
        var isDifferent = !failures.SequenceEqual(_failures);
        _failures = failures;
        return isDifferent;
    }
}
