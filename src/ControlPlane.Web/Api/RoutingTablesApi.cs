using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
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
            .TakesQuery("watch", "With true the answer is a stream of server-sent events, one per change.")
            .Produces<RoutingTableResource>().ProducesProblem(StatusCodes.Status404NotFound);
        tables.MapGet("/diff", DiffAsync).WithName("DiffRoutingTables")
            .TakesQuery("from", "Revision of the pool's table to compare.").TakesQuery("to", "Revision to compare it with.").Produces<RoutingDiff>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        string endpoint, HttpRequest request, EndpointQueries endpoints, RoutingTableReader reader, ChangeBell bell, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(endpoint, cancellation) is not { } row)
            return EndpointsApi.NotFound(endpoint);
        var agent = request.Query.TryGetValue("agent", out var id) ? id.ToString() : null;
        if (request.Query["watch"] == "true")
            return Results.ServerSentEvents(WatchAsync(row, agent, reader, bell, cancellation), eventType: "routing-table");

        var found = await reader.ReadAsync(row, agent, cancellation);
        return found.ToResult(table =>
        {
            request.HttpContext.Response.Headers.ETag = $"\"{table.Digest}\"";
            var isKnown = request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(new EntityTagHeaderValue($"\"{table.Digest}\""), useStrongComparison: false));
            return isKnown ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(table);
        });
    }

    // Subscribed before the first look, so that no change falls between them.
    private static async IAsyncEnumerable<RoutingTableResource> WatchAsync(
        EndpointRow endpoint, string? agent, RoutingTableReader reader, ChangeBell bell, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = bell.Subscribe(agent is null ? ChangeTopic.Endpoints : ChangeTopic.Agents, agent ?? endpoint.Name, () =>
        {
            rung.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        string? last = null;
        while (true)
        {
            var found = await reader.ReadAsync(endpoint, agent, cancellation);
            if (found.IsAccepted && found.Value.Digest != last)
            {
                last = found.Value.Digest;
                yield return found.Value;
            }

            await rung.Reader.ReadAsync(cancellation);
        }
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
            : Refusal.OfField("query_malformed", name, $"is '{query[name]}'", "use a revision of the pool's table");
}
