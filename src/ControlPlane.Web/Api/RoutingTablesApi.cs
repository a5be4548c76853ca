using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Api;

/// <summary>How agents are told to answer an endpoint: now, on one agent, as a stream, and between two revisions.</summary>
internal static class RoutingTablesApi
{
    public static void MapRoutingTables(this IEndpointRouteBuilder api)
    {
        var tables = api.MapGroup("/endpoints/{endpoint}/routing-table").WithTags("routing tables");
        tables.MapGet("", GetAsync).WithName("GetRoutingTable")
            .TakesQuery("agent", "The table in force on this agent instead of the pool's newest.")
            .TakesQuery("watch", RouteDescriptions.Watch)
            .Produces<RoutingTableResource>().ProducesProblem(StatusCodes.Status404NotFound);
        tables.MapGet("/diff", DiffAsync).WithName("DiffRoutingTables")
            .TakesQuery("from", "Revision of the pool's table to compare.").TakesQuery("to", "Revision to compare it with.").Produces<RoutingDiff>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        string endpoint, HttpRequest request, EndpointQueries endpoints, RoutingTableReader reader, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } row)
            return EndpointsApi.NotFound(endpoint);
        var agent = request.Query.TryGetValue("agent", out var id) ? id.ToString() : null;
        if (request.Query["watch"] == "true")
            return new WatchAnswer<RoutingTableResource>("routing-table", end => LookAsync(row, agent, endpoints, reader, end), agent is null ? ChangeTopic.Endpoints : ChangeTopic.Agents, agent ?? row.Name);

        var found = await reader.ReadAsync(row, agent, cancellation);
        return found.ToResult(table =>
        {
            request.HttpContext.Response.Headers.ETag = $"\"{table.Digest}\"";
            var isKnown = request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(new EntityTagHeaderValue($"\"{table.Digest}\""), useStrongComparison: false));
            return isKnown ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(table);
        });
    }

    // A pool without a table, or an agent without one, is waited for; an endpoint that is deleted ends it.
    private static async Task<Watched<RoutingTableResource>?> LookAsync(
        EndpointRow endpoint, string? agent, EndpointQueries endpoints, RoutingTableReader reader, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint.Name, cancellation) is null)
            return null;
        var found = await reader.ReadAsync(endpoint, agent, cancellation);
        return found.Match(table => new Watched<RoutingTableResource>(table.Digest, table), _ => new Watched<RoutingTableResource>("", null!));
    }

    private static async Task<IResult> DiffAsync(
        string endpoint, HttpRequest request, EndpointQueries endpoints, RoutingTableReader reader, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } row)
            return EndpointsApi.NotFound(endpoint);
        var from = await ReadRevisionAsync("from", request.Query, row, reader, cancellation);
        var to = await ReadRevisionAsync("to", request.Query, row, reader, cancellation);
        return (from.Refusal ?? to.Refusal) is { } refusal
            ? RefusalResults.Of(refusal)
            : Results.Ok(RoutingDiff.Between(endpoint, from.Value.Routing, to.Value.Routing));
    }

    private static async Task<Outcome<RoutingTableResource>> ReadRevisionAsync(
        string name, IQueryCollection query, EndpointRow endpoint, RoutingTableReader reader, CancellationToken cancellation) =>
        long.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? await reader.ReadAsync(endpoint, revision, cancellation)
            : Refusal.OfField(ApiRefusals.QueryMalformed, name, $"is '{query[name]}'", "use a revision of the pool's table");
}
