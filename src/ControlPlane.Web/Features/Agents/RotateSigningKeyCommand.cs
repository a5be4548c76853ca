using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Signing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Agents;

/// <summary>
/// Makes a new key by which tables are signed. The one before signs beside it, so that agents that have not heard of the new one take the same tables; any older one is retired.
/// </summary>
public sealed partial class RotateSigningKeyCommand(CommandAccess access, SigningKeys keys, PublishedTables tables, StateWriter writer, TimeProvider clock, ILogger<RotateSigningKeyCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusal: <see cref="Data.Hosting.DataRefusals.SigningKeysChanged"/>.</returns>
    public async Task<Outcome<SigningKeyRow>> RunAsync(Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<RotateSigningKeyCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        var rotated = await keys.RotateAsync(cancellation);
        if (rotated.Refusal is { } refusal)
            return refusal;
        tables.SignAgain();
        var newest = rotated.Value.Keys[^1];
        LogRotated(newest.Id, newest.EndorsedBy!, actor.Name);
        return await writer.RunAsync<SigningKeyRow>(
            (context, _) =>
            {
                context.Note(SigningDrafts.Rotated(newest, actor, clock.GetUtcNow()));
                return Task.FromResult<Outcome<SigningKeyRow>>(SigningKeyRow.Of(newest));
            },
            cancellation);
    }

    [LoggerMessage(1670, LogLevel.Information, "Tables are signed by the new key {Key} and by {Before}, at the command of {Actor}.")]
    private partial void LogRotated(string key, string before, string actor);
}
