using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Audit;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api;

/// <summary>The audit: look, export, check, put an earlier routing back.</summary>
internal static class AuditApi
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("audit");
        audit.MapGet("", ListAsync).WithName("ListAudit").Filters().ProducesPage<AuditResource>();
        audit.MapGet("/{entry}", GetAsync).WithName("GetAuditEntry").Produces<AuditResource>().ProducesProblem(StatusCodes.Status404NotFound);
        audit.MapPost("/{entry}/restore", RestoreAsync).WithName("RestoreRouting").IsIdempotent()
            .WithDescription("Puts stable version and weights of the entry's endpoint back as they were after it.")
            .Accepts<ReasonBody>(isOptional: true, "application/json").ProducesChange().ProducesProblem(StatusCodes.Status409Conflict);
        audit.MapGet("/verify", VerifyAsync).WithName("VerifyAudit")
            .WithDescription("Checks every entry's hash, that each follows the one before, and that the chain holds what agents witness.")
            .Produces<AuditVerdictResource>();
        audit.MapGet("/export", ExportAsync).WithName("ExportAudit").Filters()
            .WithDescription("Every entry of the filter, oldest first, field by field as it is hashed.")
            .TakesQuery("format", "jsonl (one JSON object a line) or csv; jsonl when left out.")
            .Produces<string>(StatusCodes.Status200OK, "application/jsonl", "text/csv").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static RouteHandlerBuilder Filters(this RouteHandlerBuilder route) => route
        .TakesQuery("actor", "Who, exactly.")
        .TakesQuery("kind", $"What kind of thing: {string.Join(", ", AuditKinds.Words)}.")
        .TakesQuery("name", "Name or id of the thing, exactly.")
        .TakesQuery("endpoint", "The endpoint concerned.")
        .TakesQuery("from", "First moment, such as 2026-03-01T12:00:00Z or -24h.")
        .TakesQuery("to", "Last moment, exclusive.");

    private static async Task<IResult> ListAsync(HttpRequest request, AuditQueries audit, TimeProvider clock, CancellationToken cancellation)
    {
        var (page, filter) = (PageRequest.Read(request.Query), AuditFilterReader.Read(request.Query, clock.GetUtcNow()));
        if ((page.Refusal ?? filter.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        long? before = long.TryParse(page.Value.After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var found = await audit.ListAsync(filter.Value, before, page.Value.Limit + 1, cancellation);
        return Results.Ok(page.Value.Cut([.. found.Select(AuditResource.Of)], e => e.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> GetAsync(string entry, AuditQueries audit, CancellationToken cancellation) =>
        NumberOf(entry) is { } number && await audit.FindAsync(number, cancellation) is { } found ? Results.Ok(AuditResource.Of(found)) : NotFound(entry);

    private static async Task<IResult> RestoreAsync(string entry, HttpRequest request, RestoreRoutingCommand restore, Caller caller, CancellationToken cancellation)
    {
        var body = request.ContentLength is null or 0 && request.ContentType is null ? new ReasonBody() : await JsonBody.ReadAsync<ReasonBody>(request, cancellation);
        if (body.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        if (NumberOf(entry) is not { } number)
            return NotFound(entry);
        var outcome = await restore.RunAsync(new RestoreRoutingRequest(number, body.Value.Reason), caller.Actor, cancellation);
        return outcome.ToResult(change => Results.Ok(ChangeResource.Of(change)));
    }

    private static async Task<IResult> VerifyAsync(AuditVerifier verifier, AuditWitnesses witnesses, CancellationToken cancellation) =>
        Results.Ok(AuditVerdictResource.Of(await verifier.VerifyAsync(witnesses.Everything, cancellation)));

    private static IResult ExportAsync(HttpRequest request, AuditQueries audit, TimeProvider clock, CancellationToken cancellation)
    {
        var filter = AuditFilterReader.Read(request.Query, clock.GetUtcNow());
        var form = AuditExport.FormOf(request.Query["format"].ToString());
        if ((filter.Refusal ?? form.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);
        return Results.Stream(
            target => AuditExport.WriteAsync(target, form.Value, audit.StreamAsync(filter.Value, cancellation), cancellation),
            form.Value == AuditExportForm.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
            $"audit-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{(form.Value == AuditExportForm.Csv ? "csv" : "jsonl")}");
    }

    private static long? NumberOf(string entry) => long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IResult NotFound(string entry) => RefusalResults.Of(new Refusal(AuditRefusals.NotFound, $"The audit has no entry '{entry}'."));
}
