using ControlPlane.Data.Access;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access;

/// <summary>Whether a session still holds, asked with every request and every minute of a circuit. A singleton, thread-safe.</summary>
public sealed class SessionCheck(StateWriter writer, PersonQueries people, IOptions<AccessOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>The person of a session; null when it has ended, or they may do nothing any more. That it was used is written down once a minute.</summary>
    public async Task<Person?> CheckAsync(string sessionId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await people.SessionAsync(sessionId, cancellation) is not var (session, person) || person.DisabledAt is not null || !session.IsOpen(options.Value.SessionIdle, now))
            return null;
        if (now - session.SeenAt >= Grain)
            await SeeAsync(sessionId, now, cancellation);
        return person;
    }

    private async Task SeeAsync(string sessionId, DateTimeOffset now, CancellationToken cancellation) => await writer.RunAsync<bool>(
        async (context, unitCancellation) =>
        {
            if (await new PersonStore(context).FindSessionAsync(sessionId, unitCancellation) is not { } session)
                return false;
            session.See(now);
            return true;
        },
        cancellation);
}
