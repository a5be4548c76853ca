using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Models;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Models;

/// <summary>Says what people should know about a registered model.</summary>
public sealed class DescribeModelCommand(CommandAccess access, StateWriter writer, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="ModelRefusals.NotFound"/>, <see cref="ModelRefusals.Invalid"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<RegisteredModel>> RunAsync(string model, string description, long? expectedVersion, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<DescribeModelCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync(
            async (context, unitCancellation) =>
            {
                if (await new ModelStore(context).FindAsync(model, unitCancellation) is not { } found)
                    return new Refusal(ModelRefusals.NotFound, $"There is no model '{model}'.");
                if (expectedVersion is { } expected && expected != found.ConcurrencyVersion)
                    return new Refusal(EndpointRefusals.ChangedMeanwhile, $"'{model}' is at version {found.ConcurrencyVersion}, the change was made for version {expected}; read it again.");
                var before = found.Description;
                return found.Describe(description).Then<RegisteredModel>(described =>
                {
                    if (before != described.Description)
                        context.Note(RegistryDrafts.Described(described, before, actor, clock.GetUtcNow()));
                    return described;
                });
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.Models, model);
        return outcome;
    }
}
