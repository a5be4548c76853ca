using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Api;

/// <summary>Inference endpoints: list, look, create or change, remove, history.</summary>
internal static class EndpointsApi
{
    // The domain groups settings; the API's body is flat.
    private const string SettingsPath = "settings.";

    public static void MapEndpoints(this IEndpointRouteBuilder api)
    {
        var endpoints = api.MapGroup("/endpoints").WithTags("endpoints");
        endpoints.MapGet("", ListAsync).WithName("ListEndpoints").ProducesPage<EndpointResource>();
        endpoints.MapGet("/{endpoint}", GetAsync).WithName("GetEndpoint").Produces<EndpointResource>().ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapPut("/{endpoint}", PutAsync).WithName("PutEndpoint").IsConditional().Accepts<EndpointBody>("application/json")
            .ProducesChange().Produces<ChangeResource>(StatusCodes.Status201Created);
        endpoints.MapDelete("/{endpoint}", DeleteAsync).WithName("DeleteEndpoint").IsConditional()
            .TakesQuery("reason", "For the history.").ProducesChange();
        endpoints.MapDelete("/{endpoint}/recorded-outputs", RemoveOutputsAsync).WithName("RemoveRecordedOutputs")
            .TakesQuery("request", "Id of the request whose outputs go; those of every request when left out.")
            .TakesQuery("reason", "For the history.").ProducesChange();
        endpoints.MapGet("/{endpoint}/history", HistoryAsync).WithName("GetEndpointHistory").ProducesPage<EndpointEventRow>();
    }

    /// <summary>The answer about an endpoint that is not there.</summary>
    public static IResult NotFound(string endpoint) => RefusalResults.Of(EndpointUnit.NotFound(endpoint));

    private static async Task<IResult> ListAsync(HttpRequest request, EndpointQueries endpoints, CancellationToken cancellation)
    {
        var rows = await endpoints.ListAsync(cancellation);
        return PageRequest.Read(request.Query).ToResult(page => Results.Ok(page.Of(rows.Select(EndpointResource.Of), e => e.Name)));
    }

    private static async Task<IResult> GetAsync(string endpoint, HttpResponse response, EndpointQueries endpoints, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } row)
            return NotFound(endpoint);
        response.Headers.ETag = EntityTags.Of(row.ConcurrencyVersion);
        return Results.Ok(EndpointResource.Of(row));
    }

    private static async Task<IResult> PutAsync(string endpoint, HttpContext context, PutEndpointCommand put, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(context.Request);
        var body = await JsonBody.ReadAsync<EndpointBody>(context.Request, cancellation);
        if ((expected.Refusal ?? body.Refusal) is { } malformed)
            return RefusalResults.Of(malformed);

        var wanted = new PutEndpointRequest(body.Value.ToDraft(endpoint), expected.Value.Value, body.Value.Reason);
        var outcome = await put.RunAsync(wanted, caller.Actor, cancellation);
        return outcome.Match(
            change =>
            {
                context.Response.Headers.ETag = EntityTags.Of(change.ConcurrencyVersion);
                return change is { Kind: EndpointEventKind.Created, IsChanged: true }
                    ? Results.Created($"{ApiRoutes.Prefix}/endpoints/{change.Endpoint}", ChangeResource.Of(change))
                    : Results.Ok(ChangeResource.Of(change));
            },
            refusal => EntityTags.Refuse(context.Request, Flatten(refusal)));
    }

    private static async Task<IResult> DeleteAsync(string endpoint, HttpRequest request, DeleteEndpointCommand delete, Caller caller, CancellationToken cancellation)
    {
        var expected = EntityTags.Expected(request);
        if (expected.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        var reason = request.Query["reason"].ToString();
        var outcome = await delete.RunAsync(new DeleteEndpointRequest(endpoint, expected.Value.Value, reason), caller.Actor, cancellation);
        return outcome.Match(change => Results.Ok(ChangeResource.Of(change)), refusal => EntityTags.Refuse(request, refusal));
    }

    private static async Task<IResult> RemoveOutputsAsync(string endpoint, HttpRequest request, RedactSamplesCommand redact, Caller caller, CancellationToken cancellation)
    {
        var id = request.Query["request"].ToString();
        var outcome = await redact.RunAsync(new RedactSamplesRequest(endpoint, id.Length == 0 ? null : id, request.Query["reason"].ToString()), caller.Actor, cancellation);
        return outcome.ToResult(change => Results.Ok(ChangeResource.Of(change)));
    }

    private static async Task<IResult> HistoryAsync(string endpoint, HttpRequest request, EndpointQueries endpoints, CancellationToken cancellation)
    {
        var page = PageRequest.Read(request.Query);
        if (page.Refusal is { } malformed)
            return RefusalResults.Of(malformed);
        long? before = long.TryParse(page.Value.After, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var found = await endpoints.HistoryAsync(endpoint, new HistoryPage(before, page.Value.Limit + 1), cancellation);
        return found.Count == 0 && before is null ? NotFound(endpoint) : Results.Ok(page.Value.Cut(found, e => e.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static Refusal Flatten(Refusal refusal) => refusal with
    {
        Sentence = refusal.Sentence.Replace(SettingsPath, "", StringComparison.Ordinal),
        Fields = [.. refusal.Fields.Select(f => f with { Field = f.Field.StartsWith(SettingsPath, StringComparison.Ordinal) ? f.Field[SettingsPath.Length..] : f.Field })],
    };
}
