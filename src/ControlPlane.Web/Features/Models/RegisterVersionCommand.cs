using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Models;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Models;
using ControlPlane.Mlflow;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Models;

/// <summary>Registers a file as a version of a model: it comes in whole, is read, kept, then given a number. The model comes into being with its first version.</summary>
public sealed partial class RegisterVersionCommand(
    CommandAccess access, IArtifactStore artifacts, StateWriter writer, IOptions<DataOptions> options, ChangeBell bell, TimeProvider clock, ILogger<RegisterVersionCommand> logger)
{
    /// <summary>Runs it. An exception of the stream, such as a broken-off upload, goes through; nothing is left behind.</summary>
    /// <returns>Refusals: see <see cref="ArtifactRefusals"/> and <see cref="ModelRefusals"/>.</returns>
    public async Task<Outcome<VersionRegistration>> RunAsync(RegisterVersionRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<RegisterVersionCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        // Before the bytes: nobody should upload two gigabytes to hear that the name is wrong.
        if (RegisteredModel.Create(request.Model, clock.GetUtcNow()).Refusal is { } badName)
            return badName;
        var received = await artifacts.ReceiveAsync(request.Content, options.Value.ArtifactLimit, cancellation);
        if (received.Refusal is { } notReceived)
            return notReceived;
        using var file = received.Value;
        var draft = await ReadAsync(request, file, cancellation);
        if (draft.Refusal is { } unreadable)
            return unreadable;
        var kept = await artifacts.KeepAsync(file, cancellation);
        if (kept.Refusal is { } notKept)
            return notKept;

        var outcome = await writer.RunAsync((context, unitCancellation) => RegisterAsync(context, request.Model, draft.Value, actor, unitCancellation), cancellation);
        if (outcome is { IsAccepted: true, Value.IsNew: true })
        {
            LogRegistered(request.Model, outcome.Value.Version.Number, outcome.Value.Version.Digest, actor.Name);
            bell.Ring(ChangeTopic.Models, request.Model);
        }

        return outcome;
    }

    private static async Task<Outcome<VersionDraft>> ReadAsync(RegisterVersionRequest request, ReceivedArtifact received, CancellationToken cancellation)
    {
        await using var file = received.OpenRead();

        // The reader is synchronous and may have gigabytes to pass over.
        return await Task.Run(() => OnnxModelReader.Read(file).Then(description => CheckTruth(request, description)).Then(description => OutputReadingRule.Infer(description).Then<VersionDraft>(reading => new VersionDraft
        {
            Digest = received.Artifact.Digest,
            SizeBytes = received.Artifact.SizeBytes,
            File = description,
            Reading = reading,
            Description = request.Description,
            Tags = request.Tags,
            Origin = request.Origin,
        })), cancellation);
    }

    private static Outcome<OnnxModelDescription> CheckTruth(RegisterVersionRequest request, OnnxModelDescription description) =>
        request.Mlflow is { } said && MlflowSignatureCheck.Check(said, description.Signature) is { } lie ? lie : description;

    private async Task<Outcome<VersionRegistration>> RegisterAsync(StateContext context, string name, VersionDraft draft, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var store = new ModelStore(context);
        var known = await store.FindAsync(name, cancellation);
        var registered = known is not null
            ? known.Register(draft, now)
            : RegisteredModel.Create(name, now).Then(model =>
            {
                store.Add(model);
                return model.Register(draft, now);
            });
        if (registered is not { IsAccepted: true, Value.IsNew: true })
            return registered;
        context.Note(RegistryDrafts.Registered(registered.Value.Version, actor, now));
        context.Announce(Announcements.Of(registered.Value.Version, actor.Name, now));
        return registered;
    }

    [LoggerMessage(1000, LogLevel.Information, "Model {Model} has version {Number} ({Digest}), registered by {Actor}.")]
    private partial void LogRegistered(string model, int number, string digest, string actor);
}
