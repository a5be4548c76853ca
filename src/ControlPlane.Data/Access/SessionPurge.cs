using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Access;

/// <summary>Forgets sessions whose time is over; that they were is in the audit. Thread-safe.</summary>
public sealed class SessionPurge(StateWriter writer, TimeProvider time)
{
    /// <summary>Purges once.</summary>
    /// <returns>How many sessions went.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var outcome = await writer.RunAsync<int>(
            async (context, token) => await context.SignInSessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(token), cancellationToken);
        return outcome.Value;
    }
}
