using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Cli.Files;

/// <summary><c>kind: FreezeWindow</c>: one time without advance at several endpoints, kept in the schedule of each.</summary>
internal sealed class FreezeWindowKind : IDeclaredKind
{
    public const string Name = "FreezeWindow";

    private const string Schedule = "schedule";
    private const string Freezes = "freezes";

    private static readonly string[] Members = ["from", "to", "reason"];

    public IReadOnlyList<ApiOperation> Reads { get; } = [ApiOperations.GetEndpoint];

    public IReadOnlyList<ApiOperation> Writes { get; } = [ApiOperations.PutEndpoint];

    public string Removal => "it is taken out of the schedules of its endpoints";

    /// <summary>Endpoints that a window names.</summary>
    public static IReadOnlyList<string> EndpointsOf(JsonObject spec) => [.. (spec["endpoints"] as JsonArray ?? []).Select(e => (string)e!)];

    public async Task<Outcome<PlannedChange>> PlanAsync(CommandRun run, Declaration declaration, AppliedDeclaration? applied, CancellationToken cancellation)
    {
        var (fields, wanted) = (new List<FieldChange>(), EndpointsOf(declaration.Spec));
        foreach (var endpoint in wanted.Union(EndpointsOf(applied?.Spec ?? []), StringComparer.Ordinal))
        {
            var present = await run.CallAsync(new ApiCall(ApiOperations.GetEndpoint, endpoint), cancellation);
            if (present.Refusal is { Code: EndpointRefusals.NotFound } && !wanted.Contains(endpoint))
                continue;
            if (present.Refusal is { } refusal && refusal.Code != EndpointRefusals.NotFound)
                return refusal;
            // One that comes with the same files is not there before its turn.
            var before = present.IsAccepted ? FreezesOf(present.Value.Body) : [];
            var after = Arrange(before, applied?.Spec, wanted.Contains(endpoint) ? declaration.Spec : null);
            fields.Add(new FieldChange(endpoint, before, after, $"{declaration.File}:{declaration.Find("endpoints")}"));
        }

        return new PlannedChange { Declaration = declaration, IsNew = false, Fields = fields, Body = declaration.Spec };
    }

    public async Task<Outcome<PlannedChange>> ApplyAsync(CommandRun run, PlannedChange change, CancellationToken cancellation)
    {
        foreach (var field in change.Fields.Where(f => f.IsDifferent))
        {
            if (await PutAsync(run, field.Path, _ => field.After!.DeepClone().AsArray(), $"apply {change.Declaration.File}", cancellation) is { } refusal)
                return refusal;
        }

        return change;
    }

    public async Task<Outcome<AppliedDeclaration>> RemoveAsync(CommandRun run, AppliedDeclaration applied, CancellationToken cancellation)
    {
        foreach (var endpoint in EndpointsOf(applied.Spec))
        {
            if (await PutAsync(run, endpoint, before => Arrange(before, applied.Spec, null), $"apply --prune: {applied.Source} is gone", cancellation) is { } refusal && refusal.Code != EndpointRefusals.NotFound)
                return refusal;
        }

        return applied;
    }

    /// <summary>None: the schedule of each endpoint holds its windows.</summary>
    public Task<Outcome<ExportedDocuments>> ExportAsync(CommandRun run, CancellationToken cancellation) => Task.FromResult<Outcome<ExportedDocuments>>(new ExportedDocuments([]));

    private static async Task<Refusal?> PutAsync(CommandRun run, string endpoint, Func<JsonArray, JsonArray> change, string reason, CancellationToken cancellation)
    {
        var present = await run.CallAsync(new ApiCall(ApiOperations.GetEndpoint, endpoint), cancellation);
        if (present.Refusal is { } missing)
            return missing;
        var body = InferenceEndpointKind.BodyOf(present.Value.Body.AsObject());
        var schedule = body[Schedule] as JsonObject ?? [];
        schedule[Freezes] = change(FreezesOf(present.Value.Body));
        body[Schedule] = schedule.DeepClone();
        body["reason"] = reason;
        return (await run.CallAsync(new ApiCall(ApiOperations.PutEndpoint, endpoint) { Body = body, IfMatch = present.Value.EntityTag }, cancellation)).Refusal;
    }

    private static JsonArray FreezesOf(JsonNode endpoint) => endpoint[Schedule]?[Freezes]?.DeepClone().AsArray() ?? [];

    // The window as it was goes, unless it is the same; the one that shall be comes last.
    private static JsonArray Arrange(JsonArray before, JsonObject? old, JsonObject? wanted)
    {
        if (wanted is not null && before.Any(f => IsSame(f!, wanted)) && (old is null || IsSame(WindowOf(old), wanted)))
            return before;
        var kept = before.Where(f => (old is null || !IsSame(f!, old)) && (wanted is null || !IsSame(f!, wanted))).Select(f => f!.DeepClone());
        return new JsonArray([.. kept, .. wanted is null ? Array.Empty<JsonNode>() : [WindowOf(wanted)]]);
    }

    private static bool IsSame(JsonNode one, JsonNode other) => Members.All(m => TextOf(one[m]) == TextOf(other[m]));

    private static string TextOf(JsonNode? node) => DateTimeOffset.TryParse((string?)node, CultureInfo.InvariantCulture, out var time) ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : (string?)node ?? "";

    private static JsonObject WindowOf(JsonObject spec) => new(Members.Select(m => KeyValuePair.Create(m, spec[m]?.DeepClone())));
}
