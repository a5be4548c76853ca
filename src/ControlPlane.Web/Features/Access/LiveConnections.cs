using System.Collections.Concurrent;
using System.Security.Claims;

namespace ControlPlane.Web.Features.Access;

/// <summary>
/// The open circuits of this process by whose they are, so that an ended session ends on the screen too: the screen is asked to leave, and what has not left after a
/// moment is cut. Nobody lets it in again. A singleton, thread-safe.
/// </summary>
public sealed class LiveConnections(TimeProvider clock)
{
    /// <summary>Time for a screen to leave by itself.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<LiveConnection, bool> _open = new();

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Remembers a connection while it lasts.</summary>
    public async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindFirstValue(AccessClaims.Session) is not { } session || context.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person)
        {
            await next(context);
            return;
        }

        using var connection = new LiveConnection(context, person, session);
        _open[connection] = true;
        try
        {
            await next(context);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    /// <summary>Cuts a session's connections.</summary>
    public void EndSession(string session) => End(c => c.Session == session);

    /// <summary>Cuts a person's connections.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="exceptSession">The session that stays; null cuts all.</param>
    public void EndPerson(string person, string? exceptSession) => End(c => c.Person == person && c.Session != exceptSession);

    private void End(Func<LiveConnection, bool> isMeant)
    {
        foreach (var connection in _open.Keys.Where(isMeant))
            connection.CutAfter(Grace, clock);
    }
}
