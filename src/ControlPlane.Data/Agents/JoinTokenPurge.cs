using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Agents;

/// <summary>Forgets join tokens that can no longer be used. Thread-safe.</summary>
public sealed class JoinTokenPurge(StateWriter writer, TimeProvider time)
{
    /// <summary>For so long after its end a token's refusal still says that it was used or expired.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>Purges once.</summary>
    /// <returns>How many tokens went.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() - Memory;
        var outcome = await writer.RunAsync<int>(
            async (context, token) => await context.JoinTokens.Where(t => t.ExpiresAt < end).ExecuteDeleteAsync(token), cancellationToken);
        return outcome.Value;
    }
}
