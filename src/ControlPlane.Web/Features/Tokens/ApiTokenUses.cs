using System.Collections.Concurrent;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Writes down when a token was last used: to the minute, so that a program that calls all the time does not write all the time. A singleton, thread-safe.</summary>
public sealed class ApiTokenUses(StateWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    /// <summary>A token was used. Where that cannot be written the call goes on.</summary>
    public async Task NoteAsync(ApiToken token, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var before = _noted.GetOrAdd(token.Id, token.LastUsedAt ?? DateTimeOffset.MinValue);
        if (now - before < Grain || !_noted.TryUpdate(token.Id, now, before))
            return;
        await writer.RunAsync<int>(async (context, unitCancellation) =>
        {
            (await context.ApiTokens.FirstOrDefaultAsync(t => t.Id == token.Id, unitCancellation))?.Use(now);
            return 1;
        }, cancellation);
    }
}
