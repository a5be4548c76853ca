using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Signing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Ends the overlap of a rotation: the newest key alone signs. Agents that have not renewed since the rotation refuse tables until they do.</summary>
public sealed partial class RetireSigningKeysCommand(CommandAccess access, SigningKeys keys, PublishedTables tables, StateWriter writer, TimeProvider clock, ILogger<RetireSigningKeysCommand> logger)
{
    /// <summary>Runs it; where there is no overlap nothing changes.</summary>
    /// <returns>The key that signs. Refusal: <see cref="Data.Hosting.DataRefusals.SigningKeysChanged"/>.</returns>
    public async Task<Outcome<SigningKeyRow>> RunAsync(Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<RetireSigningKeysCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        if (keys.Public.Count(k => !k.IsRetired) == 1)
            return SigningKeyRow.Of(keys.All[^1]);
        var retired = await keys.RetireAsync(cancellation);
        if (retired.Refusal is { } refusal)
            return refusal;
        tables.SignAgain();
        var newest = retired.Value.Keys[^1];
        LogRetired(newest.Id, actor.Name);
        return await writer.RunAsync<SigningKeyRow>(
            (context, _) =>
            {
                context.Note(SigningDrafts.Retired(newest, actor, clock.GetUtcNow()));
                return Task.FromResult<Outcome<SigningKeyRow>>(SigningKeyRow.Of(newest));
            },
            cancellation);
    }

    [LoggerMessage(1671, LogLevel.Information, "Tables are signed by the key {Key} alone, at the command of {Actor}.")]
    private partial void LogRetired(string key, string actor);
}
