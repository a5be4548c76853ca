using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Models;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Models;

/// <summary>Points an alias at a version; the alias comes into being when it is new. Traffic does not move by it.</summary>
public sealed partial class SetAliasCommand(CommandAccess access, StateWriter writer, ChangeBell bell, TimeProvider clock, ILogger<SetAliasCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="ModelRefusals.NotFound"/>, <see cref="ModelRefusals.VersionNotFound"/>, <see cref="ModelRefusals.Invalid"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<ModelAlias>> RunAsync(SetAliasRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<SetAliasCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync(
            async (context, unitCancellation) => Decide(context, await new ModelStore(context).FindAsync(request.Model, unitCancellation), request, actor), cancellation);
        if (outcome.IsAccepted)
        {
            LogMoved(request.Alias, request.Model, request.Version, actor.Name);
            bell.Ring(ChangeTopic.Models, request.Model);
        }

        return outcome;
    }

    private Outcome<ModelAlias> Decide(StateContext context, RegisteredModel? model, SetAliasRequest request, Actor actor)
    {
        if (model is null)
            return new Refusal(ModelRefusals.NotFound, $"There is no model '{request.Model}'.");
        if (request.ExpectedVersion is { } expected && expected != model.ConcurrencyVersion)
        {
            return new Refusal(
                EndpointRefusals.ChangedMeanwhile,
                $"'{model.Name}' is at version {model.ConcurrencyVersion}, the change was made for version {expected}; read it again.");
        }

        var (now, before) = (clock.GetUtcNow(), model.Aliases.FirstOrDefault(a => a.Name == request.Alias)?.Version);
        return model.SetAlias(request.Alias, request.Version, now).Then<ModelAlias>(alias =>
        {
            if (before == alias.Version)
                return alias;
            context.Note(RegistryDrafts.Pointed(alias, before, actor, now));
            context.Announce(Announcements.Of(alias, actor.Name, now));
            return alias;
        });
    }

    [LoggerMessage(1010, LogLevel.Information, "Alias {Alias} of model {Model} points at version {Version}, set by {Actor}.")]
    private partial void LogMoved(string alias, string model, int version, string actor);
}
