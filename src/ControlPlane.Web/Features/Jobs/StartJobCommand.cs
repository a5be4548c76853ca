using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Begins a batch job: its input is stored whole, cut, and held against what the version takes. A singleton, thread-safe.</summary>
public sealed class StartJobCommand(CommandAccess access, EndpointQueries endpoints, JobMappings mappings, JobInputs inputs, JobChanges changes, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it. An exception of the stream, such as a broken-off upload, goes through; nothing is left behind.</summary>
    /// <returns>The job. Refusals: see <see cref="JobRefusals"/>, <see cref="ArtifactRefusals"/>, <see cref="EndpointRefusals"/>.</returns>
    public async Task<Outcome<BatchJob>> RunAsync(StartJobRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<StartJobCommand>(actor, request.Endpoint, cancellation) is { } forbidden)
            return forbidden;
        // Before the bytes: nobody should upload a gigabyte to hear that the name is wrong.
        if (await endpoints.FindAsync(request.Endpoint, cancellation) is not { } endpoint)
            return EndpointUnit.NotFound(request.Endpoint);
        var version = request.Version ?? endpoint.StableVersion;
        if (await mappings.SignatureAsync(endpoint.Model, version, cancellation) is not { } signature)
            return Refusal.OfField(EndpointRefusals.VersionNotFound, "version", $"is {version}, which {endpoint.Model} does not have", "name a registered version");
        if (JobDraft.Check(request.Settings) is { } invalid)
            return invalid;
        var stored = await inputs.ReceiveAsync(request.Content, cancellation);
        if (stored.Refusal is { } notStored)
            return notStored;

        var settings = request.IsFormatGiven ? request.Settings : request.Settings with { Format = inputs.FormatOf(stored.Value.Digest) };
        var scanned = JobDraft.Check(settings) is { } unfitting ? unfitting : await inputs.ScanAsync(stored.Value.Digest, settings, cancellation);
        var fitting = scanned.Then<ScannedInput>(input => InputMapping.Create(signature, settings, input.Header).Then<ScannedInput>(_ => input));
        var started = fitting.Refusal is { } unfit
            ? unfit
            : await changes.StartAsync(DraftOf(request with { Settings = settings }, endpoint, version, stored.Value, fitting.Value, actor), job => ScheduleOf(request, job), actor, cancellation);
        if (!started.IsAccepted)
            await inputs.ForgetAsync(stored.Value.Digest, cancellation);
        return started;
    }

    private Refusal? ScheduleOf(StartJobRequest request, BatchJob job) =>
        request.Every is { } every ? job.Plan(every, request.OnPromotion, clock.GetUtcNow()).Refusal : null;

    private JobDraft DraftOf(StartJobRequest request, EndpointRow endpoint, int version, StoredArtifact stored, ScannedInput input, Actor actor) => new()
    {
        Id = ids.NewId(),
        Endpoint = endpoint.Name,
        Pool = endpoint.Pool,
        Model = endpoint.Model,
        Version = version,
        Name = request.Name,
        InputDigest = stored.Digest,
        InputBytes = stored.SizeBytes,
        Header = input.Header,
        Chunks = input.Chunks,
        Settings = request.Settings,
        StartedBy = actor.Name,
    };
}
