using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Golden;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Models;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Features.Models;

/// <summary>Says what a version must answer before agents let it serve. Agents that hold it already try it again beside what serves. A singleton, thread-safe.</summary>
public sealed class PutGoldenCommand(CommandAccess access, IArtifactStore artifacts, StateWriter writer, TablePublisher publisher, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="GoldenRefusals.Invalid"/>, <see cref="ModelRefusals.NotFound"/>, <see cref="ModelRefusals.VersionNotFound"/>, and those of the artifact store.</returns>
    public async Task<Outcome<ModelVersion>> RunAsync(string model, int version, Stream content, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<PutGoldenCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        var received = await artifacts.ReceiveAsync(content, GoldenSet.MaximumBytes, cancellation);
        if (received.Refusal is { } notReceived)
            return notReceived;
        using var file = received.Value;
        var document = new byte[file.Artifact.SizeBytes];
        await using (var stream = file.OpenRead())
            await stream.ReadExactlyAsync(document, cancellation);
        var set = GoldenSet.Read(document);
        if (set.Refusal is { } malformed)
            return malformed;

        var golden = new GoldenReference(file.Artifact.Digest, file.Artifact.SizeBytes);
        var outcome = await writer.RunAsync<(ModelVersion Version, IReadOnlyList<PublishedTable> Tables)>(
            async (context, unitCancellation) =>
            {
                if (await new ModelStore(context).FindAsync(model, unitCancellation) is not { } found)
                    return new Refusal(ModelRefusals.NotFound, $"There is no model '{model}'.");
                if (found.FindVersion(version) is { } known && GoldenFit.Check(set.Value, known.Signature) is { } unfit)
                    return unfit;
                var expected = found.Expect(version, golden);
                if (expected.Refusal is { } refusal)
                    return refusal;
                var kept = await artifacts.KeepAsync(file, unitCancellation);
                if (kept.Refusal is { } notKept)
                    return notKept;
                context.Note(RegistryDrafts.Expected(expected.Value, actor, clock.GetUtcNow()));
                await context.SaveChangesAsync(unitCancellation);
                return (expected.Value, await PublishAsync(context, model, unitCancellation));
            },
            cancellation);
        return outcome.Then<ModelVersion>(made =>
        {
            foreach (var table in made.Tables)
                publisher.Publish(RoutingTableQueries.Open(table).Value, OfferUrgency.Routine);
            bell.Ring(ChangeTopic.Models, model);
            return made.Version;
        });
    }

    private async Task<IReadOnlyList<PublishedTable>> PublishAsync(StateContext context, string model, CancellationToken cancellation)
    {
        var tables = new List<PublishedTable>();
        foreach (var pool in await context.Endpoints.Where(e => e.Model == model).Select(e => e.Pool).Distinct().ToListAsync(cancellation))
            tables.Add(await new RoutingTableStore(context).PublishAsync(pool, clock.GetUtcNow(), cancellation));
        return tables;
    }
}
