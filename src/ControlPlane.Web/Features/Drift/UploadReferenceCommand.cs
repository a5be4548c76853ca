using System.Text;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Freezes the training data of a version as the reference of its inputs: read line by line, kept as bins and counts only. A singleton, thread-safe.</summary>
public sealed partial class UploadReferenceCommand(
    CommandAccess access, EndpointQueries endpoints, ModelQueries models, ReferenceStore references, IdSource ids, ChangeBell bell, TimeProvider clock, ILogger<UploadReferenceCommand> logger)
{
    /// <summary>Most bytes of a table.</summary>
    public const long MaximumBytes = 200_000_000;

    /// <summary>Longest line, characters.</summary>
    public const int LongestLine = 65_536;

    /// <summary>Runs it. An exception of the stream, such as a broken-off upload, goes through; nothing is left behind.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="version">The version the data trained; null means the stable one.</param>
    /// <param name="content">Comma-separated text in UTF-8.</param>
    /// <param name="actor">Who uploads it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Refusals: those of <see cref="TrainingTable"/>, <see cref="DriftReference"/> and <see cref="ReferenceStore"/>; <c>table_line_too_long</c>, <c>table_encoding_wrong</c>.</returns>
    public async Task<Outcome<ReferenceRow>> RunAsync(string endpoint, int? version, Stream content, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckEndpointAsync<UploadReferenceCommand>(actor, endpoint, cancellation) is { } forbidden)
            return forbidden;
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } found)
            return EndpointUnit.NotFound(endpoint);
        var number = version ?? found.StableVersion;
        if ((await models.VersionsAsync(found.Model, cancellation)).FirstOrDefault(v => v.Number == number) is not { } known)
            return Refusal.OfField(EndpointRefusals.VersionNotFound, "version", $"is {number}, which {found.Model} does not have", "name a registered version");

        var table = new TrainingTable(ExpectedFeatures.Of(known.Signature.Inputs, found.Settings.SegmentAttributes));
        if (await ReadAsync(table, content, cancellation) is { } unreadable)
            return unreadable;
        var frozen = table.End().Then(columns => DriftReference.Freeze(DriftSource.TrainingData, clock.GetUtcNow(), columns));
        if (frozen.Refusal is { } refused)
            return refused;

        var saved = await references.SaveAsync(StoredOf(endpoint, number, table.Rows, frozen.Value, actor), actor, cancellation);
        if (saved.IsAccepted)
        {
            LogFrozen(endpoint, number, table.Rows, actor.Name);
            bell.Ring(ChangeTopic.Drift, endpoint);
        }

        return saved;
    }

    private static async Task<Refusal?> ReadAsync(TrainingTable table, Stream content, CancellationToken cancellation)
    {
        using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        var lines = new LineReader(text, LongestLine);
        var read = 0;
        try
        {
            while (await lines.ReadAsync(cancellation) is { } line)
            {
                read++;
                if (table.Add(line) is { } refusal)
                    return refusal;
            }
        }
        catch (DecoderFallbackException)
        {
            return new Refusal(ReferenceRefusals.EncodingWrong, $"After line {read}: a byte is no UTF-8; save the table as UTF-8 text.");
        }

        return lines.IsTooLong
            ? Refusal.OfField(ReferenceRefusals.LineTooLong, $"line {read + 1}", $"has more than {LongestLine} characters", "give one row a line, separated by commas")
            : null;
    }

    private StoredReference StoredOf(string endpoint, int version, long rows, DriftReference frozen, Actor actor) => new()
    {
        Id = ids.NewId(),
        Endpoint = endpoint,
        Version = version,
        Part = ReferencePart.Inputs,
        Source = frozen.Source,
        FrozenAt = frozen.FrozenAt,
        FrozenBy = actor.Name,
        Rows = rows,
        Features = frozen.Features,
        Skipped = frozen.Skipped,
    };

    [LoggerMessage(1510, LogLevel.Information, "Endpoint {Endpoint} has a reference of the inputs of v{Version} from {Rows} rows of training data, uploaded by {Actor}.")]
    private partial void LogFrozen(string endpoint, int version, long rows, string actor);
}
